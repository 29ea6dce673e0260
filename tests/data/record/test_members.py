"""Who sits, and what a user says of it: added, corrected, struck and taken back."""

import pytest

from sim.data.record.in_force import chosen
from sim.data.record.members import add_members, remove_members, sitting
from sim.data.states import load_states, read_table
from sim.data.terms import recorded_terms
from sim.errors import InputError
from tests.data.record.words import write

NEXT = "2027-02-01"  # a day whose members the package knows in part


def term(iso3="FRA", since="2027-01-01", until="2029-12-31", **more):
    return {"iso3": iso3, "from": since, "until": until} | more


def refusal(action, *arguments):
    with pytest.raises(InputError) as caught:
        action(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def file(tmp_path, mine):
    """Where a user's file lies; in force is a data folder of the test's own."""
    return tmp_path / "members.csv"


def codes(day):
    return [member.iso3 for member in sitting(day).members]


def test_the_council_of_a_day_has_its_members_by_term():
    found = sitting("2026-12-01")
    assert len(found.members) == 47
    assert found.empty == {}
    assert found.until == "2026-12-31"
    china = next(m for m in found.members if m.iso3 == "CHN")
    assert (china.since, china.until, china.terms) == ("2024-01-01", "2026-12-31", 2)
    assert china.organiser
    assert china.group == "Asia-Pacific"


def test_what_is_not_known_is_said():
    found = sitting(NEXT)
    assert sum(found.empty.values()) == 47 - len(found.members) > 0
    assert found.until == ""


@pytest.mark.parametrize("day", ["99", "2026-13-01", "1999-01-01", "today", "2026-1-1"])
def test_what_is_no_day_is_refused(day):
    assert "date=" in refusal(sitting, day)


def test_winners_of_an_election_are_added_and_sit(file, mine):
    with chosen("embedded"):
        before = codes(NEXT)
    write(file, [term("FRA", note=""), term("NGA", note="made up")])
    assert add_members(file) == ["FRA 2027-01-01 to 2029-12-31: added",
                                 "NGA 2027-01-01 to 2029-12-31: added"]  # fmt: skip
    assert set(codes(NEXT)) == {*before, "FRA", "NGA"}
    assert {m.iso3 for m in sitting(NEXT).members if m.added} == {"FRA", "NGA"}
    with chosen("embedded"):
        assert codes(NEXT) == before
    assert len(recorded_terms(load_states())) == len(read_table("council.csv"))


def test_a_term_is_corrected_and_struck_and_taken_back(file, mine):
    with chosen("embedded"):
        before = read_table("council.csv")
    lines = add_members(write(file, [term("AGO", "2026-01-01", "2027-06-30")]))
    assert lines == ["AGO 2026-01-01 to 2027-06-30: corrected"]
    assert "AGO" in codes("2027-06-01")
    assert "AGO" not in codes("2027-07-01")
    assert add_members(write(file, [term("AGO", "2026-01-01", "")])) == [
        "AGO from 2026-01-01: struck"
    ]
    assert "AGO" not in codes("2026-06-01")
    assert remove_members("AGO", None) == ["AGO from 2026-01-01: as the record has it"]
    assert read_table("council.csv").equals(before)


def test_a_group_has_no_more_seats_than_it_has(file):
    write(file, [term(code) for code in ("FRA", "DEU", "BEL", "NOR", "SWE")])
    message = refusal(add_members, file)
    assert "it has 7 seats" in message
    assert str(file) in message


def test_whoever_voted_cannot_be_said_not_to_have_sat(file):
    write(file, [term("DEU", "2023-01-01", "")])
    assert "would not add up" in refusal(add_members, file)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([term("XXX")], "XXX"),
        ([term(since="soon")], "no day such as"),
        ([term(since="2027-01-01", until="2026-12-31")], "before the first day"),
        ([term(until="2031-12-31")], "more than a term"),
        ([term(), term()], "a second row"),
        ([term("AGO", "2026-01-01", "2028-12-31")], "in the record already"),
        ([term("FRA", "2027-01-01", "")], "not in the record"),
        ([term("AGO", "2027-01-01", "2029-12-31")], "while another lasts"),
    ],
)
def test_a_row_that_cannot_be_is_refused(file, mine, rows, words):
    assert words in refusal(add_members, write(file, rows))
    assert not (mine / "record").exists()


def test_only_what_was_added_can_be_taken_back(file):
    add_members(write(file, [term("FRA")]))
    assert "FRA from 2027-01-01" in refusal(remove_members, "NGA", None)
    assert "FRA from 2030-01-01" in refusal(remove_members, "FRA", "2030-01-01")
    remove_members("FRA", "2027-01-01")
    assert "none at all" in refusal(remove_members, "FRA", None)


def test_the_packages_own_table_is_not_changed(tmp_path):
    file = write(tmp_path / "m.csv", [term()])
    assert "data=embedded" in refusal(add_members, file)
