"""Hostile titles in every command: no CSV file holds a formula, every report the title."""

import csv
import html
import json
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.files.csv_text import BEGINS_A_FORMULA, NUMBER, as_cell
from sim.files.tables import read_table

TITLES = ("=cmd|' /C calc'!A0", "@SUM(1+9)", "+1+1", "-2-3", "\t=1", "\n=1")
SCENARIO = """# @package _global_
scenario:
  name: mine
  title: {title}
  question: {title}
  source: {title}
levers:
  outreach:
    contacts: 20
"""
COMMANDS = {
    "run": ["run", "scenario=mine", "size.replicates=2"],
    "jobs": ["run", "-m", "scenario=mine", "size.replicates=2", "levers.outreach.contacts=0,20"],
    "sweep": ["sweep", "design=design.yaml", "replicates=2", "into=results/swept"],
    "compare": ["compare", "scenario=mine,civil_society", "replicates=4"],
    "discover": ["discover", "scenario=mine", "points=50", "held_out=50", "replicates=2"],
    "portfolio": ["portfolio", "budget=20e6", "levers=outreach,civil_society", "population=4",
                  "generations=1", "worlds=10", "replicates=1"],
}  # fmt: skip


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with scenarios of one's own, and a way to type a command in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own" / "scenario").mkdir(parents=True)
    return tmp_path


def write_scenario(place: Path, title: str) -> None:
    text = SCENARIO.format(title=json.dumps(title))
    (place / "own" / "scenario" / "mine.yaml").write_text(text, encoding="utf-8")


def type_in(monkeypatch, words):
    monkeypatch.setattr(sys, "argv", ["lmgsim", *words])
    try:
        main()
    except SystemExit as stopped:
        return stopped.code
    return 0


def formulas(place: Path) -> list[str]:
    """Every cell below a folder that a spreadsheet would run."""
    found = []
    for path in place.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            cells = [cell for row in csv.reader(handle) for cell in row]
        found += [
            f"{path.name}: {cell!r}"
            for cell in cells
            if cell[:1] in tuple(BEGINS_A_FORMULA) and not NUMBER.fullmatch(cell)
        ]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_no_csv_file_of_a_command_holds_a_formula(name, place, monkeypatch):
    write_scenario(place, TITLES[0])
    (place / "design.yaml").write_text(
        "method: grid\nfactors: {levers.outreach.contacts: {values: [5, 20]}}\n"
        "fixed: {scenario: mine, council: recorded_2023}\n",
        encoding="utf-8",
    )
    own = [] if name == "portfolio" else ["--config-dir", str(place / "own")]
    council = [] if name == "sweep" else ["council=recorded_2023"]
    assert type_in(monkeypatch, [*COMMANDS[name], *council, *own]) == 0
    assert list(place.rglob("*.csv"))
    assert formulas(place) == []


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
def test_the_report_shows_the_title_as_it_was_typed(title, place, monkeypatch):
    write_scenario(place, title)
    words = [*COMMANDS["compare"], "council=recorded_2023", "--config-dir", str(place / "own")]
    code = type_in(monkeypatch, words)
    if code:  # a title that no report could show is refused
        return
    (folder,) = (place / "results" / "compare").iterdir()
    titles = read_table(folder / "arms.csv").title
    assert title.strip() in {str(it).strip() for it in titles}
    report = html.unescape((folder / "report.html").read_text(encoding="utf-8"))
    assert title.strip() in report
    assert as_cell(title) not in report or as_cell(title) == title
