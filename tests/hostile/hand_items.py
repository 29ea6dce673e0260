"""Cases for every kind of hole that was found first, none of them that hole itself."""

from __future__ import annotations

from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.hand import GOOD, HEAD, LEVERS, OWN, WORDS, case_by_hand, scenario_file
from tests.hostile.originals import (
    FEW,
    FITTED,
    RUN,
    SESSION,
    SMALL_DESIGN,
    YEAR,
    council_votes,
    own_terms,
    own_votes,
)

THESIS = text("three years of work")
DRAFT = "title: Human rights in Iran\ndate: 2022-04-01\n"
COUNT = ("forecast", "draft=draft.yaml", FEW)
FIT = ("calibrate", "votes=votes", "train_until=2019-12-31")
MINE = "data=mine"


def _files() -> dict[str, Item]:
    found = {f"votes/{name}": text(words) for name, words in council_votes().items()}
    return found | {
        "draft.yaml": text(DRAFT), "own.csv": text(own_votes()), "terms.csv": text(own_terms()),
        "design.yaml": text(SMALL_DESIGN), "mine.docx": THESIS, "fit": Item("tree",
        target=str(FITTED)),
    }  # fmt: skip


def _case(name: str, verdict: str, given: tuple[str, ...], files: dict[str, Item] | None = None,
          **more: object) -> Case:  # fmt: skip
    more = {"places": ("results", "mine", "store"), "keeps": ("mine/.lock", "store"), **more}
    return case_by_hand(name, verdict, given, _files() | (files or {}), **more)  # type: ignore[arg-type]


def others_folders() -> list[Case]:
    """Places that hold somebody's files, by every word that names one."""
    places = {
        "a log in a letter": (*FIT, "into=out", "log=mine.docx"),
        "a log in the votes": (*FIT, "into=out", "log=votes/unhrc_rollcalls.csv"),
        "a log in the fit to be": (*FIT, "into=out", "log=out/log.txt"),
        "a log that is a folder": (*FIT, "into=out", "log=votes"),
        "a log in a device": (*FIT, "into=out", "log=/dev/full"),
        "a fit into here": (*FIT, "into=."), "a fit above": (*FIT, "into=.."),
        "a fit into the votes": (*FIT, "into=votes"),
        "figures into the votes": (*FIT, "into=out", "figures=votes"),
        "figures into a fit of another": (*FIT, "into=out", "figures=fit"),
        "a backtest into a fit": ("backtest", "votes=votes", "train_until=2019-12-31", "into=fit"),
        "an ablation into votes": ("ablate", "votes=votes", "into=votes"),
        "a sweep into votes": ("sweep", "design=design.yaml", "into=votes", YEAR),
        "a forecast into a file": (*COUNT, "results=mine.docx"),
        "a record into a file": ("votes", "add", "own.csv", "data=mine.docx"),
    }  # fmt: skip
    found = [_case(name, WRONG, given) for name, given in places.items()]
    pipe, link = {"pipe": Item("fifo")}, {"link": Item("link", target="mine.docx")}
    found += [
        _case("a log in a pipe", WRONG, (*FIT, "into=out", "log=pipe"), pipe),
        _case("a log through a link", WRONG, (*FIT, "into=out", "log=link"), link),
        _case("a record through a link", WRONG, ("votes", "add", "own.csv", "data=link"),
              {"there/z": THESIS, "link": Item("link", target="there")}),
        _case("a record beside somebody's", WRONG, ("votes", "add", "own.csv", MINE),
              {"mine/record/thesis.docx": THESIS}, places=("mine",)),
        _case("a record in the place of a file", WRONG, ("council", "add", "terms.csv", MINE),
              {"mine/record": THESIS}, places=("mine",)),
        _case("a record in the place of a link", WRONG, ("council", "add", "terms.csv", MINE),
              {"there/z": THESIS, "mine/record": Item("link", target="../there")}),
        _case("a lock that leads to a file", WRONG, ("votes", "add", "own.csv", MINE),
              {"mine/.lock": Item("link", target="../mine.docx")}),
        _case("downloads that lead away", OPEN, ("data", "update", "from=there", MINE),
              {"there/z": THESIS, "mine/incoming": Item("link", target="../there")}),
    ]  # fmt: skip
    return found


def code() -> list[Case]:
    """Ways to Hydra's hooks by a package, a group, a draft."""
    hook = "callbacks: {e: {_target_: builtins.open, file: RAN, mode: w}}\n"
    inner = "e: {_target_: builtins.open, file: RAN, mode: w}\n"
    scenarios = {
        "a package of Hydra": f"# @package hydra\n{hook}",
        "a package of callbacks": f"# @package hydra.callbacks\n{inner}",
        "a package of the whole and Hydra": f"# @package _global_.hydra\n{hook}",
        "a package in a package": f"# @package _group_._global_.hydra\n{hook}",
        "a list that names a package": f"{HEAD}defaults: [{{/levers@hydra.callbacks: mine}}]\n"
                                       f"{WORDS}",
        "a list that overrides a logger": f"{HEAD}defaults: [{{override /hydra/job_logging: mine}}]"
                                          f"\n{WORDS}",
        "a hook under a lever": f"{HEAD}{WORDS}levers: {{outreach: {{_target_: os.system}}}}\n",
        "a partial": f"{HEAD}{WORDS}{LEVERS}x: {{_partial_: true, _target_: os.getcwd}}\n",
        "an object of Python": f"{HEAD}{WORDS}x: !!python/object/apply:os.system [touch RAN]\n",
        "a name of Python": f"{HEAD}{WORDS}x: !!python/name:os.system\n",
    }  # fmt: skip
    odd = {"own/hydra/job_logging/mine.yaml": text(inner), "own/levers/mine.yaml": text(inner),
           "own/hydra/callbacks/mine.yaml": text(inner)}  # fmt: skip
    found = [
        _case(name, WRONG, (*RUN, *OWN), scenario_file(words) | odd)
        for name, words in scenarios.items()
    ]
    words = ("+hydra/callbacks=mine", "hydra/job_logging=mine", "scenario@hydra.callbacks=mine",
             "+levers@hydra.callbacks=mine", "+hydra.callbacks={e:{_target_:os.getcwd}}",
             "hydra.sweeper._target_=os.getcwd",
             "+hydra.job.env_copy=[HOSTILE_SECRET]")  # fmt: skip
    good = scenario_file(GOOD) | odd
    found += [_case("a hook by a word", WRONG, (*RUN, *OWN, word), good, detail=word)
              for word in words]  # fmt: skip
    for tag in ("!!python/object/apply:os.system [touch RAN]", "!!python/tuple [a]",
                "{_target_: builtins.open}"):  # fmt: skip
        found.append(_case("a draft that runs", WRONG, COUNT,
                           {"draft.yaml": text(f"{DRAFT}theme: {tag}\n")}))  # fmt: skip
    return found


def environment() -> list[Case]:
    """Words that would be read from elsewhere."""
    odd = ("${oc.env:HOSTILE_SECRET}", "${oc.create:${oc.env:HOSTILE_SECRET}}", "${hydra:job}",
           "${oc.dict.keys:levers}", "${oc.deprecated:seed}", "${oc.env:${oc.env:HOME}}",
           "a${oc.env:HOSTILE_SECRET}b", "${ oc.env : HOSTILE_SECRET }")  # fmt: skip
    found = []
    for word in odd:
        title = GOOD.replace("Mine", f"'{word}'")
        found += [
            _case("a title from elsewhere", WRONG, (*RUN, *OWN), scenario_file(title), detail=word),
            _case("a draft from elsewhere", OPEN, COUNT,
                  {"draft.yaml": text(DRAFT.replace("Iran", f"Iran {word}").replace(
                      "title: ", "title: '").replace("\ndate", "'\ndate"))}, detail=word),
            _case("results elsewhere", OPEN, (*COUNT, f"results={word}"), places=("anywhere",)),
            _case("a record elsewhere", OPEN, ("votes", "add", "own.csv", f"data={word}"),
                  places=("anywhere",), keeps=("anywhere",)),
        ]  # fmt: skip
    return found


def fits() -> list[Case]:
    """A fit that is broken, through the doors that were made later."""
    files = {"fit": Item("nothing")} | {
        f"fit/{path.name}": Item(content=path.read_bytes())
        for path in sorted(FITTED.iterdir()) if path.is_file()
    }  # fmt: skip
    changes = (
        ("weights.csv", b"\n", b"\nnobody,0,1\n"), ("fit.json", b'"train_until"', b'"until"'),
        ("states.csv", b"IND", b"XXX"), ("covariance.csv", b",", b";"),
        ("fit.json", b"{", b"[{"), ("memory.csv", b"IND", b"IN"),
    )  # fmt: skip
    found = []
    for name, old, new in changes:
        broken = files[f"fit/{name}"].content.replace(old, new, 1)
        there = {path: item for path, item in files.items() if path != "fit"}
        there[f"fit/{name}"] = Item(content=broken)
        for given in ((*COUNT, "fit=fit"), (*FIT, "into=out", "start=fit"),
                      ("forecast", "title=Human rights in Iran", "date=2022-04-01", "fit=fit"),
                      ("run", "size.replicates=2", "council.since=2022-01-01",
                       "council.until=2022-12-31", "rules.fit=fit")):  # fmt: skip
            laid = {k: v for k, v in _files().items() if k != "fit"} | there
            found.append(case_by_hand(f"{given[0]} with a broken {name}", WRONG, given, laid,
                                      ("results",)))  # fmt: skip
    found.append(_case("a fit beside the record", WRONG, (*RUN, "council=recorded_2023", MINE),
                       {"mine/fit/fit.json": text('{"train_until": "2022-01-01"}')}))  # fmt: skip
    return found


def bad_files() -> list[Case]:
    """Drafts, votes and terms that are no text, or too much of one."""
    odd: dict[str, bytes] = {
        "UTF-16": DRAFT.encode("utf-16"), "Latin-1": DRAFT.replace("Iran", "Türkiye").encode(
            "latin-1"), "brackets": b"[" * 20_000, "a bomb": b"a: &a [x,x]\nb: &b [*a,*a,*a]\n" * 2,
        "a tab": b"title:\n\tx: 1\n", "binary": b"title: !!binary aGk=\n", "a number":
        b"title: " + b"9" * 5_000, "a list of lists": b"- [[title]]\n", "nothing": b"",
        "a zero byte": b"title: a\0b\n", "a merge": b"<<: {title: x}\n", "one letter": b"x",
    }  # fmt: skip
    found = []
    for name, content in odd.items():
        for path, given in (("draft.yaml", COUNT), ("own.csv", ("votes", "add", "own.csv", MINE)),
                            ("terms.csv", ("council", "add", "terms.csv", MINE))):  # fmt: skip
            verdict = OPEN if (name, path) in (("UTF-16", "draft.yaml"), ("a number", "draft.yaml")
                                               ) else WRONG  # fmt: skip
            found.append(_case(f"{path}: {name}", verdict, given, {path: Item(content=content)}))
    big = f"symbol,date,iso3,vote\nA/HRC/RES/51/99,2022-12-12,{'F' * 200_000},Y\n"
    found.append(_case("a cell without end", WRONG, ("votes", "add", "own.csv", MINE),
                       {"own.csv": text(big)}))  # fmt: skip
    return found


def hangs() -> list[Case]:
    """What never ends, where drafts, votes and records are read."""
    items = {"a pipe": Item("fifo"), "zeros": Item("link", target="/dev/zero"),
             "holes": Item("sparse", size=200 << 30),
             "itself": Item("link", target="x")}  # fmt: skip
    where: dict[str, tuple[str, ...]] = {
        "draft.yaml": COUNT, "own.csv": ("votes", "add", "own.csv", MINE),
        "terms.csv": ("council", "add", "terms.csv", MINE),
        "given/votes_long.csv": ("data", "update", "from=given", MINE),
        "mine/record/record.json": ("votes", "add", "own.csv", MINE),
        "mine/.lock": ("votes", "add", "own.csv", MINE),
        "mine/fit/fit.json": (*RUN, "council=recorded_2023", MINE),
        "score/seal.json": ("forecast", "score=score", "votes=votes"),
        "score/drafts.csv": ("forecast", "score=score", "votes=votes"),
    }  # fmt: skip
    return [
        _case(f"{path}: {name}", OPEN if path.startswith("mine/") else WRONG, given, {path: item})
        for path, given in where.items() for name, item in items.items()
        if not (name == "holes" and path == "mine/.lock")
    ]  # fmt: skip


def screens() -> list[Case]:
    """Screens that cannot show what the later commands print."""
    files = {"draft.yaml": text(DRAFT.replace("Iran", "Iran ä€😀"))}
    commands: dict[str, tuple[str, ...]] = {
        "a count": COUNT, "a plain count": (*COUNT, "--json"), "evidence": ("evidence",),
        "a page": ("evidence", "goodwill_gain"), "the Council": ("council", "date=2022-12-12"),
        "votes": ("votes", "add", "own.csv", MINE), "no votes": ("votes",),
    }  # fmt: skip
    return [
        _case(f"{name} on {kind}", OPEN if kind in ("full", "closed") else FINE, given, files,
              screen=kind, keeps=("results", "mine"))
        for name, given in commands.items() for kind in ("ascii", "cp1252", "utf-16", "full",
                                                         "closed")
    ]  # fmt: skip


def names() -> list[Case]:
    """Names that are taken for something else."""
    odd = ("2024", "null", "a b", "a#b", "a=b", "é", "x(1)", "it's", "true", "1e3", "😀", "nan",
           "~", "a,b", "[a]")  # fmt: skip
    found = []
    for name in odd:
        kept = {"places": (name, "../home"), "keeps": (name, "../home")}
        found += [
            _case("results of an odd name", FINE, (*COUNT, f"results={name}"), detail=name, **kept),
            _case("a record of an odd name", FINE, ("votes", "add", "own.csv", f"data={name}"),
                  detail=name, **kept),
            _case("votes of an odd name", FINE, ("votes", "add", f"{name}.csv", MINE),
                  {f"{name}.csv": text(own_votes())}, detail=name),
            _case("a draft of an odd name", OPEN if name == "~" else FINE,  # ~.yaml is nobody's
                  ("forecast", f"draft={name}.yaml", FEW),
                  {f"{name}.yaml": text(DRAFT)}, detail=name),
        ]  # fmt: skip
    found.append(_case("an odd folder of the environment", FINE, ("votes", "add", "own.csv"),
                       env={"LMGSIM_DATA": "a b=c"}, places=("a b=c",)))  # fmt: skip
    found.append(_case("a session twice", WRONG, ("forecast", "session=draft.yaml", FEW),
                       {"draft.yaml": text(str([SESSION[0], SESSION[0]]))}))  # fmt: skip
    return found


def items() -> list[Case]:
    """All of them."""
    return [*others_folders(), *code(), *environment(), *fits(), *bad_files(), *hangs(),
            *screens(), *names()]  # fmt: skip
