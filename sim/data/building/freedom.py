"""Freedom House totals, one row a state and year, from what ``read_freedom_house`` gives.

The publisher gives totals from 0 to 100 for some years only. Where there is a rating but no total,
the mean total of all state-years with the same two ratings stands in, and is marked.

Sources: [freedom_house].
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.errors import InputError

COLUMNS = ["iso3", "year", "total", "basis"]
PUBLISHED, FROM_RATINGS = "published", "ratings"
FIRST_YEAR = 2005  # the year before the Council began
RATINGS = ["political_rights", "civil_liberties"]


def freedom_table(read: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of ``freedom.csv``.

    Parameters
    ----------
    read : tables as ``read_freedom_house`` gives them; where two have a total for a state in a
        year, the later table's stands

    Returns
    -------
    DataFrame
        ``iso3``; ``year`` covered, from 2005 on; ``total``, whole points from 0 to 100; ``basis``,
        ``published`` or ``ratings`` (estimated from the ratings of that year).

    Raises
    ------
    InputError
        If none of the tables has a total.
    """
    rows = pd.concat(list(read), ignore_index=True)
    has = rows[rows.total.notna()].drop_duplicates(["iso3", "year"], keep="last")
    if has.empty:
        raise InputError("no table of Freedom House has a total from 0 to 100")
    rated = rows[rows[RATINGS].notna().all(axis=1)].drop_duplicates(["iso3", "year"], keep="last")
    known = rated.merge(has[["iso3", "year", "total"]], on=["iso3", "year"], suffixes=("_", ""))
    usual = known.groupby(RATINGS, as_index=False).total.mean()
    here = pd.MultiIndex.from_frame(rated[["iso3", "year"]])
    lacks = ~here.isin(pd.MultiIndex.from_frame(has[["iso3", "year"]]))
    guessed = rated[lacks].drop(columns="total").merge(usual, on=RATINGS)
    table = pd.concat([has.assign(basis=PUBLISHED), guessed.assign(basis=FROM_RATINGS)])
    table = table[table.year >= FIRST_YEAR]
    total = table.total.clip(0, 100).round().astype(int)  # a few published totals are below 0
    table = table.assign(total=total)[COLUMNS]
    return table.sort_values(["iso3", "year"], ignore_index=True)
