"""Seats and terms: the recorded ones keep the rules that simulated ones are held to."""

import numpy as np
import pytest

from sim.council.terms import (
    IN_A_ROW,
    SEATS,
    THIRDS,
    Terms,
    as_known_on,
    may_stand,
    open_seats,
    sits_on,
    terms_in_a_row,
)
from sim.data.recorded import SEATS as RECORDED_SEATS
from sim.world import GROUPS
from tests.council.election_words import STATES, TERMS, at, day


def term(code, since, until):
    return Terms(at(code), np.array([day(since)]), np.array([day(until)]))


def test_the_seats_are_those_of_the_tables():
    assert dict(zip(GROUPS, SEATS, strict=True)) == RECORDED_SEATS
    assert tuple(THIRDS.sum(0)) == SEATS
    assert sorted(THIRDS.sum(1)) == [14, 15, 18]


@pytest.mark.parametrize("year", range(2018, 2027))
def test_on_a_new_year_day_of_the_record_every_seat_is_taken(year):
    sits = sits_on(TERMS, np.array([day(f"{year}-01-01")]), STATES)[0]
    assert tuple(np.bincount(STATES.group[sits], minlength=len(GROUPS))) == SEATS


@pytest.mark.parametrize("end", range(2025, 2029))
def test_the_recorded_thirds_are_those_of_the_rule(end):
    here = TERMS.until == day(f"{end}-12-31")
    groups = np.bincount(STATES.group[TERMS.state[here]], minlength=len(GROUPS))
    assert (groups == THIRDS[end % 3]).all()


def test_whoever_sits_until_a_day_sits_on_it():
    one = term("BRA", "2020-01-01", "2022-12-31")
    dates = np.array([day(d) for d in ("2019-12-31", "2020-01-01", "2022-12-31", "2023-01-01")])
    sits = sits_on(one, dates, STATES)
    assert sits[:, STATES.index("BRA")].tolist() == [False, True, True, False]
    assert sits.sum() == 2


def test_a_seat_that_was_left_is_open_for_the_rest_of_its_term():
    seats = open_seats(TERMS, STATES, day("2018-07-01"), 2019)
    assert seats.tolist() == [0, 0, 0, 0, 1]
    assert open_seats(TERMS, STATES, day("2022-05-01"), 2023).tolist() == [0, 0, 1, 0, 0]
    assert not open_seats(TERMS, STATES, day("2022-05-10"), 2023).any()


def test_two_terms_in_a_row_are_enough():
    row = terms_in_a_row(TERMS, STATES, day("2025-01-01"))
    assert row[STATES.index("ARG")] == IN_A_ROW
    assert row[STATES.index("BEN")] == 1
    assert row[STATES.index("BRA")] == 0
    may = may_stand(TERMS, STATES, day("2025-01-01"), day("2027-12-31"))
    assert not may[STATES.index("ARG")]


def test_nobody_stands_for_a_second_seat():
    one = term("BRA", "2020-01-01", "2022-12-31")
    may = may_stand(one, STATES, day("2022-12-01"), day("2023-12-31"))
    assert not may[STATES.index("BRA")]
    assert may.sum() == len(STATES) - 1
    assert may_stand(one, STATES, day("2023-01-01"), day("2025-12-31")).all()


def test_what_is_to_come_is_not_known():
    known = as_known_on(TERMS, day("2018-01-01"))
    assert (known.since <= day("2018-01-01")).all()
    usa = known.state == STATES.index("USA")
    assert known.until[usa][-1:].tolist() == [day("2019-12-31").item()]
    assert STATES.index("ISL") not in known.state


def test_what_has_happened_is_known():
    known = as_known_on(TERMS, day("2023-01-01"))
    russia = known.state == STATES.index("RUS")
    assert known.until[russia][-1:].tolist() == [day("2022-04-06").item()]
    czechia = known.state == STATES.index("CZE")
    assert day("2023-12-31") in known.until[czechia]


def test_no_recorded_member_sat_for_more_than_two_terms_in_a_row():
    for since in np.unique(TERMS.since):
        before = terms_in_a_row(TERMS, STATES, since)
        begins = TERMS.state[TERMS.since == since]
        assert (before[begins] < IN_A_ROW).all()
