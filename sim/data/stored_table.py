"""A stored table as text, and what is asked of its columns: numbers in a range, known words, once.

Whatever does not fit is refused in one line with the file and the row. Rows are counted as lines of
the file: the header is row 1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd

from sim.errors import InputError
from sim.files.csv_table import SHOWN, read_csv

OLDER = "as it does from older versions; make it anew with lmgsim calibrate"
NUMBERS = re.compile(r"[-+.eE0-9\n]+")  # no spaces, no underscores, no other digits, no nan


@dataclass(frozen=True)
class StoredTable:
    """The cells of a file, column by column."""

    name: str  # of the file, as messages say it
    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    @staticmethod
    def of(table: pd.DataFrame, name: str) -> StoredTable:
        """A table in memory as if it had been stored."""
        return StoredTable(name, {str(c): [str(v) for v in table[c]] for c in table})

    def frame(self, numbers: dict[str, np.ndarray]) -> pd.DataFrame:
        """The table with these columns of numbers in place of their text."""
        return pd.DataFrame({name: numbers.get(name, c) for name, c in self.columns.items()})

    def refuse(self, row: int, column: str, why: str) -> NoReturn:
        """Say that the cell in a row, counted from 0, is not what is wanted.

        Raises
        ------
        InputError
            Always.
        """
        cell = self.columns[column][row][:SHOWN]
        raise InputError(f"{self.name}: row {row + 2}, column {column}: {cell!r} {why}")

    def numbers(
        self, column: str, low: float, high: float, whole: bool = False, wanted: str = ""
    ) -> np.ndarray:
        """A column of finite numbers from ``low`` to ``high``, [N].

        Raises
        ------
        InputError
            For a cell that is none of them; ``wanted`` says what is.
        """
        cells = self.columns[column]
        wanted = wanted or f"a {'whole ' if whole else ''}number from {low:g} to {high:g}"
        try:
            if cells and not NUMBERS.fullmatch("\n".join(cells)):
                raise ValueError
            found = np.fromiter(map(float, cells), float, len(cells))
        except ValueError:
            row = next(n for n, cell in enumerate(cells) if not _is_number(cell))
            self.refuse(row, column, f"is not {wanted}")
        fits = (found >= low) & (found <= high)  # false for what is not a number
        if whole:
            fits &= found == np.round(found)
        if not fits.all():
            self.refuse(int((~fits).argmax()), column, f"is not {wanted}")
        return found

    def known(self, column: str, allowed: Collection[str], wanted: str) -> list[str]:
        """A column of words that are all ``allowed``.

        Raises
        ------
        InputError
            For another word; ``wanted`` says what is.
        """
        cells = self.columns[column]
        if odd := set(cells) - set(allowed):
            self.refuse(next(n for n, c in enumerate(cells) if c in odd), column, f"is {wanted}")
        return cells

    def once(self, columns: Sequence[str], what: str, either_way: bool = False) -> None:
        """Refuse words that an earlier row has in these columns, too.

        Parameters
        ----------
        either_way : the first column may stand for the second, and the second for the first

        Raises
        ------
        InputError
            Naming both rows.
        """
        cells = [self.columns[column] for column in columns]
        number = {word: n for n, word in enumerate(set().union(*cells))}
        codes = np.array([np.fromiter(map(number.__getitem__, c), int, len(c)) for c in cells])
        if either_way:
            codes.sort(axis=0)
        keys = codes[0] if len(codes) == 1 else codes[0] * len(number) + codes[1]
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
        again = first[place] != np.arange(len(keys))
        if again.any():
            row = int(again.argmax())
            self.refuse(
                row,
                columns[-1],
                f"has this {what} a second time, after row {first[place][row] + 2}",
            )


def read_stored(path: Path, columns: Sequence[str]) -> StoredTable:
    """The table of a file that has these columns in this order.

    Raises
    ------
    InputError
        If it cannot be read, or has other columns.
    """
    table = read_csv(path)
    if missing := [name for name in columns if name not in table.names]:
        raise InputError(f"{path} lacks {missing[0]}: no column {missing[0]!r}, {OLDER}")
    if odd := [name for name in table.names if name not in columns]:
        raise InputError(f"{path}: the column {odd[0][:SHOWN]!r} is not known")
    if table.names != list(columns):
        at = next(n for n, name in enumerate(columns) if table.names[n] != name)
        raise InputError(
            f"{path}: the columns stand in another order: {table.names[at]!r} where "
            f"{columns[at]!r} is wanted"
        )
    return StoredTable(str(path), dict(zip(columns, table.columns, strict=True)))


def check_covariance(
    table: StoredTable, sd: np.ndarray, digits: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues [P] and eigenvectors [P, P] of a stored covariance.

    Parameters
    ----------
    sd : [P] the standard deviations that are stored beside it
    digits : decimals to which the covariance and the deviations were rounded

    Raises
    ------
    InputError
        If it is not square, a number is not finite or is larger than its deviations allow, its
        diagonal is not the squares of the deviations, or it is not symmetric or not positive
        semi-definite, but for what rounding does.
    """
    names = list(table.columns)
    if len(table) != len(names):
        raise InputError(f"{table.name}: {len(table)} rows; {len(names)}, one a column, are wanted")
    of_cell, of_sd = (0.51 * 10.0**-d for d in digits)
    largest = float(sd.max()) + of_sd
    found = np.column_stack(
        [table.numbers(name, -(largest**2) - of_cell, largest**2 + of_cell) for name in names]
    )
    off = np.abs(np.diag(found) - sd**2) > of_cell + 2 * sd * of_sd + of_sd**2
    if off.any():
        row = int(off.argmax())
        table.refuse(row, names[row], f"is not the square of its standard deviation, {sd[row]:g}")
    lopsided = np.abs(found - found.T) > 2 * of_cell
    if lopsided.any():
        row, column = np.argwhere(lopsided)[0]
        table.refuse(
            int(row), names[column], f"is not {found[column, row]:g}, as on the other side"
        )
    values, vectors = np.linalg.eigh((found + found.T) / 2)
    if values[0] < -len(names) * of_cell:
        raise InputError(
            f"{table.name}: not the covariance of anything: its least eigenvalue is {values[0]:.3g}"
        )
    return values, vectors


def _is_number(cell: str) -> bool:
    try:
        return bool(NUMBERS.fullmatch(cell)) and float(cell) == float(cell)
    except ValueError:
        return False
