"""A table that somebody hands over as text: unzipped, decoded, with plain line ends.

Read are CSV files separated by commas, semicolons or tabs, plain or gzipped by their content, in
UTF-8, UTF-16 or, where a publisher is known for it, Windows-1252; and sheets of workbooks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sim.data.loaders import spreadsheet
from sim.errors import InputError
from sim.files import gzipped
from sim.files.reading import LARGEST_TABLE, MEGABYTE, read_bytes
from sim.files.text import decoded, line_of

LARGEST_UNZIPPED = 1024 * MEGABYTE
LONGEST_CELL = 131_072  # letters; the longest that Python's own reader of CSV takes
SEPARATORS = ",\t;"
TOP = spreadsheet.TOP  # lines in which the names of the columns are looked for
OTHERS = {  # how files begin that are no tables of text, and what would do
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls); save the sheet as .xlsx or CSV",
    b"PAR1": "a Parquet file; write the table as CSV",
    b"RDX": "an R workspace (.rda); in R: load(FILE), then write.csv(TABLE, 'TABLE.csv', "
    "row.names = FALSE) for each table in it",
    b"BZh": "a bzip2 archive; unpack it first, or load it in R and write.csv its tables",
    b"\xfd7zXZ": "an xz archive; unpack it first, or load it in R and write.csv its tables",
    b"SQLite": "an SQLite database; write the table as CSV",
    b"%PDF": "a PDF; the table is wanted as CSV",
    b"<stata": "a Stata file; write the table as CSV (export delimited)",
    b"$FL2": "an SPSS file; write the table as CSV",
}
WEB_PAGES = ("<!doctype html", "<html", "<?xml")


@dataclass(frozen=True)
class TableText:
    """A table as text. Its first line is that of the columns' names."""

    path: Path
    text: str
    encoding: str
    separator: str
    above: int  # lines of the file above that of the names


def table_text(path: Path, hint: str = "", fallback: str = "", titled: bool = False) -> TableText:
    """The text of a table.

    Parameters
    ----------
    hint : what to do where there is no such file
    fallback : the encoding of a publisher that is known not to use UTF-8
    titled : lines may stand above the names of the columns, such as a title

    Raises
    ------
    InputError
        If it cannot be read, is cut off, not text or no table.
    """
    return text_of(path, read_bytes(path, LARGEST_TABLE, hint), fallback, titled)


def text_of(path: Path, content: bytes, fallback: str = "", titled: bool = False) -> TableText:
    """The text of a table from the ``content`` of its file; the rest as for ``table_text``.

    Raises
    ------
    InputError
        If it is cut off, not text or no table.
    """
    if content.startswith(spreadsheet.MAGIC[:2]):
        text = spreadsheet.sheet_text(path, content, lambda rows: _names_at(rows) is not None)
        return _placed(path, text, "utf-8", titled=True)
    if content.startswith(gzipped.MAGIC):
        content, why = gzipped.unzipped(content, LARGEST_UNZIPPED)
        for magic, what in OTHERS.items():
            if content.startswith(magic):
                raise InputError(f"{path}: {what}")
        if why:
            raise InputError(f"{path}: {_place(content)}: {why}; get it again")
    for magic, what in OTHERS.items():
        if content.startswith(magic):
            raise InputError(f"{path}: {what}")
    text, encoding = _text(path, content, fallback)
    if text[:2000].lstrip().lower().startswith(WEB_PAGES):
        raise InputError(f"{path}: a page of the web, not a table; get the file itself")
    return _placed(path, text, encoding, titled)


def records(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a CSV text, however long their cells are."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _text(path: Path, content: bytes, fallback: str) -> tuple[str, str]:
    try:
        return decoded(content, str(path)), "utf-8"
    except InputError:
        if b"\0" in content:
            raise
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            if fallback:
                return _in_fallback(path, content, fallback), fallback
            byte, where = content[error.start], _place(content[: error.start])
            raise InputError(
                f"{path}: {where}: byte 0x{byte:02x} is not UTF-8 text; save the file as UTF-8"
            ) from None
        raise


def _in_fallback(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: {_place(content[: error.start])}: byte 0x{content[error.start]:02x} is "
            f"neither UTF-8 nor {encoding} text; save the file as UTF-8"
        ) from None


def _placed(path: Path, text: str, encoding: str, titled: bool) -> TableText:
    """The text from the line of the names on, with the separator that it uses."""
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    best, count = SEPARATORS[0], -1
    for separator in SEPARATORS:
        cells = _most_cells(path, text, separator, TOP if titled else 1)
        if cells > count:
            best, count = separator, cells
    above = 0
    if titled:
        reader = records(text, best)
        rows, ends = [], [0]
        for row in islice(reader, TOP):
            rows.append(row)
            ends.append(reader.line_num)  # type: ignore[attr-defined]
        above = ends[_names_at(rows) or 0]
        text = "".join(io.StringIO(text, newline="").readlines()[above:]) if above else text
    return TableText(path, text, encoding, best, above)


def _most_cells(path: Path, text: str, separator: str, lines: int) -> int:
    try:
        return max((len(row) for row in islice(records(text, separator), lines)), default=0)
    except csv.Error as error:
        raise InputError(f"{path}: line 1, column 1: {error}") from None


def _names_at(rows: list[list[str]]) -> int | None:
    """Which row names the columns: the first with two names or more, all in words, if there is one.

    A title fills one cell of its row, and so does an empty line.
    """
    for n, row in enumerate(rows):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > 1 and not any(cell.strip().isdigit() for cell in filled):
            return n
    return None


def _place(before: bytes) -> str:
    """Line and column that come after the bytes ``before``."""
    text = before.decode("utf-8-sig", errors="replace")
    header = next(records(text[:LONGEST_CELL], ","), [])
    last = text.replace("\r", "\n").rpartition("\n")[2]
    cell = max(len(next(records(last, ","), [])) - 1, 0)
    named = line_of(text) > 1 and cell < len(header)
    name = header[cell][:60] if named else cell + 1
    return f"line {line_of(text)}, column {name}"
