"""A sheet of a workbook (.xlsx) as the text of a CSV file, a line a row.

A workbook is a zip archive: what it holds is measured before it is opened.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from sim.errors import InputError
from sim.files.reading import MEGABYTE

MAGIC = b"PK\x03\x04"
LARGEST = 512 * MEGABYTE  # of all parts of a workbook, unzipped
TOP = 12  # rows in which the names of the columns are looked for
Rows = list[list[str]]


def sheet_text(path: Path, content: bytes, is_wanted: Callable[[Rows], bool]) -> str:
    """The first sheet that ``is_wanted`` says yes to, else the first that is not empty, as CSV.

    Parameters
    ----------
    is_wanted : told the first rows of a sheet

    Raises
    ------
    InputError
        If it is no workbook, is broken or too large, or all its sheets are empty.
    """
    _check(path, content)
    from python_calamine import CalamineError, CalamineWorkbook

    first: Rows = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = [
                [_cell(value) for value in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            if rows and is_wanted(rows[:TOP]):
                return _as_csv(rows)
            first = first or rows
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise InputError(f"{path}: a workbook that cannot be read ({str(error)[:100]})") from None
    if not first:
        raise InputError(f"{path}: a workbook without a filled sheet")
    return _as_csv(first)


def _check(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST:
                raise InputError(
                    f"{path}: more than {LARGEST // MEGABYTE} MB once it is unzipped; save the "
                    "sheet as CSV"
                )
            if not any(part.filename.startswith("xl/") for part in parts):
                held = ", ".join(part.filename for part in parts[:3])
                raise InputError(
                    f"{path}: line 1: an archive or a spreadsheet of another kind ({held[:80]}); "
                    "unpack it, or save the table as CSV"
                )
            archive.testzip()  # a part that is larger than it says is broken
    except InputError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise InputError(
            f"{path}: line 1: an archive or a spreadsheet, and broken; save the table as CSV"
        ) from None


def _cell(value: object) -> str:
    """A cell as it would stand in a CSV file: whole numbers without a point, days as ISO dates."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(int(value))
    return str(value)


def _as_csv(rows: Rows) -> str:
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(cell: str) -> str:
    """A cell in quotes, on one line: a row of the sheet stays a line of the text."""
    return '"' + " ".join(cell.split()).replace('"', '""') + '"'
