"""Commands that are killed with ``kill -9`` at random moments, and what they leave."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sim.data.record.stored import read_record
from sim.files.moving import settle
from sim.files.owner import is_owned_name
from sim.files.places import PACKAGE
from tests.hostile.originals import (
    FREEDOM,
    assembly_votes,
    own_terms,
    own_votes,
    published_votes,
)

DESIGN = "method: grid\nfactors:\n  levers.outreach.contacts: {low: 0, high: 40, levels: 40}\n"
YEAR = "council=recorded_2023"
SWEEP = ("sweep", "design=design.yaml", "into=swept", "replicates=200", YEAR)
COMMANDS = {
    "run": ("run", "size.replicates=40", YEAR),
    "sweep on threads": (*SWEEP, "backend=threads"),
    "sweep on processes": (*SWEEP, "backend=processes"),
    "sweep on Dask": (*SWEEP, "backend=dask"),
    "compare": ("compare", "scenario=mission_staff,civil_society", "replicates=4", YEAR),
    "discover": ("discover", "scenario=civil_society", "points=50", "held_out=50",
                 "replicates=2", YEAR),
    "portfolio": ("portfolio", "budget=20e6", "levers=outreach,civil_society", "population=4",
                  "generations=1", "worlds=10", "replicates=1", YEAR),
    "calibrate": ("calibrate", "votes=votes", "train_until=2019-12-31", "into=fit"),
}  # fmt: skip
# what says when and by which folder it was written, or is kept to go on from
OF_THE_MOMENT = {
    "provenance.json",
    "ro-crate-metadata.json",
    "chunks",
    ".lock",
    "tmp",
    "votes",
    "design.yaml",
}
LONGEST = 1200.0  # seconds; shared machines are slow


UPDATES = tuple(("data", "update", f"from={given}", "data=mine") for given in ("first", "second"))
OF_THE_USER = (("votes", "add", "own.csv", "data=mine"), ("council", "add", "terms.csv",
               "data=mine"))  # fmt: skip


@dataclass
class Place:
    """A folder in which one command is begun again and again."""

    folder: Path
    command: tuple[str, ...]

    def prepare(self) -> Place:
        """Lay down what the commands read."""
        (self.folder / "tmp").mkdir(parents=True)
        (self.folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
        write_votes(self.folder / "votes")
        return self

    def prepare_record(self) -> Place:
        """A record with votes and terms of the user's own, and two folders of publishers' files."""
        (self.folder / "tmp").mkdir(parents=True)
        (self.folder / "own.csv").write_text(own_votes("A/HRC/RES/51/98"), encoding="utf-8")
        (self.folder / "terms.csv").write_text(own_terms(), encoding="utf-8")
        for given, score in (("first", "Free,91"), ("second", "Free,89")):
            files = {**published_votes(), **assembly_votes(2018),
                     "ratings.csv": FREEDOM.replace("Free,91", score)}  # fmt: skip
            (self.folder / given).mkdir()
            for name, words in files.items():
                (self.folder / given / name).write_text(words, encoding="utf-8")
        for command in OF_THE_USER:
            replace(self, command=command).finish()
        return self

    def record(self) -> dict[str, bytes]:
        """The record as whoever reads it finds it: whole, or refused."""
        place = self.folder / "mine" / "record"
        names = ["record.json", *read_record(place).tables]
        return {name: (place / name).read_bytes() for name in names}

    def begin(self) -> subprocess.Popen[bytes]:
        """The command, in a process of its own with a folder of its own for temporary files."""
        own = {"PYTHONPATH": str(PACKAGE.parent), "TMPDIR": str(self.folder / "tmp")}
        return subprocess.Popen(
            [sys.executable, "-m", "sim", *self.command], cwd=self.folder, env=os.environ | own,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def finish(self) -> float:
        """Let the command go through; how many seconds it took."""
        begun, process = time.monotonic(), self.begin()
        _, said = process.communicate(timeout=LONGEST)
        assert process.returncode == 0, said.decode()
        return time.monotonic() - begun

    def kill(self, after: float) -> bool:
        """Begin, kill after so many seconds; whether there was anything left to kill."""
        process = self.begin()
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode in (0, -signal.SIGKILL)
        return process.returncode != 0

    def results(self) -> list[dict[str, bytes]]:
        """The bytes of all files, apart for each folder of results that stands."""
        settle(self.folder / "fit")  # as whoever reads a fit does
        found: dict[str, dict[str, bytes]] = {}
        for path in sorted(self.folder.rglob("*")):
            parts = path.relative_to(self.folder).parts
            if not path.is_file() or any(p in OF_THE_MOMENT or is_owned_name(p) for p in parts):
                continue
            depth = 3 if parts[0] == "results" else 1  # results/NAME/TIME, fit, swept
            content = path.read_bytes()
            found.setdefault("/".join(parts[:depth]), {})["/".join(parts[depth:])] = content
        return list(found.values())

    def forget(self) -> None:
        """Take a sweep that is done away, so that the next has all its work before it."""
        shutil.rmtree(self.folder / "swept")

    def left_behind(self) -> list[str]:
        """What belongs to processes that are no more, and all temporary files."""
        paths = [path for path in self.folder.rglob("*") if is_owned_name(path.name)]
        paths += [*(self.folder / "tmp").iterdir()]
        return [path.relative_to(self.folder).as_posix() for path in paths]

    def chunks(self) -> int:
        """How many pieces of finished work a sweep has kept."""
        return len([*self.folder.glob("swept/chunks/*.arrow")])


def write_votes(folder: Path, first: int = 2012, years: int = 6) -> None:
    """Nine roll calls a year of a council that never was, as the published files have them."""
    luck = random.Random(5)
    codes = ["BRA", "CHN", "CUB", "DEU", "FRA", "IND", "LKA", "USA", "ZAF", "JPN"]
    folder.mkdir()
    calls = ["record_id,symbol,date,title,is_amendment,country_specific,pal_isr,sponsors,"
             "tally_match"]  # fmt: skip
    votes = ["record_id,symbol,iso3,vote"]
    for n in range(9 * years):
        year, month, k = first + n // 9, 3 * (n % 9 // 3 + 1), n % 3
        symbol = f"A/HRC/RES/{1 + 3 * (year - 2006) + n % 9 // 3}/{k}"
        title = f"Situation of human rights in place {k} : resolution"
        calls.append(f"{n},{symbol},{year}-0{month}-2{k},{title},0,{int(k > 0)},0,,1")
        votes += [f"{n},{symbol},{code},{luck.choice('YYYNA')}" for code in codes]
    (folder / "unhrc_rollcalls.csv").write_text("\n".join(calls) + "\n", encoding="utf-8")
    (folder / "unhrc_votes_long.csv").write_text("\n".join(votes) + "\n", encoding="utf-8")
