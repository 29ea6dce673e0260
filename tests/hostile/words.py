"""What is typed: commands, settings, overrides of Hydra, flags, and where results shall go."""

from __future__ import annotations

import random

from sim.evidence.questions import BENCHMARKS, QUESTIONS
from sim.measures import GOALS
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item
from tests.hostile.originals import RUN, YEAR, Made
from tests.hostile.settings import COMMANDS, DESIGN, LOOSE, RIGHT, SETTINGS, THESIS

WRONG_LINES: tuple[tuple[str, ...], ...] = (
    ("nobody",), ("Run",), ("",), (" ",), ("run ",), ("--nope",), ("-x",), ("a=b",),
    ("--versions",),
    ("x" * 5_000,), ("\x1b[31mrun",), ("mechanisms", "nobody"), ("mechanisms", "a", "b"),
    ("mechanisms", ""), ("mechanisms", "--nope"), ("replay", "nobody"), ("replay", "a", "b"),
    ("replay", "--nope"), ("replay", ".."), ("replay", "file"), ("replay", "/dev/zero"),
    ("replay", "seed=3"), ("replay", "all", "seed=3"), ("replay", "mine"),
    ("data", "nobody"), ("data", "check", "nowhere"), ("data", "check", "file"),
    ("data", "check", "mine"), ("data", "check", "a", "b"), ("data", "get"), ("data", "get",
    "nobody"),
    ("data", "get", "nobody", "into="), ("data", "get", "nobody", "x"), ("data", "list", "x"),
    ("data", "check", "/dev/zero"), ("data", ""), ("data", "update", "nobody"),
    ("evidence", "nobody"), ("evidence", "a", "b"), ("evidence", ""), ("evidence", "--nope"),
    ("evidence", "estimate", "x"), ("evidence", "estimate", "x=1"), ("evidence", "x" * 5_000),
    ("evidence", "\x1b[2J"), ("evidence", "estimate", "votes="), ("evidence", "Estimate"),
    ("page", "--port", "x"), ("page", "--port"), ("page", "--port", "65536"), ("page", "--port=-1"),
    ("page", "--port", "9" * 5_000), ("page", "--nope"), ("page", "--port", "٣"), ("page", "x"),
    ("calibrate", "votes"), ("calibrate", "votes="), ("calibrate", "=x"),
    ("calibrate", "votes=votes"), ("calibrate", "votes=votes", "train_until=2020-12-31", "x=1"),
    ("backtest",), ("backtest", "body=assembly"), ("backtest", "body=assembly", "votes=votes"),
    ("backtest", "body=commission", "votes=votes"), ("backtest", "body=commission", "votes=file"),
    ("backtest", "body=assembly", "votes=file", "replicates=3"), ("ablate",), ("ablate", "x"),
    ("compare",), ("compare", "x"), ("compare", "scenario=mission_staff", "--nope"),
    ("compare", "scenario=mission_staff", "--config-dir"),
    ("compare", "scenario=mission_staff", "engine=mesa", "replicates=4", YEAR),
    ("discover", "x"), ("discover", "--config-dir", "nowhere"), ("discover", "--config-dir",
    "file"),
    ("discover", "--config-dir="), ("portfolio",), ("portfolio", "x"), ("portfolio", "budget"),
    ("sweep",), ("sweep", "x"), ("sweep", "design"), ("sweep", "design=design.yaml", "--nope"),
    ("sweep", "design=design.yaml", "seed"), ("sweep", "design=design.yaml", "scenario=nowhere"),
    ("sweep", "design=design.yaml", "levers.outreach.contacts=3"),
    ("sweep", "design=design.yaml", "hydra.run.dir=x"), ("sweep", "design=design.yaml", "-m"),
)  # fmt: skip
WRONG_RUNS: tuple[str, ...] = (
    "x", "=x", "seed", "seed==1", "seed=", "seed=-1", "seed=x", "seed=1.5", "seed=[1]", "seed=1,2",
    "seed=9" + "9" * 5_000, "seed=${nobody}", "seed=${oc.env:HOSTILE_SECRET}", "seed=???",
    "seed=null",
    "seed=2" * 2_000, "+seed=3", "~seed", "~nobody", "++nobody=1", "+nobody=1", "nobody=1",
    "seeed=1",
    "a=[", "a={", "a='", "a=(", "seed=)", "seed=\x07", "a.b.c.d=1", "seed.x=1", "[=]", "@=1",
    "scenario=nowhere", "scenario=", "scenario=null", "scenario=[]", "scenario=../x",
    "scenario=2025",
    "council=mars", "council=recorded_2021,recorded_2022", "rules=nobody", "size=huge", "levers=x",
    "engine=steam", "engine.threads=0", "engine.threads=9999", "engine.driver=x",
    "size.replicates=0",
    "size.replicates=-1", "size.replicates=x", "size.replicates=10000000", "size.replicates=null",
    "levers.nobody.x=1", "levers.outreach.x=1", "levers.outreach.contacts=101", "levers.outreach=3",
    "levers.outreach.contacts=x", "levers.outreach.contacts=nan", "levers.outreach.contacts=inf",
    "levers.outreach.targets=[XYZ]", "levers.outreach.targets=USA", "levers.outreach.targets=[1]",
    "levers.outreach.end=yesterday", "+levers.outreach.end=yesterday",
    "+levers.outreach.start=2030-01-01",
    "+levers.outreach.ramp_years=11", "~levers.outreach.contacts=3", "levers.opposition.effort=1",
    "scenario.name=A", "seed=true", "size.replicates=true",
    "levers.outreach.contacts=true", "council.since=0", "+levers.outreach.start=20220101",
    "+scenario.budget_usd=inf", "+scenario.budget_usd=true", "scenario=[none]",
    "scenario.budget_usd=1", "+scenario.budget_usd=1",
    "+scenario.budget_usd=-1", "+scenario.x=1", "scenario.title=${oc.env:HOSTILE_SECRET}",
    "scenario.title=${oc.env:HOME}", "scenario.title=${oc.env:NOBODY,x}",
    "scenario.title='${oc.env:HOSTILE_SECRET}'",
    "scenario.title=${hydra:runtime.cwd}", "scenario.title=${oc.decode:'${oc.env:HOSTILE_SECRET}'}",
    "scenario.title=${oc.env:NOBODY,${oc.env:HOSTILE_SECRET}}",
    "council.since=2022-02-30", "council.since=2030-01-01", "council.until=2000-01-01",
    "council.since=x",
    "council.since=1990-01-01", "council.agenda=coming", "council.drafts=[nobody]", "+council.x=1",
    "rules.fit=nowhere", "rules.fit=file", "rules.fit=mine", "rules.fit=/dev/zero", "rules.fit=[]",
    "rules.mechanisms.nobody=true", "+rules.mechanisms.nobody=true",
    "rules.mechanisms.image=perhaps",
    "+rules.assumptions.nobody=[0,1]", "+rules.assumptions.goodwill_gain=[1]", "rules.adopting=x",
    "+rules.assumptions.goodwill_gain=[nan,nan]", "+rules.assumptions.goodwill_gain=[.4,.1]",
    "+rules.assumptions.goodwill_gain=[0,inf]", "+rules.assumptions.goodwill_gain=x",
    "results=/dev/null", "results=file", "results=file/x", "results=/proc/x", "results=null",
    "results=${oc.env:HOSTILE_SECRET}",
    "hydra/launcher=nobody", "hydra.nobody=1", "+hydra.callbacks.e._target_=builtins.open",
    "hydra.run.dir=RAN", "hydra.job.chdir=true", "hydra.output_subdir=RAN", "hydra.mode=MULTIRUN",
    "+hydra.job.env_set.PATH=x", "hydra.searchpath=[pkg://os]", "hydra.searchpath=[file://nowhere]",
    "hydra/job_logging=default", "hydra.launcher._target_=builtins.open",
    "hydra.help.template=${oc.env:HOSTILE_SECRET}", "+_target_=builtins.open", "hydra=null",
    "~hydra",
    "--nope", "--config-dir=nowhere", "--config-dir", "--config-dir=file", "--config-name=x",
    "--config-path=.", "--cfg", "--cfg=nobody", "-c", "-p", "--experimental-rerun=file", "--info=x",
    "--experimental-rerun=/dev/zero", "-x", "--", "-", "--run=1", "--package=nobody",
)  # fmt: skip
PLACES = ("[]", "2024",
          "a b", "a#b", "~/x", "x(1)", "é", "a=b", "a,b", "a[1]", "a:b", "it's", '"q"',
"a{b}",
          "null", "true", "1e3", "$HOME", "a;b", "a&b", "a*", "./x/../y", "😀", "a\\b", "%s", "-x",
          " x",
          "x ", "a\tb", "a'b\"c", "x" * 200)  # fmt: skip
HARMLESS: tuple[tuple[str, ...], ...] = (
    (), ("--version",), ("--help",), ("-h",), ("help",), ("mechanisms",), ("mechanisms",
    "outreach"),
    ("evidence",), ("evidence", "goodwill_gain"), ("votes",), ("council",), ("council",
    "date=2022-01-01"),
    ("replay",), ("data",), ("run", "--help"), ("run", "--cfg", "job"), ("run", "--info",
    "defaults"),
    *((command, "--help") for command in COMMANDS), *((command, "help") for command in COMMANDS),
    ("help", "sweep"), ("run", "--cfg", "job", "results=x"), ("run", "-m", "--help"),
)  # fmt: skip


def words(chance: random.Random, made: Made) -> Case:
    """A command line that is wrong in one place, or hardly seen before."""
    kinds = (_setting, _line, _override, _flags, _place, _harmless, _right)
    return chance.choices(kinds, (40, 16, 28, 6, 2.5, 7, 3))[0](chance)


def _case(change: str, verdict: str, given: tuple[str, ...], detail: str = "", *,
          places: tuple[str, ...] = ("results", "store", "out")) -> Case:  # fmt: skip
    files: dict[str, Item] = {**DESIGN, **THESIS}
    return Case("words", change, verdict, given, files, detail, places=places, keeps=("store",))


def _setting(chance: random.Random) -> Case:
    command = chance.choice(list(SETTINGS))
    base, settings = SETTINGS[command]
    key = chance.choice(list(settings))
    value = chance.choice(settings[key])
    given = [word for word in base if not word.startswith(f"{key}=")]
    given.insert(chance.randrange(len(given) + 1), f"{key}={value}")
    verdict = WRONG
    if (key, value) in LOOSE or (
        (command, key, value) in (("sweep", "backend.address", "null"), ("replay", "seed", "1e3"))
    ):  # to the readers of a configuration 1e3 is the whole number 1000
        verdict = OPEN
    return _case(f"{command} {key}", verdict, (command, *given), f"{key}={value[:60]}")


def _line(chance: random.Random) -> Case:
    line = chance.choice(WRONG_LINES)
    name = line[0] if line[0] in COMMANDS else "no command"
    verdict = OPEN if "hydra.run.dir=x" in line else WRONG
    return _case(f"a wrong line of {name}", verdict, line)


def _override(chance: random.Random) -> Case:
    word = chance.choice(WRONG_RUNS)
    given = [*RUN[1:]]
    name = word.lstrip("+~").split("=")[0].split(".")[0][:12]
    command = ("run",)
    if not word.startswith("-") and chance.random() < 0.25:
        command = ("sweep", "design=design.yaml", "dry_run=true", "into=store", "replicates=1")
        given = [YEAR]
        name = f"{name} of a sweep"
        if word.split("=")[0] in ("seed", "rules.fit"):
            return _override(chance)
    if word.split("=")[0] in (YEAR.split("=")[0], "size.replicates"):
        given = [other for other in given if other.split("=")[0] != word.split("=")[0]]
    given.insert(chance.randrange(len(given) + 1), word)
    verdict = OPEN if word in EITHER or (len(command) > 1 and _not_of_a_sweep(word)) else WRONG
    places = ("results", "store", "out", *(("null",) if word == "results=null" else ()))
    return _case(f"a wrong {name}", verdict, (*command, *given), word[:80], places=places)


EITHER = {"council.agenda=coming", "scenario.title=[1]",
          "hydra.mode=MULTIRUN", "council.since=1990-01-01", "--package=nobody", "--", "-",
          "scenario.title=${hydra:runtime.cwd}", "hydra.job.chdir=true", "hydra.nobody=1", "-p",
          "-c",
          "results=null", "levers.outreach.start=2030-01-01", "--info=x", "scenario=null",
          "~levers.outreach.contacts=3", "hydra.searchpath=[pkg://os]", "levers=x",
          "hydra.searchpath=[file://nowhere]", "--run=1", "hydra.run.dir=RAN"}  # fmt: skip


def _not_of_a_sweep(word: str) -> bool:
    """What a sweep does without: words of a scenario, its budget, sizes, results."""
    first = word.lstrip("+~").split("=")[0]
    return first.startswith(("scenario.", "size", "results", "engine", "hydra", "seed="))


def _flags(chance: random.Random) -> Case:
    """Flags of Hydra in any mix: done or refused, but cleanly."""
    flags = ("--help", "--hydra-help", "--version", "--cfg", "job", "hydra", "all", "--resolve",
    "-p",
             "levers", "--run", "-m", "--multirun", "--shell-completion", "-sc", "--config-path",
             "--config-name", "config", "--config-dir", "mine", "--info", "config", "plugins",
             "searchpath", "defaults-tree", "-h", "--package", "--experimental-rerun", "file",
             "hydra.verbose=true", "hydra/launcher=basic", "install=bash",
             "query=bash")  # fmt: skip
    given = tuple(chance.choice(flags) for _ in range(chance.randint(1, 4)))
    return _case("flags of Hydra", OPEN, (*RUN, *given))


def _place(chance: random.Random) -> Case:
    place = chance.choice(PLACES)
    what = chance.choice(("run", "sweep"))
    if what == "run":
        given: tuple[str, ...] = (*RUN, f"results={place}")
    else:
        given = ("sweep", "design=design.yaml", "replicates=1", f"into={place}", YEAR)
    plain = place in ("2024", "a b", "a#b", "x(1)", "é", "a=b", "a;b", "a&b", "it's", "😀")
    return _case(f"an odd place of a {what}", FINE if plain else OPEN, given, place[:40],
                 places=(place,) if plain else ("anywhere",))  # fmt: skip


def _harmless(chance: random.Random) -> Case:
    return _case("help and lists", FINE, chance.choice(HARMLESS), places=())


def _right(chance: random.Random) -> Case:
    """Every outcome, goal and assumption that there is, and other right settings."""
    match chance.randrange(3):
        case 0:
            given = chance.choice(RIGHT)
            return _case(f"what {given[0]} takes", FINE, given, given[-1])
        case 1:
            what, given = chance.choice(list(GOALS)), ("portfolio", *SETTINGS["portfolio"][0])
            return _case("a goal", FINE, (*given, "levers=outreach", f"outcome={what}"), what)
    what = chance.choice([*QUESTIONS, *BENCHMARKS])
    return _case("an assumption", FINE, ("evidence", what), what, places=())
