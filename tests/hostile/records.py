"""Records of a user's own: files of votes and terms, publishers' folders, and what is stored."""

from __future__ import annotations

import json
import random
from pathlib import Path

from sim.data.record.stored import (
    ADDED_CALLS,
    ADDED_MEMBERS,
    ADDED_VOTES,
    CALLS,
    PUBLISHED,
    TOGETHER,
    sha256_of,
)
from tests.hostile.breaking_text import EVERY, TABLE, broken
from tests.hostile.breaking_trees import RAW, anyhow, as_json, put, without
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.drafts import with_cell
from tests.hostile.originals import (
    FREEDOM,
    OWN_DAY,
    OWN_SYMBOL,
    RUN,
    TABLES,
    Made,
    assembly_votes,
    own_terms,
    own_votes,
    published_votes,
)

MINE = "data=mine"
HOME = "../home/.local/share/lmgsim"  # where a record lies that nobody has named a folder for
KEEPS = ("mine/.lock", f"{HOME}/.lock")  # what may stay of a change that was refused
LONG = "x" * 3_000
DAYS = ("yesterday", "2022-02-30", "", "0000-00-00", "99999-01-01", "20221212", "nan", "=1+1", LONG)
WRONG_VOTES: dict[str, tuple[str, ...]] = {
    "symbol": ("", "nothing", "A/HRC", LONG, "x\x1b[2J", "A/HRC/RES/49/24"),
    "date": (*DAYS, "2005-01-01", "2150-01-01", "2022-12-13"),
    "iso3": ("XYZ", "", "usa", "VAT", "12", LONG), "vote": ("X", "", "1", "ja", "Y N", "=1", LONG),
    "title": ("another", "", LONG), "target": ("XYZ", "x", LONG), "sponsors": ("another",),
    "yes": ("x", "-1", "48", "0", "1.0", "9" * 5_000), "no": ("x", "47"), "abstain": ("nan",),
}  # fmt: skip
WRONG_TERMS: dict[str, tuple[str, ...]] = {
    "iso3": ("XYZ", "", "usa", "VAT", LONG),
    "from": (*DAYS, "1999-01-01", "2100-01-01", "2031-01-01"),
    "until": (*(day for day in DAYS if day), "2026-12-31", "2030-12-31", "2100-01-01"),
}  # fmt: skip
WRONG_LINES: tuple[tuple[str, ...], ...] = (
    ("votes", "nobody"), ("votes", "add"), ("votes", "add", ""), ("votes", "add", "nowhere.csv"),
    ("votes", "add", "own.csv", "x"), ("votes", "add", "."), ("votes", "add", "/dev/zero"),
    ("votes", "add", "own.csv", "x=1"), ("votes", "remove"), ("votes", "remove", "nobody"),
    ("votes", "remove", ""), ("votes", "remove", "\x1b[2J"), ("votes", "remove", LONG),
    ("votes", "remove", OWN_SYMBOL.lower()), ("votes", "remove", OWN_SYMBOL, "x"), ("votes", "x=1"),
    ("votes", "--nope"), ("votes", "add", "~nobody-here/x"), ("votes", "add", LONG),
    ("council", "nobody"), ("council", "add"), ("council", "add", ""), ("council", "add", "."),
    ("council", "add", "nowhere.csv"), ("council", "add", "a", "b"),
    ("council", "add", "/dev/zero"), ("council", "remove"), ("council", "remove", "XYZ"),
    ("council", "remove", ""),
    ("council", "remove", "FRA", "from=x"), ("council", "remove", "FRA", "from="),
    ("council", "remove", "FRA", "until=2022-01-01"), ("council", "remove", "FRA", "x", "y"),
    *(("council", f"date={day}") for day in (*DAYS, "1999-01-01", "2100-01-01", "2022-1-1")),
    ("council", "date=2022-01-01", "x"), ("council", "x=1"), ("council", "--nope"),
    ("data", "update", "from="), ("data", "update", "from=nowhere"), ("data", "update", "x"),
    ("data", "update", "from=own.csv"), ("data", "update", "from=/dev/zero"), ("data", "x=1"),
    ("data", "update", "from=~nobody-here/x"), ("data", "update", f"from={LONG}"),
    ("data", "update", "from=empty"), ("data", "update", "from=/proc"), ("data", "update", "from=x"
     "\x1b[2J"), ("data", "update", "to=x"), ("data", "update", "from=mine"), ("data", "--nope"),
)  # fmt: skip
WRONG_PLACES = ("", "own.csv", "own.csv/x", "/dev/null", "/proc/x", LONG, "x/" * 2_500, "x\x1b[2J",
                "~nobody-here/x", "x\udcff", "nowhere", "empty")  # fmt: skip
READING: tuple[tuple[str, ...], ...] = (
    ("data",), ("votes",), ("council", f"date={OWN_DAY}"), RUN, ("votes", "remove", OWN_SYMBOL),
    ("council", "remove", "FRA"), ("votes", "add", "more.csv"), ("council", "add", "terms.csv"),
    ("forecast", "title=Human rights in Iran", "date=2022-04-01", "draws=100"),
)  # fmt: skip


def records(chance: random.Random, made: Made) -> Case:
    """A file for a record, a folder of publishers' files or a stored record, broken in one way."""
    kinds = (_votes, _terms, _lines, _places, _update, _stored)
    return chance.choices(kinds, (20, 12, 12, 6, 18, 32))[0](chance, made)


def _case(
    change: str, verdict: str, given: tuple[str, ...], files: dict[str, Item], detail: object = "",
    env: dict[str, str] | None = None,
) -> Case:  # fmt: skip
    files = {"own.csv": text(own_votes()), "terms.csv": text(own_terms()),
             "more.csv": text(own_votes("A/HRC/RES/51/98")), "empty": Item("folder"),
             **files}  # fmt: skip
    return Case("record", change, verdict, given, files, str(detail)[:60], env=env or {},
                places=("mine", HOME, "results"), keeps=KEEPS)  # fmt: skip


def _where(chance: random.Random) -> tuple[str, ...]:
    """A data folder of one's own that is named, or the usual one."""
    return (MINE,) if chance.random() < 0.8 else ()


def _table(
    words: str, wrong: dict[str, tuple[str, ...]], chance: random.Random
) -> tuple[str, Item, str]:
    """A table of a user's with a wrong cell, another row, or broken as a text."""
    lines = words.splitlines(keepends=True)
    n = chance.randrange(1, len(lines))
    match chance.randrange(10):
        case 0:
            return "a row gone", text("".join(lines[:n] + lines[n + 1 :])), OPEN
        case 1:
            return "a row twice", text("".join([*lines, lines[n]])), WRONG
        case 2:
            rows = lines[1:]
            chance.shuffle(rows)
            return "rows in another order", text("".join([lines[0], *rows])), FINE
        case 3 | 4 | 5:
            change, item, verdict = broken(words, (EVERY, TABLE), chance)
            verdict = OPEN if change in ("a control character", "a separator of lines") else verdict
            return change, item, verdict
    column = chance.choice(list(wrong))
    cell = chance.choice(wrong[column])
    return f"a wrong {column}", text(with_cell(words, column, cell, chance)), WRONG


def _votes(chance: random.Random, made: Made) -> Case:
    change, item, verdict = _table(own_votes(), WRONG_VOTES, chance)
    if change == "a row gone":
        verdict = WRONG  # of a member that sat
    return _case(f"votes added: {change}", verdict, ("votes", "add", "own.csv", *_where(chance)),
                 {"own.csv": item})  # fmt: skip


def _terms(chance: random.Random, made: Made) -> Case:
    change, item, verdict = _table(own_terms(), WRONG_TERMS, chance)
    return _case(f"terms added: {change}", verdict, ("council", "add", "terms.csv",
                 *_where(chance)), {"terms.csv": item})  # fmt: skip


def _lines(chance: random.Random, made: Made) -> Case:
    line = chance.choice(WRONG_LINES)
    given = (*line, MINE) if chance.random() < 0.7 else line
    files = {"mine": Item("tree", target=str(made.record))} if MINE in given else {}
    verdict = OPEN if line == ("data", "update", "from=mine") else WRONG
    return _case(f"a wrong line of {line[0]}", verdict, given, files, line)


def _places(chance: random.Random, made: Made) -> Case:
    """A data folder that is none, given in words or by the environment."""
    place, given = chance.choice(WRONG_PLACES), chance.choice(READING)
    env = {}
    if chance.random() < 0.4 and place and "\udcff" not in place:
        env = {"LMGSIM_DATA": place}
    else:
        given = (*given, f"data={place}")
    changing = given[0] in ("votes", "council") and given[1:2] == ("add",)
    verdict = OPEN if changing and place in ("nowhere", "empty", "x/" * 2_500) else WRONG
    case = _case("a data folder that is none", verdict, given, {}, place, env)
    return Case(**{**vars(case), "places": (*case.places, "nowhere", "empty", "x"),
                   "keeps": (*KEEPS, "nowhere/.lock", "empty/.lock", "x")})  # fmt: skip


def _update(chance: random.Random, made: Made) -> Case:
    """A folder of publishers' files, one of them broken."""
    files = {
        "council": published_votes(), "assembly": assembly_votes(2018),
        "ratings": {"ratings.csv": FREEDOM},
    }  # fmt: skip
    parts = chance.sample(list(files), chance.randint(1, 3))
    given = {f"given/{part}/{name}": words for part in parts for name, words in files[part].items()}
    name = chance.choice(list(given))
    laid = {path: text(words) for path, words in given.items()}
    change, laid[name], _ = broken(given[name], (EVERY, TABLE), chance)
    if chance.random() < 0.5:
        laid = {"mine": Item("tree", target=str(made.record)), **laid}
    if chance.random() < 0.1:
        laid[name], change = text(given[name]), "as it is"
    kind = name.rpartition("/")[2]
    return _case(f"{kind}: {change}", FINE if change == "as it is" else OPEN,
                 ("data", "update", "from=given", *_where(chance)), laid)  # fmt: skip


# ------------------------------------------------------------------ what is stored
WRONG_STORY: tuple[tuple[tuple[str, ...], object], ...] = (
    (("form",), 2), (("form",), "1"), (("form",), f"{RAW}null"), (("form",), []),
    (("tables",), []), (("tables",), f"{RAW}null"), (("tables",), 3), (("tables",), "x"),
    (("tables", ADDED_CALLS), 3), (("tables", ADDED_CALLS), f"{RAW}null"),
    (("tables", ADDED_VOTES), "0"), (("tables", ADDED_MEMBERS), []),
    (("tables", "../../own.csv"), "0"), (("tables", "/dev/zero"), "0"), (("tables", ""), "0"),
    (("tables", "states.csv"), "0"), (("tables", "x" * 300), "0"),
)  # fmt: skip
WRONG_CELLS: dict[str, dict[str, tuple[str, ...]]] = {
    ADDED_CALLS: {"date": ("yesterday", "", "2022-02-30"), "yes": ("x", "", "-1"),
                  "kind": ("bogus", ""), "orientation": ("x", ""), "session": ("", "\x1b[2J"),
                  "target": ("XYZ",), "id": ("",), "pen": ("bogus",), "sponsors": ("XYZ",)},
    ADDED_VOTES: {"yes": ("XYZ", "USA USA", "12"), "id": ("", "x"), "no": ("XYZ", LONG)},
    ADDED_MEMBERS: {"iso3": ("XYZ", ""), "from": ("yesterday", ""), "until": ("yesterday",)},
    CALLS: {"date": ("yesterday", ""), "kind": ("bogus",), "yes": ("x",), "orientation": ("x",)},
    "votes.csv": {"yes": ("XYZ",), "id": ("x",)},
    "council.csv": {"iso3": ("XYZ",), "from": ("yesterday",), "until": ("x", "")},
    "freedom.csv": {"iso3": ("XYZ",), "year": ("x", "1e9", ""), "total": ("x", "nan", "inf")},
    "aid.csv": {"iso3": ("XYZ",), "year": ("x",), "gdp": ("x", "nan", "inf", "0", "-1"),
                "usa": ("x", "inf")},
    "organisations.csv": {"iso3": ("XYZ",), "organisation": ("bogus",), "from": ("x",)},
    "assembly.csv": {"date": ("x",), "yes": ("XYZ",), "series": ("",)},
    "assembly_later.csv": {"date": ("x",), "yes": ("XYZ",), "session": ("x",)},
}  # fmt: skip


def _stored(chance: random.Random, made: Made) -> Case:
    """A stored record, broken; with its hashes made anew, as anybody can, or not."""
    given = chance.choice(READING)
    files: dict[str, Item] = {"mine": Item("tree", target=str(made.record))}
    place = made.record / "record"
    story = json.loads((place / "record.json").read_text("utf-8"))
    verdict, detail = WRONG, ""
    match chance.choices(range(5), (16, 10, 8, 14, 52))[0]:
        case 0:
            path, value = chance.choice(WRONG_STORY)
            files["mine/record/record.json"] = text(as_json(put(story, path, value)))
            change, detail = f"a wrong {path[0]}", str((path[-1], value))
        case 1:
            change, other = anyhow(story, chance)
            if chance.random() < 0.3:
                change, other = "a key gone", without(story, (chance.choice(list(story)),))
            files["mine/record/record.json"] = text(as_json(other))
            verdict = OPEN
        case 2:
            words = (place / "record.json").read_text("utf-8")
            change, files["mine/record/record.json"], verdict = broken(words, (EVERY,), chance)
            verdict = OPEN  # without a story it is no record
        case 3:
            name = chance.choice(list(story["tables"]))
            words = (place / name).read_text("utf-8")
            change, item, _ = broken(words, (EVERY, TABLE), chance)
            verdict = OPEN if item.content == words.encode() else WRONG
            files[f"mine/record/{name}"] = item
        case _:
            change, detail, verdict = _made_anew(files, story, place, chance)
    if chance.random() < 0.2:
        return _case(f"a record: {change}", verdict, given, files, detail, {"LMGSIM_DATA": "mine"})
    return _case(f"a record: {change}", verdict, (*given, MINE), files, detail)


def _made_anew(
    files: dict[str, Item], story: dict[str, dict[str, str]], place: Path, chance: random.Random
) -> tuple[str, str, str]:
    """One table broken, and its hash with it: what was done, to which cell, what has to come."""
    tables = {name: (place / name).read_bytes() for name in story["tables"]}
    name = chance.choice(list(WRONG_CELLS))
    assert name in tables or name in PUBLISHED
    others = next((pair for pair in TOGETHER if name in pair), (name,))
    for other in others:
        if other not in tables:
            tables[other] = (TABLES / other).read_bytes()
    words = tables[name].decode()
    detail, instead = "", dict[str, Item]()  # what lies there and is no plain file
    if chance.random() < 0.6:
        column = chance.choice(list(WRONG_CELLS[name]))
        cell = chance.choice(WRONG_CELLS[name][column])
        change, detail = f"{name} made anew, a wrong {column}", cell
        tables[name] = with_cell(words, column, cell, chance).encode()
    else:
        what, item, _ = broken(words, (EVERY, TABLE), chance)
        change = f"{name} made anew: {what}"
        if item.kind == "file":
            tables[name] = item.content
        else:
            instead = {name: item}
    told = {name: sha256_of(content) for name, content in sorted(tables.items())}
    files["mine/record/record.json"] = text(json.dumps({**story, "tables": told}))
    laid = {name: Item(content=content) for name, content in tables.items()} | instead
    files |= {f"mine/record/{name}": item for name, item in laid.items()}
    return change, detail, WRONG if instead else OPEN
