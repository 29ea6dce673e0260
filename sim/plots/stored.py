"""A results folder as figures and report read it."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import pandas as pd

from sim.errors import InputError
from sim.files.json_text import read_json
from sim.files.reading import LARGEST_TABLE, is_regular
from sim.files.tables import read_table
from sim.files.text import read_text

ARMS = ("baseline", "intervention", "difference")
FIGURES = ("mean", "low", "high", "probability_above_zero")


@dataclass(frozen=True)
class Stored:
    """The stored results of one run.

    Only regular files of bounded size are opened; what is broken is refused in a line with the
    name of the file.
    """

    folder: Path
    summary: dict[str, Any]

    STORY: ClassVar[str] = "summary.json"
    NEEDED: ClassVar[tuple[str, ...]] = ("experiment", "replicates", "seed")  # of the footer
    COUNTS: ClassVar[tuple[str, ...]] = ("replicates",)  # of those, whole numbers

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The results in ``folder``.

        Raises
        ------
        InputError
            If its story cannot be read, or lacks what every figure says at its foot.
        """
        path = folder / cls.STORY
        story = read_json(path, finite=False)
        if missing := [name for name in cls.NEEDED if name not in story]:
            raise InputError(f"{path} lacks {missing[0]}")
        for name in cls.COUNTS:
            if type(story[name]) is not int:
                raise InputError(f"{path}: {name} is {str(story[name])[:40]!r}, no whole number")
        return cls(folder, story)

    @property
    def footer(self) -> str:
        """What a figure says at its foot of where its numbers come from."""
        number = self.summary["replicates"]
        replicates = f"{number:,} replicate{'s' if number != 1 else ''}"
        return f"{self.summary['experiment']} · {replicates} · seed {self.summary['seed']}"

    def table(self, name: str) -> pd.DataFrame:
        """A table by name; empty where it is missing or holds nothing.

        Raises
        ------
        InputError
            If it is there and cannot be read.
        """
        path = self.folder / f"{name}.csv"
        if not os.path.lexists(path):
            return pd.DataFrame()
        text = io.StringIO(read_text(path, LARGEST_TABLE))
        try:
            return read_table(text, keep_default_na=False, na_values=[""])
        except pd.errors.EmptyDataError:
            return pd.DataFrame()
        except (pd.errors.ParserError, ValueError) as error:
            raise InputError(f"{path}: not a table ({_first_line(error)})") from None

    def raw(self, name: str) -> pd.DataFrame:
        """A table of single replicates.

        Raises
        ------
        InputError
            If it is missing or cannot be read.
        """
        path = self.folder / f"{name}.parquet"
        if not is_regular(path):
            raise InputError(f"{path}: a regular file is wanted")
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError, KeyError, NotImplementedError, MemoryError) as error:
            raise InputError(f"{path}: not a table ({_first_line(error)})") from None

    def origin(self) -> dict[str, Any]:
        """Where the numbers come from: ``provenance.json``.

        Raises
        ------
        InputError
            If it cannot be read.
        """
        return read_json(self.folder / "provenance.json", finite=False)


class StoredFit(Stored):
    """A stored fit, as ``lmgsim calibrate`` leaves it."""

    STORY = "fit.json"
    NEEDED = ("train_until", "roll_calls", "votes_scored", "converged", "lmgsim")
    COUNTS = ("roll_calls", "votes_scored")

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


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:120]
