"""From the rows that were kept, in whatever order, to the tables of a sweep.

Rows are laid out a slice of points at a time, so memory does not grow with the sweep. The tables
have the same bytes whatever did the work, in however many goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import InputError
from sim.measures import COLUMNS
from sim.sweep.points import Point
from sim.sweep.shelf import Pile, Shelf
from sim.sweep.spread import FIGURES, spread

SLICE = 1 << 18  # rows in memory at a time, about: 120 MB
ROW_GROUP = 1 << 16

RUNS = pa.schema([("point", pa.int32()), ("replicate", pa.int32()),
                  *((name, pa.float64()) for name in COLUMNS)])  # fmt: skip
SUMMARY = pa.schema([
    ("point", pa.int32()), ("measure", pa.dictionary(pa.int8(), pa.string())),
    ("replicates", pa.int32()), *((name, pa.float64()) for name in FIGURES[1:]),
])  # fmt: skip


@dataclass(frozen=True)
class Slice:
    """Points that follow one another and have as many replicates."""

    first: int
    values: np.ndarray  # [P, R, columns]


def slices(points: Sequence[Point], wanted: Sequence[int], kept: Pile | Shelf) -> Iterator[Slice]:
    """All rows, in order of points and replicates.

    Raises
    ------
    InputError
        If a row is missing, or is kept twice with different numbers.
    """
    for first, last in _cuts(wanted):
        replicates = wanted[first]
        values = np.full((last - first, replicates, len(COLUMNS)), np.nan)
        there = np.zeros((last - first, replicates), bool)
        place: dict[str, list[int]] = {}
        for n in range(first, last):
            place.setdefault(points[n].key, []).append(n - first)
        for chunk in kept.chunks():
            runs = np.array(chunk.replicates)
            within = np.flatnonzero(runs < replicates)
            to_from = [(n, p) for p, key in enumerate(chunk.keys) for n in place.get(key, ())]
            if not to_from or not len(within):
                continue
            to, where = np.array(to_from).T
            rows, cells = chunk.values[np.ix_(where, within)], np.ix_(to, runs[within])
            known = there[cells]
            if known.any():
                _same(values[cells], rows, known, first + to)
            values[cells], there[cells] = rows, True
        if not there.all():
            n, replicate = np.argwhere(~there)[0]
            raise InputError(f"point {first + n}, replicate {replicate} is missing: run it again")
        yield Slice(first, values)


def _same(one: np.ndarray, other: np.ndarray, known: np.ndarray, points: np.ndarray) -> None:
    """Refuse a row that is known [P, R] and now comes with other numbers."""
    equal = ((one == other) | (np.isnan(one) & np.isnan(other))).all(-1)
    differ = (known & ~equal).any(1)
    if differ.any():
        raise InputError(
            f"point {points[differ][0]} is kept twice with different numbers; name another folder "
            "with into="
        )


def _cuts(wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for n in range(1, len(wanted) + 1):
        if n == len(wanted) or wanted[n] != wanted[first] or (n - first + 1) * wanted[n] > SLICE:
            yield first, n
            first = n


def write_tables(
    folder: Path, points: Sequence[Point], wanted: Sequence[int], kept: Pile | Shelf
) -> None:
    """Write ``runs.parquet`` and ``summary.parquet`` into a folder, which should be a draft.

    Raises
    ------
    InputError
        If a row is missing.
    OSError
        If there is no room, or the folder cannot be written.
    """
    with ExitStack() as files:
        runs, summary = (
            files.enter_context(pq.ParquetWriter(
                folder / name, schema, use_dictionary=few,
            ))
            for name, schema, few in (
                ("runs.parquet", RUNS, True), ("summary.parquet", SUMMARY, ["measure"]),
            )
        )  # fmt: skip
        for part in slices(points, wanted, kept):
            runs.write_table(run_table(part), row_group_size=ROW_GROUP)
            summary.write_table(summary_table(part), row_group_size=ROW_GROUP)


def run_table(part: Slice) -> pa.Table:
    """A row a point and replicate."""
    points, replicates, _ = part.values.shape
    flat = np.ascontiguousarray(part.values.reshape(points * replicates, -1).T)
    numbers = np.arange(part.first, part.first + points, dtype=np.int32)
    return pa.Table.from_arrays(
        [
            pa.array(np.repeat(numbers, replicates)),
            pa.array(np.tile(np.arange(replicates, dtype=np.int32), points)),
            *(pa.array(column) for column in flat),
        ],
        schema=RUNS,
    )


def summary_table(part: Slice) -> pa.Table:
    """A row a point and measure."""
    points = len(part.values)
    found = spread(part.values)
    numbers = np.arange(part.first, part.first + points, dtype=np.int32)
    names = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(len(COLUMNS), dtype=np.int8), points)), pa.array(COLUMNS)
    )
    columns = [pa.array(np.repeat(numbers, len(COLUMNS))), names]
    columns += [pa.array(found["replicates"].ravel().astype(np.int32))]
    columns += [pa.array(found[name].ravel()) for name in FIGURES[1:]]
    return pa.Table.from_arrays(columns, schema=SUMMARY)
