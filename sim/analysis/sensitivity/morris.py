"""Morris screening: elementary effects of every factor, with intervals.

An elementary effect is the change of the outcome when one factor moves by a step, divided by the
step's share of the factor's range: so it is the change over the whole range, were it even. The
steps are SALib's, and the tests hold the measures to SALib's (Sources: [morris1991],
[campolongo2007]); they are written here because a sweep has replicates.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.analysis.sensitivity.layout import FLAT, Layout, layout, measures_of
from sim.analysis.sensitivity.resampling import (
    RESAMPLES,
    Weights,
    interval,
    weighings,
    without_noise,
)
from sim.designs import DesignPoints
from sim.errors import InputError

INDICES = ("mu", "mu_star", "sigma", "noise")
NEVER_NEGATIVE = ("mu_star", "sigma", "noise")


def morris_screening(
    design: DesignPoints,
    values: pd.DataFrame,
    measures: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean, mean size and spread of the elementary effects of each factor.

    Parameters
    ----------
    design : a Morris design
    values : columns ``point``, ``replicate`` and the measures; a row a run
    measures : columns to look at; all columns of numbers that are no setting unless given
    resamples : weighings for the intervals
    seed : of the weighings

    Returns
    -------
    DataFrame
        A row a measure x factor x index, in units of the measure over the factor's whole range:
        ``measure``, ``name``, ``index``, ``estimate``, ``low``, ``high`` (95 %), ``blocks``
        (trajectories) and ``replicates`` that were used, ``note``. The indices are ``mu`` (mean
        effect), ``mu_star`` (mean size), ``sigma`` (spread over the space: interactions and bends,
        freed of chance) and ``noise`` (the standard deviation that chance leaves in one effect: a
        factor without any effect has a ``mu_star`` of about eight tenths of it). With one
        replicate the noise is not known (NaN). Where the outcome does not vary all are 0, and the
        note says so.

    Raises
    ------
    InputError
        For another design, or a table that does not fit it.
    """
    if design.method != "morris":
        raise InputError(f"Morris screening needs a design by method morris, not {design.method}")
    rows = []
    for measure in measures_of(design, values, measures):
        table = layout(design, values, measure)
        used: dict[str, object] = {"blocks": table.blocks, "replicates": table.replicates}
        used["note"] = FLAT if table.flat else ""
        effects = elementary_effects(design, table) * (not table.flat)
        parts = [
            _indices(effects, weights)
            for weights in weighings(table.blocks, table.replicates, resamples, seed)
        ]
        for factor, name in enumerate(design.names):
            for place, index in enumerate(INDICES):
                estimates = np.concatenate([part[place, :, factor] for part in parts])
                found = interval(estimates)
                if index in NEVER_NEGATIVE:
                    found["low"] = float(np.maximum(found["low"], 0))  # what is not known stays so
                rows.append({"measure": measure, "name": name, "index": index} | found | used)
    return pd.DataFrame(rows)


def elementary_effects(design: DesignPoints, table: Layout) -> np.ndarray:
    """[trajectories, factors, replicates] effects."""
    steps = np.sign(np.diff(design.codes[table.points], axis=1))  # [trajectories, steps, factors]
    changes = np.diff(table.y, axis=1) / design.delta
    return np.einsum("tsf,tsr->tfr", steps, changes)


def _indices(effects: np.ndarray, weights: Weights) -> np.ndarray:
    """[index, resamples, factors] mu, mu_star, sigma, noise."""
    number = len(weights.blocks)
    found = np.empty((len(INDICES), number, effects.shape[1]))
    for factor in range(effects.shape[1]):
        one = effects[:, factor]
        means = (one @ weights.replicates.T).T  # [resamples, trajectories]
        found[0, :, factor] = (weights.blocks * means).sum(axis=1)
        found[1, :, factor] = (weights.blocks * np.abs(means)).sum(axis=1)
        around = one - one.mean()
        means = (around @ weights.replicates.T).T
        each = weights.blocks @ around**2 - (weights.blocks @ around) ** 2
        of_means = (weights.blocks * means**2).sum(axis=1) - (weights.blocks * means).sum(
            axis=1
        ) ** 2
        spread = without_noise(of_means, each, weights.replicates)
        free = 1 - (weights.blocks**2).sum(axis=1)
        spread = np.divide(spread, free, out=np.full(number, np.nan), where=free > 1e-12)
        found[2, :, factor] = np.sqrt(np.maximum(spread, 0))
        found[3, :, factor] = np.sqrt(_noise(one, weights))
    return found


def _noise(one: np.ndarray, weights: Weights) -> np.ndarray:
    """Mean over trajectories of the variance [resamples] of a mean effect over replicates."""
    replicates = weights.replicates
    if replicates.shape[1] == 1:
        return np.full(len(replicates), np.nan)
    squares = (weights.blocks @ one**2 * replicates).sum(axis=1)
    means = (weights.blocks * ((one @ replicates.T).T) ** 2).sum(axis=1)
    return np.asarray(
        np.maximum(squares - means, 0) / (1 - (replicates**2).sum(axis=1)) / replicates.shape[1]
    )
