"""Habits: how often each kind of text comes to a vote, when in the year, and with what around it.

One row a habit. ``what`` says of what:

========= ================================================ ===================================
what      chances are                                      ``texts`` is
========= ================================================ ===================================
text      that the series is voted on                      texts a vote
new       that a text without predecessor is voted on      texts a vote
hostile   that amendments against the series are voted on  amendments where there are any
friendly  that amendments by its critics are voted on      amendments where there are any
rival     that a text which scrutinises meets a softer one texts a vote
========= ================================================ ===================================

The chances are those of the first, second and third regular session of a year (March, June,
September), and of all its special sessions together. A row of amendments without a series stands
for texts that were never amended before. ``kind`` is the kind of the text, for amendments of the
text they amend; ``pen`` and ``orientation`` are the amendment's own.

Sources: computed by ``lmgsim calibrate`` from recorded votes [ohchr_votes].
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from sim.errors import InputError
from sim.files.moving import settle
from sim.world import KINDS, PENS

WHAT = ("text", "new", "hostile", "friendly", "rival")
SESSIONS = ("march", "june", "september")
CHANCES = (*SESSIONS, "special")
NUMBERS = ("orientation", *CHANCES, "texts", "last_year")
COLUMNS = ("what", "series", "kind", "target", "pen", "orientation", *CHANCES, "texts", "last_year")


@dataclass(frozen=True)
class Habits:
    """Who tables what, and when, as the record shows it up to a day."""

    table: pd.DataFrame  # one row a habit, with the columns of ``COLUMNS``
    until: np.datetime64  # the last day of the record they come from

    def of(self, what: str) -> pd.DataFrame:
        """The rows of one kind of habit, numbered afresh."""
        return self.table[self.table.what == what].reset_index(drop=True)


def check_habits(table: pd.DataFrame, place: str) -> None:
    """Refuse a table of habits that is not one; the message names the row and column."""
    missing = [name for name in COLUMNS if name not in table]
    if missing:
        raise InputError(f"{place}: no column {missing[0]!r}")
    for column, allowed in (("what", WHAT), ("kind", KINDS[:3]), ("pen", PENS)):
        odd = ~table[column].isin(allowed).to_numpy()
        if odd.any():
            row = int(odd.argmax())
            raise InputError(
                f"{place}: row {row + 2}, column {column}: {table[column].iloc[row]!r} is none of "
                f"{', '.join(allowed)}"
            )
    for column in NUMBERS:
        number = pd.to_numeric(table[column], errors="coerce")
        chance = column in CHANCES
        odd = (~number.between(0, 1, inclusive="neither") if chance else number.isna()).to_numpy()
        if odd.any():
            row = int(odd.argmax())
            raise InputError(
                f"{place}: row {row + 2}, column {column}: {table[column].iloc[row]!r} is not a "
                + ("chance above 0 and below 1" if chance else "number")
            )


@cache
def load_habits(folder: Path | None = None) -> Habits:
    """Read the habits of a stored fit; without a folder the package's own.

    Raises
    ------
    InputError
        If the folder holds no habits, or they are malformed.
    """
    if folder is not None:
        settle(folder)
    place = folder if folder is not None else files("sim.data") / "fitted"
    try:
        with (place / "habits.csv").open(encoding="utf-8") as handle:
            table = pd.read_csv(handle, dtype=str, keep_default_na=False)
        story = json.loads((place / "fit.json").read_text(encoding="utf-8"))
        until = np.datetime64(str(story["train_until"]), "D")
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"no habits in {place}: {error}; lmgsim calibrate writes them with a fit"
        ) from None
    check_habits(table, f"{place}/habits.csv")
    return Habits(table.assign(**{name: pd.to_numeric(table[name]) for name in NUMBERS}), until)
