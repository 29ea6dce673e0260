"""A row of a sweep: the measures of a design point in one replicate, as columns.

A row is one run: a design point in one replicate, beside the baseline of the same replicate. The
data dictionary is docs/reference/sweep.md. Rates are not a number where nothing could be counted.
"""

from __future__ import annotations

import numpy as np

from sim.measures import COLUMNS, COMPARED, DIFFERENCE, OUTCOMES, measure_of
from sim.measures import levels_of as levels_of_counts
from sim.study.counts import counts_of
from sim.study.experiment import Replicate
from sim.world import KINDS

ROUNDING = 1e-6  # of sums and differences of counts and shares
_COMPARED = [OUTCOMES.index(name) for name in COMPARED]


def levels_of(run: Replicate) -> np.ndarray:
    """The outcomes of every arm of a replicate, the baseline first: [L, outcomes] float64."""
    return np.ascontiguousarray(levels_of_counts(counts_of(run)).T)


def rows_of(run: Replicate) -> np.ndarray:
    """One row an arm but the first, which is the baseline: [L - 1, columns] float64."""
    levels = levels_of(run)
    compared = levels[:, _COMPARED]
    return np.concatenate([levels[1:], compared[1:] - compared[0]], axis=1)


def impossible(rows: np.ndarray) -> str | None:
    """What in these rows no run can have produced, in words; None if there is nothing.

    Parameters
    ----------
    rows : [..., columns]
    """
    column = {name: rows[..., n] for n, name in enumerate(COLUMNS)}
    if np.isinf(rows).any():
        return "a number in it is infinite"
    for name in OUTCOMES:
        one = measure_of(name)
        known = (column[name] >= one.least) & (column[name] <= one.most)
        if one.whole and not (known & whole(column[name])).all():
            return f"{name} is no count"
    defections = np.zeros(rows.shape[:-1])
    for kind in KINDS:
        chances, either = column[f"{kind}_chances"], column[f"{kind}_either"]
        none, told = chances == 0, np.nan_to_num(either)
        for name in ("soft", "hard", "either"):
            if (np.isnan(column[f"{kind}_{name}"]) != none).any():
                return f"{kind}_{name} is known without a chance, or not known with one"
        soft, hard = column[f"{kind}_soft"], column[f"{kind}_hard"]
        if not (none | (np.abs(soft + hard - either) < ROUNDING)).all():
            return f"{kind}_either is not soft and hard defections together"
        if (np.isnan(column[f"{kind}_adopted"]) != np.isnan(column[f"{kind}_margin"])).any():
            return f"{kind}_adopted is known and the margin is not, or the other way round"
        if (np.abs(column[f"{kind}_pivotal_net"]) > column[f"{kind}_pivotal"]).any():
            return f"{kind}_pivotal_net is more than all texts whose fate is another"
        defections += chances * told
    if not (np.abs(defections - column["defections"]) < ROUNDING * (1 + defections)).all():
        return "defections is not the sum of those by kind of text"
    for name in COMPARED:
        level, difference = column[name], column[name + DIFFERENCE]
        if (np.isnan(level) & ~np.isnan(difference)).any():
            return f"{name}{DIFFERENCE} is known and {name} is not"
        one = measure_of(name)
        if one.whole and np.isnan(difference).any():
            return f"{name}{DIFFERENCE} is not known"
        low, high = one.least, one.most
        for value in (level, level - difference):  # of the run, and of its baseline
            if ((value < low - ROUNDING) | (value > high + ROUNDING)).any():
                return f"{name} or its baseline is not between {low:g} and {high:g}"
    return None


def whole(numbers: np.ndarray) -> np.ndarray:
    """Which of these are whole numbers; what is not a number is none."""
    found: np.ndarray = numbers == np.round(numbers)
    return found
