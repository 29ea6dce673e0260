"""What it would be worth to know an assumption before a scenario is chosen.

Whoever must choose now takes the scenario that is best in the mean, or does nothing. Who knew an
assumption first would choose by it. The worth of knowing it is what that choice brings more, in the
unit of the measure: the expected value of perfect information of one parameter (EVPPI), of all of
them (EVPI).

It is estimated by regression on the replicates that were run [strong2014]: the value of each arm is
regressed on the assumption, and the choice that the regression would make in other replicates than
those it was fitted to is scored there. Such a score is not raised by what the regression makes of
chance; where there is nothing to know it is about zero, and may fall below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

FOLDS = 5
ALL, WITH_CHANCE = "all assumptions", "all that differs, chance and weights too"
SUM = "sum of the single ones"
TERMS = 10  # replicates that a term of the regression needs at least


def value_of_knowing(
    values: np.ndarray, assumed: np.ndarray, names: Sequence[str], standing: Mapping[str, str]
) -> pd.DataFrame:
    """The worth of knowing everything, each standing together, and each assumption.

    Parameters
    ----------
    values : [R, A] what each arm brings in each replicate, more is better; doing nothing is an arm
    assumed : [R, P] the assumptions of each replicate
    names : [P] of the assumptions
    standing : of each

    Returns
    -------
    pandas.DataFrame
        One row each: ``what``, ``standing``, ``worth`` in the unit of the values, ``error`` its
        standard error, ``share`` of the worth of knowing all assumptions (nan where that is not
        above zero).
    """
    single = [_worth(values, assumed[:, [p]]) for p in range(len(names))]
    whole = _worth(values, assumed)
    foresight = values.max(1) - values[:, values.mean(0).argmax()]
    rows = [(WITH_CHANCE, "", *_mean(foresight)), (ALL, "", *whole)]
    rows.append((SUM, "", sum(worth for worth, _ in single), float("nan")))
    for of in dict.fromkeys(standing[name] for name in names):
        here = [p for p, name in enumerate(names) if standing[name] == of]
        rows.append((f"all that is {of}", of, *_worth(values, assumed[:, here])))
    rows += [(n, standing[n], *worth) for n, worth in zip(names, single, strict=True)]
    table = pd.DataFrame(rows, columns=["what", "standing", "worth", "error"])
    return table.assign(share=table.worth / whole[0] if whole[0] > 0 else float("nan"))


def _worth(values: np.ndarray, assumed: np.ndarray) -> tuple[float, float]:
    """What choosing by these assumptions [R, P] brings more than choosing by the mean."""
    fold = np.arange(len(values)) % FOLDS
    more = np.zeros(len(values))
    for out in range(FOLDS):
        train, test = fold != out, fold == out
        if not test.any() or train.sum() < 2:
            return float("nan"), float("nan")
        fitted = _fitted(values[train], assumed[train], assumed[test])
        usual = values[train].mean(0).argmax()
        rows = values[test]
        more[test] = rows[np.arange(len(rows)), fitted.argmax(1)] - rows[:, usual]
    return _mean(more)


def _fitted(values: np.ndarray, assumed: np.ndarray, at: np.ndarray) -> np.ndarray:
    """What a regression on some replicates expects of each arm [N, A] in others."""
    middle, spread = assumed.mean(0), assumed.std(0)
    moves = spread > 0
    scaled, there = (
        (x[:, moves] - middle[moves]) / spread[moves] for x in (assumed, at)
    )  # fmt: skip
    terms = [(i,) for i in range(moves.sum())] + [(i, i) for i in range(moves.sum())]
    crossed = list(combinations(range(int(moves.sum())), 2))
    if TERMS * (1 + len(terms) + len(crossed)) <= len(values):
        terms += crossed
    if TERMS * (1 + len(terms)) > len(values):
        terms = terms[: moves.sum()]
    weights, *_ = np.linalg.lstsq(_columns(scaled, terms), values, rcond=None)
    fitted: np.ndarray = _columns(there, terms) @ weights
    return fitted


def _columns(scaled: np.ndarray, terms: Sequence[tuple[int, ...]]) -> np.ndarray:
    made = [scaled[:, list(term)].prod(1) for term in terms]
    return np.column_stack([np.ones(len(scaled)), *made])


def _mean(more: np.ndarray) -> tuple[float, float]:
    error = more.std(ddof=1) / np.sqrt(len(more)) if len(more) > 1 else np.nan
    return float(more.mean()), float(error)
