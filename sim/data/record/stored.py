"""A record as it lies on disk: tables in our own schema, and ``record.json`` that tells of them.

What is said there depends on nothing but the tables and the files they were made from, so the same
files give the same bytes. A table whose bytes are not those that were written is refused.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sim import __version__
from sim.data.record.cells import TABLES, check_cells
from sim.errors import InputError
from sim.files.csv_text import typed
from sim.files.folders import kept_folder
from sim.files.json_text import read_json
from sim.files.moving import settle
from sim.files.reading import LARGEST_TABLE, read_bytes

EMBEDDED = "embedded"
STORY, KIND = "record.json", "record"
FORM = 1  # of the tables; one that is read by another version of lmgsim may have another
CALLS, VOTES, MEMBERS = "rollcalls.csv", "votes.csv", "council.csv"
# What a user adds, in the columns of the table that it is added to, each in a table of its own.
ADDED_CALLS, ADDED_VOTES, ADDED_MEMBERS = "own_rollcalls.csv", "own_votes.csv", "own_council.csv"
ADDED = {CALLS: ADDED_CALLS, VOTES: ADDED_VOTES, MEMBERS: ADDED_MEMBERS}
# What publishers bring out; all other tables are ours and come with the package.
PUBLISHED = (CALLS, VOTES, MEMBERS, "freedom.csv", "aid.csv", "organisations.csv", "assembly.csv",
             "assembly_later.csv")  # fmt: skip
TOGETHER = ((CALLS, VOTES), (ADDED_CALLS, ADDED_VOTES))  # the one says nothing without the other
YEAR = 366  # days after which a record is said to be behind


@dataclass(frozen=True)
class Record:
    """Tables of votes, members and states.

    Attributes
    ----------
    place : the folder it lies in; None for the package's
    tables : the bytes of each that it holds; all others are the package's
    story : what ``record.json`` says; empty for the package's
    """

    place: Path | None
    tables: Mapping[str, bytes]
    story: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all tables of a record and their names, those of the package among them."""
        whole = hashlib.sha256()
        for name in sorted({*PUBLISHED, *ADDED.values()}):
            if (content := self.content(name)) is not None:
                whole.update(f"{name} {sha256_of(content)}\n".encode())
        return whole.hexdigest()

    @cached_property
    def last_vote(self) -> str:
        """The day of the last roll call, such as 2025-04-04; empty where there is none."""
        days = [row["date"] for name in (CALLS, ADDED_CALLS) for row in self.rows(name)]
        return max(days, default="")

    def days_behind(self, today: date) -> int:
        """Days from the last roll call to ``today``, 0 where there is none."""
        return (today - date.fromisoformat(self.last_vote)).days if self.last_vote else 0

    @property
    def name(self) -> str:
        """The data folder it lies in, as ``data=`` takes it; ``embedded`` for the package's."""
        return EMBEDDED if self.place is None else str(self.place.parent)

    def content(self, name: str) -> bytes | None:
        """The bytes of a table, of the record or else of the package; None where neither has it."""
        if name in self.tables:
            return self.tables[name]
        at = TABLES / name
        return at.read_bytes() if at.is_file() else None

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of a table; none where there is no such table."""
        content = self.content(name)
        if content is not None:
            for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")):
                yield {column: typed(cell) for column, cell in row.items()}

    def told(self) -> dict[str, object]:
        """The record in a provenance: which, its digest, its last vote."""
        return {
            "name": self.name,
            "sha256": self.digest,
            "last_vote": self.last_vote,
            "votes_added_by_the_user": sum(1 for _ in self.rows(ADDED_CALLS)),
            "members_changed_by_the_user": sum(1 for _ in self.rows(ADDED_MEMBERS)),
        }


def sha256_of(content: bytes) -> str:
    """The hash of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


@cache
def embedded_record() -> Record:
    """The package's record."""
    tables = {name: (TABLES / name) for name in PUBLISHED}
    return Record(None, {name: at.read_bytes() for name, at in tables.items() if at.is_file()})


def is_stored(place: Path) -> bool:
    """Whether a record lies in a folder."""
    settle(place)
    return (place / STORY).is_file()


def read_record(place: Path) -> Record:
    """The record of a folder, whole and as it was written.

    Raises
    ------
    InputError
        If it is damaged, lacks a table, or was written by a version with other tables.
    """
    settle(place)
    story = read_json(place / STORY)
    mend = "lmgsim data update makes it anew, data=embedded takes the package's"
    if story.get("form") != FORM:
        raise InputError(
            f"{place}: a record of the form {str(story.get('form'))[:20]} where lmgsim "
            f"{__version__} reads the form {FORM}; {mend}"
        )
    digests = story.get("tables")
    if not isinstance(digests, dict):
        raise InputError(f"{place / STORY} does not name the tables of a record; {mend}")
    for one, other in TOGETHER:
        if (one in digests) != (other in digests):
            raise InputError(f"{place / STORY} names only one of {one} and {other}; {mend}")
    tables = {}
    for name, digest in digests.items():
        if name not in (*PUBLISHED, *ADDED.values()):
            raise InputError(f"{place / STORY} names {name[:40]!r}, no table of a record; {mend}")
        tables[name] = read_bytes(place / name, LARGEST_TABLE, mend)
        if sha256_of(tables[name]) != digest:
            raise InputError(f"{place / name} is not what lmgsim wrote there; {mend}")
        check_cells(name, tables[name], str(place / name))
    return Record(place, tables, story)


def write_record(place: Path, tables: Mapping[str, bytes], made_from: list[dict[str, str]]) -> None:
    """Write a record whole, or leave the one that is there as it was.

    Parameters
    ----------
    made_from : name, shape and SHA-256 of each file that it was made from

    Raises
    ------
    InputError
        If it cannot be written, or the place holds somebody else's files.
    """
    record = Record(place, dict(tables))
    story = {
        "form": FORM,
        "lmgsim": __version__,
        "last_vote": record.last_vote,
        "sha256": record.digest,
        "made_from": made_from,
        "tables": {name: sha256_of(tables[name]) for name in sorted(tables)},
        "of_the_package": [name for name in PUBLISHED if name not in tables],
    }
    with kept_folder(place, KIND, "data") as draft:
        for name, content in tables.items():
            (draft / name).write_bytes(content)
        (draft / STORY).write_text(json.dumps(story, indent=1) + "\n", encoding="utf-8")
