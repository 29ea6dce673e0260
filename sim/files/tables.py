"""The form of a CSV file: every one of ours is written and read back by this module.

What stands in a table of results is made in ``sim.answers``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
from pandas.api.types import is_numeric_dtype

from sim.files.csv_text import as_cell, typed

FLOATS = "%.8g"


def table_text(table: pd.DataFrame, floats: str | None = FLOATS) -> str:
    """A table as CSV, with the same bytes on every machine; ``floats`` is a float's format."""
    safe = _in_texts(table.rename(columns=lambda name: as_cell(str(name))), as_cell)
    text: str = safe.to_csv(index=False, float_format=floats, lineterminator="\n")
    return text


def _in_texts(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The table with every text in it changed; what is no text stays what it is."""
    for at, kind in enumerate(table.dtypes):
        if is_numeric_dtype(kind):
            continue  # numbers stay numbers: as objects they would be written with all digits
        column = list(table.iloc[:, at])
        cells = [change(it) if isinstance(it, str) else it for it in column]
        if any(isinstance(it, str) and it != cell for it, cell in zip(column, cells, strict=True)):
            table.isetitem(at, pd.Series(cells, index=table.index, dtype=object))
    return table


def write_table(table: pd.DataFrame, path: Path, floats: str | None = FLOATS) -> None:
    """A table as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table_text(table, floats).encode("utf-8"))


def read_table(file: Path | TextIO, **how: Any) -> pd.DataFrame:
    """A CSV file of ours with every text as it was typed; ``how`` goes to ``pandas.read_csv``."""
    return _in_texts(pd.read_csv(file, **how).rename(columns=typed), typed)
