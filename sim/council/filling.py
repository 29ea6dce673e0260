"""A Council of which not all members are known yet: its empty seats are filled first.

Terms are known some years ahead, and elections are held every October; a year that begins after
an election of which nobody knows the winners has empty seats. The Assembly of the model fills
them before the year begins, by the rules of every other election and with no lever pulled.
Sources: [ga_60_251] 7; [hrc_membership].
"""

from __future__ import annotations

import numpy as np

from sim.council.contest import Assembly, ElectionSettings
from sim.council.elections import course_on
from sim.council.terms import SEATS, Terms, as_known_on, new_year, sits_on, year_of
from sim.world import GROUPS, States


def empty_seats(terms: Terms, states: States, day: np.datetime64) -> np.ndarray:
    """Seats of each group that nobody holds on a day, [G] int."""
    here = sits_on(terms, np.array([day]), states)[0]
    return np.array(SEATS) - np.bincount(states.group[here], minlength=len(GROUPS))


def first_unknown_election(terms: Terms, states: States, first_year: int) -> int | None:
    """The year of the first election whose winners are not all known and sit in ``first_year``.

    None where the Council is full on 1 January of that year.
    """
    year = first_year
    oldest = int(year_of(terms.since).min()) if len(terms) else first_year
    while year > oldest and empty_seats(terms, states, new_year(year)).any():
        year -= 1
    return year if year < first_year else None


def known_terms(terms: Terms, first_year: int, record_ends: np.datetime64) -> Terms:
    """The terms that are known when years begin, of all that are on record.

    Years that are over by the end of the record know nothing of later elections. Years that are
    still to come know all winners there are, those who have yet to take their seats among them.
    """
    day = new_year(first_year)
    return terms if record_ends < day else as_known_on(terms, day)


def filled(assembly: Assembly, known: Terms, first_year: int) -> Terms:
    """The terms that are known, and those that the model's Assembly gives first.

    Where the Council is full on 1 January of the year they are as they were known.
    """
    unknown = first_unknown_election(known, assembly.states, first_year)
    if unknown is None:
        return known
    settings = ElectionSettings.neutral(assembly.states)
    return course_on(assembly, known, unknown, first_year - 1, settings)
