"""A member leaves its seat: by its own will, or because the Assembly takes it.

The United States left on 19 June 2018 and stood again in October 2021; Russia was suspended on
7 April 2022 and stood again in October 2023. The seat stays empty until a by-election among the
group: Iceland was elected 24 days after the one, Czechia 34 days after the other.
Sources: [hrc_membership]; [hrc_elections].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.council.constant import Fixed
from sim.council.terms import DAY, Terms
from sim.world import States

BY_ELECTION_DAYS: Annotated[
    int, Fixed("from the last day in the seat: the mean of the two by-elections", "days")
] = 29
NEVER = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True)
class Departure:
    """A state that gives up its seat or loses it."""

    state: int  # position
    last_day: np.datetime64  # in its seat
    back: np.datetime64 = NEVER  # from this day on it would stand again

    def by_election(self) -> np.datetime64:
        """The day on which another state of the group takes the seat."""
        return self.last_day + BY_ELECTION_DAYS * DAY


def vacate(terms: Terms, departure: Departure) -> tuple[Terms, np.datetime64 | None]:
    """The terms with the one cut short, and the day on which it would have ended.

    A state that has no seat on its last day has none to leave: terms unchanged, and None.
    """
    here = terms.state == departure.state
    here &= (terms.since <= departure.last_day) & (departure.last_day < terms.until)
    if not here.any():
        return terms, None
    end = terms.until[here][0]
    return Terms(terms.state, terms.since, np.where(here, departure.last_day, terms.until)), end


def stays_away(departures: tuple[Departure, ...], day: np.datetime64, states: States) -> np.ndarray:
    """Who has left and would not stand on ``day``, [S] bool."""
    away = np.zeros(len(states), bool)
    for departure in departures:
        if departure.last_day < day < departure.back:
            away[departure.state] = True
    return away
