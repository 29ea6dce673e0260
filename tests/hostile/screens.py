"""Screens that cannot show what is printed: other encodings, full disks, closed pipes."""

from __future__ import annotations

import random

from tests.hostile.case import FINE, OPEN, Case, text
from tests.hostile.originals import RUN, SMALL_DESIGN, SWEEP, YEAR, Made

SCREENS = ("ascii", "cp1252", "latin-1", "cp437", "utf-16", "full", "closed")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("mechanisms",), ("mechanisms", "outreach"), ("replay",), ("data",), ("--help",),
    ("--version",),
    ("run", "--help"), ("run", "--cfg", "job"), ("run", "levers.outreach.contacts=ä€"),
    ("mechanisms", "ä€\u202e"), SWEEP, ("compare", "scenario=mission_staff", "replicates=4", YEAR),
    RUN, (*RUN, "results=ä€"),
)  # fmt: skip


def screen(chance: random.Random, made: Made) -> Case:
    """A command whose words the screen cannot show."""
    command = chance.choices(COMMANDS, (4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 1, 1, 1, 1))[0]
    name = chance.choice(SCREENS)
    wrong = any("ä€" in word and "results" not in word for word in command)
    verdict = OPEN if wrong or name in ("full", "closed") else FINE
    return Case("screen", f"{name}, {command[0]}", verdict, command,
                {"design.yaml": text(SMALL_DESIGN)}, screen=name, places=("results", "store", "ä€"),
                keeps=("store", "results", "ä€"))  # fmt: skip
