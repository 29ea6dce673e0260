"""The formulas of ``sim/measures`` applied to every replicate and arm of a run's raw table."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from sim.measures import BASELINE, NAMED, Counts, Measure
from sim.world import KINDS


class Levels:
    """The levels of measures, one for each row of a table as ``runs.parquet`` of a run.

    Parameters
    ----------
    runs : one row a replicate, arm and kind of text, with the columns of ``Counts``. The arm that
        others are compared with is the baseline, or the first where none has that name.
    """

    def __init__(self, runs: pd.DataFrame) -> None:
        arms = sorted(runs.arm.unique(), key=lambda arm: arm != BASELINE)  # stable: baseline first
        order = {
            "kind": [kind for kind in (*KINDS, NAMED) if kind in set(runs.kind)],
            "arm": arms,
            "replicate": list(runs.replicate.unique()),
        }
        self._at = tuple(pd.Index(order[c]).get_indexer(runs[c]) for c in order)
        self._runs = runs
        shape = tuple(map(len, order.values()))  # [kinds, L, R]
        self._counts = Counts(**{f.name: self._laid_out(f.name, shape) for f in fields(Counts)})

    def _laid_out(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        found = np.zeros(shape)
        found[self._at] = self._runs[name]
        return found.max(0) if name == "exits" else found  # exits of a run stand with every kind

    def of(self, measure: Measure) -> pd.Series:
        """The level in each row; that of a measure of the run is the same for every kind."""
        found = measure.count(self._counts)
        return pd.Series(found[self._at if measure.of_kind else self._at[1:]], self._runs.index)
