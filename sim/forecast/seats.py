"""Who will sit on the day of a vote: the members that are known, and those the model elects.

Winners of an election that is not in the record yet are not known. The model's Assembly then holds
it, many times over, by the same rules as in a simulation of years to come; each seat goes to the
state of the group that wins most often. That is one Council out of many, and every table says which
members are assumed and how often they won.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.council.contest import Assembly
from sim.council.filling import empty_seats, filled, known_terms
from sim.council.likeness import likeness
from sim.council.terms import Terms, sits_on, year_of
from sim.data.fitted import Fit
from sim.data.terms import recorded_terms
from sim.world import States

ELECTIONS = 60


def seats_on_days(
    days: Sequence[np.datetime64], states: States, fit: Fit, record_ends: np.datetime64, seed: int
) -> np.ndarray:
    """How surely each state holds a seat on each day, [N, S] float.

    1: it is known to. Between: it is assumed to, and won so often of ``ELECTIONS`` elections of
    the model. 0: it has no seat.

    Parameters
    ----------
    days : of the votes
    record_ends : the last vote on record; later elections whose winners are known count as known
    """
    terms = recorded_terms(states)
    held = sits_on(terms, np.array(days), states).astype(float)
    for n, day in enumerate(days):
        empty = empty_seats(terms, states, day)
        if empty.any() and day > record_ends:
            held[n] += _elected(terms, states, fit, int(year_of(day)), record_ends, day, seed)
    return held


def _elected(
    terms: Terms, states: States, fit: Fit, year: int, record_ends: np.datetime64,
    day: np.datetime64, seed: int,
) -> np.ndarray:  # fmt: skip
    """The likeliest holders of the seats that are empty on a day, and how often they won, [S]."""
    known = known_terms(terms, year, record_ends)
    here = sits_on(known, np.array([day]), states)[0]
    alike = likeness(states, fit.agreement(states))
    won = np.zeros(len(states))
    for n in range(ELECTIONS):
        full = filled(Assembly(states, alike, seed, n), known, year)
        won += sits_on(full, np.array([day]), states)[0] & ~here
    found = np.zeros(len(states))
    for group, seats in enumerate(empty_seats(known, states, day)):
        mine = np.flatnonzero((states.group == group) & ~here)
        best = mine[np.argsort(-won[mine], kind="stable")[: int(seats)]]
        found[best] = np.clip(won[best], 0.5, ELECTIONS - 0.5) / ELECTIONS
    return found
