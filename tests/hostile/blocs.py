"""Groups to ask about: the names there are, and files that describe one, broken in one way."""

from __future__ import annotations

import random

import yaml

from sim.commands.catalogue import ABOUT_A_BLOC, COMMANDS
from sim.data.blocs import NAMES
from tests.hostile.breaking_text import EVERY, YAML, broken
from tests.hostile.breaking_trees import RAW, anyhow, put, reordered, without, written
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.originals import RUN, YEAR, Made

BY_TIES: dict[str, object] = {
    "title": "the Friends of the Region",
    "source": "our own list",
    "organisers": ["BRA", "MEX"],
    "affiliates": {"CHL": 1.0, "ARG": 0.9, "URY": 0.9, "CRI": 0.8},
    "formula": {"grulac": 0.8},
}
BY_MEMBERS: dict[str, object] = {
    "title": "the Seven",
    "source": "our own list",
    "members": ["ARG", "BRA", "MEX", "USA", "GBR", "FRA", "DEU"],
}
NO_CODES = ("XYZ", [], ["XYZ"], ["bra"], [1], [None], [["BRA"]], {"BRA": 1}, "BRA", 3, True,
            ["BRA", ""], f"{RAW}null", [True], ["NO"], ["BRA\x1b[2J"], ["x" * 3_000])  # fmt: skip
NO_TIE = (-0.1, 1.1, f"{RAW}.nan", f"{RAW}.inf", "0.5", True, f"{RAW}null", [], [1], {}, "",
          f"{RAW}1e999", 10**400)  # fmt: skip
NO_WORDS = ("", " ", 3, True, f"{RAW}null", [], ["a"], {}, "\t")
WRONG_PARTS: tuple[tuple[dict[str, object], tuple[str, ...], tuple[object, ...]], ...] = (
    (BY_TIES, ("title",), NO_WORDS), (BY_TIES, ("source",), NO_WORDS),
    (BY_MEMBERS, ("members",), NO_CODES), (BY_TIES, ("affiliates", "CHL"), NO_TIE),
    (BY_TIES, ("formula", "grulac"), NO_TIE), (BY_TIES, ("affiliates", "XYZ"), (1.0,)),
    (BY_TIES, ("affiliates",), ("CHL", 3, ["XYZ"], True)), (BY_TIES, ("formula", "lmg"), (0.5,)),
    (BY_TIES, ("formula", "nobody"), (0.5,)), (BY_TIES, ("formula",), ([], "grulac", 3, ["oic"])),
    (BY_TIES, ("members",), (["BRA", "MEX", "CHL", "ARG"],)),
    (BY_MEMBERS, ("affiliates",), (["ARG"], {"ARG": 1})),
    (BY_MEMBERS, ("formula",), ({"oic": 0.5},)), (BY_MEMBERS, ("organisers",), (["BRA"],)),
    (BY_TIES, ("nobody",), (1, [], {})), (BY_TIES, ("key",), ("lmg",)),
    (BY_MEMBERS, ("members",), (["BRA"], ["BRA", "MEX", "ARG"], ["BRA"] * 9)),
)  # fmt: skip
READING: tuple[tuple[str, ...], ...] = (
    ("council", "date=2022-01-01"), RUN,
    ("forecast", "title=Human rights in Iran", "date=2022-04-01", "draws=100"),
    ("compare", "scenario=mission_staff", "replicates=4", YEAR),
    ("sweep", "design=design.yaml", "replicates=1", "dry_run=true", "into=store", YEAR),
)  # fmt: skip
OTHERS = tuple(name for name in COMMANDS if name not in (*ABOUT_A_BLOC, "help", "page"))
PLACES = ("own.yaml", "a b.yml", "x/own.yaml", "é.yaml", "-x.yaml", "a=b.yaml")


def bloc(chance: random.Random, made: Made) -> Case:
    """A group by its name or by a file of one's own, for commands that know of groups or do not."""
    kinds = (_named, _elsewhere, _part, _anyhow, _text, _place)
    return chance.choices(kinds, (10, 6, 34, 14, 26, 10))[0](chance)


def _case(
    change: str, verdict: str, words: tuple[str, ...], told: str, files: dict[str, Item],
    chance: random.Random, detail: object = "",
) -> Case:  # fmt: skip
    design = text("method: grid\nfactors:\n  levers.outreach.contacts: {values: [0, 5]}\n")
    env = {}
    if chance.random() < 0.15 and told:
        env = {"LMGSIM_BLOC": told}
    else:
        words = (*words, f"bloc={told}")
    return Case("bloc", change, verdict, words, {"design.yaml": design, **files},
                str(detail)[:60], env=env, places=("results", "store"))  # fmt: skip


def _named(chance: random.Random) -> Case:
    told, words = chance.choice(NAMES), chance.choice(READING)
    return _case("a group by its name", FINE, words, told, {}, chance, told)


def _elsewhere(chance: random.Random) -> Case:
    """A command that is about the Like-Minded Group only."""
    name, told = chance.choice(OTHERS), chance.choice(("eu", "own.yaml"))
    files = {"own.yaml": text(yaml.safe_dump(BY_TIES))}
    return _case("a group for a command without", WRONG, (name,), told, files, chance, name)


def _given(change: str, verdict: str, item: Item, chance: random.Random, detail: object) -> Case:
    words = chance.choice(READING[:3] if verdict == FINE else READING)
    return _case(change, verdict, words, "own.yaml", {"own.yaml": item}, chance, detail)


def _part(chance: random.Random) -> Case:
    tree, path, values = chance.choice(WRONG_PARTS)
    value = chance.choice(values)
    return _given(f"a wrong {path[0]}", WRONG, text(written(put(tree, path, value))), chance,
                  (path, value))  # fmt: skip


def _anyhow(chance: random.Random) -> Case:
    """Another tree: in another order, without a part, or with anything anywhere."""
    tree = chance.choice((BY_TIES, BY_MEMBERS))
    match chance.randrange(4):
        case 0:
            return _given("parts in another order", FINE, text(written(reordered(tree, chance))),
                          chance, "")  # fmt: skip
        case 1:
            part = chance.choice(("title", "source"))
            return _given("a part gone", WRONG, text(written(without(tree, (part,)))), chance, part)
    change, other = anyhow(tree, chance)
    return _given(change, OPEN, text(written(other)), chance, "")


def _text(chance: random.Random) -> Case:
    words = yaml.safe_dump(chance.choice((BY_TIES, BY_MEMBERS)), sort_keys=False)
    change, item, verdict = broken(words, (EVERY, YAML), chance)
    return _given(change, verdict, item, chance, "")


def _place(chance: random.Random) -> Case:
    """A file whose name is odd, in a folder or beside."""
    told = chance.choice(PLACES)
    files = {told: text(yaml.safe_dump(BY_TIES))}
    return _case("an odd name", FINE, chance.choice(READING[:3]), told, files, chance, told)
