"""Folders of experiments: what they say, and the table of what they expect."""

from __future__ import annotations

import copy
import random
from typing import Any

from tests.hostile.breaking_text import EVERY, TABLE, YAML, broken
from tests.hostile.breaking_trees import (
    NO_NUMBERS,
    NO_WORDS,
    RAW,
    anyhow,
    put,
    reordered,
    without,
    written,
)
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import EXPECTED, EXPERIMENT, Made

COMMAND = ("replay", "own", "--smoke")
WRONG_RUNS: tuple[object, ...] = (
    {}, [], 3, "x", f"{RAW}null", {"free": 3}, {"free": "scenario=none"}, {"free": [3]},
    {"free": [f"{RAW}null"]}, {"free": ["x"]}, {"free": ["=x"]}, {"free": ["nobody=1"]},
    {"free": ["scenario=nowhere"]}, {"free": ["seed=3"]}, {"free": ["size=full"]},
    {"free": ["size.replicates=3"]}, {"free": ["levers.outreach.contacts=101"]},
    {"free": ["a=["]}, {"free": ["hydra.run.dir=RAN"]}, {"free": ["~seed"]},
    {"free": ["scenario=${oc.env:HOSTILE_SECRET}"]}, {"free": ["--help"]}, {"free": ["-m"]},
    {"free": ["rules.fit=nowhere"]}, {"free": ["rules.fit=/dev/zero"]}, {"free": [["a"]]},
    {"free": ["results=RAN", "x"]},
)  # fmt: skip
WRONG_CELLS: dict[str, tuple[str, ...]] = {
    "basis": ("", "nobody", "Source", "x" * 3_000),
    "run": ("", "nobody", "FREE"),
    "against": ("nobody",),
    "measure": ("", "nobody", "=1+1"),
    "of": ("nobody",),
    "stat": ("", "median"),
    **dict.fromkeys(
        ("expected", "error", "smoke"), ("x", "1,5", "1e", "inf", "nan", "-inf", "[1]")),
    **dict.fromkeys(
        ("low", "high", "smoke_low", "smoke_high"), ("x", "nan", "inf", "1e", "٣", "1_0")),
}  # fmt: skip
REVERSED = {"low": "200", "high": "-200", "smoke_low": "200", "smoke_high": "-200"}


def experiment(chance: random.Random, made: Made) -> Case:
    """A small experiment of one's own, broken in one way."""
    tree: dict[str, Any] = copy.deepcopy(EXPERIMENT)
    files = {
        "own/experiment.yaml": Item(content=written(tree).encode()),
        "own/expected.csv": Item(content=EXPECTED.encode()),
    }
    given: tuple[str, ...] = COMMAND
    if chance.random() < 0.5:
        change, files["own/experiment.yaml"], verdict = _story(tree, chance)
    else:
        change, files["own/expected.csv"], verdict = _table(chance)
    if chance.random() < 0.05:
        given = (*COMMAND[:2], "--record")
    return Case("experiment", change, verdict, given, files,
                places=("own",) if "--record" in given else ())  # fmt: skip


def _story(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    match chance.choices(range(7), (16, 14, 14, 10, 6, 30, 10))[0]:
        case 0:
            runs = copy.deepcopy(chance.choice(WRONG_RUNS))
            if isinstance(runs, dict) and runs and chance.random() < 0.8:
                runs = {**tree["runs"], **runs}
            return "wrong runs", _item({**tree, "runs": runs}), WRONG
        case 1:
            field = chance.choice(("minutes", "seed", "replicates", "smoke"))
            value = chance.choice((-1, *(v for v in NO_NUMBERS)))
            return "a field that is no number", _item({**tree, field: value}), WRONG
        case 2:
            field = chance.choice(("title", "question", "source"))
            value = chance.choice([v for v in NO_WORDS if "$" not in v and v != "???"])
            return (
                "no words",
                _item({**tree, field: value}),
                (
                    OPEN if value == f"{RAW}???" else WRONG  # plain YAML takes it for a word
                ),
            )
        case 3:
            key = chance.choice(list(tree))
            verdict = FINE if key == "seed" else WRONG
            return f"without {key}", _item(without(tree, (key,))), verdict
        case 4:
            new = put(tree, (chance.choice(("extra", "Title", "")),), 1)
            return "an unknown field", _item(new), WRONG
        case 5:
            return broken(written(tree), (EVERY, YAML), chance)
    if chance.random() < 0.3:
        return "fields in another order", _item(reordered(tree, chance)), FINE
    change, tree = anyhow(tree, chance)
    return change, _item(tree), OPEN


def _item(tree: object) -> Item:
    return Item(content=written(tree).encode())


def _table(chance: random.Random) -> tuple[str, Item, str]:
    if chance.random() < 0.45:
        return broken(EXPECTED, (EVERY, TABLE), chance)
    head, *rows = EXPECTED.splitlines()
    names = head.split(",")
    n = chance.randrange(len(rows))
    cells = rows[n].split(",")
    if chance.random() < 0.2:
        column = chance.choice(list(REVERSED))
        cells[names.index(column)] = REVERSED[column]
        change = "bounds that no number meets"
    else:
        column = chance.choice(list(WRONG_CELLS))
        cell = chance.choice(WRONG_CELLS[column])
        cells[names.index(column)] = f'"{cell}"' if "," in cell else cell
        change = f"a wrong cell of {column}"
    rows[n] = ",".join(cells)
    return change, Item(content="\n".join([head, *rows, ""]).encode()), WRONG
