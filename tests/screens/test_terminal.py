"""What stands in square brackets is printed as it is, whoever wrote it."""

import pytest

from sim.screens.sweep import _cell
from sim.screens.terminal import bold, console


@pytest.mark.parametrize("text", ["[open_states]", "Plan [/x] b", "[bold]loud[/bold]", "a\\[b]"])
def test_brackets_are_no_markup(text, capsys):
    console.print(bold(text))
    console.print(_cell(text))
    assert capsys.readouterr().out.split("\n")[:2] == [text, text]
