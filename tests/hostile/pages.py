"""What a browser may send to the page, and scenario files that lie where it reads."""

from __future__ import annotations

import copy
import random
from typing import Any

from sim.levers import LEVERS
from sim.page.visit import ACTS
from tests.hostile.breaking_text import EVERY, YAML, broken
from tests.hostile.breaking_trees import ODD_WORDS, anyhow, written
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.originals import Made, scenarios
from tests.hostile.scenarios import HEAD, HOOKS, WRONG_TOP

START: tuple[dict[str, Any], ...] = (
    {"act": "size", "on": "", "value": "2"},
    {"act": "council", "on": "", "value": "recorded_2022"},
)
NONE = Item(content=(HEAD + written(
    {"scenario": {"name": "none", "title": "Nothing", "question": "x",
    "source": "x"}})).encode())  # fmt: skip
STAFF = "staff_and_outreach"
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, float("nan"), float("inf"), [], {}, ["a"], {"a": 1}, "", " ",
    "x",
    "9" * 5_000, "x" * 5_000, "\x00", "\ud800", "<script>alert(1)</script>", "../../etc/passwd",
    "${oc.env:HOSTILE_SECRET}", "${seed}", "???", "nan", "inf", "-1", "1e999", "٣", "2021-02-30",
    "null", "[bold]", "%00", "a\nb", "{{ 1 }}", "1_0",
)  # fmt: skip
WRONG_EVENTS: tuple[tuple[str, Any, Any], ...] = (
    ("explode", "", ""), ("", "", ""), ("tab", "elsewhere", ""), ("view", "globe", ""),
    ("speed", "", "-1"), ("speed", "", "nan"), ("arm", "", "both"), ("goto", "", "soon"),
    ("goto", "", "1.5"), ("goto", "", ""), ("replicate", "", "-1"), ("replicate", "", "10000000"),
    ("replicate", "", "x"), ("choose", "XYZ", ""), ("size", "", "1"), ("size", "", "1000000"),
    ("size", "", "x"), ("seed", "", "-1"), ("seed", "", "x"), ("seed", "", "9" * 30),
    ("load", "", "../../etc/passwd"), ("load", "", "nowhere"), ("load", "", ""), ("load", "", "."),
    ("load", "", "None"), ("council", "", "mars"), ("council", "", "../x"), ("council", "", "x,y"),
    ("council", "", "[a]"), ("council", "", "a=b"), ("council", "", "${oc.env:HOSTILE_SECRET}"),
    ("replay", "nobody", ""), ("replay", "../../etc", ""), ("lever", "nobody.contacts", "1"),
    ("lever", "outreach.nobody", "1"), ("lever", "outreach", "1"), ("lever", "", "1"),
    ("lever", "outreach.contacts", "101"), ("lever", "outreach.contacts", "-1"),
    ("lever", "outreach.contacts", "lots"), ("lever", "outreach.contacts", ""),
    ("lever", "outreach.contacts", "nan"), ("lever", "outreach.contacts", "inf"),
    ("lever", "outreach.targets", "XYZ"), ("lever", "outreach.end", "2020-01-01"),
    ("lever", "outreach.end", "yesterday"), ("lever", "outreach.start", "${seed}"),
    ("lever", "opposition.effort", "1"), ("lever", "outreach._began", "2022-01-01"),
    ("lever", "outreach.title", "x"), ("lever", "outreach.start", "Smarch 2023"),
    ("target", "outreach.targets", "Pluto"), ("target", "outreach.targets", ""),
    ("target", "outreach.contacts", "IND"), ("target", "nobody.targets", "IND"),
    ("target", "", "IND"), ("untarget", "outreach.targets", "XYZ"),
    ("untarget", "outreach.end", "IND"), ("find", "", ""), ("find", "", "no such text"),
    ("find", "", "x" * 5_000), ("show", "both", ""), ("show", "", ""),
    ("draft", "title", ""), ("draft", "title", "x\x00y"), ("draft", "title", "x" * 1_500),
    ("draft", "nothing", "x"), ("draft", "item", "11"), ("draft", "date", "2027-03-26"),
    ("sponsor", "", "Uruguay"), ("sponsor", "", ""), ("unsponsor", "URY", ""),
    ("member", "IND", ""), ("hold", "IND", "yes"), ("keep", "", ""),
    ("make", "", ""), ("make", "brief", ""), ("make", "compare", ""),
    ("choose", "", "Pluto"), ("choose", "", "\x00"), ("choose", "", ""),
)  # fmt: skip
WRONG_NAMES = ("", " ", "A", "a b", "../x", "none", STAFF, "x" * 61, ".x", "-x", "a/b", "a\n", "ä",
               "a.yaml", "\x00", "a${seed}")  # fmt: skip
READ_OTHERWISE = ("2025", "null", "nan", "true", "1e3", "0", "on", "0x1f", "off", "1-2")
FINE_NAMES = (
    "2025",
    "null",
    "nan",
    "true",
    "1e3",
    "my-own",
    "0",
    "on",
    "x_1",
    "1-2",
    "0x1f",
    "off",
)


def page(chance: random.Random, made: Made) -> Case:
    """Some events on a visit, the last of them wrong or odd."""
    files = {"scenario/none.yaml": NONE, f"scenario/{STAFF}.yaml": _shipped(STAFF)}
    match chance.choices(range(5), (30, 22, 14, 26, 8))[0]:
        case 0:
            act, on, value = chance.choice(WRONG_EVENTS)
            last, change, verdict = _event(act, on, value), f"a wrong {act or 'act'}"[:40], WRONG
        case 1:
            last, change, verdict = _any_event(chance), "any event", OPEN
        case 2:
            last, change, verdict = _saved(chance)
        case 3:
            change, files["scenario/mine.yaml"], verdict = _file(chance)
            last = _event("load", "", "mine")
        case _:
            change, last = "many events", None
            verdict = OPEN
    events = [*START] if last is None or chance.random() < 0.5 else []
    if last is None:
        events += [_any_event(chance) for _ in range(6)]
    else:
        events.append(last)
        if change.startswith("saved"):
            events.append(_event("load", "", last["beside"]["name"]))
    keeps = ("scenario",) if last is None else ()  # one of many may have saved
    return Case("page", change, verdict, tuple(events), files, repr(last)[:200], entry="page",
                places=("scenario",), keeps=keeps)  # fmt: skip


def _shipped(name: str) -> Item:
    return Item(content=(HEAD + written(scenarios()[name])).encode())


def _event(act: object, on: object, value: object, **beside: object) -> dict[str, Any]:
    return {"act": act, "on": on, "value": value, "beside": beside}


def _any_event(chance: random.Random) -> Any:
    if chance.random() < 0.1:
        return chance.choice(ODD)
    lever = chance.choice(list(LEVERS))
    setting = chance.choice(list(LEVERS[lever].model_fields))
    act = chance.choice([*ACTS, "lever", "lever", "lever"])
    places = (
        f"{lever}.{setting}",
        lever,
        "IND",
        "test",
        "read",
        "watch",
        "network",
        "run",
        "chances",
        *ODD,
    )
    values = ("1", "0", "true", "IND", "USA", "civil_society", "recorded_2022", "2022-06-01", *ODD)
    if act in ("size", "seed", "replay", "play"):
        values = ("2", "3", *ODD[:20])  # more would take a while
    if act == "make":
        places = ODD  # a run takes a while, and writes results
    event = _event(act, chance.choice(places), chance.choice(values))
    if act in ("load", "save") or chance.random() < 0.1:
        event["beside"] = chance.choice(({"name": "x"}, {"name": chance.choice(ODD)}, *ODD))
    if chance.random() < 0.1:
        del event[chance.choice(list(event))]
    if chance.random() < 0.1:
        event["number"] = chance.choice(ODD)
    return event


def _saved(chance: random.Random) -> tuple[dict[str, Any], str, str]:
    if chance.random() < 0.35:
        name = chance.choice(WRONG_NAMES)
        return _event("save", "", "", name=name, title="x", question="y"), "a wrong name", WRONG
    name = chance.choice(FINE_NAMES)
    title, question = (chance.choice((*ODD_WORDS, "???", "? ?", "x")) for _ in range(2))
    event = _event("save", "", "", name=name, title=title, question=question)
    odd = name in READ_OTHERWISE or any(map(_may_be_refused, (title, question)))
    return event, "saved and loaded", OPEN if odd else FINE


def _may_be_refused(words: str) -> bool:
    """Whether these are words that the page need not take: of no letter, unseen, or very many."""
    says = words.strip() == "" or any(letter.isalnum() for letter in words)
    seen = words.replace("\t", " ").isprintable()
    return not (says and seen) or len(words) > 200 or "???" in words or "${" in words


def _file(chance: random.Random) -> tuple[str, Item, str]:
    tree: dict[str, Any] = copy.deepcopy(scenarios()[STAFF])  # type: ignore[assignment]
    tree["scenario"]["name"] = "mine"
    match chance.choices(range(4), (50, 15, 15, 20))[0]:
        case 0:
            change, item, verdict = broken(HEAD + written(tree), (EVERY, YAML), chance)
            return f"a file: {change}", item, verdict
        case 1:
            tree |= copy.deepcopy(chance.choice(HOOKS))
            return "a file: a hook of Hydra", _item(tree), WRONG
        case 2:
            key, value = chance.choice(WRONG_TOP)
            first = {key: value} if key == "defaults" else {}
            return f"a file: a wrong block {key}", _item({**first, **tree, key: value}), WRONG
    change, tree = anyhow(tree, chance)
    return f"a file: {change}", _item(tree), OPEN


def _item(tree: object) -> Item:
    return Item(content=(HEAD + written(tree)).encode())


HANDED_ON = "results/a/a/"
RESULTS: dict[str, Item] = {
    f"{HANDED_ON}fine.csv": text("state\nFRA\n"), f"{HANDED_ON}config.yaml": text("seed: 1\n"),
    f"{HANDED_ON}link.csv": Item("link", target="../../../secret.csv"),
    f"{HANDED_ON}folder.csv": Item("folder"), f"{HANDED_ON}pipe.csv": Item("fifo"),
    "secret.csv": text("not of the results\n"), "results/secret.csv": text("of no run\n"),
}  # fmt: skip
NOT_HANDED_ON = ("config.yaml", "link.csv", "folder.csv", "pipe.csv", "none.csv", "../secret.csv",
                 "..%2f..%2fsecret.csv", "..\\..\\secret.csv", "fine.csv/", "FINE.CSV", ".csv",
                 "fine.csv\x00")  # fmt: skip


def address(chance: random.Random, made: Made) -> Case:
    """A request to the server of the page."""
    good = [("host", "127.0.0.1:8000")]
    odd = ("..", "%2e%2e", "a", "x" * 5_000, "\x00", "é", "a b", ".", "-", "report.html", "...")
    verdict = WRONG
    match chance.randrange(4):
        case 0:
            path, verdict = "/result/a/a/fine.csv", FINE
        case 1:
            path = f"/result/a/a/{chance.choice(NOT_HANDED_ON)}"
        case 2:
            path = f"/result/{chance.choice(odd[:2])}/{chance.choice(odd)}/fine.csv"
        case _:
            path = f"/report/{chance.choice(odd)}/{chance.choice(odd)}"
    headers = list(good)
    if chance.random() < 0.4:
        verdict = WRONG
        headers = chance.choice((
            [], good * 2, [("host", "evil.example")], [*good, ("origin", "null")],
            [*good, ("origin", "http://127.0.0.1:8000.evil")], [*good, ("origin", "http://[")],
            [*good, ("origin", "http://\xff")], [("host", "127.0.0.1:8000\xff")],
            [*good, ("sec-fetch-site", "cross-site")], [*good, ("range", "bytes=-9")],
        ))  # fmt: skip
        if ("range", "bytes=-9") in headers and path.endswith("fine.csv"):
            verdict = OPEN  # a part of a file may be asked for
    return Case("address", "a request", verdict, (path, tuple(headers)), RESULTS, path[:60],
                entry="address", places=())  # fmt: skip
