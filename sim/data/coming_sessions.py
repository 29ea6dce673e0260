"""The sessions of years to come: their names, their voting days, and how far ahead one may look.

The voting days are assumed: the Thursday and Friday that end a regular session, late in March,
early in July and early in October.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.data.habits import CHANCES, SESSIONS
from sim.errors import InputError

MOST_YEARS = 15  # of one agenda
FURTHEST_YEARS = 30  # after the end of the record
VOTING_FRIDAY = ("03-25", "07-05", "10-04")  # the first Friday from this day on, and its eve
SPECIAL_FRIDAY = ("05-15", "12-05")  # the candidate special sessions of a year


@dataclass(frozen=True)
class Session:
    """A session to come."""

    name: str
    days: tuple[np.datetime64, np.datetime64]  # for themes, for states
    column: str  # of the habits
    number: int  # in a row that does not depend on the years asked for

    @property
    def special(self) -> bool:
        """Whether it is a special session."""
        return self.column == CHANCES[-1]


def sessions_of(year: int) -> list[Session]:
    """The sessions of a year in time order: three regular ones, two candidate special ones.

    The 55th was the first of 2024. Special sessions are named after the year, S-20241 and S-20242:
    nobody knows how many there will have been by then.
    """

    def friday(day: str) -> np.datetime64:
        return np.busday_offset(f"{year}-{day}", 0, roll="forward", weekmask="Fri")

    found = []
    for place, day in enumerate(VOTING_FRIDAY):
        last, name = friday(day), 55 + 3 * (year - 2024) + place
        days = (last - np.timedelta64(1, "D"), last)
        found.append(Session(str(name), days, SESSIONS[place], 5 * year + place))
    for place, day in enumerate(SPECIAL_FRIDAY):
        last = friday(day)
        found.append(Session(f"S-{year}{place + 1}", (last, last), "special", 5 * year + 3 + place))
    return sorted(found, key=lambda session: session.days[1])


def check_years(first_year: int, last_year: int, until: np.datetime64) -> None:
    """Refuse years that the habits of a record up to a day cannot speak of."""
    if np.datetime64(f"{first_year:04d}-01-01") <= until:
        raise InputError(f"first year {first_year}: the fit has seen the votes up to {until}")
    if last_year < first_year:
        raise InputError(f"last year {last_year} is before the first, {first_year}")
    if last_year - first_year >= MOST_YEARS:
        raise InputError(f"years {first_year} to {last_year}: at most {MOST_YEARS} at a time")
    if last_year - int(str(until)[:4]) > FURTHEST_YEARS:
        raise InputError(
            f"last year {last_year}: habits of {until} say nothing about what is more than "
            f"{FURTHEST_YEARS} years ahead"
        )
