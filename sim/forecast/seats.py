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
    unknown = {d for d in days if d > record_ends and empty_seats(terms, states, d).any()}
    for year in {int(year_of(day)) for day in unknown}:
        known = known_terms(terms, year, record_ends)
        elected = _elections(known, states, fit, year, seed)
        for day in unknown:
            if year_of(day) == year:
                held[[d == day for d in days]] += _likeliest(known, elected, states, day)
    return held


def _elections(known: Terms, states: States, fit: Fit, year: int, seed: int) -> list[Terms]:
    """The terms of a year, as many times as elections are held before it."""
    alike = likeness(states, fit.agreement(states))
    return [filled(Assembly(states, alike, seed, n), known, year) for n in range(ELECTIONS)]


def _likeliest(
    known: Terms, elected: Sequence[Terms], states: States, day: np.datetime64
) -> np.ndarray:
    """The likeliest holders of the seats that are empty on a day, and how often they won, [S]."""
    here = sits_on(known, np.array([day]), states)[0]
    won = np.sum([sits_on(full, np.array([day]), states)[0] for full in elected], 0) * ~here
    found = np.zeros(len(states))
    for group, seats in enumerate(empty_seats(known, states, day)):
        mine = np.flatnonzero((states.group == group) & ~here)
        best = mine[np.argsort(-won[mine], kind="stable")[: int(seats)]]
        found[best] = np.clip(won[best], 0.5, ELECTIONS - 0.5) / ELECTIONS
    return found
