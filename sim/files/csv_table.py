"""CSV that somebody handed over, or that we wrote and a disk may have broken.

Strict: every row has a cell for each column, no cell holds a line break, the last line ends. So row
``n`` of the table is line ``n + 2`` of the file, and a file that was cut off in a line shows.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.files.reading import MEGABYTE
from sim.files.text import read_text

LARGEST = 64 * MEGABYTE  # the largest table we write for others to read has half a megabyte
SHOWN = 60  # letters of a cell or name in a message


@dataclass(frozen=True)
class CsvTable:
    """A table of words: the names of its columns, and the cells of each, as many in all."""

    names: list[str]
    columns: list[list[str]]

    def rows(self) -> Iterator[dict[str, str]]:
        """Row by row, each cell by the name of its column."""
        for cells in zip(*self.columns, strict=True):
            yield dict(zip(self.names, cells, strict=True))


def read_csv(path: Path, largest: int = LARGEST, hint: str = "") -> CsvTable:
    """The table that a CSV file holds.

    Raises
    ------
    InputError
        If it cannot be read, is no text, or ``parse_csv`` refuses it; file and line are named.
    """
    return parse_csv(read_text(path, largest, hint), str(path))


def parse_csv(text: str, where: str, ended: bool = True) -> CsvTable:
    """The table that a CSV text holds.

    Parameters
    ----------
    ended : whether the last line has to end, as in all that a program writes

    Raises
    ------
    InputError
        If it is empty or cut off, a column stands there twice, or a row has other cells than one a
        column.
    """
    if not text.strip():
        raise InputError(f"{where}: empty; a table with a header is wanted")
    if not ended:
        text = text.rstrip("\r\n") + "\n"
    if not text.endswith(("\n", "\r")):
        raise InputError(f"{where}: the last line does not end; the file was cut off")
    text = text.replace("\r\n", "\n")
    plain = not any(mark in text for mark in '"\r')
    names, columns = _plain(text, where) if plain else _quoted(text, where)
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise InputError(f"{where}: the column {twice[0][:SHOWN]!r} stands there twice")
    return CsvTable(names, columns)


def _plain(text: str, where: str) -> tuple[list[str], list[list[str]]]:
    """A table without quotes: split at once, which takes a tenth of the time."""
    lines = text[:-1].split("\n")
    width = lines[0].count(",") + 1
    _same_width([line.count(",") + 1 if line else 0 for line in lines], width, where)
    cells = text[:-1].replace("\n", ",").split(",")
    return cells[:width], [cells[width + n :: width] for n in range(width)]


def _quoted(text: str, where: str) -> tuple[list[str], list[list[str]]]:
    reader, rows = csv.reader(io.StringIO(text, newline=""), strict=True), []
    try:
        for row in reader:
            rows.append(row)
            if reader.line_num > len(rows):
                raise InputError(f"{where}, line {len(rows)}: a line break inside a cell")
    except csv.Error as error:
        raise InputError(f"{where}, line {reader.line_num}: not CSV ({error})") from None
    _same_width([len(row) for row in rows], len(rows[0]), where)
    names = rows.pop(0)
    return names, [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]


def _same_width(widths: list[int], wanted: int, where: str) -> None:
    if widths.count(wanted) < len(widths):
        line = next(n for n, width in enumerate(widths) if width != wanted)
        cells = "1 cell" if widths[line] == 1 else f"{widths[line]} cells"
        raise InputError(f"{where}, line {line + 1}: {cells}; {wanted} are wanted")
