"""``lmgsim mechanisms`` as a user meets it: the table, a page about each, and what is refused."""

import re
import sys

import pytest

from sim.cli import main
from sim.commands.mechanisms import mechanisms_command
from sim.data.mechanism_words import mechanism_words
from sim.errors import InputError
from sim.levers import ASSUMPTIONS, LEVERS
from sim.mechanisms.facts import default_of, known_levers, parameters
from sim.mechanisms.table import KEYS, MECHANISMS

EVERY = pytest.mark.parametrize("it", MECHANISMS, ids=KEYS)


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """A screen so wide that nothing wraps."""
    from sim.screens import mechanisms as screen

    monkeypatch.setattr(screen.console, "width", 1000)


def said(capsys, *arguments: str) -> str:
    mechanisms_command(list(arguments))
    return capsys.readouterr().out


@pytest.fixture
def table(capsys):
    return said(capsys)


@EVERY
def test_the_table_has_a_row_with_number_switch_and_basis(it, table):
    (row,) = (line for line in table.splitlines() if line.split()[:2] == [str(it.number), it.key])
    assert row.split()[2] == "on"
    assert it.basis in row


@EVERY
def test_the_source_stands_under_the_name(it, table):
    lines = table.splitlines()
    at = next(n for n, line in enumerate(lines) if line.split()[:2] == [str(it.number), it.key])
    assert it.title in lines[at + 1]
    assert mechanism_words(KEYS)[it.key].source in lines[at + 2]


def test_the_table_has_24_rows_and_a_title_under_each_name(table):
    rows = [line.split()[:2] for line in table.splitlines() if re.match(r" *\d+ ", line)]
    assert rows == [[str(it.number), it.key] for it in MECHANISMS]
    for it in MECHANISMS:
        assert f" {it.title} " in table


def test_the_table_shows_weights_with_their_spread_ranges_and_units(table):
    assert re.search(r"discipline \d\.\d", table)
    assert "(sd 0." in table
    for assumption in ASSUMPTIONS:
        assert f"{assumption.name} " in table
    for name, lever in LEVERS.items():
        assert f"levers.{name}: {lever.unit}" in table


def test_a_switch_that_is_off_by_default_is_shown_as_off(monkeypatch, capsys):
    monkeypatch.setitem(default_of("rules")["mechanisms"], "image", False)
    (row,) = (line for line in said(capsys).splitlines() if line.split()[:2] == ["21", "image"])
    assert row.split()[2] == "off"


@EVERY
def test_the_page_says_it_all(it, capsys, fit):
    page, words = said(capsys, it.key), mechanism_words(KEYS)[it.key]
    for text in (it.title, words.source, words.what, words.how, words.sign, words.limits):
        assert text in page
    for row in parameters(it, fit):
        assert all(cell in page for cell in (row.name, row.meaning, row.value, row.basis))
    for name in known_levers(it):
        assert f"\n levers.{name} " in page
        assert LEVERS[name].title in page


@EVERY
def test_every_parameter_has_a_value_a_basis_and_a_source(it, fit):
    for row in parameters(it, fit):
        assert row.name
        assert row.meaning, row.name
        assert row.basis in ("estimated", "assumed", "set", "fixed")
        assert row.source, row.name
        assert row.valid, row.name
        assert row.value or row.basis == "set", row.name  # a list may be empty


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_says_how_hard_it_is_pulled_and_what_it_costs(name, fit):
    (owner,) = (it for it in MECHANISMS if name in it.levers)
    rows = [r for r in parameters(owner, fit) if r.name.startswith(f"levers.{name}.")]
    assert [row.unit for row in rows if row.unit] == [LEVERS[name].unit]


def test_a_lever_that_is_not_there_yet_is_left_out(monkeypatch, capsys):
    others = {name: lever for name, lever in LEVERS.items() if name != "narrative"}
    monkeypatch.setattr("sim.mechanisms.facts.LEVERS", others)
    assert "levers.narrative" not in said(capsys)
    page = said(capsys, "narratives")
    assert "levers.counter_story" in page
    assert "levers.narrative" not in page


def test_an_unknown_name_is_refused_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["lmgsim", "mechanisms", "magic"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("lmgsim: unknown mechanism 'magic'")
    assert err.count("\n") == 1


def test_two_names_are_refused():
    with pytest.raises(InputError, match="one name at most, not 'image review'"):
        mechanisms_command(["image", "review"])


def test_the_help_names_it(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["lmgsim", "--help"])
    main()
    assert "lmgsim mechanisms [NAME]" in capsys.readouterr().out
