"""Drafts, sessions and sealed forecasts: their files, their keys, and what is asked of them."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
import random
from typing import Any

from tests.hostile.breaking_text import EVERY, TABLE, YAML, broken
from tests.hostile.breaking_trees import (
    NO_DATES,
    ODD_WORDS,
    RAW,
    anyhow,
    as_json,
    put,
    reordered,
    without,
    written,
)
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.originals import FEW, SESSION, Made, council_votes

DRAFT: dict[str, Any] = {
    "title": "Situation of human rights in Belarus",
    "symbol": "A/HRC/50/L.9",
    "date": "2022-07-07",
    "sponsors": ["European Union", "Uruguay", "Costa Rica on behalf of the EU"],
    "target": "Belarus",
    "series": "belarus",
    "item": 4,
    "kind": "country",
    "orientation": 1,
}
ONE, MANY = ("forecast", "draft=draft.yaml", FEW), ("forecast", "session=session.yaml", FEW)
MUCH = "x" * 1_001
WRONG_VALUES: dict[str, tuple[object, ...]] = {
    "title": ("", "   ", MUCH, ["a"], {"a": 1}, f"{RAW}null", f"{RAW}true", "\x07", "a\u202eb"),
    "symbol": ("x" * 61, ["a"], {"a": 1}, f"{RAW}true", "\x1b[2J"),
    "date": (*(day for day in NO_DATES if day not in ("", f"{RAW}null")), "2005-01-01",
             "9999-12-31", "0000-01-01", "٢٠٢٢-٠٧-٠٧"),
    "sponsors": (["nobody"], "Atlantis", 3, [["GBR", "FRA"]], {"a": 1}, ["x" * 3_000], "-nobody",
                 f"{RAW}true", [f"{RAW}null"], "GBR FRA XYZ", ["EU"] * 3 + ["Lemuria"]),
    "target": ("nobody", ["BLR"], 3, "Belarus, Iran", {"a": 1}, "EU", f"{RAW}true", "x" * 3_000),
    "series": ("nobody", ["belarus"], 3, "x" * 201, {"a": 1}, "Belarus/..", "\x07"),
    "item": (0, 11, -1, 1.5, "four", True, [4], f"{RAW}.nan", f"{RAW}1e999", 10**30, {"a": 1}),
    "kind": ("bogus", 3, ["country"], True, "Country", {"a": 1}, "amendment"),
    "orientation": (2, -2, "x", True, 0.5, [1], {"a": 1}, f"{RAW}.nan", f"{RAW}1e999", "1.0"),
    "amends": ("nobody that is known", ["a"], MUCH, {"a": 1}, "\x07"),
    "theme": (["a"], MUCH, {"a": 1}, True), "text": (["a"], "x" * 200_001, {"a": 1}, True),
}  # fmt: skip
ODD_VALUES: dict[str, tuple[object, ...]] = {
    "date": ("2006-06-19", "2022-01-01", "2026-12-30", "2029-03-30", "2150-03-30", "", "2022-12-31",
             f"{RAW}2022-07-07", "2016-02-29"),
    "sponsors": ([], "", "EU, EU", "-EU", "EU -ALB", [[]], "the OIC", [""], ",", ["GBR"] * 5_000,
                 "Russia; China"),
    "target": ("", "usa", " Iran ", "Israel", "Türkiye", "Kosovo", "Palestine"),
    "series": ("new", "dprk", "", "racism-global-efforts"),
    "item": (1, 7, 10, "4", f"{RAW}null", 2.0), "kind": ("thematic", "palestine", ""),
    "orientation": (0, -1, "shields", "neither", 1.0, -0.0, "1", ""),
    "amends": ("Situation of human rights in Iran", "", "A/HRC/50/L.9", "Right to food"),
    "symbol": ("A/HRC/RES/50/20", "A/HRC/S-34/L.1", "=1+1", "A/HRC/99999/L.1", "A/HRC/0/L.1", "x"),
    "theme": ("mercenaries", "=1+1"), "text": ("x" * 200_000, "<script>"),
}  # fmt: skip
WRONG_WORDS: tuple[tuple[str, ...], ...] = (
    (), ("draft=",), ("draft=draft.yaml", "title=x"), ("draft=draft.yaml", "session=session.yaml"),
    ("title=",), ("sponsors=EU",), ("--json",), ("title=Belarus", "item=four"), ("x",),
    ("title=Situation of human rights in Belarus", "orientation=5"), ("title=" + MUCH,),
    ("title=Situation of human rights in Belarus", "date=tomorrow"),
    ("title=Situation of human rights in Belarus", "nobody=1"),
    ("title=Situation of human rights in Belarus", "sponsors=[nobody]"),
    ("title=Situation of human rights in Belarus", "amends=nobody that is known"),
    ("draft=draft.yaml", "draws=99"), ("draft=draft.yaml", "draws=100001"),
    ("draft=draft.yaml", "draws=x"), ("draft=draft.yaml", "seed=-1"),
    ("draft=draft.yaml", "seed=2147483648"), ("draft=draft.yaml", "seed=x"),
    ("draft=draft.yaml", "votes=nowhere"), ("draft=draft.yaml", "votes=draft.yaml"),
    ("draft=draft.yaml", "fit=nowhere"), ("draft=draft.yaml", "fit=."),
    ("draft=draft.yaml", "results=draft.yaml"), ("draft=draft.yaml", "results=/dev/null"),
    ("draft=draft.yaml", "--nope"), ("draft=draft.yaml", "seed=3", "scenario=none"),
    ("session=session.yaml", "what=item:10"), ("score=nowhere", "votes=votes"), ("score=.",),
    ("score=.", "votes=votes"), ("score=forecast",), ("score=forecast", "votes=nowhere"),
    ("score=forecast", "votes=forecast"), ("score=forecast", "votes="),
    ("draft=draft.yaml", "data=nowhere"), ("draft=draft.yaml", "data="),
)  # fmt: skip
WRONG_CHANGES = (
    "sponsors+nobody", "sponsors-nobody", "sponsors+", "sponsors-", "sponsors", "sponsors:EU",
    "sponsors-USA", "item:11", "item:", "item:x", "item:4", "item:4.0", "orientation:5",
    "orientation:1", "wording:x", "wording:", ",", "x", "target:nobody", "target:", "series:nobody",
    "title:", "kind:bogus", "date:2022-07-08", "item:10,x", "item:10,,orientation:0", ":", "=",
    "x" * 5_000, "item:10\nkind:thematic", "\x1b[2J", "${seed}", "sponsors+\udcff",
    "kind:amendment", "item:10,item:4",
)  # fmt: skip
RIGHT_CHANGES = (
    "sponsors+URY,item:10", "sponsors+Chile", "item:10", "orientation:-1",
    "target:Iran,series:iran", "wording:technical_assistance", "kind:thematic", "sponsors+OIC",
    "title:Right to food", "series:new",
)  # fmt: skip


def drafts(chance: random.Random, made: Made) -> Case:
    """A draft, a session, a change or a sealed forecast, broken in one way."""
    kinds = (_draft, _typed, _session, _words, _what, _score)
    return chance.choices(kinds, (30, 12, 14, 10, 14, 20))[0](chance, made)


def _case(
    change: str, verdict: str, given: tuple[str, ...], files: dict[str, Item], detail: object = "",
    **more: Any,
) -> Case:  # fmt: skip
    return Case("draft", change, verdict, given, files, str(detail)[:60], **more)


def _files(tree: object = DRAFT) -> dict[str, Item]:
    return {"draft.yaml": text(written(tree)), "session.yaml": text(written(SESSION))}


def _value(chance: random.Random) -> tuple[str, object, str]:
    """A key of a draft, a value that is wrong or odd, and what has to come of it."""
    key = chance.choice(list(WRONG_VALUES))
    if chance.random() < 0.6:
        return key, chance.choice(WRONG_VALUES[key]), WRONG
    return key, chance.choice(ODD_VALUES.get(key, ODD_WORDS)), OPEN


def _draft(chance: random.Random, made: Made) -> Case:
    match chance.choices(range(6), (45, 20, 12, 10, 5, 8))[0]:
        case 0:
            key, value, verdict = _value(chance)
            return _case(f"a {'wrong' if verdict == WRONG else 'odd'} {key}", verdict, ONE,
                         _files(put(DRAFT, (key,), value)), value)  # fmt: skip
        case 1:
            change, item, verdict = broken(written(DRAFT), (EVERY, YAML), chance)
            return _case(change, verdict, ONE, {"draft.yaml": item})
        case 2:
            key = chance.choice(list(DRAFT))
            return _case(f"without {key}", WRONG if key == "title" else OPEN, ONE,
                         _files(without(DRAFT, (key,))))  # fmt: skip
        case 3:
            change, other = anyhow(DRAFT, chance)
            return _case(change, OPEN, ONE, _files(other))
        case 4:
            return _case("keys in another order", FINE, ONE, _files(reordered(DRAFT, chance)))
    whole = chance.choice(("{}", "[]", "3", "null", "drafts:", "drafts: []", "drafts: 3", "- 3",
                           "drafts: {a: 1}", "- []", "title", "[[{title: x}]]"))  # fmt: skip
    return _case("no draft", WRONG, ONE, {"draft.yaml": text(whole)}, whole)


def _typed(chance: random.Random, made: Made) -> Case:
    """The same keys on the command line."""
    key, value, verdict = _value(chance)
    value = str(value).removeprefix(RAW)
    if "\x00" in value:
        value = "x"
    words = {"title": DRAFT["title"], "date": DRAFT["date"], key: value}
    given = ("forecast", *(f"{name}={word}" for name, word in words.items()), FEW)
    if key in ("title", "theme", "text") and value not in ("", "   ", MUCH, "\x07", "a\u202eb"):
        verdict = OPEN  # words all the same
    if (key, value) in (("date", "null"), ("item", "True"), ("kind", "True")):
        verdict = WRONG
    return _case(f"{key} as it was typed", OPEN if verdict == WRONG and len(value) < 2 else verdict,
                 given, {}, value)  # fmt: skip


def _session(chance: random.Random, made: Made) -> Case:
    one, other = copy.deepcopy(SESSION)
    match chance.choices(range(7), (10, 10, 8, 10, 10, 10, 25))[0]:
        case 0:
            tree: object = [one] * 201
            return _case("too many drafts", WRONG, MANY, {"session.yaml": text(written(tree))})
        case 1:
            tree = [{**one, "date": "2022-04-02"}, other]
            return _case("days backwards", WRONG, MANY, {"session.yaml": text(written(tree))})
        case 2:
            tree = [one, {**other, "symbol": one["symbol"]}]
            return _case("a symbol twice", WRONG, MANY, {"session.yaml": text(written(tree))})
        case 3:
            tree = [{**one, "amends": other["title"]}, {**other, "amends": one["title"]}]
            return _case("amends one another", WRONG, MANY, {"session.yaml": text(written(tree))})
        case 4:
            tree = [{"title": one["title"], "amends": one["title"], "date": one["date"]}]
            return _case("amends itself", OPEN, MANY, {"session.yaml": text(written(tree))})
        case 5:
            tree = {"drafts": [one, other]}
            return _case("drafts under a name", FINE, MANY, {"session.yaml": text(written(tree))})
    change, item, verdict = broken(written([one, other]), (EVERY, YAML), chance)
    if change in ("a key twice", "a comment") or change.startswith("a key"):
        verdict = OPEN if verdict == FINE else WRONG
    return _case(f"a session: {change}", verdict, MANY, {"session.yaml": item})


def _words(chance: random.Random, made: Made) -> Case:
    words = chance.choice(WRONG_WORDS)
    files = {**_files(), "forecast": Item("tree", target=str(made.forecast))}
    return _case("wrong words", WRONG, ("forecast", *words), files, words)


def _what(chance: random.Random, made: Made) -> Case:
    if chance.random() < 0.25:
        change = chance.choice(RIGHT_CHANGES)
        return _case("a change", FINE, (*ONE, f"what={change}"), _files(), change)
    change = chance.choice(WRONG_CHANGES)
    verdict = OPEN if change in ("item:10,item:4", "item:10,,orientation:0", "sponsors:EU"
                                 ) else WRONG  # fmt: skip
    return _case("a wrong change", verdict, (*ONE, f"what={change}"), _files(), change)


# ------------------------------------------------------------------ a forecast that was sealed
WRONG_SEALED: dict[str, dict[str, tuple[str, ...]]] = {
    "forecast.csv": {
        "yes": ("x", "", "nan", "inf", "-1", "2", "1e999"), "no": ("x", "-0.1", "9" * 5_000),
        "iso3": ("XYZ", "", "usa"),
    },
    "drafts.csv": {"adopted": ("x", "", "nan", "inf"), "yes_low_90": ("x", "inf", ""),
                   "no": ("x", "")},
}  # fmt: skip
ODD_SEALED: dict[str, dict[str, tuple[str, ...]]] = {
    "forecast.csv": {"draft": ("", "nobody", "=1+1"), "name": ("", "x" * 3_000, "\x1b[2J")},
    "drafts.csv": {"symbol": ("", "nobody"), "series": ("", "nobody"), "session": ("", "x", "9"),
                   "kind": ("", "bogus"), "draft": ("", "nobody", "\x1b[2J"),
                   "adopted": ("-1", "7"), "yes_high_90": ("-9", "1e300")},
}  # fmt: skip
WRONG_SEALS: tuple[tuple[str, object], ...] = (
    ("last_vote", "yesterday"), ("last_vote", 3), ("last_vote", f"{RAW}null"), ("last_vote", []),
    ("last_vote", "0000-00-00"), ("sha256", "0"), ("sha256", 3), ("sha256", f"{RAW}null"),
    ("sha256", ["x"]),
)  # fmt: skip


def _score(chance: random.Random, made: Made) -> Case:
    files = {"forecast": Item("tree", target=str(made.forecast))}
    files |= {f"votes/{name}": text(words) for name, words in council_votes().items()}
    seal = json.loads((made.forecast / "seal.json").read_text("utf-8"))
    given = ("forecast", "score=forecast", "votes=votes", *(["--json"] * (chance.random() < 0.3)))
    case = chance.randrange(7)
    if case == 0:
        key, value = chance.choice(WRONG_SEALS)
        files["forecast/seal.json"] = text(as_json(put(seal, (key,), value)))
        return _case(f"a wrong {key} of the seal", WRONG, given, files, value, places=())
    if case == 1:
        change, other = anyhow(seal, chance)
        files["forecast/seal.json"] = text(as_json(other))
        return _case(f"a seal: {change}", OPEN, given, files, places=())
    if case == 2:
        name = chance.choice(("seal.json", "summary.json", "drafts.csv", "forecast.csv"))
        words = (made.forecast / name).read_text("utf-8")
        change, item, verdict = broken(words, (EVERY,), chance)
        if name.endswith(".csv"):
            verdict = OPEN if item.content == words.encode() else WRONG
        elif verdict == WRONG and name == "summary.json":
            verdict = OPEN
        files[f"forecast/{name}"] = item
        return _case(f"{name}: {change}", verdict, given, files, places=())
    if case == 3:
        return _case("as it is", FINE, given, files, places=())
    name = chance.choice(list(WRONG_SEALED))
    words = (made.forecast / name).read_text("utf-8")
    if case == 4:
        change, item, verdict = broken(words, (EVERY, TABLE), chance)
        verdict = OPEN
    else:
        wrong = case == 5
        cells = (WRONG_SEALED if wrong else ODD_SEALED)[name]
        column = chance.choice(list(cells))
        item = text(with_cell(words, column, chance.choice(cells[column]), chance))
        change, verdict = f"a cell of {column}", WRONG if wrong else OPEN
    files[f"forecast/{name}"] = item
    if item.kind == "file":  # somebody has changed a table, and the seal with it
        whole = hashlib.sha256()
        for part in ("drafts.csv", "forecast.csv"):
            whole.update(item.content if part == name else (made.forecast / part).read_bytes())
        files["forecast/seal.json"] = text(json.dumps(seal | {"sha256": whole.hexdigest()}))
    return _case(f"{name} sealed anew: {change}", verdict, given, files, places=())


def with_cell(words: str, column: str, cell: str, chance: random.Random) -> str:
    """A table in which one cell of a column is another."""
    names, *rows = csv.reader(io.StringIO(words))
    chance.choice(rows)[names.index(column)] = cell
    new = io.StringIO()
    csv.writer(new, lineterminator="\n").writerows([names, *rows])
    return new.getvalue()
