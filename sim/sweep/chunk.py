"""The table of a unit as one Arrow file: what it holds, where it belongs, whether it is whole.

Its metadata says which points and replicates the rows are of, in which version, and the hash of the
numbers. A file that was cut off, or in which a bit has turned, is told from a whole one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sim.sweep.identity import canonical, science
from sim.sweep.rows import COLUMNS

ENDING = ".arrow"
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
    """A file that is not a whole table of this version."""


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
        If it is not all there, or not of this version.
    """
    keys, replicates, checksum, file = _opened(content)
    try:
        if file.num_record_batches != 1:
            raise Damaged("not one batch of rows")
        rows = file.get_batch(0)
        rows.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Damaged(str(error)) from None
    if rows.schema.names != list(COLUMNS) or len(rows) != len(keys) * len(replicates):
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
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise Damaged(str(error)) from None
    if version != science():
        raise Damaged(f"made by {version}, this is {science()}")
    return keys, replicates, checksum, file


def _hash(flat: np.ndarray) -> str:
    return hashlib.sha256(flat.tobytes()).hexdigest()
