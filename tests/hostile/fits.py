"""Stored fits: every table, every cell, and the story beside them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from tests.hostile.breaking_text import EVERY, TABLE, broken
from tests.hostile.breaking_trees import RAW, anyhow, as_json, put, reordered, without
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import FIT_FILES, FITTED, RUN, Made, fit_text

RECORDED = (*RUN, "rules.fit=fit")
COMING = ("run", "size.replicates=2", "council=coming_2021_2025", "rules.fit=fit")
NO_CELLS = ("nan", "inf", "-inf", "", "x", "1e999", "9" * 5_000, "1,5", "None", "[1]", "0x10")
WEIGHED = {  # columns of numbers, and what none of them may be beside NO_CELLS
    "weights.csv": (("mode", ()), ("sd", ("-1",))),
    "states.csv": (("country-scrutiny", ()), ("country-scrutiny_sd", ("-1",)), ("band", ()),
                   ("band_sd", ("-0.5",)), ("absence", ("-1", "2")), ("affiliation", ("-1", "2"))),
    "memory.csv": (("seen", ("-1",)), ("record", ("-3", "3")), ("habit", ("-3", "3")),
                   ("last", ("-3", "7"))),
    "echoes.csv": (("seen", ("-1",)), ("record", ("-3", "3"))),
    "agreement.csv": (("agreement", ("-7", "7")), ("peers", ("-7", "7"))),
    "habits.csv": (("march", ("-1", "2")), ("june", ("-1", "2")), ("special", ("-1", "2")),
                   ("texts", ("-1",)), ("orientation", ("5",))),
}  # fmt: skip
NAMED = {  # columns of names
    "weights.csv": "weight", "states.csv": "iso3", "memory.csv": "iso3", "echoes.csv": "slot",
    "agreement.csv": "iso3_a", "habits.csv": "what",
}  # fmt: skip
WRONG_STORY: tuple[tuple[tuple[str, ...], object], ...] = (
    (("train_until",), "yesterday"), (("train_until",), 3), (("train_until",), f"{RAW}null"),
    (("train_until",), "9999-99-99"), (("rates",), []), (("rates",), 3), (("rates",), {}),
    (("rates", "series"), "x"), (("rates", "series"), f"{RAW}NaN"), (("rates", "series"), -1),
    (("rates", "council"), 7), (("rates", "affiliation"), f"{RAW}Infinity"),
    (("rates", "abstention_credit"), f"{RAW}null"), (("surprise",), []), (("surprise",), "x"),
    (("surprise",), [f"{RAW}NaN"] * 3), (("surprise",), [-1, -1, -1]), (("surprise",), 3),
    (("drift",), {}), (("drift",), []), (("drift", "council"), -1), (("drift", "state"), "x"),
    (("drift", "band"), f"{RAW}1e999"),
)  # fmt: skip


def fit(chance: random.Random, made: Made) -> Case:
    """The package's fit, broken in one way, and a run that is to use it."""
    files = {"fit": Item(kind="tree", target=str(FITTED))}
    name = chance.choice(FIT_FILES)
    given = COMING if name == "habits.csv" else RECORDED
    if name == "fit.json":
        change, item, verdict = _story(chance)
    elif name == "covariance.csv" and chance.random() < 0.7:
        change, item, verdict = _covariance(chance)
    else:
        change, item, verdict = _table(name, chance)
    files[f"fit/{name}"] = item
    return Case("fit", f"{name}: {change}", verdict, given, files)


def _story(chance: random.Random) -> tuple[str, Item, str]:
    text = fit_text("fit.json")
    story: dict[str, Any] = json.loads(text)
    match chance.choices(range(5), (40, 15, 10, 30, 5))[0]:
        case 0:
            path, value = chance.choice(WRONG_STORY)
            return (
                f"a wrong {path[-1]}",
                Item(content=as_json(put(story, path, value)).encode()),
                WRONG,
            )
        case 1:
            key = chance.choice(("train_until", "rates", "surprise", "drift"))
            return f"without {key}", Item(content=as_json(without(story, (key,))).encode()), WRONG
        case 2:
            change, other = anyhow(copy.deepcopy(story), chance)
            return change, Item(content=as_json(other).encode()), OPEN
        case 3:
            if chance.random() < 0.25:
                content = chance.choice((b"[]", b"3", b"null", b'"x"', b"[" * 100_000, b"{} {}",
                                         b'{"a": 1, "a": 2}'))  # fmt: skip
                return "another JSON", Item(content=content), WRONG
            return broken(text, (EVERY,), chance)
    return "keys in another order", Item(content=as_json(reordered(story, chance)).encode()), FINE


def _covariance(chance: random.Random) -> tuple[str, Item, str]:
    head, *rows = fit_text("covariance.csv").splitlines()
    cells = [row.split(",") for row in rows]
    n, k = chance.randrange(len(cells)), chance.randrange(len(cells))
    match chance.randrange(6):
        case 0:
            cells[n][k] = chance.choice([c for c in NO_CELLS if "," not in c])
            change = "a cell that is no number"
        case 1:
            cells = [[_negative(cell) for cell in row] for row in cells]
            change = "negated"
        case 2:
            head = ",".join(reversed(head.split(",")))
            change = "names reversed"
        case 3:
            cells[n][n] = "-5"
            change = "a negative variance"
        case 4:
            del cells[n]
            change = "a row gone"
        case _:
            cells[n][k], cells[k][n] = ("3", "-3") if n != k else ("-3", "-3")
            change = "not symmetric"
    return change, Item(content="\n".join([head, *map(",".join, cells), ""]).encode()), WRONG


def _negative(cell: str) -> str:
    return cell[1:] if cell.startswith("-") else f"-{cell}"


def _table(name: str, chance: random.Random) -> tuple[str, Item, str]:
    text = fit_text(name)
    if name == "covariance.csv" or chance.random() < 0.4:
        return _in_any_table(text, chance)
    head, *rows = text.splitlines()
    names = head.split(",")
    n = chance.randrange(len(rows))
    cells = rows[n].split(",")
    match chance.randrange(6):
        case 0 | 1 | 2:
            column, more = chance.choice(WEIGHED[name])
            bad = chance.choice([c for c in (*NO_CELLS, *more) if "," not in c])
            if name in ("states.csv", "memory.csv") and cells[0] not in SEATED:
                n = next(k for k, row in enumerate(rows) if row.split(",")[0] in SEATED)
                cells = rows[n].split(",")
            cells[names.index(column)] = bad
            rows[n] = ",".join(cells)
            change = f"a wrong {column}"
        case 3:
            cells[names.index(NAMED[name])] = chance.choice(("XYZ", "", "nobody", "x" * 3_000))
            rows[n] = ",".join(cells)
            change = "an unknown name"
        case 4:
            rows.append(rows[n])
            change = "a row twice"
        case _:
            if name not in ("weights.csv", "states.csv"):
                chance.shuffle(rows)
                return "rows in another order", _joined(head, rows), OPEN
            del rows[n]
            change = "a row gone"
    verdict = OPEN if name == "habits.csv" and change == "a row twice" else WRONG
    return change, _joined(head, rows), verdict


SEATED = ("IND", "BRA", "CHN", "USA", "FRA", "GBR", "JPN", "PAK")


def _joined(head: str, rows: list[str]) -> Item:
    return Item(content="\n".join([head, *rows, ""]).encode())


def _in_any_table(text: str, chance: random.Random) -> tuple[str, Item, str]:
    change, item, verdict = broken(text, (EVERY, TABLE), chance)
    if change in ("a line gone", "a line twice"):
        verdict = OPEN
    return change, item, verdict
