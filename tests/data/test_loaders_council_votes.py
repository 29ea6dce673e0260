"""The Council's public record: each known defect is mended or dropped, counted and reported."""

import numpy as np
import pytest

from sim.data.public_votes import read_public_votes
from sim.errors import InputError
from sim.world import ABSENT, ABSTAIN, NO, NO_SEAT, YES

CALLS = (
    "record_id,symbol,date,title,is_amendment,country_specific,pal_isr,sponsors,tally_match,"
    "yes_off,no_off,abst_off\n"
)
VOTERS = ("ARG", "BRA", "CHN", "CUB", "JPN", "EGY", "FRA", "GAB", "IND", "DEU", "KEN", "MEX")


class Record:
    """A made-up record, written roll call by roll call."""

    def __init__(self, folder):
        self.folder, self.calls, self.votes = folder, CALLS, "record_id,symbol,iso3,vote\n"

    def call(self, number, symbol, votes, *, date="2010-03-01", title="Made-up", amendment=0,
             match=1, official=None, voters=VOTERS):  # fmt: skip
        official = official or [votes.count(v) for v in "YNA"]
        self.calls += f'{number},{symbol},{date},"{title}",{amendment},0,0,,{match},'
        self.calls += ",".join(map(str, official)) + "\n"
        for state, vote in zip(voters, votes, strict=True):
            self.votes += f"{number},{symbol},{state},{vote}\n"
        return self

    def read(self, **dates):
        (self.folder / "unhrc_rollcalls.csv").write_text(self.calls, encoding="utf-8")
        (self.folder / "unhrc_votes_long.csv").write_text(self.votes, encoding="utf-8")
        return read_public_votes(self.folder, **dates)


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path)


def vote_of(read, symbol, iso3):
    agenda, states, _ = read
    return agenda.recorded[agenda.symbol.index(symbol), states.iso3.index(iso3)]


def test_votes_blanks_and_absences_are_read(record):
    read = record.call(1, "A/HRC/RES/13/1", "YNA.-YYYYYYY").read()
    votes = [vote_of(read, "A/HRC/RES/13/1", iso3) for iso3 in VOTERS[:6]]
    assert votes == [YES, NO, ABSTAIN, ABSENT, ABSENT, YES]
    assert vote_of(read, "A/HRC/RES/13/1", "USA") == NO_SEAT
    assert read[2].votes == 10


def test_swapped_amendments_of_2016_are_dropped(record):
    record.call(1, "A/HRC/31/L.55", "YYYNNNNNNNNN", date="2016-03-21", amendment=1, match=0)
    record.call(2, "A/HRC/31/L.54", "YYYNNNNNNNNN", date="2016-03-21", amendment=1)
    agenda, _, report = record.read()
    assert agenda.symbol == ("A/HRC/31/L.54",)
    assert report.reasons["amendments of 2016 whose rows are swapped"] == 1


def test_rows_copied_from_another_roll_call_are_dropped(record):
    record.call(1, "A/HRC/RES/36/21", "Y" * 9 + "AAA", date="2017-09-28")
    record.call(2, "A/HRC/35/L.41", "Y" * 9 + "AAA", date="2017-06-22", amendment=1, match=0,
                official=(2, 9, 1))  # fmt: skip
    agenda, _, report = record.read()
    assert agenda.symbol == ("A/HRC/RES/36/21",)
    assert report.reasons["roll calls whose rows are another's"] == 1


def test_a_small_difference_from_the_catalogue_is_kept_and_counted(record):
    record.call(1, "A/HRC/47/L.78", "Y" * 9 + "AAA")
    record.call(2, "A/HRC/47/L.73", "Y" * 9 + "AAA", match=0, official=(8, 1, 3))
    agenda, _, report = record.read()
    assert len(agenda) == 2
    assert report.doubts["roll calls whose total is not the catalogue's"] == 1


def test_abstentions_of_34_3_become_noes(record):
    voters = ("ALB", "BEL", "BRA", "CHN", "USA")
    record.call(27305, "A/HRC/RES/34/3", "AAAYA", date="2017-03-23", match=0, official=(1, 4, 0),
                voters=voters)  # fmt: skip
    read = record.read()
    assert [vote_of(read, "A/HRC/RES/34/3", iso3) for iso3 in voters] == [NO, NO, NO, YES, NO]
    assert read[2].repairs["votes on A/HRC/RES/34/3, corrected"] == 4
    assert read[2].doubts["roll calls whose total is not the catalogue's"] == 0


def test_one_cell_of_49_3_is_corrected_only_if_it_is_wrong(record):
    record.call(30047, "A/HRC/RES/49/3", "NY", date="2022-03-31", voters=("SDN", "DEU"))
    read = record.read()
    assert vote_of(read, "A/HRC/RES/49/3", "SDN") == ABSTAIN
    assert read[2].repairs["votes on A/HRC/RES/49/3, corrected"] == 1
    record.votes = record.votes.replace("SDN,N", "SDN,Y")
    read = record.read()
    assert vote_of(read, "A/HRC/RES/49/3", "SDN") == YES
    assert not read[2].repairs["votes on A/HRC/RES/49/3, corrected"]


def test_a_text_that_ends_a_mandate_is_no_part_of_the_series_that_keeps_it(record):
    title = "Situation of human rights in Eritrea : resolution"
    record.call(1, "A/HRC/RES/26/24", "Y" * 12, title=title)
    ended = "Discontinuation of the mandate of the Special Rapporteur on Eritrea"
    record.call(2, "A/HRC/41/L.1", "N" * 12, title=ended)
    agenda, _, report = record.read()
    assert agenda.series[0] != agenda.series[1]
    assert list(agenda.orientation) == [1, -1]
    assert report.repairs.total() == 1


def test_a_rejected_draft_beside_the_record_is_added(record, tmp_path):
    record.call(1, "A/HRC/RES/51/1", "Y" * 12, date="2022-10-06")
    rows = "".join(f"A/HRC/51/L.6,2022-10-06,{iso3},N,press\n" for iso3 in VOTERS)
    (tmp_path / "xinjiang_51_L6_2022.csv").write_text("symbol,date,iso3,vote,basis\n" + rows)
    agenda, states, report = record.read()
    assert agenda.series[1] == "xinjiang"
    assert states.iso3[agenda.target[1]] == "CHN"
    assert agenda.orientation[1] == 1
    assert (agenda.recorded[1] == NO).sum() == 12
    assert report.repairs["roll calls on rejected drafts, added"] == 1


def test_votes_of_non_members_and_of_unlisted_roll_calls_are_counted(record):
    record.call(1, "A/HRC/RES/13/1", "YY", voters=("ARG", "XKX"))
    record.votes += "9,A/HRC/RES/9/9,ARG,Y\n"
    report = record.read()[2]
    assert report.reasons["votes of Kosovo, not a UN member"] == 1
    assert report.reasons["votes of roll calls that are not listed"] == 1


def test_dates_cut_the_record_and_count_what_they_cut(record):
    record.call(1, "A/HRC/RES/13/1", "Y" * 12, date="2010-03-01")
    record.call(2, "A/HRC/RES/19/1", "Y" * 12, date="2012-03-01")
    agenda, _, report = record.read(until="2011-01-01")
    assert agenda.symbol == ("A/HRC/RES/13/1",)
    assert report.reasons["roll calls outside the dates"] == 1
    assert record.read(since="2011-01-01")[0].symbol == ("A/HRC/RES/19/1",)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("2010-03-01", "1 March", r"unhrc_rollcalls.csv: line 2, column date: '1 March'"),
        ("A/HRC/RES/13/1,2", "A/HRC,2", r"unhrc_rollcalls.csv: line 2, column symbol"),
        (",0,0,0,,1,", ",2,0,0,,1,", r"line 2, column is_amendment: '2' is not 0 or 1"),
        (",pal_isr", ",palestine", r"line 1 has no column 'pal_isr'"),
        ("ARG,Y", "ARG,yes", r"unhrc_votes_long.csv: line 2, column vote: 'yes' is none of Y"),
        ("BRA,Y", "ARG,Y", r"unhrc_votes_long.csv: line 3, column iso3: a second vote of ARG"),
    ],
)
def test_malformed_records_are_refused(record, old, new, where):
    record.call(1, "A/HRC/RES/13/1", "Y" * 12)
    record.calls = record.calls.replace(old, new)
    record.votes = record.votes.replace(old, new)
    with pytest.raises(InputError, match=where):
        record.read()


def test_a_missing_file_says_what_to_give(tmp_path):
    with pytest.raises(InputError, match=r"give the folder that holds unhrc_rollcalls\.csv"):
        read_public_votes(tmp_path)


def test_seats_are_those_of_the_record(record):
    agenda, _, _ = record.call(1, "A/HRC/RES/13/1", "Y" * 11 + ".").read()
    assert agenda.sits.sum() == 12
    assert np.array_equal(agenda.sits, agenda.recorded != NO_SEAT)


@pytest.mark.parametrize("total", ["inf", "1e999", "-1", "some", "194"])
def test_a_total_that_is_no_number_of_votes_is_refused(record, total):
    record.call(1, "A/HRC/RES/13/1", "YNA.-YYYYYYY", official=[8, total, 1])
    with pytest.raises(InputError, match="line 2, column no_off"):
        record.read()
