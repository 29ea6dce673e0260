"""The parts of cases that somebody thought of."""

from __future__ import annotations

from tests.hostile.case import Case, Item
from tests.hostile.originals import RUN, YEAR

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


def case_by_hand(
    name: str,
    verdict: str,
    given: tuple[str, ...],
    files: dict[str, Item] | None = None,
    places: tuple[str, ...] = (),
    **more: object,
) -> Case:
    """A case of this kind."""
    return Case("by hand", name, verdict, given, files or {}, places=places, **more)  # type: ignore[arg-type]


def scenario_file(content: bytes | str) -> dict[str, Item]:
    """The file of a scenario of one's own, where ``OWN`` finds it."""
    raw = content if isinstance(content, bytes) else content.encode()
    return {"own/scenario/mine.yaml": Item(content=raw)}
