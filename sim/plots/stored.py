"""A results folder as figures and report read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.files.tables import read_table

ARMS = ("baseline", "intervention", "difference")
FIGURES = ("mean", "low", "high", "probability_above_zero")


@dataclass(frozen=True)
class Stored:
    """The stored results of one run."""

    folder: Path
    summary: dict[str, Any]

    @classmethod
    def open(cls, folder: Path) -> Stored:
        """The results in ``folder``."""
        return cls(folder, json.loads((folder / "summary.json").read_text(encoding="utf-8")))

    @property
    def footer(self) -> str:
        """What a figure says at its foot of where its numbers come from."""
        number = self.summary["replicates"]
        replicates = f"{number:,} replicate{'s' if number != 1 else ''}"
        return f"{self.summary['experiment']} · {replicates} · seed {self.summary['seed']}"

    def table(self, name: str) -> pd.DataFrame:
        """A table by name; empty where it is missing or holds nothing."""
        try:
            return read_table(self.folder / f"{name}.csv", keep_default_na=False, na_values=[""])
        except (FileNotFoundError, pd.errors.EmptyDataError):
            return pd.DataFrame()

    def raw(self, name: str) -> pd.DataFrame:
        """A table of single replicates."""
        return pd.read_parquet(self.folder / f"{name}.parquet")


class StoredFit(Stored):
    """A stored fit, as ``lmgsim calibrate`` leaves it."""

    @classmethod
    def open(cls, folder: Path) -> StoredFit:
        """The fit in ``folder``."""
        return cls(folder, json.loads((folder / "fit.json").read_text(encoding="utf-8")))

    @property
    def footer(self) -> str:
        """Which votes were fitted, and whether the fit came to an end."""
        story = self.summary
        return (
            f"fitted to votes until {story['train_until']} · {story['roll_calls']:,} roll calls, "
            f"{story['votes_scored']:,} votes · "
            f"{'converged' if story['converged'] else 'NOT CONVERGED'} · lmgsim {story['lmgsim']}"
        )


def side_by_side(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row a key from a table with one row a key and arm: ``baseline_mean`` and so on.

    Keys without a difference or without a baseline (no such ballots) are left out.
    """
    columns = [*keys, *(f"{arm}_{figure}" for arm in ARMS for figure in FIGURES)]
    if table.empty or not set(ARMS) <= set(table.arm):
        return pd.DataFrame(columns=columns)
    wide = table.pivot(index=keys, columns="arm", values=list(FIGURES))
    wide.columns = pd.Index([f"{arm}_{figure}" for figure, arm in wide.columns])
    wide = wide.reindex(columns=columns[len(keys) :]).reset_index()
    return wide.dropna(subset=["baseline_mean", "difference_mean"])
