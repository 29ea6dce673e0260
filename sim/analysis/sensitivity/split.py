"""Whose variance is it: levers, assumptions, the fit, or chance?

The outcome of a run is a mean, plus what its point does, plus what its replicate does at every
point alike, plus what that replicate does at that point alone. Points share their replicates
(common random numbers), so this is a two-way layout, and its four parts can be told apart
(Sources: [searle1992], [saltelli2010]).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.analysis.sensitivity.layout import SAME, Layout, layout, measures_of
from sim.analysis.sensitivity.resampling import RESAMPLES, Weights, interval, weighings
from sim.analysis.sensitivity.sobol import FIRST, group_rows, indices
from sim.designs import DesignPoints
from sim.errors import InputError

DESIGN, NOISE, WHOLE = "design", "noise", "total"
TOGETHER, COMMON, POINTWISE = "together", "common", "pointwise"
NOT_A_SAMPLE = ("morris", "one_at_a_time")


def variance_split(
    design: DesignPoints,
    values: pd.DataFrame,
    measures: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Shares of the variance of single runs.

    Parameters
    ----------
    design : any design whose points are a sample of the space; Sobol to tell groups apart
    values : columns ``point``, ``replicate`` and the measures; a row a run
    measures : columns to look at; all columns of numbers that are no setting unless given
    resamples : weighings for the intervals
    seed : of the weighings

    Returns
    -------
    DataFrame
        A row a measure x component: ``measure``, ``of``, ``component``, ``variance``, ``share``
        of the whole with ``low`` and ``high`` (95 %; they may reach beyond 0 and 1), ``points``
        and ``replicates`` that were used, ``note``. Of the total: ``design`` (between points) and
        ``noise`` (between replicates of a point). Of the design, for a Sobol design: each group
        alone and ``together``, their interactions. Of the noise: ``common`` to all points, and
        ``pointwise``, what a replicate does at one point and not at another. Where the outcome
        does not vary at all there is nothing to share out: shares are not known (NaN), and the
        note says so.

    Raises
    ------
    InputError
        For a design that is no sample, a Sobol design that was not asked for groups, fewer than
        two points or replicates, or a table that does not fit.
    """
    if design.method in NOT_A_SAMPLE:
        raise InputError(
            f"the points of method {design.method} are no sample of the space: split the variance "
            "of a design by method sobol, random, latin_hypercube, grid, zip or list"
        )
    by_group = design.method == "sobol"
    missing = missing_groups(design) if by_group else []
    if missing:
        raise InputError(
            f"group {missing[0]} cannot be told apart in this design: write "
            "indices: both, or indices: groups"
        )
    rows = []
    for measure in measures_of(design, values, measures):
        table = layout(design, values, measure)
        if by_group:  # the rows between A and B repeat their values
            y = np.concatenate([table.y[:, 0], table.y[:, -1]])
        else:
            y = table.y[:, 0]
        if y.shape[0] < 2 or y.shape[1] < 2:
            raise InputError(
                f"{measure}: two points and two replicates at least tell the design from chance, "
                f"not {y.shape[0]} and {y.shape[1]}"
            )
        used = {"points": y.shape[0], "replicates": y.shape[1]}
        parts = _parts(design, table, y, by_group, resamples, seed)
        whole = parts[(WHOLE, DESIGN)] + parts[(WHOLE, NOISE)]
        for (of, component), variance in parts.items():
            share = np.full(len(variance), np.nan)
            np.divide(variance, whole, out=share, where=whole > 0)
            found = interval(share)
            rows.append(
                {"measure": measure, "of": of, "component": component,
                 "variance": float(variance[0]), "share": found["estimate"],
                 "low": found["low"], "high": found["high"]} | used
                | {"note": table.note(found["estimate"], found["low"]) if resamples > 1 else ""}
            )  # fmt: skip
    return pd.DataFrame(rows)


def missing_groups(design: DesignPoints) -> list[str]:
    """Groups of several factors that have no row of their own, unless there is one group only."""
    if len(design.groups) == 1:
        return []
    return [group for group in design.groups if group not in group_rows(design)]


def _parts(
    design: DesignPoints, table: Layout, y: np.ndarray, by_group: bool, resamples: int, seed: int
) -> dict[tuple[str, str], np.ndarray]:
    """(of, component) -> [1 + resamples] variances."""
    y = np.tile(y.mean(axis=0), (len(y), 1)) if table.flat else y
    y = y - y.mean()
    found = []
    for weights in weighings(table.blocks, table.replicates, resamples, seed):
        if by_group:
            weights = Weights(np.tile(weights.blocks / 2, 2), weights.replicates)
        found.append(components(y, weights))
    between, common, pointwise = np.concatenate(found, axis=1)
    if table.flat:  # but for rounding
        between, pointwise = np.zeros_like(between), np.zeros_like(pointwise)
        common = np.where(common > SAME**2 * np.abs(table.y).max() ** 2, common, 0.0)
    parts = {(WHOLE, DESIGN): between, (WHOLE, NOISE): common + pointwise}
    if by_group:
        if len(design.groups) > 1:
            by_index = indices(design, table, resamples, seed, levels=("group",))
            shares = {g: by_index["group", g, FIRST] for g in design.groups}
            shares[TOGETHER] = 1 - np.sum([*shares.values()], axis=0)
        else:
            shares = {next(iter(design.groups)): np.ones(len(between))}
        parts |= {(DESIGN, name): np.nan_to_num(s) * between for name, s in shares.items()}
    return parts | {(NOISE, COMMON): common, (NOISE, POINTWISE): pointwise}


def components(y: np.ndarray, weights: Weights) -> np.ndarray:
    """Variance components [3, resamples]: between points, common and pointwise noise.

    Parameters
    ----------
    y : [points, replicates] outcomes, centred
    weights : of points and of replicates

    Notes
    -----
    With even weights these are the unbiased estimates of the analysis of variance. They may be
    below zero where the component is small.
    """
    v, w = weights.blocks, weights.replicates
    squared = y**2
    point_means, replicate_means = y @ w.T, v @ y  # [points, resamples], [resamples, replicates]
    grand = (replicate_means * w).sum(axis=1) ** 2
    every = ((v @ squared) * w).sum(axis=1)
    of_points = (v * (point_means**2).T).sum(axis=1)
    of_replicates = (w * replicate_means**2).sum(axis=1)
    same_replicate = ((v @ squared) * w**2).sum(axis=1) - (w**2 * replicate_means**2).sum(axis=1)
    same_point = ((v**2 @ squared) * w).sum(axis=1) - (v**2 * (point_means**2).T).sum(axis=1)
    free_v, free_w = 1 - (v**2).sum(axis=1), 1 - (w**2).sum(axis=1)
    between = (of_points - grand - same_replicate) / (free_v * free_w)
    common = (of_replicates - grand - same_point) / (free_v * free_w)
    noise = (every - of_points) / free_w
    return np.stack([between, common, noise - common])
