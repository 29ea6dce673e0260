"""Stores of sweeps: chunks, their metadata, the identity of the folder; and results folders."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.measures import COLUMNS
from sim.sweep.chunk import CHECKSUM, UNIT, _hash, decode
from sim.sweep.shelf import _name
from tests.hostile.breaking_text import EVERY, broken
from tests.hostile.breaking_trees import anyhow, as_json
from tests.hostile.case import FINE, OPEN, Case, Item
from tests.hostile.originals import SMALL_DESIGN, SWEEP, Made

Unit = dict[str, Any]
WRONG_KEYS: tuple[object, ...] = ([], None, "x", 3, [3], [None], [["a"]], {"a": 1}, ["x" * 64])
WRONG_REPLICATES: tuple[object, ...] = (
    [-1], [0, 0], [1] * 20, [2**70], [1.5], ["0"], [None], [[0]], None, 3, "0", {"0": 1}, [True],
    [10**9], [2**31], [0, -5], [1e300],
)  # fmt: skip


def chunk(unit: object, values: np.ndarray, checksum: str | None = None) -> bytes:
    """A chunk as the sweep writes it, with metadata of any kind."""
    flat = np.ascontiguousarray(values.reshape(-1, len(COLUMNS)).T)
    told = unit if isinstance(unit, bytes) else json.dumps(unit).encode()
    schema = pa.schema(
        [(name, pa.float64()) for name in COLUMNS],
        metadata={UNIT: told, CHECKSUM: (checksum or _hash(flat)).encode()},
    )
    rows = pa.RecordBatch.from_arrays([pa.array(column) for column in flat], schema=schema)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema) as file:
        file.write_batch(rows)
    return bytes(sink.getvalue())


def store(chance: random.Random, made: Made) -> Case:
    """The store of a finished sweep, one file of it broken, and the same sweep again."""
    files = {"design.yaml": Item(content=SMALL_DESIGN.encode()),
             "store": Item(kind="tree", target=str(made.store))}  # fmt: skip
    chunks = sorted((made.store / "chunks").glob("*.arrow"))
    path = chance.choice(chunks)
    what = chance.choices(("unit", "values", "file", "identity", "beside"), (40, 15, 20, 15, 10))[0]
    if what in ("unit", "values"):
        change, content = _rewritten(path, what, chance)
        files[f"store/chunks/{path.name}"] = Item(kind="nothing")
        files[f"store/chunks/{_name(content)}.arrow"] = Item(content=content)
    elif what == "file":
        change, item, _ = broken(path.read_bytes().decode("latin-1"), (EVERY,), chance)
        if item.kind == "file":
            raw = item.content.decode("utf-8", "replace").encode("latin-1", "replace")
            item = Item(content=raw)
        files[f"store/chunks/{path.name}"] = item
    elif what == "identity":
        change, files["store/sweep.json"] = _identity(made.store, chance)
    else:
        name = chance.choice(("summary.json", "points.csv", "config.yaml", "design.json",
        "provenance.json",
                              "summary.parquet", "chunks/.writing-x", "chunks/x.arrow", "figures",
                              ".lock", "chunks"))  # fmt: skip
        change, item, _ = broken("x,y\n1,2\n", (EVERY,), chance)
        change, files[f"store/{name}"] = f"{change} as {name}", _replacing(item, made.store / name)
    return Case("store", f"{what}: {change}", OPEN, SWEEP, files, path.name,
                places=("store",), keeps=("store",))  # fmt: skip


def _replacing(item: Item, its: Path) -> Item:
    """In place of a folder only another folder can be put without taking the store apart."""
    return Item(kind="folder") if its.is_dir() else item


def _rewritten(path: Path, what: str, chance: random.Random) -> tuple[str, bytes]:
    kept = decode(path.read_bytes())
    unit: Unit = {"science": _science(path), "keys": kept.keys, "replicates": kept.replicates}
    values = kept.values
    if what == "values":
        bad = chance.choice((np.nan, np.inf, -np.inf, -1e300, 1e300))
        some = values.copy()
        some[chance.randrange(len(some))] = bad
        return f"numbers that are {bad}", chunk(unit, some)
    match chance.randrange(6):
        case 0 | 1:
            replicates = chance.choice(WRONG_REPLICATES)
            number = len(replicates) if isinstance(replicates, list | str | dict) else 1
            values = np.repeat(values[:, :1], max(number, 1), axis=1)
            return "replicates that are none", chunk(unit | {"replicates": replicates}, values)
        case 2 | 3:
            keys = chance.choice((*WRONG_KEYS, kept.keys[:1] * max(len(kept.keys), 2)))
            number = len(keys) if isinstance(keys, list | str | dict) else 1
            values = np.repeat(values[:1], max(number, 1), axis=0)
            return "points that are none", chunk(unit | {"keys": keys}, values)
        case 4:
            odd = chance.choice((b"[]", b"3", b"null", b"x", b"[" * 100_000, b"\xff", b"",
                                 b'{"science": 1}'))  # fmt: skip
            return "metadata that are none", chunk(odd, values)
    return "a wrong checksum", chunk(unit, values, chance.choice(("", "0" * 64, "x", "é")))


def _science(path: Path) -> object:
    file = pa.ipc.open_file(pa.BufferReader(path.read_bytes()))
    return json.loads(file.schema.metadata[UNIT])["science"]


def _identity(place: Path, chance: random.Random) -> tuple[str, Item]:
    text = (place / "sweep.json").read_text(encoding="utf-8")
    if chance.random() < 0.4:
        change, tree = anyhow(json.loads(text), chance)
        return change, Item(content=as_json(tree).encode())
    if chance.random() < 0.3:
        content = chance.choice((b"[]", b"3", b"null", b"[" * 100_000, b'{"base": NaN}'))
        return "another JSON", Item(content=content)
    change, item, _ = broken(text, (EVERY,), chance)
    return change, item


def results(chance: random.Random, made: Made) -> Case:
    """A results folder, one file of it broken, and the page that lists and shows it."""
    summary = next(made.results.glob("*/*/summary.json"))
    inside = summary.parent.relative_to(made.results)
    files = {"results": Item(kind="tree", target=str(made.results))}
    name = chance.choice(("summary.json", "report.html", "movers.csv", ""))
    if name == "summary.json" and chance.random() < 0.5:
        change, tree = anyhow(json.loads(summary.read_text(encoding="utf-8")), chance)
        item = Item(content=as_json(tree).encode())
    else:
        change, item, _ = broken(summary.read_text(encoding="utf-8"), (EVERY,), chance)
    if not name:
        odd = chance.choice(("a b", "x\n", "<b>", "..x", "é", "%2e", "a&b"))
        files[f"results/{odd}/{inside.name}/report.html"] = item
    else:
        files[f"results/{inside}/{name}"] = item
    tab = {"act": "tab", "on": "read", "value": ""}
    return Case("results", f"{name or 'an odd name'}: {change}", FINE, (tab, tab), files,
                entry="page", places=())  # fmt: skip
