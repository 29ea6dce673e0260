"""The form of a CSV file: every one of ours is written and read back by this module.

What stands in a table of results is made in ``sim.answers``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
from pandas.api.types import is_numeric_dtype

from sim.files.csv_text import APOSTROPHE, as_cell, typed

FLOATS = "%.8g"


def table_text(table: pd.DataFrame, floats: str | None = FLOATS) -> str:
    """A table as CSV, with the same bytes on every machine; ``floats`` is a float's format."""
    safe = _in_texts(table.rename(columns=lambda name: as_cell(str(name))), as_cell)
    text: str = safe.to_csv(index=False, float_format=floats, lineterminator="\n")
    return text


def _in_texts(table: pd.DataFrame, change: Callable[[str], str], begins: str = "") -> pd.DataFrame:
    """The table with every text in it changed; what is no text stays what it is.

    Parameters
    ----------
    begins : how every text begins that is changed at all
    """
    for at, kind in enumerate(table.dtypes):
        if is_numeric_dtype(kind):
            continue  # numbers stay numbers: as objects they would be written with all digits
        column = table.iloc[:, at].to_numpy(object).tolist()
        cells = [
            change(it) if isinstance(it, str) and it.startswith(begins) else it for it in column
        ]
        if cells != column:  # what is no number at all is the same object in both
            table.isetitem(at, pd.Series(cells, index=table.index, dtype=object))
    return table


def write_table(table: pd.DataFrame, path: Path, floats: str | None = FLOATS) -> None:
    """A table as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table_text(table, floats).encode("utf-8"))


def read_table(file: Path | TextIO, **how: Any) -> pd.DataFrame:
    """A CSV file of ours with every text as it was typed; ``how`` goes to ``pandas.read_csv``."""
    table = pd.read_csv(file, **how).rename(columns=typed)
    return _in_texts(table, typed, APOSTROPHE)
