"""The table of a unit as one Arrow file: what it holds, where it belongs, whether it is whole.

Its metadata says which points and replicates the rows are of, in which version, and the hash of the
numbers. A file that was cut off, or in which a bit has turned, is told from a whole one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sim.measures import COLUMNS
from sim.sweep.identity import canonical, science

ENDING = ".arrow"
LONGEST_KEY = 64  # a SHA-256 in hex
MOST_REPLICATES = 1_000_000
UNIT, CHECKSUM = b"lmgsim.unit", b"lmgsim.sha256"
_PACKED = pa.ipc.IpcWriteOptions(compression=pa.Codec("lz4"), use_threads=False)
_UNPACKED = pa.ipc.IpcReadOptions(use_threads=False)


@dataclass(frozen=True)
class Chunk:
    """Rows of some points in some replicates."""

    keys: list[str]  # of the points [P]
    replicates: list[int]  # [R]
    values: np.ndarray  # [P, R, columns] float64


class Damaged(Exception):
    """A file that is not a whole table of this version, or says what cannot be."""


def encode(keys: list[str], replicates: list[int], values: np.ndarray) -> bytes:
    """Rows [P, R, columns] as the bytes of an Arrow file; the same rows give the same bytes."""
    flat = np.ascontiguousarray(values.reshape(-1, len(COLUMNS)).T)
    unit = canonical({"science": science(), "keys": keys, "replicates": replicates})
    schema = pa.schema(
        [(name, pa.float64()) for name in COLUMNS],
        metadata={UNIT: unit.encode(), CHECKSUM: _hash(flat).encode()},
    )
    rows = pa.RecordBatch.from_arrays([pa.array(column) for column in flat], schema=schema)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema, options=_PACKED) as file:
        file.write_batch(rows)
    return bytes(sink.getvalue())


def contents(content: bytes) -> tuple[list[str], list[int]]:
    """Of which points and replicates a table is, by its metadata.

    Raises
    ------
    Damaged
        If it is cut off, or not of this version.
    """
    return _opened(content)[:2]


def decode(content: bytes) -> Chunk:
    """What ``encode`` was given.

    Raises
    ------
    Damaged
        If it is not all there, not of this version, or not the numbers that were written.
    """
    keys, replicates, checksum, file = _opened(content)
    try:
        if file.num_record_batches != 1:
            raise Damaged("not one batch of rows")
        if file.schema.names != list(COLUMNS) or set(file.schema.types) != {pa.float64()}:
            raise Damaged("not the columns of a run")
        rows = file.get_batch(0)
        rows.validate(full=True)
    except (pa.ArrowException, MemoryError, OSError, ValueError) as error:
        raise Damaged(str(error)) from None
    if len(rows) != len(keys) * len(replicates) or any(c.null_count for c in rows.columns):
        raise Damaged("not the rows that it names")
    flat = np.array([column.to_numpy() for column in rows.columns])
    if _hash(flat) != checksum:
        raise Damaged("not the numbers that were written")
    return Chunk(keys, replicates, flat.T.reshape(len(keys), len(replicates), len(COLUMNS)))


def _opened(content: bytes) -> tuple[list[str], list[int], str, pa.RecordBatchFileReader]:
    try:
        file = pa.ipc.open_file(pa.BufferReader(content), options=_UNPACKED)
        told = file.schema.metadata or {}
        unit = json.loads(told[UNIT])
        keys, replicates, version = unit["keys"], unit["replicates"], unit["science"]
        checksum = told[CHECKSUM].decode()
    except (pa.ArrowException, MemoryError, OSError, KeyError, TypeError, ValueError,
            RecursionError) as error:  # fmt: skip
        raise Damaged(str(error)) from None
    if version != science():
        raise Damaged(f"made by {str(version)[:60]}, this is {science()}")
    if not _distinct(keys, lambda key: isinstance(key, str) and 0 < len(key) <= LONGEST_KEY):
        raise Damaged("its points are no list of keys, each once")
    if not _distinct(replicates, lambda n: type(n) is int and 0 <= n < MOST_REPLICATES):
        raise Damaged("its replicates are no list of whole numbers, each once")
    return keys, replicates, checksum, file


def _distinct(values: object, fits: Callable[[object], bool]) -> bool:
    """Whether this is a list that is not empty, of values that fit and are all different."""
    if not isinstance(values, list) or not values or not all(map(fits, values)):
        return False
    return len(set(values)) == len(values)


def _hash(flat: np.ndarray) -> str:
    return hashlib.sha256(flat.tobytes()).hexdigest()
