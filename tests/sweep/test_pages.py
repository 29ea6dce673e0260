"""What docs/reference/sweep.md says holds."""

import re
from pathlib import Path

import pytest
import yaml

import sim
from sim.files.places import shipped_folder
from sim.sweep.spread import FIGURES

PAGE = (Path(sim.__file__).parent.parent / "docs" / "reference" / "sweep.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def block(word: str) -> str:
    (found,) = [text for text in BLOCKS if word in text]
    return found


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_of_the_summary_is_explained(figure):
    assert f"`{figure}`" in PAGE


def test_every_default_of_a_sweep_is_explained():
    defaults = yaml.safe_load((shipped_folder("conf") / "sweep.yaml").read_text("utf-8"))
    for name in defaults:
        assert re.search(rf"^\| `{name}(=true)?` \|", PAGE, re.MULTILINE), name


def test_the_example_runs(monkeypatch):
    few = block("replicates=50").replace("replicates=50", "replicates=2")
    names: dict[str, object] = {}
    exec(few, names)
    assert len(names["table"]) == 2


def test_the_wrapper_for_the_ema_workbench_gives_its_outcome():
    lines = block("ema_workbench").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("def "))
    names: dict[str, object] = {"sim": sim}
    exec("\n".join(lines[first : first + 3]).replace("20, 1)", "2, 1)"), names)
    outcome = names["council"](levers__outreach__contacts=20.0)
    assert set(outcome) == {"defections"}
    assert outcome["defections"] > 0
