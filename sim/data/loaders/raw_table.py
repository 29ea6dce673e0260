"""A CSV file as text, plain or gzipped, that knows on which line each row stood."""

from __future__ import annotations

import csv
import io
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd

from sim.errors import InputError

CHUNK = 65536  # bytes unzipped at a time, so that a break can be placed
MISSING = ("", "NA", "N/A", "NaN", "nan", "..", "-", ".")  # how public tables write "no value"


@dataclass(frozen=True)
class RawTable:
    """The cells of a file as text, with the line each row began on."""

    path: Path
    frame: pd.DataFrame  # text only
    line: np.ndarray  # [rows] of the file, the header being line 1
    encoding: str = "utf-8"

    def __len__(self) -> int:
        return len(self.frame)

    def __getitem__(self, column: str) -> pd.Series:
        return self.frame[column]

    def keep(self, rows: np.ndarray) -> RawTable:
        """Only the rows where ``rows`` [rows] is true."""
        frame = self.frame[rows].reset_index(drop=True)
        return RawTable(self.path, frame, self.line[rows], self.encoding)

    def refuse(self, row: int, column: str, why: str) -> NoReturn:
        """Raise the error that names file, line and column of a cell."""
        raise InputError(f"{self.path}: line {self.line[row]}, column {column}: {why}")

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
        raise InputError(f"{self.path}: line 1 has no column {wanted}")

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
        value = pd.to_numeric(text, errors="coerce").to_numpy(float)
        missing = text.isin(MISSING).to_numpy()
        wrong = np.isnan(value) & ~(missing & optional)
        wrong |= np.isinf(value) | (value < low) | (value > high)
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            span = "" if np.isinf(low) else f" from {low:g} to {high:g}"
            self.refuse(row, column, f"{text.iloc[row]!r} is not a number{span}")
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
            self.refuse(row, column, f"{self.frame[column].iloc[row]!r} is not a whole number")
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
            self.refuse(row, column, f"{self.frame[column].iloc[row]!r} is not a date (2021-03-23)")
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
    path: Path, needed: tuple[str, ...] = (), hint: str = "", fallback: str = ""
) -> RawTable:
    """Read a CSV file, plain or gzipped by its content, in UTF-8.

    ``fallback`` names the encoding of a publisher that is known not to use UTF-8.

    Raises
    ------
    InputError
        If there is no such file, it is cut off, not UTF-8, not a table, ragged, or a column of
        ``needed`` is missing. The message names the file, and line and column where it applies.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"no file {path}" + (f": {hint}" if hint else "")) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    if content[:2] == b"PK":
        raise InputError(f"{path}: line 1: an archive or a spreadsheet; save the table as CSV")
    if content[:2] == b"\x1f\x8b":  # not by the name: browsers unzip a .gz without renaming it
        content = _unzipped(path, content)
    text, encoding = _decoded(path, content, fallback)
    header = _header(path, text)
    table = _quick(path, text, header, encoding) or _careful(path, text, header, encoding)
    for name in needed:
        if name not in header:
            raise InputError(f"{path}: line 1 has no column {name!r}")
    return table


def _unzipped(path: Path, content: bytes) -> bytes:
    """The content of a gzip file, all its members; a cut or broken one is refused."""
    parts: list[bytes] = []
    unzip = zlib.decompressobj(wbits=31)
    why = "the compressed file is cut off here"
    try:
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            while chunk:
                if unzip.eof:
                    unzip = zlib.decompressobj(wbits=31)
                parts.append(unzip.decompress(chunk))
                chunk = unzip.unused_data.lstrip(b"\0")
    except zlib.error:
        why = "the compressed data are broken from here on"
    if not unzip.eof:
        raise InputError(f"{path}: {_place(b''.join(parts))}: {why}; get it again")
    return b"".join(parts)


def _decoded(path: Path, content: bytes, fallback: str) -> tuple[str, str]:
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        if fallback:
            return content.decode(fallback, errors="replace"), fallback
        byte, where = content[error.start], _place(content[: error.start])
        raise InputError(f"{path}: {where}: byte 0x{byte:02x} is not UTF-8 text") from None


def _place(before: bytes) -> str:
    """Line and column that come after the bytes ``before``."""
    text = before.decode("utf-8-sig", errors="replace")
    header = next(csv.reader(io.StringIO(text)), [])
    _, newline, last = text.rpartition("\n")
    cell = max(len(next(csv.reader([last]), [])) - 1, 0)
    named = bool(newline) and cell < len(header)
    return f"line {text.count(chr(10)) + 1}, column {header[cell] if named else cell + 1}"


def _header(path: Path, text: str) -> list[str]:
    try:
        row = next(csv.reader(io.StringIO(text)), [])
    except csv.Error as error:
        raise InputError(f"{path}: line 1, column 1: {error}") from None
    twice = {name for name in row if row.count(name) > 1}
    if not row or twice:
        why = f"column {min(twice)!r} stands there twice" if twice else "no column names"
        raise InputError(f"{path}: line 1: {why}")
    return row


def _quick(path: Path, text: str, header: list[str], encoding: str) -> RawTable | None:
    """The table of a file in which every line is a whole row; None if anything is odd."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            frame = pd.read_csv(
                io.StringIO(text), dtype=str, keep_default_na=False, index_col=False
            )
    except (ValueError, Warning):  # pandas' parser errors are ValueErrors
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines != len(frame) + 1:
        return None
    # a row that is too short looks like one whose last cell is empty
    suspects = np.flatnonzero(frame.iloc[:, -1].to_numpy() == "")
    if len(suspects):
        line = text.split("\n")
        if any(len(next(csv.reader([line[n + 1]]), [])) != len(header) for n in suspects):
            return None
    frame.columns = pd.Index(header)
    return RawTable(path, frame, np.arange(2, len(frame) + 2), encoding)


def _careful(path: Path, text: str, header: list[str], encoding: str) -> RawTable:
    """The same, row by row: cells may hold line breaks, and the first bad row is named."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    began = 1
    try:
        for row in reader:
            if row and began > 1:
                if len(row) != len(header):
                    column = header[min(len(row), len(header)) - 1]
                    raise InputError(
                        f"{path}: line {began}, column {column}: "
                        f"{len(row)} cells in this row, {len(header)} in the header"
                    )
                rows.append(row)
                lines.append(began)
            began = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}: line {began}, column {header[0]}: {error}") from None
    frame = pd.DataFrame(rows, columns=header, dtype=str)
    return RawTable(path, frame, np.array(lines, dtype=np.int64), encoding)
