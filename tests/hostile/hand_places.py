"""Experiments, stores, options and environments that somebody thought of."""

from __future__ import annotations

from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.hand import EXPERIMENT, GOOD, HEAD, MOVED, SHOW, case_by_hand, scenario_file
from tests.hostile.originals import EXPECTED, SMALL_DESIGN, SWEEP, YEAR


def environments() -> list[Case]:
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
                files = {**scenario_file(GOOD), "design.yaml": text(SMALL_DESIGN)}
                places = ("store",)
                found.append(
                    case_by_hand(
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


def experiments() -> list[Case]:
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
            case_by_hand(
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
        case_by_hand(
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
            case_by_hand(
                f"an experiment recorded into {name}",
                OPEN,
                ("replay", "e", "--record"),
                files | {"e/expected.csv": item, "there.csv": text(EXPECTED)},
                ("e",),
            )
        )
    return found


def stores() -> list[Case]:
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
        case_by_hand(name, OPEN, SWEEP, files | there, ("store", "store-new"), keeps=("store",))
        for name, there in odd.items()
    ]


def groups() -> list[Case]:
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
            case_by_hand(
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
        case_by_hand(
            "an option that hides ours",
            OPEN,
            ("run", "--config-dir=own", "scenario=none", "--cfg", "job"),
            shadow,
        )
    )
    return found
