"""Every word of every command that names a place, and whatever can lie at a place."""

from __future__ import annotations

import json
import random
from functools import cache

import yaml

from sim.files.places import PACKAGE
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.originals import (
    EXPECTED,
    EXPERIMENT,
    FEW,
    FITTED,
    SMALL_DESIGN,
    YEAR,
    Made,
    assembly_votes,
    commission_votes,
    council_votes,
    own_terms,
    own_votes,
    published_votes,
)

LEVERS = "levers: {outreach: {contacts: 8}}"
SIZES = ("replicates=4", YEAR)
SWEEP = ("sweep", "replicates=1", YEAR)
FORECAST = (*SWEEP, "design=design.yaml", "dry_run=true")
COMPARE = ("compare", "scenario=mission_staff", *SIZES)
DISCOVER = ("discover", "scenario=civil_society", "points=50", "held_out=50", "replicates=2", YEAR)
PORTFOLIO = ("portfolio", "budget=20e6", "levers=outreach,civil_society", "population=4",
             "generations=1", "worlds=10", "replicates=1", YEAR)  # fmt: skip
RUN = ("run", "size.replicates=2", YEAR)
COUNT = ("forecast", "draft=draft.yaml", FEW)
FIT = ("calibrate", "train_until=2020-12-31")
TEST = ("backtest", "train_until=2020-12-31")

# where a command writes: its words, the last of them cut off before the place, and what it writes
WRITES: dict[str, tuple[tuple[str, ...], str]] = {
    "run results": ((*RUN, "results="), "run"),
    "jobs results": (("run", "-m", "seed=1,2", "size.replicates=2", YEAR, "results="), "run"),
    "jobs notes": (("run", "-m", "seed=1,2", "size.replicates=2", YEAR, "hydra.sweep.dir="), "run"),
    "sweep into": ((*SWEEP, "design=design.yaml", "into="), "sweep"),
    "compare results": ((*COMPARE, "results="), "run"),
    "discover results": ((*DISCOVER, "results="), "run"),
    "portfolio results": ((*PORTFOLIO, "results="), "run"),
    "calibrate into": ((*FIT, "votes=votes", "into="), "fit"),
    "calibrate figures": ((*FIT, "votes=votes", "into=out", "figures="), "figures"),
    "backtest into": ((*TEST, "votes=votes", "into="), "backtest"),
    "assembly into": (("backtest", "body=assembly", "votes=assembly", "into="), "backtest"),
    "ablate into": (("ablate", "votes=votes", "into="), "ablation"),
    "forecast results": ((*COUNT, "results="), "run"),
    "evidence results": (("evidence", "estimate", "votes=votes", "results="), "run"),
    "votes data": (("votes", "add", "own.csv", "data="), "run"),
    "council data": (("council", "add", "terms.csv", "data="), "run"),
    "update data": (("data", "update", "from=given", "data="), "run"),
}
# what a command reads, in the same way, and whether that is a folder
READS: dict[str, tuple[tuple[str, ...], bool]] = {
    "sweep design": ((*FORECAST[:-2], "dry_run=true", "design="), False),
    "calibrate votes": ((*FIT, "into=out", "votes="), True),
    "backtest votes": ((*TEST, "into=out", "votes="), True),
    "assembly votes": (("backtest", "body=assembly", "into=out", "votes="), True),
    "commission votes": (("backtest", "body=commission", "into=out", "votes="), False),
    "ablate votes": (("ablate", "into=out", "votes="), True),
    "run fit": ((*RUN, "rules.fit="), True),
    "sweep fit": ((*FORECAST, "rules.fit="), True),
    "compare fit": ((*COMPARE, "rules.fit="), True),
    "discover fit": ((*DISCOVER, "rules.fit="), True),
    "portfolio fit": ((*PORTFOLIO, "rules.fit="), True),
    "run folder": ((*RUN, "scenario=mine", "--config-dir="), True),
    "sweep folder": ((*FORECAST, "scenario=mine", "--config-dir="), True),
    "compare folder": (("compare", "scenario=mine", *SIZES, "--config-dir="), True),
    "discover folder": ((*DISCOVER[:1], *DISCOVER[2:], "scenario=mine", "--config-dir="), True),
    "portfolio folder": ((*PORTFOLIO, "council=mine", "--config-dir="), True),
    "replay": (("replay", "--smoke", ""), True),
    "data check": (("data", "check", ""), True),
    "forecast draft": (("forecast", FEW, "draft="), False),
    "forecast session": (("forecast", FEW, "session="), False),
    "forecast votes": ((*COUNT, "votes="), True),
    "forecast fit": ((*COUNT, "fit="), True),
    "forecast score": (("forecast", "votes=votes", "score="), True),
    "evidence votes": (("evidence", "estimate", "votes="), True),
    "run data": ((*RUN, "data="), True),
    "votes add": (("votes", "data=mine", "add", ""), False),
    "council add": (("council", "data=mine", "add", ""), False),
    "data update": (("data", "update", "data=mine", "from="), True),
}  # fmt: skip
# files inside what is read, each of which may be no file
INSIDE = {
    "sweep design": ("design.yaml",),
    "calibrate votes": ("votes/unhrc_rollcalls.csv", "votes/unhrc_votes_long.csv"),
    "backtest votes": ("votes/unhrc_rollcalls.csv", "votes/unhrc_votes_long.csv"),
    "assembly votes": ("assembly/un_votes.csv", "assembly/un_roll_calls.csv",
                       "assembly/un_roll_call_issues.csv"),
    "commission votes": ("chr.csv",),
    "run fit": ("fit/fit.json", "fit/weights.csv", "fit/covariance.csv", "fit/states.csv",
                "fit/memory.csv", "fit/echoes.csv", "fit/agreement.csv"),
    "run folder": ("own/scenario/mine.yaml",),
    "compare folder": ("own/scenario/mine.yaml",),
    "replay": ("own_experiment/experiment.yaml", "own_experiment/expected.csv"),
    "forecast draft": ("draft.yaml",), "forecast session": ("draft.yaml",),
    "forecast votes": ("votes/unhrc_rollcalls.csv", "votes/unhrc_votes_long.csv"),
    "votes add": ("own.csv",), "council add": ("terms.csv",),
    "data update": ("given/resolutions.csv", "given/votes_long.csv"),
}  # fmt: skip
RIGHT = {"sweep design": "design.yaml", "commission votes": "chr.csv", "replay": "own_experiment",
         "forecast draft": "draft.yaml", "forecast session": "draft.yaml",
         "votes add": "own.csv", "council add": "terms.csv", "data update": "given",
         "assembly votes": "assembly"} | dict.fromkeys(
    ("calibrate votes", "backtest votes", "ablate votes", "forecast votes", "evidence votes"),
    "votes") | dict.fromkeys(
    (name for name in READS if name.endswith(" fit")), "fit") | dict.fromkeys(
    (name for name in READS if name.endswith(" folder")), "own")  # fmt: skip

MARKED = {"lmgsim": "portrait", "files": []}
THINGS: dict[str, tuple[str, dict[str, Item]]] = {  # the path, and what lies there
    "a file": ("x", {"x": text("mine")}),
    "an empty file": ("x", {"x": Item()}),
    "below a file": ("x/y", {"x": text("mine")}),
    "a link to a folder": ("x", {"there/z": text("mine"), "x": Item("link", target="there")}),
    "a link to an empty folder": (
        "x", {"there": Item("folder"), "x": Item("link", target="there")}),
    "a link to nothing": ("x", {"x": Item("link", target="nowhere")}),
    "a link to itself": ("x", {"x": Item("link", target="x")}),
    "a link to a file": ("x", {"there": text("mine"), "x": Item("link", target="there")}),
    "a link to the system": ("x", {"x": Item("link", target="/dev/zero")}),
    "a pipe": ("x", {"x": Item("fifo")}),
    "a link to a pipe": ("x", {"there": Item("fifo"), "x": Item("link", target="there")}),
    "a file of holes": ("x", {"x": Item("sparse", size=200 << 30)}),
    "a null device": ("/dev/null", {}), "a zero device": ("/dev/zero", {}),
    "a full device": ("/dev/full", {}), "a screen": ("/dev/tty", {}),
    "standard input": ("/dev/stdin", {}), "its own memory": ("/proc/self/mem", {}),
    "its environment": ("/proc/self/environ", {}), "a folder of the system": ("/proc/x", {}),
    "a long name": ("x" * 300, {}), "a long path": ("x/" * 2_500, {}),
    "a name of bytes": ("x\udcff", {}), "a name with a control": ("x\x1b[2J\ny", {}),
    "nobody's home": ("~nobody-here/x", {}), "an empty name": ("", {}),
    "a folder of somebody": ("x", {"x/thesis.docx": text("three years of work")}),
    "a folder with a hidden file": ("x", {"x/.git/config": text("mine")}),
    "a folder with a pipe": ("x", {"x/pipe": Item("fifo")}),
    "a folder with a mark of another kind": ("x", {"x/.lmgsim": text(json.dumps(MARKED))}),
    "a folder with a mark that is none": ("x", {"x/.lmgsim": text("[[[["), "x/a": text("mine")}),
    "a folder with a mark that is a pipe": ("x", {"x/.lmgsim": Item("fifo")}),
    "a folder with a mark that is a link": ("x", {"x/.lmgsim": Item("link", target="/dev/zero")}),
    "a folder with a mark of ways out": (
        "x", {"x/.lmgsim": text(json.dumps({"lmgsim": "fit", "files": ["../thesis"]})),
              "thesis": text("three years of work")}),
    "the package": (str(PACKAGE / "data" / "tables"), {}),
}  # fmt: skip
FOR_WRITING_ONLY = ("a folder with a mark", "a link to an empty folder")
OPEN_TO_RESULTS = (  # every run has a folder of its own in it
    "a folder of somebody", "a folder with a", "a link to an empty folder", "a link to a folder",
    "a name of bytes",
)  # fmt: skip
INSTEAD: dict[str, Item] = {
    "a folder": Item("folder"), "a link to nothing": Item("link", target="nowhere"),
    "a link to itself": Item("link", target="x"), "a pipe": Item("fifo"),
    "a link to zeros": Item("link", target="/dev/zero"), "nothing at all": Item("nothing"),
    "a link to memory": Item("link", target="/proc/self/mem"), "an empty file": Item(),
    "a file of holes": Item("sparse", size=200 << 30), "zero bytes": Item(content=b"\0" * 5_000),
    "brackets": text("[" * 200_000), "braces": text("{" * 200_000), "one long line":
    text("a," * 2_000_000), "an odd encoding": Item(content="x,ä\n".encode("utf-7") + b"\xff\xfe"),
    "a book": Item(content=b"PK\x03\x04" + b"\x00" * 500), "gzip": Item(content=b"\x1f\x8b\x08" +
    b"\x00" * 40), "a page": text("<!DOCTYPE html><html><body>404</body></html>\n"),
    "quotes": text('"' * 100_001), "no end": text('a,b\n"c'), "ends": text("\r" * 10_000),
    "a pointer": text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
}  # fmt: skip


LOCKS = ("x/.lock", "there/.lock", "mine/.lock")  # that a change of a record leaves, refused or not


def paths(chance: random.Random, made: Made) -> Case:
    """One word that names a place, and what should not lie there."""
    return chance.choice(every_path())


@cache
def every_path() -> list[Case]:
    """All of them."""
    cases = [_written(name, thing) for name in WRITES for thing in THINGS]
    cases += [_read(name, thing) for name in READS for thing in THINGS
              if not thing.startswith(FOR_WRITING_ONLY)]  # fmt: skip
    cases += [_inside(name, file, thing) for name, files in INSIDE.items() for file in files
              for thing in INSTEAD]  # fmt: skip
    return cases


@cache
def _laid_out() -> dict[str, Item]:
    """What each command needs, all of it right."""
    words = "scenario: {name: mine, title: Mine, question: q, source: s}"
    files = {"design.yaml": text(SMALL_DESIGN), "fit": Item("tree", target=str(FITTED)),
             "own/scenario/mine.yaml": text(f"# @package _global_\n{words}\n{LEVERS}\n"),
             "own/council/mine.yaml": text("since: 2022-01-01\nuntil: 2022-12-31\n"),
             "own_experiment/experiment.yaml": text(yaml.safe_dump(EXPERIMENT)),
             "own_experiment/expected.csv": text(EXPECTED),
             "draft.yaml": text("title: Human rights in Iran\ndate: 2022-04-01\n"),
             "own.csv": text(own_votes()), "terms.csv": text(own_terms()),
             "chr.csv": text(commission_votes()["chr.csv"])}  # fmt: skip
    for folder, votes in (
        ("votes", council_votes()),
        ("assembly", assembly_votes()),
        ("given", published_votes()),
    ):
        files |= {f"{folder}/{name}": text(words) for name, words in votes.items()}
    return files


def _files() -> dict[str, Item]:
    return dict(_laid_out())


@cache
def _fit() -> dict[str, Item]:
    files = sorted(path for path in FITTED.iterdir() if path.is_file())
    return {f"fit/{path.name}": Item(content=path.read_bytes()) for path in files}


def _given(words: tuple[str, ...], path: str) -> tuple[str, ...]:
    return (*words[:-1], words[-1] + path)


def _written(name: str, thing: str) -> Case:
    words, kind = WRITES[name]
    path, there = THINGS[thing]
    verdict = OPEN if kind == "run" and thing.startswith(OPEN_TO_RESULTS) else WRONG
    return Case("paths", f"{name}: {thing}", verdict, _given(words, path), _files() | there,
                path[:60], places=("results", "there", "x"), keeps=LOCKS)  # fmt: skip


def _read(name: str, thing: str) -> Case:
    words, _ = READS[name]
    path, there = THINGS[thing]
    return Case("paths", f"{name}: {thing}", WRONG, _given(words, path), _files() | there,
                path[:60], places=("mine",), keeps=LOCKS)  # fmt: skip


def _inside(name: str, file: str, thing: str) -> Case:
    words, _ = READS[name]
    there = _files()
    if file.startswith("fit/"):
        del there["fit"]
        there |= _fit()
    there[file] = INSTEAD[thing]
    return Case("paths", f"{name}, {file}: {thing}", WRONG, _given(words, RIGHT[name]), there,
                places=("mine",), keeps=LOCKS)  # fmt: skip


def right_paths() -> list[Case]:
    """Each command as it should be, so that what is refused is refused for its place alone."""
    return [Case("paths", f"{name}: as it is", FINE, _given(words, RIGHT[name]), _files(),
                 places=("results", "mine"))
            for name, (words, _) in READS.items() if name in RIGHT
            and words[0] not in ("calibrate", "backtest", "ablate")]  # fmt: skip
