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

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.fit_checks import LONGEST_NAME
from sim.data.fit_story import STORY, check_counts, read_story
from sim.data.packaged import PLACE
from sim.data.states import load_states
from sim.data.stored_table import StoredTable, read_stored
from sim.errors import InputError
from sim.files.moving import settle
from sim.world import KINDS, PENS

WHAT = ("text", "new", "hostile", "friendly", "rival")
SESSIONS = ("march", "june", "september")
CHANCES = (*SESSIONS, "special")
MOST_TEXTS = 200  # of one series in one session; no session has had more than 51 roll calls
LAST_YEAR = 2100
FILE = "habits.csv"
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
    """Refuse a table of habits that is not one; the message names the row and column.

    Raises
    ------
    InputError
        As ``checked_habits``.
    """
    if missing := [name for name in COLUMNS if name not in table]:
        raise InputError(f"{place}: no column {missing[0]!r}")
    checked_habits(StoredTable.of(table, place))


def checked_habits(table: StoredTable) -> dict[str, np.ndarray]:
    """The columns of numbers of a table of habits, each [N].

    Raises
    ------
    InputError
        For an unknown word, a number out of range, a habit that stands there twice, no text at
        all, or not one row of rivals.
    """
    words = {"what": WHAT, "kind": KINDS[:3], "pen": PENS}
    for column, allowed in words.items():
        table.known(column, allowed, f"none of {', '.join(allowed)}")
    what, series, kinds = (table.columns[name] for name in ("what", "series", "kind"))
    table.known("target", ("", *load_states().iso3), "no state of the package's states.csv")
    found = {
        "orientation": table.numbers("orientation", -1, 1, whole=True),
        **{name: _chances(table, name) for name in CHANCES},
        "texts": table.numbers("texts", 1, MOST_TEXTS),
        "last_year": table.numbers("last_year", 0, LAST_YEAR, whole=True),
    }
    for row, name in enumerate(series):
        named = what[row] == "text" or (bool(name) and what[row] in ("hostile", "friendly"))
        if named != bool(name) or len(name) > LONGEST_NAME:
            table.refuse(row, "series", f"cannot be the series of the habit {what[row]}")
        wants = {"country": True, "thematic": False}.get(kinds[row])  # Palestine may be either
        if named and wants not in (None, bool(table.columns["target"][row])):
            table.refuse(row, "target", f"cannot be what a series of kind {kinds[row]} is on")
    sorts = [
        " ".join(cells)
        for cells in zip(
            what, kinds, table.columns["pen"], table.columns["orientation"], strict=True
        )
    ]
    keys = [f"{what[row]} {name}" if name else sorts[row] for row, name in enumerate(series)]
    StoredTable(table.name, {"series": series, "habit": keys}).once(["habit"], "habit")
    for name, least, most in (("text", 1, len(what)), ("rival", 1, 1)):
        if not least <= what.count(name) <= most:
            wanted = "one is" if most == 1 else "some are"
            raise InputError(f"{table.name}: {what.count(name)} rows of {name}; {wanted} wanted")
    return found


def _chances(table: StoredTable, column: str) -> np.ndarray:
    wanted = "a chance above 0 and below 1"
    chances = table.numbers(column, 0, 1, wanted=wanted)
    certain = (chances == 0) | (chances == 1)
    if certain.any():
        table.refuse(int(certain.argmax()), column, f"is not {wanted}")
    return chances


@cache
def load_habits(folder: Path | None = None) -> Habits:
    """Read the habits of a stored fit, checked; without a folder the package's own.

    Raises
    ------
    InputError
        If the folder holds no habits, or they are malformed; file and row are named.
    """
    if folder is not None:
        settle(folder)
    place = folder if folder is not None else PLACE
    try:
        story = read_story(place / STORY)
        table = read_stored(place / FILE, COLUMNS)
        numbers = checked_habits(table)
        check_counts(story, {FILE: len(table)}, f"{place}{os.sep}")
    except InputError as error:
        said = str(error).replace(f"{place}{os.sep}", "")
        if "lmgsim calibrate" not in said:
            said = f"{said}; lmgsim calibrate writes them with a fit"
        raise InputError(f"no habits in {place}: {said}") from None
    return Habits(table.frame(numbers), np.datetime64(story["train_until"], "D"))
