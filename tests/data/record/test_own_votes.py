"""Votes that no publisher has yet: checked against who sat and what is said, and kept."""

import pytest

from sim.commands.typed import do_what_was_typed
from sim.data.record.in_force import in_force
from sim.data.record.own_votes import add_votes, own_texts, remove_votes
from sim.data.recorded import embedded_agenda
from sim.errors import InputError
from sim.screens.streams import Screen
from sim.world import ABSENT, ABSTAIN, NO, YES
from tests.data.record.words import MADE_UP_DAY, members_on, votes_file, write

SYMBOL = "A/HRC/RES/60/91"


def refusal(path):
    with pytest.raises(InputError) as caught:
        add_votes(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def file(tmp_path, mine):
    """Where a user's file lies; in force is a data folder of the test's own."""
    return tmp_path / "votes.csv"


@pytest.fixture
def members():
    return members_on(MADE_UP_DAY)


def test_votes_that_are_added_are_recorded_as_they_were_given(file, members):
    change = {members[0]: "N", members[1]: "A", members[2]: ".", members[3]: "abstain"}
    (text,) = add_votes(votes_file(file, members=members, change=change, title="Right to food"))
    assert text.tally == (43, 1, 2, 1)
    agenda, states = embedded_agenda()
    b = agenda.symbol.index(SYMBOL)
    cast = [agenda.recorded[b, states.index(code)] for code in members[:5]]
    assert cast == [NO, ABSTAIN, ABSENT, ABSTAIN, YES]
    assert str(agenda.date[b]) == MADE_UP_DAY == in_force().last_vote
    assert agenda.title[b] == "Right to food"


def test_they_come_last_and_shift_no_other_roll_call(file, members):
    before, _ = embedded_agenda_of_the_package()
    add_votes(votes_file(file, members=members))
    after, _ = embedded_agenda()
    assert after.id[: len(before)] == before.id
    assert (after.key[: len(before)] == before.key).all()


def embedded_agenda_of_the_package():
    from sim.data.record.in_force import chosen

    with chosen("embedded"):
        return embedded_agenda()


def test_a_text_is_sorted_by_its_title_sponsors_and_target(file, members):
    (text,) = add_votes(
        votes_file(file, members=members, title="Situation of human rights in the Sudan",
                   sponsors="United Kingdom, Germany")
    )  # fmt: skip
    assert (text.kind, text.target) == ("country", "SDN")
    remove_votes(SYMBOL)
    (text,) = add_votes(votes_file(file, members=members, target="KIR"))
    assert (text.kind, text.target) == ("country", "KIR")


def test_a_draft_that_was_voted_on_is_an_amendment(file, members):
    (text,) = add_votes(votes_file(file, symbol="A/HRC/60/L.91", members=members))
    assert text.kind == "amendment"


def test_removing_takes_back_what_was_added_and_nothing_else(file, mine, members):
    add_votes(votes_file(file, members=members))
    add_votes(votes_file(file, symbol="A/HRC/RES/60/92", members=members))
    assert remove_votes(SYMBOL).symbol == SYMBOL
    assert [text.symbol for text in own_texts(in_force())] == ["A/HRC/RES/60/92"]
    with pytest.raises(InputError, match="no text whose votes you added"):
        remove_votes(SYMBOL)


def test_adding_and_removing_leaves_the_bytes_that_were_there(file, mine, members):
    add_votes(votes_file(file, members=members))
    before = {p.name: p.read_bytes() for p in (mine / "record").iterdir()}
    add_votes(votes_file(file, symbol="A/HRC/RES/60/92", members=members))
    remove_votes("A/HRC/RES/60/92")
    assert {p.name: p.read_bytes() for p in (mine / "record").iterdir()} == before


# ------------------------------------------------------------------ what is refused
def test_a_member_that_is_missing_is_named(file, members):
    message = refusal(votes_file(file, members=members[1:]))
    assert f"no row for {members[0]}" in message
    assert ". (absent)" in message


def test_a_state_without_a_seat_is_named(file, members):
    message = refusal(votes_file(file, members=[*members, "MCO"]))
    assert "MCO had no seat" in message
    assert "lmgsim council" in message


def test_a_total_that_the_votes_do_not_give_is_refused(file, members):
    message = refusal(votes_file(file, members=members, yes=46, no=0, abstain=0))
    assert "46 is said" in message
    assert "give 47" in message


def test_totals_that_are_met_or_not_known_do(file, members):
    add_votes(votes_file(file, members=members, yes=47, no="", abstain=0))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"symbol": "RES 1"}, "no session"),
        ({"date": "2005-01-01"}, "before the Council's first day"),
        ({"date": "2999-01-01"}, "still to come"),
        ({"date": "soon"}, "date"),
        ({"iso3": "XXX"}, "XXX"),
        ({"vote": "maybe"}, "maybe"),
        ({"title": "another"}, "unlike another row"),
        ({"target": "QQQ"}, "unlike another row"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_line(file, members, change, words):
    rows = [{"symbol": SYMBOL, "date": MADE_UP_DAY, "iso3": code, "vote": "Y", "title": "",
             "target": ""} for code in members]  # fmt: skip
    rows[5] |= change
    message = refusal(write(file, rows))
    assert words in message
    if "date" not in change or change["date"] == "2005-01-01":
        assert "line 7" in message or "symbol" in change


def test_a_second_vote_of_a_state_is_refused(file, members):
    assert "a second vote" in refusal(votes_file(file, members=[*members, members[0]]))


def test_a_target_that_is_no_state_is_refused(file, members):
    assert "'QQQ'" in refusal(votes_file(file, members=members, target="QQQ"))


def test_a_text_that_is_there_already_is_refused(file, members):
    add_votes(votes_file(file, members=members))
    assert "you added votes" in refusal(file)
    agenda, _ = embedded_agenda()
    known = next(s for s in agenda.symbol if s != SYMBOL and s.startswith("A/HRC/RES/58"))
    day = str(agenda.date[agenda.symbol.index(known)])
    assert "has A/HRC/RES/58" in refusal(votes_file(file, symbol=known, day=day))


def test_the_packages_own_record_is_not_changed(tmp_path):
    path = votes_file(tmp_path / "votes.csv")
    assert "data=embedded" in refusal(path)


def test_an_empty_file_and_no_file_are_refused(file):
    file.write_text("symbol,date,iso3,vote\n")
    assert "no row" in refusal(file)
    file.unlink()
    assert "no file" in refusal(file)


def test_a_refused_file_leaves_the_record_as_it_was(file, mine, members):
    add_votes(votes_file(file, members=members))
    before = {p.name: p.read_bytes() for p in (mine / "record").iterdir()}
    refusal(votes_file(file, symbol="A/HRC/RES/60/92", members=members[1:]))
    assert {p.name: p.read_bytes() for p in (mine / "record").iterdir()} == before


def test_the_command_shows_adds_and_removes(file, mine, members, capsys):
    votes_file(file, members=members)
    for words, said in ((["add", str(file)], "47 yes"), ([], SYMBOL), (["remove", SYMBOL], "back"),
                        ([], "no votes")):  # fmt: skip
        if words != []:
            assert do_what_was_typed(["votes", *words], Screen()) == 0
            assert said in capsys.readouterr().out
        elif (mine / "record").exists():
            assert do_what_was_typed(["votes"], Screen()) == 0
            assert said in capsys.readouterr().out
    assert do_what_was_typed(["votes", "add"], Screen()) == 2
