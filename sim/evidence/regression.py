"""One regression: a treatment's effect on the mean vote, within fixed effects, and in logits.

The score is regressed on the treatment by least squares with the fixed effects taken out, and the
error is clustered. Divided by the slope of the model it is in logits of the model (``units.py``).

The regressions are done by ``linearmodels``, an optional extra: pip install 'lmgsim[evidence]'.
Errors are those of the cluster jackknife [mackinnon2023], which bears it that few states carry most
of what a treatment tells; intervals are those of Student's t with as many degrees as clusters carry
the treatment [carter2017], less one.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd
from scipy import stats

from sim.errors import InputError
from sim.evidence.units import SLOPE

NEEDED = "the designs need linearmodels: pip install 'lmgsim[evidence]'"
SAME = 1e-12
FEWEST = 30  # votes with a treatment that varies


@dataclass(frozen=True)
class Estimate:
    """An effect in logits, as a regression found it.

    Attributes
    ----------
    what : ``main``, ``placebo``, ``lead`` or a variant, in words
    effect, se, low, high : logits of the model a unit of the treatment; the central 95 %
    p : two-sided, of no effect
    share, share_se : the effect on the mean vote and its error, as they were estimated
    votes, states, clusters : how many
    """

    what: str
    effect: float
    se: float
    low: float
    high: float
    p: float
    share: float
    share_se: float
    votes: int
    states: int
    clusters: int


@dataclass(frozen=True)
class Equation:
    """A regression of the score: treatment, fixed effects, clusters of the error, controls."""

    treatment: str
    fixed: tuple[str, ...]
    cluster: str = "iso3"
    controls: tuple[str, ...] = ()

    def of(self, data: pd.DataFrame, what: str = "main") -> Estimate:
        """Estimated on a table of votes; see ``regress``."""
        return regress(data, self.treatment, self.fixed, self.cluster, what, self.controls)


def regress(
    data: pd.DataFrame,
    treatment: str,
    fixed: Sequence[str],
    cluster: str,
    what: str = "main",
    controls: Sequence[str] = (),
) -> Estimate:
    """The effect of a treatment on the score.

    Parameters
    ----------
    data : a row a vote, with ``score``, ``iso3``, the treatment, controls, and what is named below
    fixed : columns, or several joined by ``^``, whose values are each allowed a level of their own
    cluster : within which votes may hang together

    Raises
    ------
    InputError
        If linearmodels is not installed, or the treatment does not vary within the fixed effects.
    """
    columns = {treatment, cluster, "iso3", "score", *controls}
    columns |= {part for one in fixed for part in one.split("^")}
    used = data[sorted(columns)].dropna().reset_index(drop=True)
    if len(used) < FEWEST or used[treatment].nunique() < 2:
        raise InputError(f"{what}: {treatment} does not vary in {len(used)} votes")
    levels = pd.DataFrame({one: _levels(used, one.split("^")) for one in fixed})
    groups = _levels(used, [cluster])
    if _absorbed(used[treatment], levels):
        raise InputError(f"{what}: {treatment} does not vary within {', '.join(fixed)}")
    moved, score = (
        _left(used[name], used[list(controls)], levels) for name in (treatment, "score")
    )
    if not (moved**2).sum() > SAME * len(used):
        raise InputError(f"{what}: {treatment} does not vary within {', '.join(fixed)}")
    share, error, carrying = _jackknifed(moved, score, groups.to_numpy())
    clusters = int(groups.nunique())
    t = stats.t(max(carrying - 1.0, 1.0))
    wide = float(t.ppf(0.975)) * error
    return Estimate(
        what, share / SLOPE, error / SLOPE, (share - wide) / SLOPE, (share + wide) / SLOPE,
        float(2 * t.sf(abs(share / error))), share, error, len(used), int(used.iso3.nunique()),
        clusters,
    )  # fmt: skip


def _left(of: pd.Series, controls: pd.DataFrame, levels: pd.DataFrame) -> np.ndarray:
    """What is left of a column once controls and levels are taken out, [N]."""
    try:
        from linearmodels.iv.absorbing import AbsorbingLS
    except ImportError:
        raise InputError(NEEDED) from None
    right = controls.astype(float) if len(controls.columns) else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of controls that the levels explain
        model = AbsorbingLS(of.astype(float), right, absorb=levels.astype("category"))
        left: np.ndarray = np.asarray(model.fit().resids, float)
    return left


def _jackknifed(
    moved: np.ndarray, score: np.ndarray, groups: np.ndarray
) -> tuple[float, float, float]:
    """The slope of the score in the treatment, its error, and by how many clusters it is carried.

    Each cluster is left out in turn. As many carry it as equal ones would be needed to tell as
    unequally as these do.
    """
    both, square = (np.bincount(groups, moved * other) for other in (score, moved))
    share = both.sum() / square.sum()
    without = (both.sum() - both) / (square.sum() - square)
    number = len(both)
    error = sqrt((number - 1) / number * float(((without - share) ** 2).sum()))
    return float(share), error, float(square.sum() ** 2 / (square**2).sum())


def _absorbed(treatment: pd.Series, levels: pd.DataFrame) -> bool:
    """Whether the treatment is the same wherever one of the levels is."""
    return any(
        bool((treatment.groupby(levels[name]).transform("std").fillna(0.0) < SAME).all())
        for name in levels
    )


def _levels(used: pd.DataFrame, parts: Sequence[str]) -> pd.Series:
    """A number for each combination of the values of some columns."""
    numbers: pd.Series = used.groupby(list(parts), sort=False).ngroup()
    return numbers
