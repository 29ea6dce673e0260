"""Designs of experiments: methods, factors, levels, and the table of a list."""

from __future__ import annotations

import copy
import random
from typing import Any

from tests.hostile.breaking_text import EVERY, TABLE, YAML, broken
from tests.hostile.breaking_trees import RAW, anyhow, put, reordered, without, written
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import YEAR, Made, designs

DRY = ("sweep", "design=design.yaml", "replicates=1", "dry_run=true", "into=store", YEAR)
WET = ("sweep", "design=design.yaml", "replicates=1", "into=store", YEAR)
CONTACTS = "levers.outreach.contacts"
LONE = {"low": 0, "high": 40}
WRONG_FACTORS: tuple[object, ...] = (
    {}, [], 3, "x", f"{RAW}null", {"low": 0}, {"high": 1}, {"low": 1, "high": 1},
    {"low": 2, "high": 1}, {"low": f"{RAW}.nan", "high": 1}, {"low": 0, "high": f"{RAW}.inf"},
    {"low": "0", "high": "40"}, {"low": True, "high": 2}, {"values": []}, {"values": [1]},
    {"values": [1, 1]}, {"values": 3}, {"values": "ab"}, {"values": [1, {"a": 1}]},
    {"values": [1, [[2]]]}, {"values": [1, f"{RAW}.nan"]}, {"values": [0, 101]},
    {"values": ["a", "b"]}, {"values": [0, 5], "low": 0}, {"values": [0, 5], "base": 7},
    {**LONE, "extra": 1}, {**LONE, "integer": "yes"}, {**LONE, "scale": "bogus"},
    {**LONE, "scale": "log"}, {**LONE, "distribution": "cauchy"},
    {**LONE, "distribution": "normal", "sd": -1}, {**LONE, "distribution": "normal", "sd": 0},
    {**LONE, "distribution": "triangular", "mode": 41}, {**LONE, "levels": 1},
    {**LONE, "levels": 10**9}, {**LONE, "group": "Bad group"}, {**LONE, "group": "together"},
    {**LONE, "base": 50}, {**LONE, "base": "x"}, {"low": -5, "high": 40}, {"low": 0, "high": 1e30},
    {"low": 0.5, "high": 3, "integer": True}, {"low": 0, "high": 10**400},
)  # fmt: skip
WRONG_NAMES = (
    "levers.nobody.contacts", "levers.outreach.nobody", "size.replicates", "results", "engine",
    "engine.threads", "scenario.title", "", "a b", "levers", "levers.outreach", "..", "seed.x",
    "hydra.run.dir", "${seed}", "+seed", "~seed", "levers.outreach.contacts=1", "x" * 3_000,
    "rules.assumptions.nobody", "rules.mechanisms.nobody", "council.nobody",
)  # fmt: skip
WRONG_FIELDS: tuple[tuple[str, object], ...] = (
    ("method", "bogus"), ("method", 3), ("method", f"{RAW}null"), ("method", ["grid"]),
    ("points", 0), ("points", 1), ("points", -2), ("points", 1.5), ("points", "2"),
    ("points", 10**12), ("points", True), ("points", f"{RAW}.inf"), ("seed", -1), ("seed", 2**64),
    ("seed", 1.5), ("seed", "x"), ("levels", 3), ("levels", 0), ("levels", 10**6),
    ("indices", "all"), ("factors", f"{RAW}null"), ("factors", []), ("factors", 3),
    ("factors", {}), ("fixed", 3), ("fixed", []), ("fixed", {"scenario": "nowhere"}),
    ("fixed", {"scenario": ["none"]}), ("fixed", {CONTACTS: {"a": 1}}), ("fixed", {CONTACTS: 101}),
    ("fixed", {"nobody": 1}), ("fixed", {"scenario": "${oc.env:HOSTILE_SECRET}"}),
    ("fixed", {"rules.fit": "nowhere"}), ("fixed", {"rules.fit": "/dev/zero"}),
    ("fixed", {"seed": -1}), ("fixed", {"fit.draw": 1.5}), ("fixed", {"fit.draw": -1}),
    ("fixed", {"council": "mars"}), ("fixed", {"council.since": "2022-02-30"}),
    ("file", "nowhere.csv"), ("file", "/dev/zero"), ("file", ".."), ("file", 3),
    ("file", "/etc/passwd"), ("extra", 1),
)  # fmt: skip


def design(chance: random.Random, made: Made) -> Case:
    """A small design of some method, broken in one way."""
    method, (tree, files) = chance.choice(list(designs().items()))
    tree = copy.deepcopy(tree)
    files = dict(files)
    assert isinstance(tree, dict)
    if method == "list" and chance.random() < 0.7:
        text = files["points.csv"].content.decode()
        change, item, verdict = _table(text, chance)
        files["points.csv"] = item
        files["design.yaml"] = _item(tree)
    else:
        change, files["design.yaml"], verdict = _changed(tree, chance)
    given = DRY if chance.random() < 0.8 or verdict == FINE else WET
    return Case("design", change, verdict, given, files, method, places=("store",),
                keeps=("store",))  # fmt: skip


def _item(tree: object) -> Item:
    return Item(content=written(tree).encode())


def _changed(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    match chance.choices(range(6), (22, 14, 20, 8, 26, 10))[0]:
        case 0 if "factors" in tree:
            new = put(tree, ("factors", CONTACTS), chance.choice(WRONG_FACTORS))
            log = "values" in str(tree) and tree["method"] in ("grid", "zip")
            return "a wrong factor", _item(new), _levels(new, log)
        case 1 if "factors" in tree:
            factors = {chance.choice(WRONG_NAMES): LONE, **tree["factors"]}
            return "an unknown factor", _item({**tree, "factors": factors}), WRONG
        case 2:
            field, value = chance.choice(WRONG_FIELDS)
            verdict = WRONG
            if field == "factors" and tree["method"] == "list":
                verdict = OPEN  # which takes its factors from the table
            return f"a wrong field {field}", _item({**tree, field: value}), verdict
        case 3:
            key = chance.choice(list(tree))
            optional = ("seed", "fixed", "indices", "levels")
            verdict = FINE if key in optional else WRONG
            return f"without {key}", _item(without(tree, (key,))), verdict
        case 4:
            return broken(written(tree), (EVERY, YAML), chance)
        case 5 if chance.random() < 0.3:
            return "blocks in another order", _item(reordered(tree, chance)), FINE
    change, tree = anyhow(tree, chance)
    return change, _item(tree), OPEN


def _levels(tree: dict[str, Any], grid: bool) -> str:
    """A range is wrong where it is; a field of one method may be overlooked by another."""
    factor = tree["factors"][CONTACTS]
    drawn = tree["method"] in ("random", "latin_hypercube", "sobol", "morris")
    if drawn and factor in ({"low": -5, "high": 40}, {"low": 0, "high": 1e30}):
        return OPEN  # what is drawn may lie where it has sense
    loose = ("mode", "sd", "levels", "base", "distribution", "group")
    if isinstance(factor, dict) and any(key in factor for key in loose) and not grid:
        return OPEN if factor.get("levels") != 1 and "group" not in factor else WRONG
    return WRONG


def _table(text: str, chance: random.Random) -> tuple[str, Item, str]:
    if chance.random() < 0.55:
        return broken(text, (EVERY, TABLE), chance)
    head, first, second = text.splitlines()
    cell = chance.choice(
        ("", " ", "x", "[1", "{a: 1}", "101", "-1", "nan", "inf", "1e999", "9" * 5_000,
        "y" * 200_000,
         "true", "[0]", "=1+1", "!!python/object:x", "*a", "&a 3", "${oc.env:HOSTILE_SECRET}")
    )  # fmt: skip
    cell = f'"{cell}"' if "," in cell else cell
    new = f"{head}\n{cell},{first.split(',')[1]}\n{second}\n"
    verdict = OPEN if cell in ("true", "&a 3") else WRONG
    return "a wrong cell of a list", Item(content=new.encode()), verdict
