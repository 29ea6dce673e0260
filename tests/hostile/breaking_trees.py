"""Ways to break what stands in a YAML or JSON file: its keys, types, ranges and structure."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

import yaml

RAW = "@raw:"  # begins a value that is written as it is, without quotes
QUOTED_RAW = re.compile(rf"""(['"]?){RAW}(.*?)\1(?=$|[,\]}}])""", re.MULTILINE)

NO_NUMBERS = (
    "lots", "", "1,5", "1e", "[bold]x[/bold]", "=1+1", "٣٤", f"{RAW}.nan", f"{RAW}.inf",
    f"{RAW}-.inf", f"{RAW}1e999", f"{RAW}[1, 2]", f"{RAW}{{a: 1}}", f"{RAW}null",
    f"{RAW}2021-01-01", f"{RAW}true",
    f"{RAW}!!binary eHg=", f"{RAW}???", "???", "${", "${seed", "${nobody}",
    "${oc.env:HOSTILE_SECRET}",
    "${oc.env:NOBODY}", "${oc.decode:'1+1'}", "x" * 3_000, "\x07", "a\nb", f"{RAW}!!float lots",
)  # fmt: skip
NO_WORDS = (
    f"{RAW}[a, b]", f"{RAW}{{a: 1}}", f"{RAW}null", f"{RAW}???", "???", "${nobody}", "${",
    "${oc.env:HOSTILE_SECRET}", "${oc.env:HOME}", "${oc.select:nobody}",
)  # fmt: skip
ODD_WORDS = (  # words all the same
    "", " ", "null", "2025", "nan", "true", "'", '"', "#", "a: b", "[bold]x", "<b>&",
    "=cmd|' /C'!A0",
    "../../x", "ä" * 500, "x" * 20_000, "\u202e", "𝕏", "a\tb", "%s %d {0}", "\\", "$x", "{{ 1 }}",
)  # fmt: skip
NO_DATES = (
    "yesterday", "2021-13-01", "2021-02-30", "0000-00-00", "2021", "99999-01-01", f"{RAW}[2021]",
    f"{RAW}.nan", f"{RAW}null", "01/02/2021", "2021-01-01T25:00:00", f"{RAW}1e99", "", f"{RAW}0",
    f"{RAW}20220101", f"{RAW}1640995200.0",
)  # fmt: skip


def written(tree: object, head: str = "") -> str:
    """A tree as YAML; values that begin with ``RAW`` stand there as they are."""
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=1_000_000)
    return head + QUOTED_RAW.sub(lambda found: found[2].replace("''", "'"), text)


def as_json(tree: object) -> str:
    """A tree as JSON; values that begin with ``RAW`` stand there as they are."""
    return re.sub(rf'"{RAW}(.*?)"', lambda m: m[1], json.dumps(tree, indent=1))


def leaves(tree: object, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values that hold no others."""
    if isinstance(tree, dict) and tree:
        for key, inner in tree.items():
            yield from leaves(inner, (*above, key))
    elif isinstance(tree, list) and tree:
        for n, inner in enumerate(tree):
            yield from leaves(inner, (*above, n))
    else:
        yield above


def at(tree: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path."""
    for key in path:
        tree = tree[key]
    return tree


def put(tree: Any, path: tuple[Any, ...], value: object) -> Any:
    """A copy of the tree with another value at a path."""
    if not path:
        return value
    tree = copy.deepcopy(tree)
    at(tree, path[:-1])[path[-1]] = value
    return tree


def without(tree: Any, path: tuple[Any, ...]) -> Any:
    """A copy of the tree without what stands at a path."""
    tree = copy.deepcopy(tree)
    del at(tree, path[:-1])[path[-1]]
    return tree


def renamed(tree: Any, path: tuple[Any, ...], name: object) -> Any:
    """A copy of the tree with another key at a path, in the same place."""
    tree = copy.deepcopy(tree)
    inside = at(tree, path[:-1])
    pairs = [(name if key == path[-1] else key, value) for key, value in inside.items()]
    inside.clear()
    inside.update(pairs)
    return tree


def reordered(tree: Any, chance: random.Random) -> Any:
    """A copy of the tree with the keys of every block in another order."""
    if not isinstance(tree, dict):
        return copy.deepcopy(tree)
    keys = list(tree)
    chance.shuffle(keys)
    return {key: reordered(tree[key], chance) for key in keys}


def anyhow(tree: Any, chance: random.Random) -> tuple[str, Any]:
    """The tree changed without regard to what it means: what was done, and the new tree."""
    paths = [path for path in leaves(tree) if path]
    path = chance.choice(paths)
    path = path[: chance.randint(1, len(path))]
    value = chance.choice((*NO_NUMBERS, *NO_WORDS, *ODD_WORDS, 0, -1, 10**30, 1e-320, True, [], {}))
    match chance.randrange(6):
        case 0:
            return "a key gone", without(tree, path)
        case 1 if isinstance(at(tree, path[:-1]), dict):
            return "a key renamed", renamed(
                tree, path, chance.choice(("x", "", "Title", "a.b", "_target_"))
            )
        case 2:
            other = chance.choice(paths)
            return "a value of another", put(tree, path, copy.deepcopy(at(tree, other)))
        case 3:
            deep: Any = at(tree, path)
            for _ in range(chance.choice((1, 2, 30, 100))):
                deep = chance.choice(([deep], {"x": deep}))
            return "a value one deeper", put(tree, path, deep)
    return "any value anywhere", put(tree, path, value)
