"""Terms: who holds a seat, from when, until when.

A term is three years from 1 January; a third of each group's seats is filled every year, and
nobody is elected for more than two terms in a row. The rest of a term that somebody else began
counts as a term. Sources: [ga_60_251] 7; [hrc_membership].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world import GROUPS, States

SEATS = (13, 13, 6, 8, 7)  # in the order of GROUPS [ga_60_251]
# Seats by the year in which their term ends: rows are that year modulo 3, columns GROUPS.
# They follow from the terms since 2016 [hrc_membership].
THIRDS = np.array([[4, 4, 2, 2, 2], [4, 4, 2, 3, 2], [5, 5, 2, 3, 3]])
YEARS = 3
IN_A_ROW = 2
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Terms:
    """Terms in the order in which they were won. N is their number."""

    state: np.ndarray  # [N] positions of the states, int
    since: np.ndarray  # [N] datetime64[D] first day
    until: np.ndarray  # [N] datetime64[D] last day

    def __len__(self) -> int:
        return len(self.state)

    def and_then(self, state: np.ndarray, since: np.datetime64, until: np.datetime64) -> Terms:
        """These terms, and one more for each position in ``state``, all of the same days."""
        return Terms(
            np.append(self.state, state),
            np.append(self.since, np.full(len(state), since)),
            np.append(self.until, np.full(len(state), until)),
        )


def new_year(year: int) -> np.datetime64:
    """The first of January."""
    return np.datetime64(f"{year}-01-01", "D")


def year_of(day: np.datetime64 | np.ndarray) -> np.ndarray:
    """The year of a day or of each day, int."""
    return np.asarray(day).astype("datetime64[Y]").astype(int) + 1970


def sits_on(terms: Terms, dates: np.ndarray, states: States) -> np.ndarray:
    """Who holds a seat on each of ``dates`` [B] datetime64[D], [B, S] bool."""
    days = np.asarray(dates, "datetime64[D]").reshape(-1, 1)
    holds = (terms.since <= days) & (days <= terms.until)
    sits = np.zeros((len(days), len(states)), bool)
    date, term = np.nonzero(holds)
    sits[date, terms.state[term]] = True
    return sits


def as_known_on(terms: Terms, day: np.datetime64) -> Terms:
    """The terms that have begun by ``day``, with those that will be cut short still whole.

    So a history that goes beyond ``day`` tells a course nothing of what is to come.
    """
    begun = terms.since <= day
    state, since, until = (x[begun] for x in (terms.state, terms.since, terms.until))
    cut = (until > day) & (until != last_day_of_term(since))
    # of a term for the rest of another's, only the last year is known: it ends with a year
    cut &= until + DAY != new_years(until + DAY)
    return Terms(state, since, np.where(cut, last_day_of_term(since), until))


def new_years(days: np.ndarray) -> np.ndarray:
    """The first of January of each day's year, datetime64[D]."""
    return days.astype("datetime64[Y]").astype("datetime64[D]")


def last_day_of_term(since: np.ndarray) -> np.ndarray:
    """31 December of the third year, datetime64[D]."""
    after = since.astype("datetime64[Y]") + np.timedelta64(YEARS, "Y")
    return after.astype("datetime64[D]") - DAY


def open_seats(terms: Terms, states: States, day: np.datetime64, until_year: int) -> np.ndarray:
    """Seats whose term ends in ``until_year`` and that nobody holds on ``day``, [G] int."""
    here = (terms.since <= day) & (day <= terms.until) & (year_of(terms.until) == until_year)
    held = np.bincount(states.group[terms.state[here]], minlength=len(GROUPS))
    return np.maximum(THIRDS[until_year % YEARS] - held, 0)


def terms_in_a_row(terms: Terms, states: States, day: np.datetime64) -> np.ndarray:
    """How many terms, one after the other, have ended the day before ``day``, [S] int."""
    count = np.zeros(len(states), int)
    last = np.full(len(states), day - DAY)
    for _ in range(IN_A_ROW):
        goes_on = terms.until == last[terms.state]
        count[terms.state[goes_on]] += 1
        before = last.copy()
        before[terms.state[goes_on]] = terms.since[goes_on] - DAY
        last = np.where(before == last, np.datetime64("NaT", "D"), before)
    return count


def may_stand(
    terms: Terms, states: States, since: np.datetime64, until: np.datetime64
) -> np.ndarray:
    """Who may stand for a seat from ``since`` to ``until``, [S] bool.

    Not who has a seat in that time already, nor who has just had two terms in a row.
    """
    may = terms_in_a_row(terms, states, since) < IN_A_ROW
    may[terms.state[(terms.since <= until) & (since <= terms.until)]] = False
    return may
