"""How much of the spread of an effect comes from weights, from assumptions and from chance.

A replicate draws all three. Replicates are taken in couples, and each is run again with one of the
three from its partner. The squared change that one source makes gives what hangs on it in all (its
total index); what is left of the difference between partners when only that source is shared gives
what it does alone (its first-order index). The three are drawn independently, so these are shares
of the variance in the usual sense. Sources: [saltelli2010].
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SOURCES = ("weights", "assumptions", "chance")
RESAMPLES = 2_000
FIGURES = ("alone", "alone_low", "alone_high", "in_all", "in_all_low", "in_all_high")
FEWEST = 50  # replicates from which on shares can be said at all


def variance_shares(
    whole: np.ndarray, swapped: dict[str, np.ndarray], seed: int
) -> list[dict[str, object]]:
    """Shares of the variance of a paired difference.

    Parameters
    ----------
    whole : [R] the difference in each replicate; replicates 2n and 2n + 1 are partners
    swapped : by source, [R]: the same replicate with that source of its partner

    Returns
    -------
    list of dict
        One row a source: ``alone`` and ``in_all`` with 95 % bootstrap intervals over couples, and
        ``sd``, the standard deviation of the difference itself. No row where there is no spread, or
        fewer than ``FEWEST`` replicates.
    """
    number = len(whole) // 2 * 2
    whole = whole[:number]
    if number < FEWEST or np.isnan(whole).any() or not whole.std() > 0:
        return []
    partner = whole.reshape(-1, 2)[:, ::-1].ravel()
    couples = number // 2
    rng = np.random.default_rng([seed, couples])
    times = rng.multinomial(couples, np.full(couples, 1 / couples), RESAMPLES)
    times = np.vstack([np.ones(couples), times])  # the first row is the sample itself
    mean, square = _by_couple(whole), _by_couple(whole**2)
    variance = times @ square / couples - (times @ mean / couples) ** 2
    rows: list[dict[str, object]] = []
    for source in SOURCES:
        other = swapped[source][:number]
        moved = times @ _by_couple((whole - other) ** 2) / couples / 2
        left = times @ _by_couple((partner - other) ** 2) / couples / 2
        with np.errstate(invalid="ignore", divide="ignore"):
            alone, in_all = 1 - left / variance, moved / variance
        row: dict[str, object] = {"source": source, "sd": float(whole.std(ddof=1))}
        for name, found in (("alone", alone), ("in_all", in_all)):
            known = found[1:][np.isfinite(found[1:])]  # a sample without any spread has no shares
            low, high = np.percentile(known, [2.5, 97.5])
            row |= {name: float(found[0]), f"{name}_low": float(low), f"{name}_high": float(high)}
        rows.append(row)
    return rows


def _by_couple(values: np.ndarray) -> np.ndarray:
    means: np.ndarray = values.reshape(-1, 2).mean(1)
    return means


def shares_table(
    differences: dict[str, np.ndarray], swapped: dict[str, dict[str, np.ndarray]],
    measure: str, seed: int,
) -> pd.DataFrame:  # fmt: skip
    """The rows of ``variance_shares`` of every arm."""
    rows = [
        {"arm": arm, "measure": measure} | row
        for arm, whole in differences.items()
        for row in variance_shares(whole, swapped[arm], seed)
    ]
    return pd.DataFrame(rows, columns=["arm", "measure", "source", "sd", *FIGURES])
