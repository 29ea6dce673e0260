"""On which standing an effect and its spread rest: what is measured, bounded, or not known.

The paired effect of every replicate is regressed on the strengths drawn in it. With all strengths
at nothing a lever does nothing, so that the regression has no constant; what a standing's strengths
make of the mean effect is their weights times their means. What it makes of the spread is the part
of the variance that a regression on its assumptions, shapes too, explains in replicates it was not
fitted to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

COLUMNS = ["standing", "assumptions", "effect", "effect_error", "share_of_spread"]
REST, FOLDS = "chance, weights, and what single lines cannot tell apart", 5


def resting_on(
    effect: np.ndarray,
    assumed: np.ndarray,
    names: Sequence[str],
    standing: Mapping[str, str],
    strengths: Sequence[str],
) -> pd.DataFrame:
    """How much of an effect, and of its spread over worlds, rests on assumptions of each standing.

    Parameters
    ----------
    effect : [R] the paired effect in each replicate
    assumed : [R, P] the assumptions of each replicate
    names : [P] of the assumptions
    standing : of each
    strengths : those at which a value of zero means that nothing is done

    Returns
    -------
    pandas.DataFrame
        One row a standing and one for the rest; effects in the unit of the effect sum to its mean,
        shares of the spread to one.
    """
    known = ~np.isnan(effect)
    effect, assumed = effect[known], assumed[known]
    if not names or len(effect) <= len(names) + 1:
        return pd.DataFrame(columns=COLUMNS)
    strong = [p for p, name in enumerate(names) if name in set(strengths)]
    weights, spread = _through_nothing(effect, assumed[:, strong])
    means = assumed[:, strong].mean(0)
    rows = []
    for of in dict.fromkeys(standing[name] for name in names):
        here = [p for p, name in enumerate(names) if standing[name] == of]
        part = np.array([standing[names[p]] == of for p in strong], bool)
        at = means * part
        rows.append({
            "standing": of,
            "assumptions": " ".join(names[p] for p in here),
            "effect": float(weights @ at),
            "effect_error": float(np.sqrt(max(at @ spread @ at, 0.0))),
            "share_of_spread": _explained(effect, assumed[:, here]),
        })  # fmt: skip
    rows.append({
        "standing": REST, "assumptions": "",
        "effect": float(effect.mean() - sum(row["effect"] for row in rows)),  # type: ignore[misc]
        "effect_error": float("nan"),
        "share_of_spread": 1.0 - sum(row["share_of_spread"] for row in rows),  # type: ignore[misc]
    })  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _through_nothing(effect: np.ndarray, strengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights [S] of a regression without a constant, and their covariance [S, S]."""
    if not strengths.shape[1]:
        return np.zeros(0), np.zeros((0, 0))
    inverse = np.linalg.pinv(strengths.T @ strengths)
    weights = inverse @ strengths.T @ effect
    left = effect - strengths @ weights
    meat = (strengths * left[:, None]).T @ (strengths * left[:, None])
    return weights, inverse @ meat @ inverse


def _explained(effect: np.ndarray, assumed: np.ndarray) -> float:
    """The part of the variance that is foretold in replicates it was not fitted to, 0 to 1."""
    spread = assumed.std(0)
    scaled = (assumed - assumed.mean(0))[:, spread > 0] / spread[spread > 0]
    columns = np.column_stack([np.ones(len(scaled)), scaled, scaled**2])
    total = ((effect - effect.mean()) ** 2).sum()
    if not total or len(effect) < 3 * columns.shape[1]:
        return 0.0
    fold = np.arange(len(effect)) % FOLDS
    left = 0.0
    for out in range(FOLDS):
        train, test = fold != out, fold == out
        weights, *_ = np.linalg.lstsq(columns[train], effect[train], rcond=None)
        left += float(((effect[test] - columns[test] @ weights) ** 2).sum())
    return float(max(1.0 - left / total, 0.0))
