"""Points that are written down: a CSV file with a column a factor and a row a point."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sim.designs.factors import Factor, plain
from sim.designs.methods import check_size
from sim.errors import InputError
from sim.files.text import read_text
from sim.files.yaml_text import load_cell

MOST_COLUMNS = 1_000  # as many as a design may have factors
MOST_VALUES = 1000  # different words in a column


def read_list(path: Path, factors: Mapping[str, Factor]) -> tuple[dict[str, Factor], np.ndarray]:
    """Factors and codes [points, factors] of a CSV file.

    Where ``factors`` are given, the file must have a column for each and no other, and every
    value must be one the factor can take. Else every column is a factor of the values in it.

    Raises
    ------
    InputError
        For a file that cannot be read or is empty, a column or a cell that does not fit.
    """
    names, rows = _table(path)
    check_size(len(rows), path.name)
    if factors:
        if missing := [name for name in factors if name not in names]:
            raise InputError(f"{path.name} has no column {missing[0]}; it has {', '.join(names)}")
        if extra := [name for name in names if name not in factors]:
            raise InputError(f"{path.name} has a column {extra[0]}, which is no factor")
        known = dict(factors)
    else:
        known = {name: _factor(name, [row[n] for row in rows]) for n, name in enumerate(names)}
    codes = np.empty((len(rows), len(known)))
    for column, (name, factor) in enumerate(known.items()):
        place = names.index(name)
        for number, row in enumerate(rows):
            try:
                codes[number, column] = factor.code(row[place])
            except ValueError as error:
                raise InputError(f"{path.name}, row {number + 1}, {name}: {error}") from None
    return known, codes


def _table(path: Path) -> tuple[list[str], list[list[object]]]:
    if not path.exists():
        raise InputError(f"cannot read {path}: No such file or directory")
    text = io.StringIO(read_text(path), newline="")
    try:
        lines = [line for line in csv.reader(text, strict=True) if any(map(str.strip, line))]
    except csv.Error as error:
        raise InputError(f"cannot read {path}: it is no CSV file in UTF-8 ({error})") from None
    if len(lines) < 2:
        raise InputError(f"{path.name} is empty: a row of names and a row a point are wanted")
    names = [name.strip() for name in lines[0]]
    if len(names) > MOST_COLUMNS:
        raise InputError(f"{path.name} has {len(names):,} columns; at most {MOST_COLUMNS:,}")
    for name in names:
        if not name:
            raise InputError(f"{path.name} has a column without a name")
        if names.count(name) > 1:
            raise InputError(f"{path.name} has the column {name} twice")
    rows = []
    for number, line in enumerate(lines[1:], start=1):
        if len(line) != len(names):
            raise InputError(
                f"{path.name}, row {number}: {len(line)} cells, but {len(names)} columns"
            )
        for name, cell in zip(names, line, strict=True):
            if not cell.strip():
                raise InputError(f"{path.name}, row {number}: {name} is empty")
        rows.append([load_cell(cell.strip()) for cell in line])
    return names, rows


def _factor(name: str, column: list[object]) -> Factor:
    """A factor with the range of the numbers in its column, or else of the values in it."""
    for value in column:
        try:
            plain(value)
        except ValueError as error:
            raise InputError(f"the column {name}: {error}") from None
    numbers = [v for v in column if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) == len(column):
        whole = all(isinstance(number, int) for number in numbers)
        return Factor.model_construct(low=min(numbers), high=max(numbers), integer=whole)
    values = {json.dumps(value): value for value in column}
    if len(values) > MOST_VALUES:
        raise InputError(f"the column {name} holds more than {MOST_VALUES:,} different values")
    return Factor.model_construct(values=list(values.values()))
