"""What columns a file has: its beginning is enough to tell."""

from __future__ import annotations

import csv
from pathlib import Path

from sim.data.loaders import spreadsheet
from sim.data.loaders.raw_table import CP1252, header_of
from sim.data.loaders.table_text import text_of
from sim.errors import InputError
from sim.files import gzipped
from sim.files.reading import LARGEST_TABLE, is_regular, read_bytes, read_head

ENOUGH = 1 << 18  # bytes in which the names of the columns stand
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".gz")


def looks_like_a_table(path: Path) -> bool:
    """Whether a file of a folder is worth a look: by its ending, and if it is a plain file."""
    return path.name.lower().endswith(ENDINGS) and is_regular(path)


def names_of_columns(path: Path) -> list[str]:
    """The names of a file's columns, wherever in its first lines they stand; [] if it has none.

    Raises
    ------
    InputError
        If it cannot be read, or is no table of text.
    """
    content = read_head(path, ENOUGH)
    if content.startswith(spreadsheet.MAGIC[:2]):
        content = read_bytes(path, LARGEST_TABLE)
    elif content.startswith(gzipped.MAGIC):
        content = gzipped.unzipped(content, ENOUGH)[0]
    whole_lines = content.rpartition(b"\n")[0] if len(content) >= ENOUGH else b""
    try:
        return header_of(text_of(path, whole_lines or content, CP1252, titled=True))
    except csv.Error as error:
        raise InputError(f"{path}: line 1: {error}") from None
