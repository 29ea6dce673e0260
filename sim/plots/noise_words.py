"""What is noise in a stored table of shares of a variance, in a sentence."""

from __future__ import annotations

import pandas as pd

from sim.measures.possible import noise_in

FIRST, TOTAL = "first", "total"  # as a table of Sobol indices calls them


def noise_of_shares(shares: pd.DataFrame, replicates: int) -> str:
    """What is noise in ``shares.csv``, and how many replicates settle it; else nothing."""
    rows = list(shares.itertuples())
    known = [(row.alone, row.alone_low, row.alone_high) for row in rows]
    known += [(row.in_all, row.in_all_low, row.in_all_high) for row in rows]
    return noise_in(known, [(row.alone, row.in_all) for row in rows], replicates, "replicates")


def noise_of_indices(table: pd.DataFrame, measure: str) -> str:
    """What is noise among one measure's Sobol indices, and how many blocks settle it."""
    table = table[(table.measure == measure) & (table.level == "factor")]
    if table.empty:
        return ""
    shares = [(row.estimate, row.low, row.high) for row in table.itertuples()]
    wide = table.pivot(index="name", columns="index", values="estimate")
    pairs = [*zip(wide[FIRST], wide[TOTAL], strict=True)] if {FIRST, TOTAL} <= set(wide) else []
    return noise_in(shares, pairs, int(table.blocks.max()), "blocks of points")


def noise_of_spread(standings: pd.DataFrame) -> str:
    """Says so where standings explain more of a spread than there is; else nothing."""
    named = standings[standings.assumptions.fillna("") != ""]
    by = named.groupby(named.arm) if "arm" in named else named.groupby([0] * len(named))
    over = by.share_of_spread.sum() > 1
    if not over.any():
        return ""
    return (
        "This is noise: parts of the spread add up to more than 100 %, which cannot be. More "
        "replicates would tell them apart."
    )
