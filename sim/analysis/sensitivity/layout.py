"""A sweep's table as an array: blocks of points that answer together x replicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.designs import DesignPoints
from sim.errors import InputError

POINT, REPLICATE = "point", "replicate"
SAME = 1e-12  # of the largest outcome: a difference that comes from rounding
FLAT = "the outcome does not vary from point to point"
HIDDEN = "chance hides the estimate: take more replicates"
LOOSE = "chance hides how far it may be off: take more replicates"


@dataclass(frozen=True)
class Layout:
    """One measure of a sweep.

    Attributes
    ----------
    y : [blocks, points of a block, replicates] float64
    points : [blocks, points of a block] numbers of the points
    """

    y: np.ndarray
    points: np.ndarray

    @property
    def blocks(self) -> int:
        """How many blocks are whole."""
        return len(self.y)

    @property
    def replicates(self) -> int:
        """How many replicates every point has."""
        return self.y.shape[2]

    @property
    def flat(self) -> bool:
        """Whether every replicate gives all points the same outcome."""
        apart = np.ptp(self.y, axis=(0, 1))
        return not bool((apart > SAME * np.abs(self.y).max()).any())

    def note(self, estimate: float, low: float) -> str:
        """Why an estimate, or the lower end of its interval, is not known; else empty."""
        if self.flat:
            return FLAT
        if estimate != estimate:
            return HIDDEN
        return LOOSE if low != low else ""


def measures_of(
    design: DesignPoints, values: pd.DataFrame, measures: Sequence[str] | None
) -> list[str]:
    """The columns that hold measures: those asked for, or all numbers that are no setting.

    Raises
    ------
    InputError
        Where a column is missing or there is none.
    """
    if POINT not in values:
        raise InputError(f"the table has no column {POINT}; it has {', '.join(map(str, values))}")
    settings = {POINT, REPLICATE, *design.names, *design.fixed}
    numbers = [str(name) for name in values.select_dtypes("number") if name not in settings]
    found = numbers if measures is None else list(measures)
    if missing := [name for name in found if name not in numbers]:
        raise InputError(f"the table has no measure {missing[0]}; it has {', '.join(numbers)}")
    if not found:
        raise InputError("the table has no measure: a column of numbers beside the settings")
    return found


def layout(
    design: DesignPoints, values: pd.DataFrame, measure: str, *, empty: bool = False
) -> Layout:
    """The largest set of whole blocks that share their replicates.

    A table without a column ``replicate`` has one replicate. A sweep that was cut short, or a
    measure that is not known in some runs, leaves out blocks or replicates, whichever costs less.
    ``empty`` allows that no block is left.

    Raises
    ------
    InputError
        Where a run stands there twice, a point is not of the design, or no block is whole.
    """
    replicate = values[REPLICATE].to_numpy() if REPLICATE in values else np.zeros(len(values))
    point = values[POINT].to_numpy()
    foreign = ~np.isin(point, np.arange(len(design)))
    if foreign.any():
        raise InputError(
            f"point {point[foreign][0]} is none of the design's {len(design):,} points"
        )
    if not len(values) and not empty:
        raise InputError(f"{measure} is not known for any whole block: the table has no rows")
    names, column = np.unique(replicate, return_inverse=True)
    cells = point.astype(np.int64) * len(names) + column
    if len(np.unique(cells)) < len(cells):
        raise InputError("a point and replicate stand in the table twice")
    runs = np.full((len(design), max(1, len(names))), np.nan)
    runs[point.astype(np.int64), column] = values[measure].to_numpy(float)
    y = runs.reshape(-1, design.block, runs.shape[1])
    rows, columns = _rectangle(np.isfinite(y).all(axis=1))
    if not len(rows) and not empty:
        raise InputError(f"{measure} is not known for any whole block of {design.block} points")
    points = np.arange(len(design)).reshape(-1, design.block)
    return Layout(y[rows][:, :, columns], points[rows])


def _rectangle(known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of a large full rectangle of ``known`` [blocks, replicates]."""
    ranked = np.argsort(-known.sum(axis=0), kind="stable")
    whole = np.logical_and.accumulate(known[:, ranked], axis=1)
    areas = whole.sum(axis=0) * np.arange(1, known.shape[1] + 1)
    if not areas.size or not areas.max():
        return np.array([], int), np.array([], int)
    best = int(areas.argmax())
    return np.flatnonzero(whole[:, best]), np.sort(ranked[: best + 1])
