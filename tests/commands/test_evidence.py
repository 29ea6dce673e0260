"""``lmgsim evidence`` as a user meets it: the list, a page about each, and what is refused."""

import pytest

from sim.commands.evidence import assumption_named, evidence_command
from sim.errors import InputError
from sim.evidence.priors import STANDINGS, all_known
from sim.evidence.questions import BENCHMARKS, QUESTIONS
from sim.levers import ASSUMPTIONS
from sim.screens.evidence import interval_of


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """A screen so wide that nothing wraps."""
    from sim.screens import evidence as screen

    monkeypatch.setattr(screen.console, "width", 1000)


def said(capsys, *arguments):
    evidence_command(list(arguments))
    return capsys.readouterr().out


def test_the_list_has_every_assumption_with_its_prior_under_its_standing(capsys):
    lines = said(capsys).splitlines()
    standing = ""
    found = {}
    for line in lines:
        if any(line.strip().startswith(f"{one} (") for one in STANDINGS):
            standing = line.partition("(")[0].strip()
        if line.split()[:1] and line.split()[0] in QUESTIONS:
            found[line.split()[0]] = standing
            assert all_known()[line.split()[0]].prior.told() in line
    assert found == {name: it.standing for name, it in all_known().items()}


def test_the_list_counts_each_standing(capsys):
    text = said(capsys)
    for standing in STANDINGS:
        number = sum(it.standing == standing for it in all_known().values())
        assert f"{number} {standing}" in text


@pytest.mark.parametrize("name", [one.name for one in ASSUMPTIONS])
def test_the_page_says_what_is_asked_what_is_drawn_and_every_row(name, capsys):
    page, it, question = said(capsys, name), all_known()[name], QUESTIONS[name]
    one = next(a for a in ASSUMPTIONS if a.name == name)
    for text in (it.standing, question.asked, question.settles, one.meaning, one.unit):
        assert text in page
    assert it.prior.told() in page
    assert interval_of(it) in page
    for row in it.rows:
        assert all(text in page for text in (row.source, row.seen, row.setting, row.note))
    if it.standing == "measured":
        assert "Estimate " in page
    if not it.rows:
        assert "nothing was found" in page


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_has_a_page_too(name, capsys):
    assert BENCHMARKS[name] in said(capsys, name)


def test_a_name_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="no assumption 'aid_gian': did you mean aid_gain"):
        assumption_named("aid_gian")
    with pytest.raises(InputError, match="lmgsim evidence lists all"):
        assumption_named("zzzzzzzz")


def test_two_names_are_refused():
    with pytest.raises(InputError, match="one name at most, not 'aid_gain way_out'"):
        evidence_command(["aid_gain", "way_out"])
