"""The table of a unit as one Parquet file: what it holds, where it belongs, whether it is whole.

The footer says which points and replicates the rows are of, in which version, and the hash of the
numbers. A file that was cut off, or in which a bit has turned, is told from a whole one.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.sweep.identity import canonical, science
from sim.sweep.rows import COLUMNS

UNIT, CHECKSUM = b"lmgsim.unit", b"lmgsim.sha256"


@dataclass(frozen=True)
class Chunk:
    """Rows of some points in some replicates."""

    keys: list[str]  # of the points [P]
    replicates: list[int]  # [R]
    values: np.ndarray  # [P, R, columns] float64


class Damaged(Exception):
    """A file that is not a whole table of this version."""


def encode(keys: list[str], replicates: list[int], values: np.ndarray) -> bytes:
    """Rows [P, R, columns] as the bytes of a Parquet file; the same rows give the same bytes."""
    flat = np.ascontiguousarray(values.reshape(-1, len(COLUMNS)).T)
    unit = canonical({"science": science(), "keys": keys, "replicates": replicates})
    schema = pa.schema(
        [(name, pa.float64()) for name in COLUMNS],
        metadata={UNIT: unit.encode(), CHECKSUM: _hash(flat).encode()},
    )
    table = pa.Table.from_arrays([pa.array(column) for column in flat], schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", use_dictionary=False, write_statistics=False)
    return buffer.getvalue()


def contents(content: bytes) -> tuple[list[str], list[int]]:
    """Of which points and replicates a table is, by its footer.

    Raises
    ------
    Damaged
        If it is cut off, or not of this version.
    """
    return _footer(content)[:2]


def decode(content: bytes) -> Chunk:
    """What ``encode`` was given.

    Raises
    ------
    Damaged
        If it is not all there, or not of this version.
    """
    keys, replicates, checksum = _footer(content)
    try:
        table = pq.read_table(pa.BufferReader(content), use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Damaged(str(error)) from None
    if table.column_names != list(COLUMNS):
        raise Damaged("not the columns of a row")
    flat = np.array([column.to_numpy() for column in table.columns])
    if _hash(flat) != checksum:
        raise Damaged("not the numbers that were written")
    return Chunk(keys, replicates, flat.T.reshape(len(keys), len(replicates), len(COLUMNS)))


def _footer(content: bytes) -> tuple[list[str], list[int], str]:
    try:
        footer = pq.read_metadata(pa.BufferReader(content))
        told = footer.metadata
        unit = json.loads(told[UNIT])
        keys, replicates, version = unit["keys"], unit["replicates"], unit["science"]
        checksum = told[CHECKSUM].decode()
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise Damaged(str(error)) from None
    if version != science():
        raise Damaged(f"made by {version}, this is {science()}")
    if footer.num_rows != len(keys) * len(replicates):
        raise Damaged("not the rows that it names")
    return keys, replicates, checksum


def _hash(flat: np.ndarray) -> str:
    return hashlib.sha256(flat.tobytes()).hexdigest()
