"""Whatever can change a number is part of what a result is kept under."""

from pathlib import Path

import sim
from sim.sweep.identity import canonical, code_behind_a_row, fit_digest, science
from tests.test_architecture import PACKAGE, imports, part_of


def test_all_code_behind_a_row_is_part_of_its_version():
    behind = set(code_behind_a_row())
    files = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path
             for path in PACKAGE.rglob("*.py")}  # fmt: skip
    for path in behind:
        for name in imports(path):
            for whole in (name, f"{name}.__init__"):
                if whole in files and whole != "sim.__init__":
                    assert files[whole] in behind, f"{path} imports {name}"
    parts = {part_of(path) for path in behind}
    assert parts >= {
        "rules",
        "levers",
        "engine/ensemble",
        "engine/noise",
        "data",
        "study/experiment",
    }
    assert not parts & {"plots", "reports", "cli", "screens", "page"}


def test_a_version_names_the_package():
    assert science().startswith(f"{sim.__version__}-")


def test_the_same_content_is_the_same_text():
    assert canonical({"b": 1, "a": [1.0, None]}) == canonical({"a": [1.0, None], "b": 1})


def test_another_fit_is_another_digest(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fit.json").write_text(name, encoding="utf-8")
    assert fit_digest(tmp_path / "one") != fit_digest(tmp_path / "two")
    assert fit_digest(None) is None
    assert fit_digest(Path("nowhere")) is not None
