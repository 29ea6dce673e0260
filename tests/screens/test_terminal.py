"""What stands in square brackets is printed as it is, whoever wrote it."""

import pytest

from sim.files.places import GLOSSARY, PACKAGE
from sim.screens.sweep import _cell
from sim.screens.terminal import bold, console, say_place


@pytest.mark.parametrize("text", ["[open_states]", "Plan [/x] b", "[bold]loud[/bold]", "a\\[b]"])
def test_brackets_are_no_markup(text, capsys):
    console.print(bold(text))
    console.print(_cell(text))
    assert capsys.readouterr().out.split("\n")[:2] == [text, text]


def test_where_results_lie_and_where_words_are_explained_is_said(capsys):
    say_place("results/a", "open report.html")
    said = capsys.readouterr().out.splitlines()
    assert said == [f"Words: {GLOSSARY}", "Results: results/a (open report.html)"]
    assert (PACKAGE.parent / GLOSSARY).is_file()
