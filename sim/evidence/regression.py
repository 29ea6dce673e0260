"""One regression: a treatment's effect on the mean vote, within fixed effects, and in logits.

The score is regressed on the treatment by least squares with the fixed effects taken out, and the
error is clustered. Divided by the slope of the model it is in logits of the model (``units.py``).

The regressions are done by ``linearmodels``, an optional extra: pip install 'lmgsim[evidence]'.
Errors have the usual correction for few clusters, and fixed effects that lie within a cluster cost
no degrees of freedom; intervals are those of Student's t with as many degrees as clusters less one.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from sim.errors import InputError
from sim.evidence.units import SLOPE

if TYPE_CHECKING:
    from linearmodels.iv.results import AbsorbingLSResults

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
    right = used[[treatment, *controls]].astype(float)
    groups = _levels(used, [cluster])
    if _absorbed(right[treatment], levels):
        raise InputError(f"{what}: {treatment} does not vary within {', '.join(fixed)}")
    fit = _fitted(used.score, right, levels, groups)
    share = float(fit.params[treatment])
    clusters = int(groups.nunique())
    spare = len(used) - 1 - len(controls) - _not_nested(levels, groups)
    correction = clusters / (clusters - 1) * (len(used) - 1) / spare
    error = float(fit.std_errors[treatment]) * sqrt(correction)
    if not error > 0 or not isfinite(share):
        raise InputError(f"{what}: {treatment} does not vary within {', '.join(fixed)}")
    t = stats.t(clusters - 1)
    wide = float(t.ppf(0.975)) * error
    return Estimate(
        what, share / SLOPE, error / SLOPE, (share - wide) / SLOPE, (share + wide) / SLOPE,
        float(2 * t.sf(abs(share / error))), share, error, len(used), int(used.iso3.nunique()),
        clusters,
    )  # fmt: skip


def _fitted(
    score: pd.Series, right: pd.DataFrame, levels: pd.DataFrame, groups: pd.Series
) -> AbsorbingLSResults:
    """Least squares with the levels taken out, and errors clustered by groups."""
    try:
        from linearmodels.iv.absorbing import AbsorbingLS
    except ImportError:
        raise InputError(NEEDED) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of columns that the levels explain: seen in the error
        model = AbsorbingLS(score, right, absorb=levels.astype("category"))
        return model.fit(cov_type="clustered", clusters=groups.to_frame(), debiased=False)


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


def _not_nested(levels: pd.DataFrame, groups: pd.Series) -> int:
    """How many levels there are of the fixed effects that do not lie within a cluster."""
    count = 0
    for name in levels:
        across = groups.groupby(levels[name]).nunique().max()
        count += int(levels[name].nunique()) if across > 1 else 0
    return count
