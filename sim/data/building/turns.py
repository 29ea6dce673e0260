"""Years in which a leader of one side followed one of the other. Source: [herre2023]."""

from __future__ import annotations

import pandas as pd

SIDES = {"leftist": -1, "centrist": 0, "rightist": 1}


def turns_table(leaders: pd.DataFrame, first: int) -> pd.DataFrame:
    """A row a state and year whose leader stands elsewhere than that of the year before.

    Parameters
    ----------
    leaders : ``iso3``, ``year``, ``leader_ideology``; who led at the end of the year
    first : the first year of a turn that is wanted

    Returns
    -------
    DataFrame
        ``iso3``, ``year``, ``before``, ``after``: -1 left, 0 centre, 1 right. Years in which
        either is not known have no row.
    """
    side = leaders.assign(after=leaders.leader_ideology.map(SIDES)).sort_values(["iso3", "year"])
    side["before"] = side.groupby("iso3").after.shift()
    follows = side.groupby("iso3").year.diff() == 1
    known = side.before.notna() & side.after.notna() & follows & (side.year >= first)
    turned = side[known & (side.before != side.after)]
    return turned.astype({"before": int, "after": int})[
        ["iso3", "year", "before", "after"]
    ].reset_index(drop=True)
