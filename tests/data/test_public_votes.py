"""Reading the public compilation of the Council's votes, and refusing what is no such thing."""

import hashlib

import numpy as np
import pytest

from sim.data.public_votes import read_public_votes, session_of
from sim.errors import InputError
from sim.world import ABSENT, AUTHOR, KINDS, NO_SEAT, PENS

CALLS = """\
record_id,symbol,date,title,is_amendment,country_specific,pal_isr,sponsors,tally_match
103,A/HRC/48/L.9,2021-10-08,Something never heard of before : resolution,0,0,0,,1
101,A/HRC/RES/46/1,2021-03-23,Promoting reconciliation in Sri Lanka : resolution,0,1,0,,1
102,A/HRC/46/L.1,2021-03-23,Promoting reconciliation in Sri Lanka : amendment,1,1,0,Russia,1
104,A/HRC/RES/S-30/1,2021-05-27,Occupied Palestinian Territory : resolution,0,0,1,,1
"""
VOTES = """\
record_id,symbol,iso3,vote
101,A/HRC/RES/46/1,CHN,N
101,A/HRC/RES/46/1,DEU,Y
101,A/HRC/RES/46/1,IND,A
101,A/HRC/RES/46/1,BHR,.
102,A/HRC/46/L.1,CHN,Y
102,A/HRC/46/L.1,DEU,N
102,A/HRC/46/L.1,IND,-
103,A/HRC/48/L.9,CHN,Y
103,A/HRC/48/L.9,DEU,Y
103,A/HRC/48/L.9,IND,Y
104,A/HRC/RES/S-30/1,CHN,Y
104,A/HRC/RES/S-30/1,DEU,N
104,A/HRC/RES/S-30/1,IND,A
"""


@pytest.fixture
def folder(tmp_path):
    """A folder of four roll calls, with some text replaced in either file."""

    def write(calls=("", ""), votes=("", "")):
        for name, content, (old, new) in (
            ("unhrc_rollcalls.csv", CALLS, calls),
            ("unhrc_votes_long.csv", VOTES, votes),
        ):
            assert old in content
            (tmp_path / name).write_text(content.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return write


def refusal(place, **dates):
    with pytest.raises(InputError) as caught:
        read_public_votes(place, **dates)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_roll_calls_are_read_in_time_order(folder):
    agenda, _, report = read_public_votes(folder())
    assert [id_.split("/")[0] for id_ in agenda.id] == ["101", "102", "104", "103"]
    assert agenda.session_name == ("46", "S-30", "48")
    assert report.roll_calls == 4
    assert report.votes == 11


def test_every_file_that_was_read_has_its_checksum_and_no_other(folder):
    place = folder()
    (place / "notes.csv").write_text("a\n1\n", encoding="utf-8")
    (place / "draft_L6_2022.csv").write_text(
        "symbol,date,iso3,vote\nA/HRC/51/L.6,2022-10-06,CHN,N\n", encoding="utf-8"
    )
    _, _, report = read_public_votes(place)
    named = report.sha256()
    assert set(named) == {"unhrc_rollcalls.csv", "unhrc_votes_long.csv", "draft_L6_2022.csv"}
    for name, digest in named.items():
        assert digest == hashlib.sha256((place / name).read_bytes()).hexdigest()


def test_votes_are_read_as_cast(folder):
    agenda, states, _ = read_public_votes(folder())
    cast = {code: agenda.recorded[:, states.index(code)].tolist() for code in ("CHN", "DEU", "IND")}
    assert cast == {"CHN": [-1, 1, 1, 1], "DEU": [1, -1, -1, 1], "IND": [0, ABSENT, 0, 1]}
    assert agenda.recorded[0, states.index("BHR")] == ABSENT
    assert (agenda.recorded[:, states.index("FJI")] == NO_SEAT).all()
    assert (agenda.sits == (agenda.recorded != NO_SEAT)).all()


def test_texts_are_classified_by_their_flags_and_titles(folder):
    agenda, states, _ = read_public_votes(folder())
    assert [KINDS[k] for k in agenda.kind] == ["country", "amendment", "palestine", "thematic"]
    assert agenda.series[0] == agenda.series[1] == "sri-lanka"
    assert states.iso3[agenda.target[0]] == "LKA"
    assert agenda.orientation[1] == -1  # Russia's amendment is hostile
    assert PENS[agenda.pen[1]] == "lmg"
    assert (agenda.target[3], PENS[agenda.pen[3]]) == (-1, "cross")


def test_dates_are_inclusive(folder):
    place = folder()
    assert len(read_public_votes(place, until="2021-03-23")[0]) == 2
    assert len(read_public_votes(place, since="2021-05-27", until="2021-05-27")[0]) == 1


@pytest.mark.parametrize(
    ("symbol", "session"),
    [("A/HRC/RES/46/1", "46"), ("A/HRC/51/L.6", "51"), ("A/HRC/RES/S-34/1", "S-34"),
     ("A/HRC/S-1/L.1", "S-1"), ("A/HRC/DEC/6/102", "6")],
)  # fmt: skip
def test_the_session_is_in_the_symbol(symbol, session):
    assert session_of(symbol) == session


def test_a_symbol_without_a_session_is_refused():
    with pytest.raises(InputError, match="no session in the symbol 'A/HRC'"):
        session_of("A/HRC")


NEW = "103,A/HRC/48/L.9,2021-10-08,Something never heard of before : resolution,0,0,0,,1"


@pytest.mark.parametrize(
    ("sponsors", "pen", "orientation"),
    [("Germany", "west", 1), ("China", "lmg", -1), ("", "cross", 0)],
)
def test_who_tables_a_text_says_which_way_it_points_where_its_series_does_not(
    folder, sponsors, pen, orientation
):
    line = NEW.replace("0,0,0,,1", f"0,0,0,{sponsors},1")
    agenda, _, report = read_public_votes(folder(calls=(NEW, line)))
    assert (PENS[agenda.pen[3]], agenda.orientation[3]) == (pen, orientation)
    # beside it the text on Palestine, whose title says nothing else
    assert report.doubts["texts of no known series, sorted by sponsors and words"] == 2


def test_a_text_on_a_state_without_a_series_has_that_state_for_its_target(folder):
    line = "103,A/HRC/48/L.9,2021-10-08,Situation of human rights in Zimbabwe : resolution,0,1,0,,1"
    agenda, states, _ = read_public_votes(folder(calls=(NEW, line)))
    assert states.iso3[agenda.target[3]] == "ZWE"
    assert agenda.orientation[3] == 1


def test_the_sponsors_of_a_text_and_of_an_amendment_to_it_are_known(folder):
    agenda, states, _ = read_public_votes(folder())
    text, amendment = 0, 1
    assert agenda.authors[text, states.index("GBR")] == AUTHOR  # habitually, in this series
    assert agenda.authors[amendment, states.index("RUS")] == AUTHOR
    assert agenda.authors[amendment, states.index("GBR")] == -AUTHOR


def test_a_vote_in_which_its_sponsors_oppose_an_amendment_is_one_on_a_motion(folder):
    """So it was with two amendments of 2014 and 2015: not to act on them was put to the vote."""
    calls = ("amendment,1,1,0,Russia,1", "amendment,1,1,0,Germany,1")
    agenda, _, report = read_public_votes(folder(calls=calls))
    assert [id_.split("/")[0] for id_ in agenda.id] == ["101", "104", "103"]
    assert report.reasons["votes on a motion not to act, listed as the amendment's"] == 1


@pytest.mark.parametrize("name", ["unhrc_rollcalls.csv", "unhrc_votes_long.csv"])
def test_a_missing_file_is_named(folder, name):
    place = folder()
    (place / name).unlink()
    message = refusal(place)
    assert "no file" in message
    assert str(place / name) in message


@pytest.mark.parametrize(
    ("change", "file", "column"),
    [
        ({"calls": ("symbol,date", "symbol,day")}, "unhrc_rollcalls.csv", "date"),
        ({"calls": ("tally_match", "tally")}, "unhrc_rollcalls.csv", "tally_match"),
        ({"votes": ("iso3,vote", "iso3,ballot")}, "unhrc_votes_long.csv", "vote"),
        ({"votes": ("record_id", "record")}, "unhrc_votes_long.csv", "record_id"),
    ],
)
def test_a_missing_column_is_named(folder, change, file, column):
    message = refusal(folder(**change))
    assert file in message
    assert f"line 1 has no column '{column}'" in message


@pytest.mark.parametrize(
    ("change", "file", "place"),
    [
        ({"votes": ("IND,A", "IND,Q")}, "unhrc_votes_long.csv", "line 4, column vote: 'Q'"),
        ({"votes": ("103,A/HRC/48/L.9,CHN,Y", "103,A/HRC/48/L.9,CHN,y")}, "unhrc_votes_long.csv",
         "line 9, column vote: 'y'"),
        ({"calls": ("2021-03-23", "2021-13-23")}, "unhrc_rollcalls.csv", "line 3, column date"),
        ({"calls": ("2021-05-27", "")}, "unhrc_rollcalls.csv", "line 5, column date"),
        ({"calls": ("A/HRC/46/L.1", "L.1")}, "unhrc_rollcalls.csv", "line 4, column symbol"),
    ],
    ids=["vote", "case", "date", "no date", "symbol"],
)  # fmt: skip
def test_a_bad_cell_is_named_by_file_line_and_column(folder, change, file, place):
    message = refusal(folder(**change))
    assert file in message
    assert place in message


def test_a_state_that_votes_twice_on_a_text_is_refused(folder):
    place = folder(votes=("101,A/HRC/RES/46/1,DEU,Y", "101,A/HRC/RES/46/1,CHN,Y"))
    assert "line 3, column iso3" in refusal(place)


def test_roll_calls_none_of_which_has_a_vote_are_refused(folder):
    place = folder(votes=(VOTES.partition("\n")[2], ""))
    assert "none of the 4 roll calls has a vote" in refusal(place)


def test_a_vote_of_a_stranger_is_left_out_and_counted(folder):
    agenda, _, report = read_public_votes(folder(votes=("BHR,.", "XKX,Y")))
    assert (agenda.recorded != NO_SEAT).sum() == 12
    strangers = [n for reason, n in report.reasons.items() if "not a UN member" in reason]
    assert strangers == [1]


@pytest.mark.parametrize("date", ["until", "since"])
def test_a_date_that_is_none_is_refused(folder, date):
    assert "garbage" in refusal(folder(), **{date: "garbage"})


def test_dates_without_any_roll_call_give_an_empty_agenda_or_a_plain_refusal(folder):
    try:
        agenda, _, _ = read_public_votes(folder(), until="1990-01-01")
    except InputError:
        return
    assert len(agenda) == 0
    assert np.size(agenda.recorded) == 0
