"""Who sat in the Council, term by term, from who voted when, where no table of members reaches.

Members change on fixed days: each 19 June to 2012, then each 1 January. Whoever is listed on the
roll calls between two of those days sat between them, and since a term lasts three such spans the
spans fall into terms. The 47 first members drew lots for terms of one, two or three years.

Sources: [ohchr_votes], [hrc_membership] for the lots, the days and Libya's suspension.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.errors import InputError
from sim.world import NO_SEAT

COLUMNS = ["iso3", "from", "until", "note"]
TERM = 3  # spans
FIRST = (
    [f"{year}-06-19" for year in range(2006, 2012)]  # the span from June 2011 ends with 2012
    + [f"{year}-01-01" for year in range(2013, 2018)]
)  # fmt: skip
LAST_YEAR = 2017
END = f"{LAST_YEAR}-12-31"  # from 2018 on the table of members is a published one
ONE_YEAR = [
    "DZA",
    "ARG",
    "BHR",
    "CZE",
    "ECU",
    "FIN",
    "IND",
    "IDN",
    "MAR",
    "NLD",
    "PHL",
    "POL",
    "ZAF",
    "TUN",
]
TWO_YEARS = [
    "BRA",
    "FRA",
    "GAB",
    "GHA",
    "GTM",
    "JPN",
    "MLI",
    "PAK",
    "PER",
    "KOR",
    "ROU",
    "LKA",
    "UKR",
    "GBR",
    "ZMB",
]
LISTED = 0.5  # share of a span's roll calls on which a member is listed at least
SUSPENDED = {"LBY": ("2011-02-28", "2011-11-18")}  # last day before, first day after
NOTE = "suspended from 1 March to 17 November 2011"


def terms_from_votes(
    recorded: np.ndarray, dates: np.ndarray, iso3: tuple[str, ...]
) -> pd.DataFrame:
    """The terms of 2006 to 2017 in the columns of ``council.csv``.

    Parameters
    ----------
    recorded : [B, S] int8
    dates : [B] datetime64
    iso3 : of the states [S]

    Raises
    ------
    InputError
        Where a state's spans do not fall into terms of three.
    """
    starts = np.array(FIRST, "datetime64[D]")
    span = np.searchsorted(starts, dates, side="right") - 1
    inside = dates <= np.datetime64(END)
    listed = recorded != NO_SEAT
    for code, (before, after) in SUSPENDED.items():  # whether printed then or not
        away = (dates > np.datetime64(before)) & (dates < np.datetime64(after))
        listed[away, iso3.index(code)] = True
    sat = np.stack([listed[inside & (span == n)].mean(0) >= LISTED for n in range(len(starts))])
    rows: list[tuple[str, str, str, str]] = []
    for i, code in enumerate(iso3):
        n = 0
        while n < len(starts):
            if not sat[n, i]:
                n += 1
                continue
            length = 1 if code in ONE_YEAR else 2 if code in TWO_YEARS else TERM
            last = n + (length if n == 0 else TERM)
            if not sat[n:last, i].all():
                raise InputError(f"{code}: listed from {FIRST[n]} on, but not for a whole term")
            rows += _term(code, n, last)
            n = last
    return pd.DataFrame(rows, columns=COLUMNS)


def _term(code: str, first: int, last: int) -> list[tuple[str, str, str, str]]:
    begins, ends = (
        FIRST[first],
        _eve(FIRST[last] if last < len(FIRST) else f"{LAST_YEAR + 1 + last - len(FIRST)}-01-01"),
    )
    if code in SUSPENDED and begins < SUSPENDED[code][0] < ends:
        before, after = SUSPENDED[code]
        return [(code, begins, before, NOTE), (code, after, ends, NOTE)]
    return [(code, begins, ends, "")]


def _eve(day: str) -> str:
    return str(np.datetime64(day, "D") - 1)
