"""A table as text that knows on which line of its file each row stood."""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd

from sim.data.loaders.table_text import LONGEST_CELL, TableText, records, table_text
from sim.data.report import ReadingReport
from sim.errors import InputError

LONGEST_NUMBER = 400  # letters
MOST_COLUMNS = 20_000  # V-Dem has some 4,600
CP1252 = "cp1252"
SHOWN = 40  # letters of a cell that a message repeats
MISSING = ("", "NA", "N/A", "NaN", "nan", "..", "-", ".")  # how public tables write "no value"


@dataclass(frozen=True)
class RawTable:
    """The cells of a file as text, with the line each row began on."""

    path: Path
    frame: pd.DataFrame  # text only
    line: np.ndarray  # [rows] of the file, the header being line 1
    encoding: str = "utf-8"
    header_line: int = 1

    def __post_init__(self) -> None:
        """Keep text where there is no row: pandas takes a column of nothing for numbers."""
        if not len(self.frame):
            object.__setattr__(self, "frame", self.frame.astype(str))

    def __len__(self) -> int:
        return len(self.frame)

    def __getitem__(self, column: str) -> pd.Series:
        return self.frame[column]

    def keep(self, rows: np.ndarray) -> RawTable:
        """Only the rows where ``rows`` [rows] is true."""
        frame = self.frame[rows].reset_index(drop=True)
        return RawTable(self.path, frame, self.line[rows], self.encoding, self.header_line)

    def note_encoding(self, report: ReadingReport) -> None:
        """Tell the report where the file is in the encoding of old Windows, not in UTF-8."""
        if self.encoding == CP1252:
            report.repairs["file in the encoding Windows-1252, as published"] += 1

    def refuse(self, row: int, column: str, why: str) -> NoReturn:
        """Raise the error that names file, line and column of a cell."""
        raise InputError(f"{self.path}: line {self.line[row]}, column {column[:60]}: {why[:200]}")

    def column_among(self, *names: str) -> str:
        """The first of ``names`` that is a column: publishers rename theirs between editions.

        Raises
        ------
        InputError
            If none of them is there.
        """
        for name in names:
            if name in self.frame.columns:
                return name
        wanted = " or ".join(repr(name) for name in names)
        raise InputError(f"{self.path}: line {self.header_line} has no column {wanted}")

    def need(self, columns: tuple[str, ...]) -> None:
        """Refuse a table that lacks one of ``columns``.

        Raises
        ------
        InputError
            For the first that is missing; the message says which there are.
        """
        for name in columns:
            if name not in self.frame.columns:
                there = ", ".join(self.frame.columns)[:100]
                raise InputError(
                    f"{self.path}: line {self.header_line} has no column {name!r}; it has {there}"
                )

    def shown(self, row: int, column: str) -> str:
        """A cell as a message repeats it, cut if it is long."""
        text = str(self.frame[column].iloc[row])
        return repr(text if len(text) <= SHOWN else text[: SHOWN - 3] + "...")

    def among(self, column: str, allowed: tuple[str, ...]) -> pd.Series:
        """A column of which every cell is one of ``allowed``.

        Raises
        ------
        InputError
            For the first cell that is not.
        """
        odd = ~self.frame[column].isin(allowed).to_numpy()
        if odd.any():
            row = int(odd.argmax())
            self.refuse(row, column, f"{self.shown(row, column)} is none of {', '.join(allowed)}")
        return self.frame[column]

    def numbers(
        self, column: str, low: float = -np.inf, high: float = np.inf, *, optional: bool = True
    ) -> np.ndarray:
        """A column as numbers, [rows] float; a missing value is NaN.

        Raises
        ------
        InputError
            For text, an infinite number, one outside ``low`` to ``high``, or a missing value
            unless ``optional``.
        """
        text = self.frame[column].str.strip()
        text = text.where(text.str.len() <= LONGEST_NUMBER, "too long")
        value = pd.to_numeric(text, errors="coerce").to_numpy(float)
        missing = text.isin(MISSING).to_numpy()
        wrong = np.isnan(value) & ~(missing & optional)
        wrong |= np.isinf(value) | (value < low) | (value > high)
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            span = "" if np.isinf(low) else f" from {low:g} to {high:g}"
            self.refuse(row, column, f"{self.shown(row, column)} is not a number{span}")
        return value

    def whole(self, column: str, low: int, high: int) -> np.ndarray:
        """A column of whole numbers, [rows] int, as 1990 or 1990.0; none may be missing.

        Raises
        ------
        InputError
            For anything else, or a number outside ``low`` to ``high``.
        """
        value = self.numbers(column, low, high, optional=False)
        broken = value != np.floor(value)
        if broken.any():
            row = int(np.flatnonzero(broken)[0])
            self.refuse(row, column, f"{self.shown(row, column)} is not a whole number")
        return value.astype(int)

    def dates(self, column: str) -> pd.Series:
        """A column of ISO dates as timestamps.

        Raises
        ------
        InputError
            For the first cell that is no date.
        """
        when = pd.to_datetime(self.frame[column], format="%Y-%m-%d", errors="coerce")
        if when.isna().any():
            row = int(np.flatnonzero(when.isna())[0])
            self.refuse(row, column, f"{self.shown(row, column)} is not a date (2021-03-23)")
        return when


def within(when: pd.Series, since: str | None, until: str | None) -> np.ndarray:
    """Which of the days ``when`` lie between two dates, both included; [rows] bool.

    Raises
    ------
    InputError
        If a bound is no date.
    """
    inside = np.ones(len(when), bool)
    for name, bound in (("since", since), ("until", until)):
        if not bound:
            continue
        day = pd.to_datetime(bound, format="%Y-%m-%d", errors="coerce")
        if pd.isna(day):
            raise InputError(f"{name} is {bound!r}, not a date such as 2020-12-31")
        inside &= (when >= day if name == "since" else when <= day).to_numpy()
    return inside


def read_raw(
    path: Path,
    needed: tuple[str, ...] = (),
    hint: str = "",
    fallback: str = "",
    titled: bool = False,
) -> RawTable:
    """Read a table: CSV with commas, semicolons or tabs, plain or gzipped, or a workbook's sheet.

    Parameters
    ----------
    needed : columns that must be there
    hint : what to do where there is no such file
    fallback : the encoding of a publisher that is known not to use UTF-8
    titled : lines may stand above the names of the columns, such as a title

    Raises
    ------
    InputError
        If there is no such file, it is cut off, not text, not a table, ragged, or a column of
        ``needed`` is missing. The message names the file, and line and column where it applies.
    """
    found = table_text(Path(path), hint, fallback, titled)
    header = header_of(found)
    table = _quick(found, header) or _careful(found, header)
    table.need(needed)
    return table


def header_of(found: TableText) -> list[str]:
    """The names of the columns, without blanks around them.

    Raises
    ------
    InputError
        If there are none, or one stands there twice.
    """
    where = f"{found.path}: line {found.above + 1}"
    try:
        row = [name.strip() for name in next(records(found.text, found.separator), [])]
    except csv.Error as error:
        raise InputError(f"{where}, column 1: {error}") from None
    if len(row) > MOST_COLUMNS:
        raise InputError(f"{where}: {len(row):,} columns; {MOST_COLUMNS:,} are read at most")
    if any(len(name) > LONGEST_CELL for name in row):
        raise InputError(f"{where}: a name of more than {LONGEST_CELL:,} letters")
    if row.count("") > 1 and any(row):  # the empty columns of a sheet
        row = [name or f"unnamed {n}" for n, name in enumerate(row, start=1)]
    twice = {name for name, times in Counter(row).items() if times > 1}
    if not any(row) or twice:
        why = f"column {min(twice)[:60]!r} stands there twice" if twice else "no column names"
        raise InputError(f"{where}: {why}")
    return row


def _quick(found: TableText, header: list[str]) -> RawTable | None:
    """The table of a file in which every line is a whole row; None if anything is odd."""
    text, separator = found.text, found.separator
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            frame = pd.read_csv(
                io.StringIO(text), dtype=str, keep_default_na=False, index_col=False, sep=separator
            )
    except (ValueError, Warning):  # pandas' parser errors are ValueErrors
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines != len(frame) + 1 or len(frame.columns) != len(header):
        return None
    if len(text) > LONGEST_CELL and any(
        frame[name].str.len().max() > LONGEST_CELL for name in frame.columns
    ):
        return None
    if (frame.iloc[:, 0] == "").any() and (frame == "").all(axis=1).any():
        return None
    # a row that is too short looks like one whose last cell is empty
    suspects = np.flatnonzero(frame.iloc[:, -1].to_numpy() == "")
    if len(suspects):
        line = text.split("\n")
        if any(len(next(records(line[n + 1], separator), [])) != len(header) for n in suspects):
            return None
    frame.columns = pd.Index(header)
    lines_of_rows = np.arange(2, len(frame) + 2) + found.above
    return RawTable(found.path, frame, lines_of_rows, found.encoding, found.above + 1)


def _careful(found: TableText, header: list[str]) -> RawTable:
    """The same, row by row: cells may hold line breaks, and the first bad row is named.

    Rows without any content are left out, as at the end of sheets saved as CSV.
    """
    path, above = found.path, found.above
    csv.field_size_limit(max(csv.field_size_limit(), len(found.text) + 1))
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=found.separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    began = 1
    try:
        for row in reader:
            if began > 1 and any(row):
                where = f"{path}: line {began + above}"
                if len(row) != len(header):
                    column = header[min(len(row), len(header)) - 1]
                    raise InputError(
                        f"{where}, column {column[:60]}: "
                        f"{len(row)} cells in this row, {len(header)} in the header"
                    )
                for name, cell in zip(header, row, strict=True):
                    if len(cell) > LONGEST_CELL:
                        raise InputError(
                            f"{where}, column {name[:60]}: a cell of {len(cell):,} letters; "
                            f"{LONGEST_CELL:,} are read at most"
                        )
                rows.append(row)
                lines.append(began + above)
            began = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{path}: line {began + above}, column {header[0][:60]}: {error}"
        ) from None
    frame = pd.DataFrame(rows, columns=header, dtype=str)
    return RawTable(path, frame, np.array(lines, dtype=np.int64), found.encoding, above + 1)
