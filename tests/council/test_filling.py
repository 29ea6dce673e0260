"""A Council that is not full is filled by the model's elections before its years begin."""

import numpy as np
import pytest

from sim.council.contest import Assembly
from sim.council.filling import empty_seats, filled, first_unknown_election, known_terms
from sim.council.likeness import likeness
from sim.council.terms import SEATS, Terms, new_year, sits_on
from sim.data.states import load_states
from sim.data.terms import recorded_terms

UNKNOWN = 2027  # the first year of which the package's table does not know all members


@pytest.fixture(scope="module")
def states():
    return load_states()


@pytest.fixture(scope="module")
def terms(states):
    return recorded_terms(states)


@pytest.fixture(scope="module")
def assembly(states):
    alike = likeness(states, np.zeros((len(states), len(states))))
    return Assembly(states, alike, 2026, 0)


def of_group(states, sits):
    return np.bincount(states.group[sits], minlength=len(SEATS)).tolist()


def test_a_full_council_needs_no_election_and_its_terms_stay(assembly, terms, states):
    assert first_unknown_election(terms, states, UNKNOWN - 1) is None
    kept = filled(assembly, terms, UNKNOWN - 1)
    assert len(kept) == (terms.since <= new_year(UNKNOWN - 1)).sum()


@pytest.mark.parametrize("year", [UNKNOWN, UNKNOWN + 1, UNKNOWN + 5])
def test_every_group_has_all_its_seats_after_it(assembly, terms, states, year):
    assert empty_seats(terms, states, new_year(year)).sum() > 0
    sits = sits_on(filled(assembly, terms, year), np.array([new_year(year)]), states)[0]
    assert of_group(states, sits) == list(SEATS)


def test_whoever_is_known_to_sit_sits_in_it(assembly, terms, states):
    day = np.array([new_year(UNKNOWN)])
    known = sits_on(terms, day, states)[0]
    assert 0 < known.sum() < sum(SEATS)
    assert sits_on(filled(assembly, terms, UNKNOWN), day, states)[0][known].all()


def test_it_begins_with_the_first_election_nobody_knows(terms, states):
    assert first_unknown_election(terms, states, UNKNOWN) == UNKNOWN - 1
    assert first_unknown_election(terms, states, UNKNOWN + 5) == UNKNOWN - 1


def test_a_winner_that_a_user_adds_keeps_its_seat_and_fewer_are_elected(assembly, terms, states):
    day, last = new_year(UNKNOWN), new_year(UNKNOWN + 3) - np.timedelta64(1, "D")
    sits = sits_on(terms, np.array([day]), states)[0]
    winner = int(np.flatnonzero((states.group == 0) & ~sits)[0])
    more = terms.and_then(np.array([winner]), day, last)
    before, after = (int(empty_seats(t, states, day).sum()) for t in (terms, more))
    assert after == before - 1
    assert sits_on(filled(assembly, more, UNKNOWN), np.array([day]), states)[0][winner]


def test_years_to_come_know_winners_who_have_yet_to_take_their_seats(terms, states):
    day, last = new_year(UNKNOWN), new_year(UNKNOWN + 3) - np.timedelta64(1, "D")
    more = terms.and_then(np.array([0]), day, last)
    assert known_terms(more, UNKNOWN - 1, np.datetime64("2025-04-04")) is more


def test_years_that_are_over_know_nothing_of_later_elections(terms):
    known = known_terms(terms, 2021, np.datetime64("2025-04-04"))
    assert known.since.max() == new_year(2021)
    assert len(known) < len(terms)


def test_no_table_at_all_still_gives_a_council(assembly, states):
    none = np.array([], "datetime64[D]")
    nobody = Terms(np.array([], int), none, none)
    assert first_unknown_election(nobody, states, 2030) is None  # there is no past to begin from
    assert empty_seats(nobody, states, new_year(2030)).sum() == sum(SEATS)
