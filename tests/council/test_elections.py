"""Eight years of elections: the Council stays whole, and levers move what they should."""

from dataclasses import replace

import numpy as np
import pytest

from sim.council.contest import Assembly, ElectionSettings, hold
from sim.council.elections import contests_of, election_day
from sim.council.terms import IN_A_ROW, SEATS, THIRDS, as_known_on, sits_on, terms_in_a_row
from sim.world import GROUPS
from tests.council.election_words import (
    ALIKE,
    DEPARTURES,
    FIRST,
    LAST,
    NEUTRAL,
    SEED,
    STATES,
    TERMS,
    add,
    course_with,
    day,
    neutral_course,
    same_terms,
)

REPLICATES = range(6)
MONTHS = np.arange(np.datetime64(f"{FIRST}-01"), np.datetime64(f"{LAST + 2}-01")).astype(
    "datetime64[D]"
)
WORST = STATES.freedom < 0.10
SETTINGS = {
    "neutral": NEUTRAL,
    "contested": replace(NEUTRAL, contested=1.0),
    "heard": replace(NEUTRAL, hearings=True),
    "against the worst": replace(NEUTRAL, campaign=np.where(WORST, -3.0, 0.0)),
    "democracies stand": replace(NEUTRAL, candidacies=np.where(STATES.democracy, 2.0, 0.0)),
}


def seats_by_group(terms, dates):
    sits = sits_on(terms, dates, STATES)
    return np.stack([np.bincount(STATES.group[row], minlength=len(GROUPS)) for row in sits])


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("replicate", [0, 1])
def test_every_group_has_its_seats_on_every_day(name, replicate):
    terms = course_with(SETTINGS[name], replicate)
    assert (seats_by_group(terms, MONTHS) == SEATS).all()


@pytest.mark.parametrize("replicate", REPLICATES)
def test_a_third_is_elected_each_year_for_three_years(replicate):
    terms = neutral_course(replicate)
    for year in range(FIRST, LAST + 1):
        new = terms.since == day(f"{year + 1}-01-01")
        groups = np.bincount(STATES.group[terms.state[new]], minlength=len(GROUPS))
        assert (groups == THIRDS[(year + 3) % 3]).all()
        assert (terms.until[new] == day(f"{year + 3}-12-31")).all()


@pytest.mark.parametrize("name", SETTINGS)
def test_nobody_has_more_than_two_terms_in_a_row_or_two_seats(name):
    terms = course_with(SETTINGS[name])
    for since in np.unique(terms.since):
        begins = terms.state[terms.since == since]
        assert (terms_in_a_row(terms, STATES, since)[begins] < IN_A_ROW).all()
    for state in np.unique(terms.state):
        own = np.argsort(terms.since[terms.state == state])
        since, until = (x[terms.state == state][own] for x in (terms.since, terms.until))
        assert (since[1:] > until[:-1]).all()


def test_a_course_is_the_same_for_the_same_seed_and_another_for_another():
    assert same_terms(course_with(NEUTRAL, 3), neutral_course(3))
    assert not same_terms(neutral_course(0), neutral_course(1))


def test_neutral_settings_change_nothing_bit_for_bit():
    idle = ElectionSettings(
        add("USA", 0.0), add("CHN", -0.0), contested=0.0, hearings=False, hearing_gain=1.4
    )
    assert same_terms(course_with(idle, 2), neutral_course(2))


def test_a_shorter_course_is_the_beginning_of_a_longer_one():
    short = course_with(NEUTRAL, 0, last=2020)
    long = neutral_course(0)
    assert (long.state[: len(short)] == short.state).all()


def test_the_past_is_the_recorded_one_and_the_future_is_not_copied():
    terms = neutral_course(0)
    past = as_known_on(TERMS, day(f"{FIRST}-01-01"))
    assert (terms.state[: len(past)] == past.state).all()
    assert not same_terms(terms, TERMS)


def test_clean_slates_are_as_frequent_as_they_were():
    contested = []
    for replicate in range(40):
        known = as_known_on(TERMS, day("2024-01-01"))
        for contest in contests_of(known, STATES, 2024):
            assembly = Assembly(STATES, ALIKE, SEED, replicate)
            result = hold(assembly, known, contest, NEUTRAL, usual=0.25)
            contested.append(len(result.candidates) > contest.seats)
    assert np.mean(contested) == pytest.approx(0.25, abs=0.07)


def test_a_lever_for_contested_slates_leaves_no_slate_clean_at_full_strength():
    known = as_known_on(TERMS, day("2024-01-01"))
    for contest in contests_of(known, STATES, 2024):
        result = hold(
            Assembly(STATES, ALIKE, SEED, 1), known, contest, SETTINGS["contested"], usual=0.1
        )
        assert len(result.candidates) > contest.seats
        assert result.elected.sum() == contest.seats
        assert result.votes[result.elected].min() >= 97


def test_who_is_beaten_everywhere_gives_way_to_the_next_in_line():
    hopeless = replace(NEUTRAL, campaign=add("CHN", -50.0), candidacies=add("CHN", 50.0))
    known = as_known_on(TERMS, day("2024-01-01"))
    asia = next(c for c in contests_of(known, STATES, 2025) if c.group == 1)
    result = hold(Assembly(STATES, ALIKE, SEED, 0), known, asia, hopeless, usual=0.0)
    china = result.candidates == STATES.index("CHN")
    assert china.sum() <= 1
    assert not result.elected[china].any()
    assert result.elected.sum() == asia.seats


def share_of(chosen, settings):
    """Mean number of seats that ``chosen`` [S] bool hold in the last year."""
    last = np.array([day(f"{LAST + 1}-06-01")])
    return np.mean([sits_on(course_with(settings, r), last, STATES)[0, chosen].sum()
                    for r in range(8)])  # fmt: skip


def test_campaigns_against_the_worst_and_contested_slates_keep_them_out():
    both = replace(SETTINGS["against the worst"], contested=1.0)
    assert share_of(WORST, both) < 0.5 * share_of(WORST, NEUTRAL)


def test_democracies_that_stand_more_often_sit_more_often():
    stand = SETTINGS["democracies stand"]
    assert share_of(STATES.democracy, stand) > 1.2 * share_of(STATES.democracy, NEUTRAL)


def test_the_simulated_council_is_about_as_free_as_the_recorded_one():
    dates = np.array([day(f"{year}-06-01") for year in range(FIRST + 1, LAST + 2)])
    recorded = (sits_on(TERMS, dates, STATES) * STATES.freedom).sum() / (47 * len(dates))
    runs = [(sits_on(neutral_course(r), dates, STATES) * STATES.freedom).sum() / (47 * len(dates))
            for r in REPLICATES]  # fmt: skip
    assert np.mean(runs) == pytest.approx(recorded, abs=0.04)


def test_departures_empty_a_seat_until_the_by_election():
    terms = course_with(replace(NEUTRAL, departures=DEPARTURES))
    dates = np.arange(day("2018-06-01"), day("2018-08-31"))
    seats = seats_by_group(terms, dates)
    empty = (dates > day("2018-06-19")) & (dates < day("2018-07-18"))
    assert (seats[:, GROUPS.index("WEOG")] == np.where(empty, 6, 7)).all()
    assert (seats[:, :4] == SEATS[:4]).all()
    usa = (terms.state == STATES.index("USA")) & (terms.since >= day("2017-01-01"))
    assert terms.until[usa][0] == day("2018-06-19")
    assert not (terms.since[usa][1:] <= election_day(2020)).any()


def test_a_departure_by_one_who_has_no_seat_changes_nothing():
    gone = [d for d in DEPARTURES if d.state == STATES.index("RUS")]
    never_elected = replace(NEUTRAL, campaign=add("RUS", -50.0))
    leaves = replace(never_elected, departures=tuple(gone))
    left = course_with(leaves, 0, last=2021)
    assert same_terms(left, course_with(never_elected, 0, last=2021))
