"""Scenario files: levers, words, blocks, defaults, and what Hydra would do with them."""

from __future__ import annotations

import copy
import random
from typing import Any

import annotated_types

from sim.levers import LEVERS
from tests.hostile.breaking_text import EVERY, YAML, broken
from tests.hostile.breaking_trees import (
    NO_DATES,
    NO_NUMBERS,
    NO_WORDS,
    ODD_WORDS,
    RAW,
    anyhow,
    at,
    put,
    renamed,
    reordered,
    without,
    written,
)
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import SMALL_DESIGN, YEAR, Made, scenarios

HEAD = "# @package _global_\n"
NAME = "mine"
FOLDER = ("--config-dir", "own")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("run", *FOLDER, f"scenario={NAME}", "size.replicates=2", YEAR),
    "compare": ("compare", *FOLDER, f"scenario={NAME}", "replicates=4", YEAR),
    "sweep": ("sweep", *FOLDER, "design=design.yaml", "dry_run=true", "replicates=1", "into=store",
              f"scenario={NAME}", YEAR),
    "discover": ("discover", *FOLDER, f"scenario={NAME}", "points=50", "held_out=50",
                 "replicates=2", YEAR),
}  # fmt: skip
HOOKS: tuple[dict[str, Any], ...] = (
    {"hydra": {"callbacks": {"e": {"_target_": "pandas.read_pickle", "path": "own/x.pkl"}}}},
    {"hydra": {"callbacks": {"e": {"_target_": "builtins.open", "file": "RAN", "mode": "w"}}}},
    {"hydra": {"job": {"env_set": {"PATH": "own"}}}},
    {"hydra": {"job": {"chdir": True}}},
    {"hydra": {"run": {"dir": "RAN"}}},
    {"hydra": {"output_subdir": "RAN"}},
    {"hydra": {"launcher": {"_target_": "builtins.open", "file": "RAN", "mode": "w"}}},
    {"hydra": {"sweeper": {"_target_": "builtins.open", "file": "RAN", "mode": "w"}}},
    {"hydra": {"help": {"template": "${oc.env:HOSTILE_SECRET}"}}},
    {"hydra": {"mode": "MULTIRUN"}},
    {"hydra": {"job_logging": {"version": 1, "root": {"handlers": ["f"]},
     "handlers": {"f": {"class": "logging.FileHandler", "filename": "RAN"}}}}},
    {"hydra": {"searchpath": ["file://."]}},
    {"levers": {"outreach": {"_target_": "os.system", "command": "touch RAN", "contacts": 3}}},
    {"scenario": {"_target_": "builtins.open"}},
    {"_target_": "builtins.open"},
)  # fmt: skip
WRONG_TOP: tuple[tuple[str, object], ...] = (
    ("extra", 1), ("lever", {}), ("Levers", {}), ("levers", 3), ("levers", [1]), ("levers", "x"),
    ("levers", {"outreach": 3}), ("levers", {"outreach": [1]}), ("levers", {"": {}}),
    ("levers", {"nobody": {}}), ("scenario", 3), ("scenario", []), ("scenario", "x"),
    ("defaults", 3), ("defaults", "x"), ("defaults", [3]), ("defaults", {"a": 1}),
    ("defaults", ["nowhere"]), ("defaults", [NAME]), ("defaults", [{"override /council": "mars"}]),
    ("defaults", [{"override /nobody": "x"}]), ("defaults", [{"/council": None}]),
    ("defaults", [["a"]]), ("size", {"replicates": -1}), ("size", {"replicates": "many"}),
    ("seed", -1), ("seed", "x"), ("seed", 2**70), ("engine", {"driver": "steam"}),
    ("engine", {"threads": 0}), ("rules", {"assumptions": {"nobody": [0, 1]}}),
    ("rules", {"assumptions": {"goodwill_gain": [0.5, 0.1]}}),
    ("rules", {"assumptions": {"goodwill_gain": [0.1]}}),
    ("rules", {"assumptions": {"goodwill_gain": f"{RAW}[.nan, .nan]"}}),
    ("rules", {"assumptions": {"goodwill_gain": f"{RAW}[0, .inf]"}}),
    ("rules", {"mechanisms": {"nobody": True}}), ("rules", {"mechanisms": {"image": "perhaps"}}),
    ("rules", {"adopting": "tenth"}), ("rules", {"fit": "nowhere"}), ("rules", {"fit": 3}),
    ("rules", {"draw_weights": "maybe"}),
    ("council", {"since": "2022-02-30"}), ("council", {"since": "2023-01-01"}),
    ("council", {"drafts": ["nobody"]}), ("council", {"drafts": 3}),
)  # fmt: skip


def scenario(chance: random.Random, made: Made) -> Case:
    """A scenario of the package, broken in one way, and a command that reads it."""
    name, tree = chance.choice(list(scenarios().items()))
    tree = copy.deepcopy(tree)
    assert isinstance(tree, dict)
    tree["scenario"]["name"] = NAME
    change, item, verdict = _changed(tree, chance)
    command = chance.choices(list(COMMANDS), (5, 2, 2, 1))[0]
    if verdict == FINE and command == "discover":
        verdict = OPEN  # it may find that nothing helps
    if command == "sweep" and verdict == WRONG and change.startswith("a setting"):
        verdict = OPEN  # its points set one of the settings anew
    if command != "run" and change in ("a budget that is too small",):
        verdict = OPEN  # which others need not ask
    files = {f"own/scenario/{NAME}.yaml": item, "design.yaml": Item(content=SMALL_DESIGN.encode())}
    return Case(
        "scenario", change, verdict, COMMANDS[command], files, f"{name}, {command}",
        places=("results", "store"), keeps=("store",),
    )  # fmt: skip


def _changed(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    how = chance.choices((_lever, _words, _top, _hook, _structure, _text), (30, 12, 14, 6, 12, 26))
    return how[0](tree, chance)


def _item(tree: object) -> Item:
    return Item(content=written(tree, HEAD).encode())


def _text(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    return broken(written(tree, HEAD), (EVERY, YAML), chance)


def _hook(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    hook = copy.deepcopy(chance.choice(HOOKS))
    for key, value in hook.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            tree[key] |= value
        else:
            tree[key] = value
    return "a hook of Hydra", _item(tree), WRONG


def _top(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    key, value = chance.choice(WRONG_TOP)
    if chance.random() < 0.5 and isinstance(value, dict) and isinstance(tree.get(key), dict):
        value = {**tree[key], **value}
    first = {key: value} if key == "defaults" else {}
    chosen = key == "defaults" and "mars" in str(value)  # the command line says another
    verdict = OPEN if chosen else WRONG
    return f"a wrong block {key}", _item({**first, **tree, key: value}), verdict


def _structure(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    what = chance.randrange(6)
    if what == 0:
        return "blocks in another order", _item(reordered(tree, chance)), FINE
    if what == 1:
        return "without its first line", Item(content=written(tree).encode()), WRONG
    if what == 2:
        return "without the block scenario", _item(without(tree, ("scenario",))), WRONG
    if what == 3:
        return "as it is", _item(tree), FINE
    change, tree = anyhow(tree, chance)
    return change, _item(tree), OPEN


def _words(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    word = chance.choice(("title", "question", "source"))
    match chance.randrange(8):
        case 0:
            return "a word missing", _item(without(tree, ("scenario", word))), WRONG
        case 1:
            return "no words", _item(put(tree, ("scenario", word), chance.choice(NO_WORDS))), WRONG
        case 2 | 3:
            return "odd words", _item(put(tree, ("scenario", word), chance.choice(ODD_WORDS))), FINE
        case 4:
            name = chance.choice(("Mine", "my scenario", "../x", "", "-x", "ä", "a/b", "_x", "a.b"))
            return "a name that is none", _item(put(tree, ("scenario", "name"), name)), WRONG
        case 5:
            new = put(tree, ("scenario", "budget_usd"), chance.choice((-1, *NO_NUMBERS)))
            verdict = OPEN if at(new, ("scenario", "budget_usd")) == f"{RAW}null" else WRONG
            return "a budget that is none", _item(new), verdict
        case 6:
            return (
                "a budget that is too small",
                _item(put(tree, ("scenario", "budget_usd"), 1)),
                (WRONG if _costs(tree) else OPEN),
            )
    return "an unknown word", _item(put(tree, ("scenario", "author"), "me")), WRONG


def _costs(tree: dict[str, Any]) -> bool:
    return bool({"outreach", "mission_staff", "civil_society", "lmg_staff"} & set(tree["levers"]))


def _lever(tree: dict[str, Any], chance: random.Random) -> tuple[str, Item, str]:
    name = chance.choice(list(tree["levers"]))
    lever = LEVERS[name]
    numbers = [
        key for key, field in lever.model_fields.items()
        if key not in ("targets", "start", "end") and field.annotation in (int, float)
    ]  # fmt: skip
    number = ("levers", name, chance.choice(numbers))
    inside = ("levers", name)
    match chance.randrange(11):
        case 0:
            new = renamed(
                tree, inside, chance.choice((f"{name}s", name.title(), "", "nobody", "a.b"))
            )
            return "an unknown lever", _item(new), WRONG
        case 1:
            return "an unknown setting", _item(put(tree, (*inside, "extra"), 1)), WRONG
        case 2 | 3 | 4:
            value = chance.choice(NO_NUMBERS)
            verdict = OPEN if "???" in value else WRONG  # it may mean: as it was
            return "a setting that is no number", _item(put(tree, number, value)), verdict
        case 5 | 6:
            low, high = span(lever.model_fields[number[2]])
            beyond = [v for v in (low - 1, low - 1e-9, high + 1, high * 1e6, 1e300, -1e300) if
                      not low <= v <= high]  # fmt: skip
            return "a setting out of range", _item(put(tree, number, chance.choice(beyond))), WRONG
        case 7:
            nobody = chance.choice(("XYZ", "usa", "", "US", "USA ", 3, None, ["USA"], "x" * 5_000))
            new = put(tree, (*inside, "targets"), [nobody])
            return "a target that is no state", _item(new), WRONG
        case 8:
            targets = chance.choice(("USA", 3, f"{RAW}null", {"USA": 1}, f"{RAW}???"))
            verdict = OPEN if targets == f"{RAW}???" else WRONG
            new = put(tree, (*inside, "targets"), targets)
            return "targets that are no list", _item(new), verdict
        case 9:
            end = chance.choice(("start", "end"))
            new = put(tree, (*inside, end), chance.choice(NO_DATES))
            return "a day that is none", _item(new), WRONG
    new = put(put(tree, (*inside, "start"), "2022-12-01"), (*inside, "end"), "2022-01-01")
    return "an end before the start", _item(new), WRONG


def span(field: Any) -> tuple[float, float]:
    """Between what a setting of a lever may lie."""
    low, high = -1e308, 1e308
    for mark in field.metadata:
        if isinstance(mark, annotated_types.Ge):
            low = float(mark.ge)  # type: ignore[arg-type]
        elif isinstance(mark, annotated_types.Le):
            high = float(mark.le)  # type: ignore[arg-type]
    return low, high
