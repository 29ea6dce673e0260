"""A fit or a backtest without votes to use says so in a line, before it begins."""

import pytest

from sim.errors import InputError
from sim.fit.backtest import backtest, backtest_other
from sim.fit.calibrate import calibrate

CALLS = "record_id,symbol,date,title,is_amendment,country_specific,pal_isr,sponsors,tally_match\n"


def record(folder, count, vote="Y", year=2008):
    """A record of ``count`` roll calls in 2008 and one of 2010 with the votes ``vote``."""
    calls, votes = CALLS, "record_id,symbol,iso3,vote\n"
    days = [(f"{year}-03-{1 + n % 28:02}", 7, "Y") for n in range(count)]
    for n, (day, session, cast) in enumerate([*days, ("2010-03-25", 13, vote)]):
        symbol = f"A/HRC/RES/{session}/{n + 1}"
        calls += f"{n},{symbol},{day},The right to development : resolution,0,0,0,,1\n"
        votes += f"{n},{symbol},IND,{cast}\n{n},{symbol},DNK,{'N' if cast == 'Y' else cast}\n"
    (folder / "unhrc_rollcalls.csv").write_text(calls, encoding="utf-8")
    (folder / "unhrc_votes_long.csv").write_text(votes, encoding="utf-8")
    return folder


def refusal(function, *given):
    with pytest.raises(InputError) as caught:
        function(*given)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_too_few_texts_are_counted(tmp_path):
    folder = record(tmp_path, 20)
    words = "only 20 roll calls up to 2009-12-31; 50 are needed"
    assert words in refusal(calibrate, folder, "2009-12-31", tmp_path / "fit")
    assert words in refusal(backtest, folder, "2009-12-31")
    assert not (tmp_path / "fit").exists()


def test_a_cut_before_or_after_all_votes_is_refused(tmp_path):
    folder = record(tmp_path, 60)
    assert "only 0 roll calls up to 2006-01-01" in refusal(backtest, folder, "2006-01-01")
    assert "no votes to score after 2011-01-01" in refusal(backtest, folder, "2011-01-01")
    assert "is no date" in refusal(backtest, folder, "spring")


def test_roll_calls_without_a_cast_vote_cannot_be_scored(tmp_path):
    folder = record(tmp_path, 60, vote=".")
    assert "nobody cast a vote" in refusal(backtest, folder, "2009-12-31")


def test_a_record_without_a_usable_roll_call_is_refused(tmp_path):
    folder = record(tmp_path, 3)
    (folder / "unhrc_votes_long.csv").write_text("record_id,symbol,iso3,vote\n", encoding="utf-8")
    line = refusal(backtest, folder, "2009-12-31")
    assert "none of the 4 roll calls has a vote in it" in line


def test_another_body_without_votes_to_score_is_refused(tmp_path):
    path = tmp_path / "c.csv"
    row = "1,E/CN.4/RES/1995/2,1995-02-16,IND,Y,A text,FOOD\n"
    path.write_text("record_id,symbol,date,iso3,vote,title,subject\n" + row, encoding="utf-8")
    assert "none to score" in refusal(backtest_other, "commission", path)
