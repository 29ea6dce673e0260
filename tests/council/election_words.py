"""The words of the tests about elections: the members, their past terms, one contest."""

from functools import cache

import numpy as np

from sim.council.contest import Assembly, Contest, ElectionSettings, vote
from sim.council.elections import course
from sim.council.leaving import Departure
from sim.council.likeness import likeness
from sim.council.terms import Terms
from sim.data.fitted import load_fit
from sim.data.states import load_states
from sim.data.terms import recorded_terms
from sim.world import GROUPS

SEED = 2026
STATES = load_states()
TERMS = recorded_terms(STATES)
AGREEMENT = load_fit().agreement(STATES)
ALIKE = likeness(STATES, AGREEMENT)
NEUTRAL = ElectionSettings.neutral(STATES)
FIRST, LAST = 2018, 2025
DEPARTURES = tuple(  # the two since 2018: left, and said that it would stand again [hrc_elections]
    Departure(STATES.index(code), np.datetime64(last, "D"), np.datetime64(back, "D"))
    for code, last, back in (
        ("USA", "2018-06-19", "2021-02-24"),
        ("RUS", "2022-04-06", "2023-09-26"),
    )
)


def at(codes):
    """Positions of the states named in ``codes``."""
    return np.array([STATES.index(code) for code in codes.split()])


def add(codes, strength):
    """[S] numbers: ``strength`` for the states named, 0 for the others."""
    numbers = np.zeros(len(STATES))
    numbers[at(codes)] = strength
    return numbers


def day(text):
    return np.datetime64(text, "D")


def contest(group, seats, year=2020):
    return Contest(
        GROUPS.index(group), seats, day(f"{year}-10-15"), day(f"{year + 1}-01-01"),
        day(f"{year + 3}-12-31"))  # fmt: skip


def votes_for(codes, seats, settings=NEUTRAL, replicate=0):
    """Votes of the first ballot on a slate of one group, and who is elected (bool)."""
    candidates = at(codes)
    slate = contest(GROUPS[STATES.group[candidates[0]]], seats)
    elected, votes = vote(Assembly(STATES, ALIKE, SEED, replicate), candidates, slate, settings)
    return votes, np.isin(np.arange(len(candidates)), elected)


@cache
def neutral_course(replicate):
    """The elections of eight years in which no lever is pulled."""
    return course(STATES, AGREEMENT, TERMS, FIRST, LAST, NEUTRAL, SEED, replicate)


def course_with(settings, replicate=0, first=FIRST, last=LAST):
    return course(STATES, AGREEMENT, TERMS, first, last, settings, SEED, replicate)


def same_terms(one: Terms, other: Terms) -> bool:
    """Whether two courses are the same to the last bit."""
    return all(
        getattr(one, name).tobytes() == getattr(other, name).tobytes()
        for name in ("state", "since", "until")
    )
