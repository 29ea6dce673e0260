"""Leaving a seat, by one's own will or not, and standing again."""

import numpy as np
import pytest

from sim.council.leaving import BY_ELECTION_DAYS, Departure, stays_away, vacate
from tests.council.election_words import DEPARTURES, STATES, TERMS, day


def leaves(code, last_day, back="9999-12-31"):
    return Departure(STATES.index(code), day(last_day), day(back))


def test_a_term_ends_on_the_last_day_in_the_seat():
    terms, end = vacate(TERMS, leaves("BRA", "2021-05-05"))
    brazil = terms.state == STATES.index("BRA")
    assert day("2021-05-05") in terms.until[brazil]
    assert end == day("2022-12-31")
    assert (terms.until != TERMS.until).sum() == 1
    assert (TERMS.until != day("2021-05-05")).all()


@pytest.mark.parametrize(
    ("code", "last_day"), [("LBY", "2019-01-01"), ("LUX", "2026-06-01"), ("DEU", "2022-12-31")]
)
def test_who_has_no_seat_or_only_its_last_day_leaves_nothing(code, last_day):
    terms, end = vacate(TERMS, leaves(code, last_day))
    assert end is None
    assert terms is TERMS


def test_whoever_has_left_stays_away_until_it_comes_back():
    away = (leaves("USA", "2018-06-19", "2021-02-24"),)
    usa = STATES.index("USA")
    assert not stays_away(away, day("2018-06-19"), STATES).any()
    assert stays_away(away, day("2020-10-15"), STATES)[usa]
    assert stays_away(away, day("2020-10-15"), STATES).sum() == 1
    assert not stays_away(away, day("2021-10-15"), STATES).any()


def test_the_recorded_by_elections_came_as_soon_as_the_rule_says():
    days = []
    for departure in DEPARTURES:
        group = STATES.group[departure.state]
        after = (TERMS.since > departure.last_day) & (STATES.group[TERMS.state] == group)
        days.append((TERMS.since[after].min() - departure.last_day) / np.timedelta64(1, "D"))
    assert days == [24, 34]
    assert np.mean(days) == BY_ELECTION_DAYS
