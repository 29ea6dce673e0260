"""First-order and total Sobol indices with intervals, of single factors and of groups.

The estimators are those of SALib (Sources: [saltelli2010]), which the tests hold them to. They
are written here because a sweep has replicates: an index is one of the expected outcome, freed of
what chance adds to the variance, and its interval carries the doubt of chance as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.sensitivity.layout import Layout, layout, measures_of
from sim.analysis.sensitivity.resampling import (
    RESAMPLES,
    Weights,
    interval,
    weighings,
    without_noise,
)
from sim.designs import DesignPoints
from sim.errors import InputError

FIRST, TOTAL = "first", "total"
LEVELS = ("factor", "group")
_GROUP = "group:"


def sobol_indices(
    design: DesignPoints,
    values: pd.DataFrame,
    measures: Sequence[str] | None = None,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How much of the variance of the expected outcome each factor and group accounts for.

    Parameters
    ----------
    design : a Sobol design
    values : columns ``point``, ``replicate`` and the measures; a row a run
    measures : columns to look at; all columns of numbers that are no setting unless given
    resamples : weighings for the intervals
    seed : of the weighings

    Returns
    -------
    DataFrame
        A row a measure x factor or group x index: ``measure``, ``level`` (factor or group),
        ``name``, ``index`` (first or total), ``estimate``, ``low``, ``high`` (95 %), ``blocks``
        and ``replicates`` that were used, ``note``. Where the outcome does not vary there is
        nothing to share out: the indices are not known (NaN), and the note says so.

    Raises
    ------
    InputError
        For another design, or a table that does not fit it.
    """
    if design.method != "sobol":
        raise InputError(f"Sobol indices need a design by method sobol, not {design.method}")
    rows = []
    for measure in measures_of(design, values, measures):
        table = layout(design, values, measure)
        used = {"blocks": table.blocks, "replicates": table.replicates}
        found = indices(design, table, resamples, seed)
        alone = all(len(names) == 1 for names in design.groups.values())
        for (level, name, index), estimates in found.items():
            if alone and level == "group":
                continue  # it would repeat its only factor
            row = {"measure": measure, "level": level, "name": name, "index": index}
            spread = interval(estimates)
            note = "" if resamples < 2 else table.note(spread["estimate"], spread["low"])
            rows.append(row | spread | used | {"note": note})
    return pd.DataFrame(rows)


def indices(
    design: DesignPoints, table: Layout, resamples: int, seed: int, levels: tuple[str, ...] = LEVELS
) -> dict[tuple[str, str, str], np.ndarray]:
    """(factor or group, name, first or total) -> [1 + resamples] estimates."""
    y = np.zeros_like(table.y) if table.flat else centred(table.y)
    wanted = {("factor", name): design.rows.index(name)
              for name in design.names if name in design.rows}  # fmt: skip
    wanted |= {("group", group): row for group, row in group_rows(design).items()}
    parts: dict[tuple[str, str, str], list[np.ndarray]] = {}
    for weights in weighings(table.blocks, table.replicates, resamples, seed):
        ends = Ends.of(y, weights)
        by_row: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        for (level, name), row in wanted.items():
            if level not in levels:
                continue
            if row not in by_row:
                by_row[row] = ends.shares_of(y[:, row])
            for index, share in zip((FIRST, TOTAL), by_row[row], strict=True):
                parts.setdefault((level, name, index), []).append(share)
    return {key: np.concatenate(found) for key, found in parts.items()}


def group_rows(design: DesignPoints) -> dict[str, int]:
    """Group -> its row in a block; a group of one factor has that factor's row.

    Groups of several factors have none where the design was asked for single factors only, nor
    has a group that holds all factors.
    """
    found = {}
    for group, names in design.groups.items():
        row = _GROUP + group if _GROUP + group in design.rows else names[0]
        if row in design.rows and (row != names[0] or len(names) == 1):
            found[group] = design.rows.index(row)
    return found


def centred(y: np.ndarray) -> np.ndarray:
    """[blocks, rows, replicates] outcomes less the mean of their replicate over all points."""
    return np.asarray(y - y.mean(axis=(0, 1)))


@dataclass(frozen=True)
class Ends:
    """The rows A and B of all blocks, weighed.

    Attributes
    ----------
    a, b : [blocks, replicates] centred outcomes
    mean_a, mean_b : [resamples, blocks] their means over replicates
    variance : [resamples] of the expected outcome over both
    """

    weights: Weights
    a: np.ndarray
    b: np.ndarray
    mean_a: np.ndarray
    mean_b: np.ndarray
    variance: np.ndarray

    @classmethod
    def of(cls, y: np.ndarray, weights: Weights) -> Ends:
        """From centred outcomes [blocks, rows, replicates], A the first row and B the last."""
        a, b = y[:, 0], y[:, -1]
        mean_a, mean_b = weights.replicates @ a.T, weights.replicates @ b.T
        mean = (weights.blocks * (mean_a + mean_b)).sum(axis=1) / 2
        square = (weights.blocks * (mean_a**2 + mean_b**2)).sum(axis=1) / 2
        each = weights.blocks @ (a**2 + b**2) / 2 - (weights.blocks @ (a + b) / 2) ** 2
        variance = without_noise(square - mean**2, each, weights.replicates)
        return cls(weights, a, b, mean_a, mean_b, variance)

    def shares_of(self, ab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """First-order and total index [resamples] of the factor that ``ab`` takes from B.

        ``ab`` are centred outcomes [blocks, replicates]. Where the expected outcome does not
        vary there are no indices (NaN).
        """
        v, w = self.weights.blocks, self.weights.replicates
        mean_ab = w @ ab.T
        first = (v * self.mean_b * (mean_ab - self.mean_a)).sum(axis=1)
        total = (v * (self.mean_a - mean_ab) ** 2).sum(axis=1) / 2
        first = without_noise(first, v @ (self.b * (ab - self.a)), w)
        total = without_noise(total, v @ (self.a - ab) ** 2 / 2, w)
        known = np.where(self.variance > 0, self.variance, np.nan)
        return first / known, total / known
