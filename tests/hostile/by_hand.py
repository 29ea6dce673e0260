"""What somebody thought of: cases that no change of one word in a right file comes upon."""

from __future__ import annotations

import random
from functools import cache

from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.originals import EXPECTED, RUN, SMALL_DESIGN, SWEEP, YEAR, Made

HEAD = "# @package _global_\n"
WORDS = "scenario: {name: mine, title: Mine, question: What, source: me}\n"
LEVERS = "levers: {outreach: {contacts: 8}}\n"
GOOD = f"{HEAD}{WORDS}{LEVERS}"
OWN = ("--config-dir", "own", "scenario=mine")
SHOW = ("run", *OWN, "--cfg", "job")
ASK = (*RUN, *OWN)
LIST = "method: list\nfile: {}\n"
TABLE = "levers.outreach.contacts\n0\n5\n"
DRY = ("sweep", "design=design.yaml", "dry_run=true", "replicates=1", YEAR)
EXPERIMENT = """\
title: t
question: q
source: s
minutes: 0.1
replicates: 4
smoke: 2
runs: {{free: [council=recorded_2022, scenario=none], moved: {}}}
"""
MOVED = "[council=recorded_2022, levers.outreach.contacts=10]"


def by_hand(chance: random.Random, made: Made) -> Case:
    """One of them."""
    return chance.choice(every_one())


@cache
def every_one() -> list[Case]:
    """All of them."""
    return [
        *_environments(),
        *_encodings(),
        *_sizes(),
        *_lists(),
        *_experiments(),
        *_stores(),
        *_words(),
        *_groups(),
    ]


def _case(
    name: str,
    verdict: str,
    given: tuple[str, ...],
    files: dict[str, Item] | None = None,
    places: tuple[str, ...] = (),
    **more: object,
) -> Case:
    return Case("by hand", name, verdict, given, files or {}, places=places, **more)  # type: ignore[arg-type]


def _scenario(content: bytes | str) -> dict[str, Item]:
    raw = content if isinstance(content, bytes) else content.encode()
    return {"own/scenario/mine.yaml": Item(content=raw)}


def _environments() -> list[Case]:
    """The world around a command."""
    odd = {
        "TMPDIR": ("nowhere", "/dev/null", "", "a\nb", "/proc"),
        "HOME": ("", "nowhere", "/dev/null"),
        "COLUMNS": ("0", "-1", "x", "9" * 30, "1"),
        "LINES": ("0", "-1", "x"),
        "TERM": ("", "dumb", "x" * 5_000),
        "LANG": ("x", "de_DE.ISO-8859-1", ""),
        "PYTHONIOENCODING": ("x",),
        "NO_COLOR": ("1",),
        "FORCE_COLOR": ("1",),
        "NUMBA_NUM_THREADS": ("0", "x", "9999"),
        "OMP_NUM_THREADS": ("x", "0", "-1"),
        "MPLCONFIGDIR": ("/dev/null", "nowhere/x"),
        "NUMBA_CACHE_DIR": ("/dev/null", "/proc/x"),
        "TZ": ("x", "Mars/Here", ":/dev/zero"),
        "SOURCE_DATE_EPOCH": ("x", "-1", "9" * 30),
        "LMGSIM_TRACE": ("x", "0"),
        "HYDRA_FULL_ERROR": ("1",),
        "MPLBACKEND": ("TkAgg", "x"),
        "GIT_DIR": ("/dev/zero", "nowhere"),
        "PATH": ("", "nowhere"),
        "XDG_CONFIG_HOME": ("nowhere",),
        "OC_CAUSE": ("1",),
        "PYTHONHASHSEED": ("x",),
        "DISPLAY": (":99",),
        "USER": ("",),
    }
    found = []
    for key, values in odd.items():
        for value in values:
            for given in (("mechanisms",), SHOW, (*SWEEP,)):
                verdict = FINE if key not in ("TMPDIR", "NUMBA_CACHE_DIR") else OPEN
                files = {**_scenario(GOOD), "design.yaml": text(SMALL_DESIGN)}
                places = ("store",)
                found.append(
                    _case(
                        f"{key} odd, {given[0]}",
                        verdict,
                        given,
                        files,
                        places,
                        env={key: value},
                        detail=value[:40],
                        keeps=("store",),
                    )
                )
    return found


def _encodings() -> list[Case]:
    """A scenario in every way that an editor saves it."""
    accents = GOOD.replace("Mine", "Ma décision")
    fine = {
        "UTF-8": "utf-8",
        "UTF-8 with a mark": "utf-8-sig",
        "UTF-16": "utf-16",
        "UTF-16 without a mark": "utf-16-le",
    }
    wrong = {
        "UTF-32 without a mark": "utf-32-be",
        "Latin-1": "latin-1",
        "EBCDIC": "cp500",
        "Mac": "mac-roman",
    }
    found = [
        _case(f"a scenario in {name}", FINE, SHOW, _scenario(accents.encode(code)))
        for name, code in fine.items()
    ]
    found += [
        _case(f"a scenario in {name}", WRONG, ASK, _scenario(accents.encode(code)))
        for name, code in wrong.items()
    ]
    found += [
        _case("lines that end as on Windows", FINE, SHOW, _scenario(GOOD.replace("\n", "\r\n"))),
        _case("lines that end as on old Macs", OPEN, SHOW, _scenario(GOOD.replace("\n", "\r"))),
        _case("a UTF-32 scenario", OPEN, SHOW, _scenario(GOOD.encode("utf-32"))),
        _case("two marks", OPEN, SHOW, _scenario("\ufeff\ufeff" + GOOD)),
        _case(
            "a mark in the middle", OPEN, SHOW, _scenario(GOOD.replace("levers", "\ufefflevers"))
        ),
        _case("an odd end of line", OPEN, SHOW, _scenario(GOOD.replace("Mine", "a\u2028b\x85c"))),
        _case("half a letter", WRONG, ASK, _scenario(GOOD.encode() + b"# \xc3")),
        _case("half a UTF-16", WRONG, ASK, _scenario(GOOD.encode("utf-16")[:-1])),
        _case("a surrogate", WRONG, ASK, _scenario(GOOD.encode() + b"# \xed\xa0\x80\n")),
        _case("too long a letter", WRONG, ASK, _scenario(GOOD.encode() + b"# \xc0\xaf\n")),
        _case("gzip", WRONG, ASK, _scenario(b"\x1f\x8b\x08\x00" + b"\x00" * 30)),
        _case("two documents", WRONG, ASK, _scenario(GOOD + "---\n" + WORDS)),
        _case("an end and more", WRONG, ASK, _scenario(GOOD + "...\nx: 1\n")),
        _case("a directive", OPEN, SHOW, _scenario("%YAML 1.1\n---\n" + GOOD)),
        _case("another directive", WRONG, ASK, _scenario("%YAML 9.9\n---\n" + GOOD)),
        _case("a tag", WRONG, ASK, _scenario("%TAG ! tag:x,2000:\n---\n" + WORDS + "a: !x 1\n")),
        _case("a merge", OPEN, SHOW, _scenario(HEAD + "a: &a {x: 1}\nb: {<<: *a}\n" + WORDS)),
        _case("a merge of nothing", WRONG, ASK, _scenario(HEAD + "b: {<<: 3}\n" + WORDS)),
        _case("a merge of itself", WRONG, ASK, _scenario(HEAD + "b: &b {<<: *b}\n" + WORDS)),
        _case("a list in itself", WRONG, ASK, _scenario(HEAD + "b: &b [*b]\n" + WORDS)),
        _case("a list as a key", WRONG, ASK, _scenario(HEAD + "? [a, b]\n: 1\n" + WORDS)),
        _case("a block as a key", WRONG, ASK, _scenario(HEAD + "? {a: b}\n: 1\n" + WORDS)),
        _case("a date as a key", WRONG, ASK, _scenario(HEAD + "2020-01-01: 1\n" + WORDS)),
        _case("nothing as a key", WRONG, ASK, _scenario(HEAD + "~: 1\n" + WORDS)),
        _case("a number as a key", WRONG, ASK, _scenario(HEAD + "3: 1\n" + WORDS)),
        _case("a set", WRONG, ASK, _scenario(HEAD + "x: !!set {a, b}\n" + WORDS)),
        _case("pairs", WRONG, ASK, _scenario(HEAD + "x: !!pairs [a: 1]\n" + WORDS)),
        _case("an ordered map", WRONG, ASK, _scenario(HEAD + "x: !!omap [a: 1]\n" + WORDS)),
        _case("minutes of base sixty", OPEN, SHOW, _scenario(GOOD.replace("8", "1:30"))),
        _case("eight in base eight", OPEN, SHOW, _scenario(GOOD.replace("8", "010"))),
        _case("an exponent without a point", OPEN, SHOW, _scenario(GOOD.replace("8", "1e1"))),
    ]
    return found


def _sizes() -> list[Case]:
    """A great many of anything."""
    targets = ", ".join(["USA"] * 60_000)
    many = ",".join(f"a{n}" for n in range(3_000))
    deep = "".join(f"{' ' * n}a{n}:\n" for n in range(1_500)) + " " * 1_500 + "x: 1\n"
    return [
        _case(
            "many targets",
            OPEN,
            SHOW,
            _scenario(
                f"{HEAD}{WORDS}levers: {{outreach: {{contacts: 8, targets: [{targets}]}}}}\n"
            ),
        ),
        _case(
            "many targets, simulated",
            OPEN,
            (*RUN, *OWN),
            _scenario(
                f"{HEAD}{WORDS}levers: {{outreach: {{contacts: 8, targets: [{targets}]}}}}\n"
            ),
            ("results",),
        ),
        _case(
            "many blocks",
            WRONG,
            ASK,
            _scenario(GOOD + "".join(f"b{n}: 1\n" for n in range(60_000))),
        ),
        _case(
            "many levers",
            WRONG,
            (*RUN, *OWN),
            _scenario(
                HEAD + WORDS + "levers:\n" + "".join(f"  b{n}: {{}}\n" for n in range(40_000))
            ),
        ),
        _case("deep blocks", WRONG, ASK, _scenario(HEAD + WORDS + deep)),
        _case("a long question", OPEN, SHOW, _scenario(GOOD.replace("What", "x" * 900_000))),
        _case("a long line of comment", OPEN, SHOW, _scenario(GOOD + "# " + "x" * 900_000 + "\n")),
        _case("many lines", OPEN, SHOW, _scenario(GOOD + "\n" * 900_000)),
        _case("many scenarios", WRONG, ("compare", f"scenario={many}", YEAR)),
        _case(
            "one scenario often", WRONG, ("compare", "scenario=" + ",".join(["us_absent"] * 400))
        ),
        _case("many jobs", WRONG, ("run", "-m", "seed=" + ",".join(map(str, range(1_500))), "x=1")),
        _case("many overrides", WRONG, ("run", *(f"x{n}=1" for n in range(3_000)))),
        _case(
            "one override often", FINE, ("run", *(f"seed={n}" for n in range(300)), "--cfg", "job")
        ),
        _case(
            "many folders",
            WRONG,
            ("run", *(["--config-dir=own"] * 300), "scenario=nowhere"),
            _scenario(GOOD),
        ),
        _case("a long list", WRONG, ("run", f"+council.drafts=[{many[:9_000]}]", YEAR)),
        _case(
            "many factors",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n"
                    + "".join(f"  x{n}: {{values: [0, 1]}}\n" for n in range(20_000))
                )
            },
        ),
        _case(
            "many values",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n  levers."
                    f"outreach.contacts: {{values: [{', '.join(['1'] * 300_000)}]}}\n"
                )
            },
        ),
        _case(
            "many points",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: random\npoints: 99999999999\n"
                    "factors: {levers.outreach.contacts: {low: 0, high: 40}}\n"
                )
            },
        ),
        _case(
            "a large grid",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n"
                    + "".join(
                        f"  levers.{lever}: {{low: 0, high: 1, levels: 1000}}\n"
                        for lever in (
                            "engagement.absence",
                            "criticism.strength",
                            "praise.strength",
                            "face.strength",
                        )
                    )
                )
            },
        ),
    ]


def _lists() -> list[Case]:
    """The table beside a design."""
    files = {"points.csv": text(TABLE), "sub/points.csv": text(TABLE), "secret": text(TABLE)}
    odd = (
        "../points.csv",
        "/etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "nowhere.csv",
        "sub",
        ".",
        "''",
        "x" * 300,
        "points.csv/x",
        "http://127.0.0.1:9/x.csv",
        "file:///etc/passwd",
        "'*.csv'",
        "~/points.csv",
        "[points.csv]",
        "{a: b}",
        "3",
        "null",
        "true",
        "s3://x/y",
        "'a\\0b'",
        '"a\\0b"',
        "points.csv.gz",
        "/proc/self/environ",
        "'${oc.env:HOME}'",
    )
    found = [
        _case(
            "a list elsewhere",
            WRONG,
            DRY,
            files | {"design.yaml": text(LIST.format(name))},
            detail=name[:60],
        )
        for name in odd
    ]
    good = {"design.yaml": text(LIST.format("points.csv"))}
    tables = {
        "no row": "levers.outreach.contacts\n",
        "no column": "\n1\n",
        "nothing": "",
        "a column twice": "levers.outreach.contacts,levers.outreach.contacts\n1,2\n",
        "an odd number": "levers.outreach.contacts\n9" + "9" * 5_000 + "\n",
        "no number": "levers.outreach.contacts\nx\n",
        "nan": "levers.outreach.contacts\nnan\n",
        "infinity": "levers.outreach.contacts\ninf\n",
        "an empty cell": "levers.outreach.contacts\n''\n",
        "an unknown column": "x\n1\n",
        "ragged": "levers.outreach.contacts,seed\n1\n",
        "a formula": "levers.outreach.contacts\n=1+1\n",
        "a reference": "scenario\n${oc.env:HOME}\n",
        "a way out": "scenario\n../../x\n",
        "a truth": "levers.outreach.contacts\ntrue\n",
        "a fraction of a seed": "seed\n1.5\n",
        "a negative seed": "seed\n-1\n",
        "a hook": "hydra.run.dir\nx\n",
        "a target": "_target_\nos.system\n",
        "a thousand columns": ",".join(f"c{n}" for n in range(30_000))
        + "\n"
        + "1," * 29_999
        + "1\n",
        "an Arabic number": "levers.outreach.contacts\n٣\n",
    }
    found += [
        _case(f"a list: {name}", WRONG, DRY, good | {"points.csv": text(words)})
        for name, words in tables.items()
    ]
    for name, item in {
        "a pipe": Item("fifo"),
        "a link to zeros": Item("link", target="/dev/zero"),
        "a folder": Item("folder"),
        "holes": Item("sparse", size=200 << 30),
        "a link to itself": Item("link", target="points.csv"),
    }.items():
        found.append(_case(f"a list that is {name}", WRONG, DRY, good | {"points.csv": item}))
    return found


def _experiments() -> list[Case]:
    """What a run of an experiment may not set."""
    odd = (
        "results=elsewhere",
        "hydra.run.dir=x",
        "hydra/launcher=basic",
        "--config-dir=own",
        "-m",
        "--multirun",
        "seed=1,2",
        "size=full",
        "size.replicates=3",
        "seed=3",
        "+seed=3",
        "~seed",
        "engine=mesa",
        "_target_=x",
        "+x._target_=os.system",
        "scenario.title=${oc.env:HOME}",
        "rules.fit=/dev/zero",
        "rules.fit=nowhere",
        "x",
        "",
        "=",
        "levers.outreach=3",
        "council=recorded_2021,recorded_2022",
        "council=nowhere",
        "results=/dev/null",
        "--help",
        "levers.outreach.contacts=true",
        "levers.outreach.contacts=inf",
        "scenario=[none]",
        "scenario=../x",
        "\x00",
        "hydra.sweep.dir=x",
        "hydra.output_subdir=x",
    )
    found = []
    for word in odd:
        runs = f"[council=recorded_2022, {word!r}]".replace("\\x00", "\\0")
        if word == "\x00":
            runs = '["a\\0b"]'
        files = {
            "e/experiment.yaml": text(EXPERIMENT.format(runs)),
            "e/expected.csv": text(EXPECTED),
        }
        loose = word.startswith(("results=", "hydra", "engine=mesa"))
        found.append(
            _case(
                "an odd run of an experiment",
                OPEN if loose else WRONG,
                ("replay", "e", "--smoke"),
                files,
                detail=word,
            )
        )
    changes = (
        "levers.outreach.contacts=101",
        "seed=x",
        "size.replicates=0",
        "hydra.run.dir=x",
        "x=",
        "rules.fit=/dev/zero",
        "scenario.title=${oc.env:HOME}",
        "_target_=x",
        "results=x/y",
        "--config-dir=own",
        "--record",
        "--smoke=x",
        "smoke=maybe",
        "record=maybe",
    )
    files = {"e/experiment.yaml": text(EXPERIMENT.format(MOVED)), "e/expected.csv": text(EXPECTED)}
    found += [
        _case(
            "an odd change of an experiment",
            OPEN if word in ("results=x/y", "--record") else WRONG,
            ("replay", "e", "--smoke", word),
            files,
            ("e",) if "rec" in word else (),
            detail=word,
        )
        for word in changes
    ]
    for name, item in {
        "a link": Item("link", target="there.csv"),
        "a pipe": Item("fifo"),
        "a folder": Item("folder"),
    }.items():
        found.append(
            _case(
                f"an experiment recorded into {name}",
                OPEN,
                ("replay", "e", "--record"),
                files | {"e/expected.csv": item, "there.csv": text(EXPECTED)},
                ("e",),
            )
        )
    return found


def _stores() -> list[Case]:
    """A place that is no store, or is not only a store."""
    files = {"design.yaml": text(SMALL_DESIGN)}
    mark = text('{"lmgsim": "sweep", "files": []}\n')
    odd: dict[str, dict[str, Item]] = {
        "a lock that is a pipe": {"store/.lmgsim": mark, "store/.lock": Item("fifo")},
        "a lock that is a folder": {"store/.lmgsim": mark, "store/.lock": Item("folder")},
        "a lock that is a link": {
            "store/.lmgsim": mark,
            "store/.lock": Item("link", target="/dev/zero"),
        },
        "a lock that leads to a file": {
            "store/.lmgsim": mark,
            "thesis": text("three years of work"),
            "store/.lock": Item("link", target="../thesis"),
        },
        "chunks that are a file": {"store/.lmgsim": mark, "store/chunks": text("x")},
        "chunks that are a pipe": {"store/.lmgsim": mark, "store/chunks": Item("fifo")},
        "chunks that are a link": {
            "store/.lmgsim": mark,
            "there": Item("folder"),
            "store/chunks": Item("link", target="../there"),
        },
        "an identity that is a pipe": {"store/.lmgsim": mark, "store/sweep.json": Item("fifo")},
        "an identity of zeros": {
            "store/.lmgsim": mark,
            "store/sweep.json": Item("link", target="/dev/zero"),
        },
        "an identity that is a folder": {"store/.lmgsim": mark, "store/sweep.json": Item("folder")},
        "a mark of a million files": {
            "store/.lmgsim": text(
                '{"lmgsim": "sweep", "files": ['
                + ", ".join(f'"f{n}"' for n in range(200_000))
                + "]}"
            )
        },
        "a mark of deep files": {
            "store/.lmgsim": text('{"lmgsim": "sweep", "files": ["' + "a/" * 3_000 + 'b"]}')
        },
        "a mark of itself": {
            "store/.lmgsim": text('{"lmgsim": "sweep", "files": [".lmgsim", ".lock"]}')
        },
        "a mark of others' files": {
            "store/.lmgsim": text('{"lmgsim": "sweep", "files": ["thesis"]}'),
            "store/thesis": text("three years of work"),
        },
        "what arrives as a link": {
            "store/.lmgsim": mark,
            "there/thesis": text("three years of work"),
            "store/.lmgsim-new": Item("link", target="../there"),
        },
        "what arrives without a mark": {"store/.lmgsim": mark, "store/.lmgsim-new/a": text("x")},
        "what arrives over a folder": {
            "store/.lmgsim": mark,
            "store/points.csv/thesis": text("mine"),
            "store/.lmgsim-new/.lmgsim": text('{"lmgsim": "sweep", "files": ["points.csv"]}'),
            "store/.lmgsim-new/points.csv": text("x"),
        },
        "what arrives and leads out": {
            "store/.lmgsim": mark,
            "thesis": text("three years of work"),
            "store/.lmgsim-new/.lmgsim": text('{"lmgsim": "sweep", "files": ["../thesis"]}'),
        },
        "a draft of the living": {
            "store/.lmgsim": mark,
            "store/.draft-00000000-1-00000000-00000000/a": text("x"),
        },
    }
    return [
        _case(name, OPEN, SWEEP, files | there, ("store", "store-new"), keeps=("store",))
        for name, there in odd.items()
    ]


def _words() -> list[Case]:
    """Words that are taken for something else."""
    odd: dict[str, tuple[str, tuple[str, ...]]] = {
        "a flag as a value": (WRONG, ("run", "--config-dir", "--help", YEAR)),
        "a setting twice": (OPEN, ("sweep", "design=design.yaml", "design=nowhere", YEAR)),
        "blanks around": (WRONG, ("run", " seed = 3 ", "--nope")),
        "an equals sign alone": (WRONG, ("run", "=")),
        "only signs": (WRONG, ("run", "+~=")),
        "a plus and a tilde": (WRONG, ("run", "+~seed=3")),
        "an append without a group": (WRONG, ("run", "+nobody=none")),
        "a package": (WRONG, ("run", "scenario@levers=none")),
        "a package of another": (WRONG, ("run", "council@x:y=recorded_2022")),
        "a deleted group": (WRONG, ("run", "~council", YEAR)),
        "a deleted scenario": (WRONG, ("run", "~scenario", "size.replicates=2", YEAR)),
        "all levers gone": (OPEN, ("run", "~levers", "size.replicates=2", YEAR)),
        "no size": (WRONG, ("run", "~size", YEAR)),
        "no results": (WRONG, ("run", "~results", YEAR)),
        "a group as a value": (WRONG, ("run", "council.since=recorded_2022", YEAR)),
        "a value as a group": (WRONG, ("run", "seed/x=3")),
        "an option with an end": (OPEN, ("run", "scenario=none.yaml", "--cfg", "job")),
        "an option in a folder": (WRONG, ("run", "scenario=x/none")),
        "an option of dots": (WRONG, ("run", "scenario=..")),
        "an option with a blank": (WRONG, ("run", "scenario= none x")),
        "an option of a home": (WRONG, ("run", "scenario=~/x")),
        "an option and a zero width": (WRONG, ("run", "scenario=none\u200b")),
        "an option in wide letters": (WRONG, ("run", "scenario=ｎｏｎｅ")),
        "a cast": (WRONG, ("run", "seed=int(3.7x)")),
        "a cast of a word": (WRONG, ("run", "seed=str(x)")),
        "a json": (WRONG, ("run", "seed=json_str({a:1})")),
        "a glob": (WRONG, ("run", "scenario=glob(*)")),
        "a sort": (WRONG, ("run", "seed=sort(3,2)")),
        "a tag": (WRONG, ("run", "seed=tag(a,1,2)")),
        "a range": (WRONG, ("run", "seed=range(3)")),
        "an interval": (WRONG, ("run", "seed=interval(1,2)")),
        "an unknown call": (WRONG, ("run", "seed=open(x)")),
        "an extension": (WRONG, ("run", "+council.drafts=extend_list(1)", YEAR)),
        "a help of nobody": (WRONG, ("nobody", "--help")),
        "help and more": (OPEN, ("help", "nobody")),
        "two commands": (WRONG, ("compare", "run")),
        "a number as a command": (WRONG, ("3",)),
        "a version and more": (OPEN, ("--version", "x")),
        "a dash": (WRONG, ("-",)),
        "two dashes": (WRONG, ("--",)),
        "a path as a command": (WRONG, ("./run",)),
        "bytes as a command": (WRONG, ("\udcff",)),
        "bytes as a scenario": (WRONG, ("run", "scenario=\udcff")),
        "a port of nobody": (WRONG, ("page", "--port", "-0")),
        "a port with a plus": (WRONG, ("page", "--port", "+80")),
        "a port in Arabic": (WRONG, ("page", "--port", "٨٠")),
        "a width that is none": (WRONG, ("compare", "scenario=us_absent", "width=1e-400")),
        "a width too small": (
            OPEN,
            ("compare", "scenario=us_absent", "width=1e-300", "replicates=4", YEAR),
        ),
        "a threshold that is huge": (
            OPEN,
            (
                "discover",
                "scenario=us_absent",
                "threshold=1e308",
                "points=50",
                "held_out=50",
                "replicates=2",
                YEAR,
            ),
        ),
        "a budget that is huge": (
            OPEN,
            (
                "portfolio",
                "budget=1e308",
                "levers=outreach",
                "population=4",
                "generations=1",
                "worlds=10",
                "replicates=1",
                YEAR,
            ),
        ),
        "a budget of a cent": (
            OPEN,
            (
                "portfolio",
                "budget=0.01",
                "levers=outreach",
                "population=4",
                "generations=1",
                "worlds=10",
                "replicates=1",
                YEAR,
            ),
        ),
        "an emptied name": (WRONG, ("run", "scenario.name=", YEAR)),
        "an emptied title": (OPEN, ("run", "scenario.title=", "--cfg", "job")),
        "a seed in quotes of quotes": (WRONG, ("run", "seed='\"3\"'")),
        "a day in words": (WRONG, ("run", "council.since=today", YEAR)),
        "a day with a zone": (
            OPEN,
            ("run", "council.since=2022-01-01T00:00:00+14:00", "--cfg", "job"),
        ),
        "a year of five digits": (WRONG, ("run", "council.until=12022-01-01", YEAR)),
        "the year nought": (WRONG, ("run", "council.since=0000-01-01", YEAR)),
        "an end before the start": (
            WRONG,
            ("run", "council.since=2022-12-31", "council.until=2022-01-01"),
        ),
        "years without sessions": (
            WRONG,
            ("run", "council.since=1950-01-01", "council.until=1951-01-01"),
        ),
        "a coming year long gone": (
            WRONG,
            (
                "run",
                "council=coming_2021_2025",
                "council.since=1900-01-01",
                "council.until=1900-12-31",
                "size.replicates=2",
            ),
        ),
        "a thousand years to come": (
            WRONG,
            ("run", "council=coming_2021_2025", "council.until=3021-12-31", "size.replicates=2"),
        ),
        "a target of nobody": (WRONG, (*RUN, "levers.outreach.targets=[nobody]")),
        "no target": (OPEN, (*RUN, "levers.outreach.targets=[]")),
        "a target in small letters": (WRONG, (*RUN, "levers.outreach.targets=[usa]")),
        "a negative ramp": (WRONG, (*RUN, "+levers.outreach.ramp_years=-1")),
        "levers of no years": (
            WRONG,
            (*RUN, "+levers.outreach.start=2023-01-01", "+levers.outreach.end=2022-01-01"),
        ),
        "a private setting": (WRONG, (*RUN, "+levers.outreach._began=2022-01-01")),
        "a setting of the class": (WRONG, (*RUN, "+levers.outreach.title=x")),
        "a method as a setting": (WRONG, (*RUN, "+levers.outreach.strength=1")),
        "a mechanism that is a number": (WRONG, (*RUN, "rules.mechanisms.image=7")),
        "an assumption that is one number": (WRONG, (*RUN, "+rules.assumptions.goodwill_gain=1")),
        "an assumption of three": (WRONG, (*RUN, "+rules.assumptions.goodwill_gain=[1,2,3]")),
        "a huge assumption": (OPEN, (*RUN, "+rules.assumptions.goodwill_gain=[1e300,1e300]")),
    }
    files = {"design.yaml": text(SMALL_DESIGN), "own/scenario/x": Item("folder")}
    return [
        _case(name, verdict, given, files, ("results",)) for name, (verdict, given) in odd.items()
    ]


def _groups() -> list[Case]:
    """Options of one's own in every group, and what passes itself off as one."""
    odd: dict[str, tuple[str, str, str]] = {
        "rules with a hook": ("rules", "mine", "_target_: os.system\n"),
        "rules with a resolver": ("rules", "mine", "fit: ${oc.env:HOSTILE_SECRET}\n"),
        "rules of everything": ("rules", "mine", f"{HEAD}rules: {{fit: null}}\nseed: 7\n"),
        "an engine of everything": ("engine", "mine", f"{HEAD}results: elsewhere\n"),
        "a size of everything": ("size", "mine", f"{HEAD}results: elsewhere\n"),
        "a size that is none": ("size", "mine", "replicates: true\n"),
        "a size of words": ("size", "mine", "replicates: many\n"),
        "an empty size": ("size", "mine", "{}\n"),
        "a council of nothing": ("council", "mine", "{}\n"),
        "a council of numbers": ("council", "mine", "since: 1640995200\nuntil: 1672444800\n"),
        "levers of words": ("levers", "mine", "a: b\n"),
        "a group of one's own": ("nobody", "mine", "x: 1\n"),
        "a group of Hydra": ("hydra/launcher", "mine", "_target_: os.system\n"),
        "another root": ("", "config", "defaults: [_self_]\nseed: 1\n"),
    }
    found = []
    for name, (group, option, words) in odd.items():
        choice = f"{group}={option}" if group else "seed=3"
        verdict = FINE if name in ("another root",) else WRONG
        files = {f"own/{group}/{option}.yaml".replace("//", "/"): text(words)}
        found.append(
            _case(
                name,
                verdict,
                (
                    "run",
                    "--config-dir=own",
                    choice,
                    "size.replicates=2" if group != "size" else "seed=3",
                    *([YEAR] if group != "council" else []),
                ),
                files,
                ("results",),
            )
        )
    shadow = {"own/scenario/none.yaml": text(GOOD.replace("mine", "none"))}
    found.append(
        _case(
            "an option that hides ours",
            OPEN,
            ("run", "--config-dir=own", "scenario=none", "--cfg", "job"),
            shadow,
        )
    )
    return found
