"""docs/reference/columns.md names each column of every table that lmgsim writes, and no other."""

import re
from pathlib import Path

import pandas as pd
import pytest

from sim.files.places import PACKAGE
from sim.measures.columns import OF_KIND
from sim.replays.claims import COLUMNS
from sim.world import KINDS
from tests.docs.blocks import typed

PAGE = PACKAGE.parent / "docs" / "reference" / "columns.md"
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
ARMS = ("baseline", "intervention", "difference")
FACTORS = ("levers.outreach.contacts", "rules.assumptions.goodwill_gain")
BULLET = re.compile(r"^- ((?:`[^`]+`(?:, )?)+)(?: \([^)]*\))?: \S", re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")
ALSO = re.compile(r"Shared: ([^.]*)\.")
SHARED = "Shared columns"
BLOCKS = (
    "Figures of an arm",
    "Figures of a contrast",
    "Patterns",
    "Pulled levers",
    "Assumptions",
    "Standings",
    "Measures by kind",
    "Tested points",
    "Scores",
)
MEASURES_BY_KIND = tuple(m.name for m in OF_KIND if m.compared)
DRAWN = {"words", "from", "to"}  # added in tables of figures
SMALL = {
    "compare": ["scenario=mission_staff,civil_society", "replicates=4", "closer=true"],
    "portfolio": ["budget=20e6", "levers=outreach,civil_society", "population=4",
                  "generations=1", "worlds=10", "replicates=1"],
    "discover": ["scenario=civil_society", "points=50", "held_out=50", "replicates=2"],
}  # fmt: skip
DESIGN = """method: {method}
points: 2
factors:
  levers.outreach.contacts: {{low: 0, high: 40}}
  rules.assumptions.goodwill_gain: {{low: 0.05, high: 0.4}}
fixed: {{scenario: none, council: recorded_2023}}
"""


def told() -> dict[str, list[str]]:
    """Columns by heading, as the page has them: its own, shared ones, and those of a block."""
    parts = HEADING.split(PAGE.read_text(encoding="utf-8"))[1:]
    words = dict(zip(parts[::2], parts[1::2], strict=True))
    own = {
        name: [column for names in BULLET.findall(text) for column in NAME.findall(names)]
        for name, text in words.items()
    }
    everywhere = own.pop(SHARED)
    blocks = {name: own.pop(name) for name in list(own) if name in BLOCKS}
    assert set(blocks) == set(BLOCKS)
    for name, columns in own.items():
        shared = [c for line in ALSO.findall(words[name]) for c in NAME.findall(line)]
        assert set(shared) <= set(everywhere), f"{name}: {shared} not in {SHARED}"
        linked = [b for b in BLOCKS if f"(#{b.lower().replace(' ', '-')})" in words[name]]
        columns += [*shared, *(c for block in linked for c in blocks[block])]
        assert len(columns) == len(set(columns)), f"{name}: a column is told twice"
    return own


def told_of(command: str) -> dict[str, list[str]]:
    """The same, of one command."""
    before = f"{command}: "
    return {k.removeprefix(before): v for k, v in told().items() if k.startswith(before)}


def spelled(columns: list[str]) -> set[str]:
    """Columns with every part in capitals spelled out."""
    options = {
        "MEASURE": MEASURES_BY_KIND,
        "VOTE": ("yes", "abstain", "no"),
        "KIND": KINDS,
        "ARM": ARMS,
        "FACTOR": FACTORS,
        "ASSUMPTION": ("civic_gain",),
    }
    found = set(columns)
    for word, values in options.items():
        found = {c.replace(word, it) for c in found for it in (values if word in c else [""])}
    return found


def columns_of(path: Path) -> set[str]:
    read = pd.read_csv if path.suffix == ".csv" else pd.read_parquet
    return set(read(path).columns)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def run_folder(place):
    words = ["run", "size.replicates=3", "council=recorded_2023", f"results={place / 'runs'}"]
    code, said = typed(words)
    assert code == 0, said
    (folder,) = (place / "runs" / "staff_and_outreach").iterdir()
    return folder


@pytest.fixture(scope="module")
def sweep_folders(place):
    found = []
    for method in ("sobol", "morris"):
        design = place / f"{method}.yaml"
        design.write_text(DESIGN.format(method=method), encoding="utf-8")
        folder = place / method
        code, said = typed(["sweep", f"design={design}", "replicates=2", f"into={folder}"])
        assert code == 0, said
        found.append(folder)
    return found


def tables_in(folder: Path, pattern: str) -> dict[str, set[str]]:
    paths = [p for p in folder.glob(pattern) if p.suffix in (".csv", ".parquet")]
    return {p.relative_to(folder).as_posix(): columns_of(p) for p in paths}


@pytest.mark.slow
def test_every_column_of_a_run_is_told(run_folder):
    tables = tables_in(run_folder, "*") | tables_in(run_folder, "figures/*")
    known = {name: columns for name, columns in told().items() if ": " not in name}
    assert set(tables) == set(known)
    for name, columns in tables.items():
        listed = spelled(known[name])
        assert columns <= listed, f"{name}: {sorted(columns - listed)} not in {PAGE.name}"
        of_arms = {c for c in listed if any(arm in c for arm in ARMS)}
        gone = listed - columns - of_arms
        assert not gone, f"{PAGE.name} tells of {sorted(gone)} in {name}"


@pytest.mark.slow
def test_every_column_of_a_sweep_is_told(sweep_folders):
    known = told_of("sweep")
    seen = set()
    for folder in sweep_folders:
        for name, columns in tables_in(folder, "*").items():
            assert columns == spelled(known[name]), name
            seen.add(name)
    assert seen == set(known)


@pytest.mark.slow
@pytest.mark.parametrize("command", SMALL)
def test_every_column_of_a_further_answer_is_told(command, place):
    results = place / "answers"
    code, said = typed([command, *SMALL[command], "council=recorded_2023", f"results={results}"])
    assert code == 0, said
    (folder,) = (results / command).iterdir()
    known = told_of(command)
    tables = tables_in(folder, "*")
    assert set(tables) == set(known)
    for name, columns in tables.items():
        assert columns == spelled(known[name]), name
    everywhere = set().union(*tables.values()) | DRAWN
    for name, columns in tables_in(folder, "figures/*").items():
        assert columns <= everywhere, name


@pytest.mark.slow
def test_every_column_of_an_experiment_is_told():
    assert told()["experiment: expected.csv"] == list(COLUMNS)


def test_every_column_has_a_meaning():
    bullets = re.findall(r"^- `.*$", PAGE.read_text(encoding="utf-8").partition("## ")[2], re.M)
    assert len(bullets) > 200
    for line in bullets:
        assert BULLET.match(line), line


def test_the_files_of_a_run_are_all_in_the_page_of_its_folder(run_folder):
    page = (PAGE.parent / "results.md").read_text(encoding="utf-8")
    for path in run_folder.iterdir():
        assert f"`{path.name}" in page, path.name
