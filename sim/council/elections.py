"""The yearly election of a third of the Council by the General Assembly, and by-elections.

In October the Assembly fills the seats whose term ends with the year; the new members sit from
1 January. A seat that is left in between is filled for the rest of its term. Sources:
[ga_60_251] 7; [hrc_membership].
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.council.candidates import CONTESTED
from sim.council.contest import Assembly, Contest, ElectionSettings, hold
from sim.council.leaving import Departure, vacate
from sim.council.likeness import likeness
from sim.council.terms import (
    DAY,
    YEARS,
    Terms,
    as_known_on,
    new_year,
    open_seats,
    sits_on,
    year_of,
)
from sim.world import States

__all__ = [
    "ElectionSettings",
    "Terms",
    "contests_of",
    "course",
    "course_of",
    "election_day",
    "sits_on",
]

CONTESTED_BETWEEN = 0.0  # share of contested by-elections: neither of two [hrc_elections]


def election_day(year: int) -> np.datetime64:
    """The middle of October, when the Assembly has elected in 2017 to 2025 [hrc_elections]."""
    return np.datetime64(f"{year}-10-15", "D")


def contests_of(terms: Terms, states: States, year: int) -> list[Contest]:
    """What the Assembly fills in October: whole terms, and rests of terms that nobody holds."""
    since = new_year(year + 1)
    found = []
    for end in (year + YEARS, *range(year + 1, year + YEARS)):
        seats = open_seats(terms, states, since, end)
        until = new_year(end + 1) - DAY
        day = election_day(year)
        found += [Contest(g, int(n), day, since, until) for g, n in enumerate(seats) if n]
    return found


def course(
    states: States,
    agreement: np.ndarray,
    terms: Terms,
    first_year: int,
    last_year: int,
    settings: ElectionSettings,
    seed: int,
    replicate: int,
) -> Terms:
    """Every election from ``first_year`` to ``last_year``: the terms as they might have come.

    Parameters
    ----------
    states : States
        All members of the Assembly, who vote.
    agreement : [S, S]
        Past voting agreement, 0 to 1; 0 where it is not known.
    terms : Terms
        The past. Of it, only what was known on 1 January of ``first_year`` counts.
    first_year, last_year : int
        Years in whose October the Assembly elects; the members elected last sit from the January
        after.

    Returns
    -------
    Terms
        The terms known at the start, cut short by departures, and those won.
    """
    assembly = Assembly(states, likeness(states, agreement), seed, replicate)
    return course_of(assembly, terms, first_year, last_year, settings)


def course_of(
    assembly: Assembly, terms: Terms, first_year: int, last_year: int, settings: ElectionSettings
) -> Terms:
    """The same for an ``assembly`` that is there already."""
    terms = as_known_on(terms, new_year(first_year))
    everyone = assembly.states
    for year in range(first_year, last_year + 1):
        assembly = replace(assembly, states=everyone.in_year(year))
        leave = sorted(
            (d for d in settings.departures if year_of(d.last_day) == year),
            key=lambda d: (int(d.last_day.astype(int)), d.state),
        )
        for departure in (d for d in leave if d.last_day < election_day(year)):
            terms = _replace(assembly, terms, departure, settings)
        for contest in contests_of(terms, assembly.states, year):
            terms = _fill(assembly, terms, contest, settings, float(CONTESTED[contest.group]))
        for departure in (d for d in leave if d.last_day >= election_day(year)):
            terms = _replace(assembly, terms, departure, settings)
    return terms


def _fill(
    assembly: Assembly, terms: Terms, contest: Contest, settings: ElectionSettings, usual: float
) -> Terms:
    """The terms, and those won in one contest."""
    result = hold(assembly, terms, contest, settings, usual)
    return terms.and_then(result.candidates[result.elected], contest.since, contest.until)


def _replace(
    assembly: Assembly, terms: Terms, departure: Departure, settings: ElectionSettings
) -> Terms:
    """The terms after a departure and the by-election it calls for."""
    terms, end = vacate(terms, departure)
    day = departure.by_election()
    if end is None or day > end:
        return terms
    group = int(assembly.states.group[departure.state])
    contest = Contest(group, 1, day, day, end)
    return _fill(assembly, terms, contest, settings, CONTESTED_BETWEEN)
