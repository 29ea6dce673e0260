"""What a result rests on is said in lines that come from its provenance alone."""

import pytest

from sim.plots.grounds import behind, grounds


def origin(last="2025-04-04", written="2026-12-01T10:00:00+00:00", **more):
    return {"record": {"last_vote": last}, "written": written} | more


def test_a_record_more_than_a_year_behind_is_said_to_be():
    line = behind(origin())
    assert "2025-04-04" in line
    assert "1 year and 7 months" in line
    assert "lmgsim data update" in line


@pytest.mark.parametrize("written", ["2025-05-01", "2026-04-04"])
def test_a_fresh_record_is_not(written):
    assert behind(origin(written=written)) == ""


def test_older_results_name_no_record_and_nothing_is_said():
    assert grounds({"written": "2026-01-01"}) == []


def test_assumed_members_are_counted_by_group_and_named():
    members = {"on": "2027-01-01", "known": [], "assumed_seats": {"African": 4, "WEOG": 2}}
    line = grounds(origin(members=members), [("Ghana", 0.58), ("Japan", 0.5)])[0]
    for words in ("6 of the 47 seats", "2027-01-01", "African 4 and WEOG 2", "Ghana (58"):
        assert words in line


def test_a_full_council_has_no_such_line():
    members = {"on": "2026-01-01", "known": ["FRA"], "assumed_seats": {}}
    assert not any("Assumed" in line for line in grounds(origin(members=members)))


def test_memory_says_where_it_ends():
    memory = {"until": "2023-10-13", "roll_calls_after_the_fit": 259, "agreement_until": "x"}
    assert "2023-10-13, 259 roll calls more" in grounds(origin(memory=memory))[0]
