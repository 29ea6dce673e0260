"""From a folder of publishers' files to tables in our own schema, with all that is worth saying.

Each kind of file goes to its part (``votes_part``, ``states_part``); what the record does not need
is named, and what is no table that is known is refused in a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.data.loaders.shapes import Found, tables_in
from sim.data.loaders.table_names import looks_like_a_table
from sim.data.record.states_part import aid_rows, freedom_rows
from sim.data.record.stored import CALLS, MEMBERS, VOTES, Record, sha256_of
from sim.data.record.tables import plain_table
from sim.data.record.telling import told
from sim.data.record.votes_part import assembly_rows, council_rows
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.files.kinds import is_folder
from sim.files.reading import LARGEST_TABLE, read_bytes

COUNCIL = ("council_compiled", "council_published", "council_votes")
ASSEMBLY = ("assembly_library", "assembly_voeten", "assembly_unvotes", "assembly_unvotes_calls",
            "assembly_unvotes_issues")  # fmt: skip
AID = ("oecd_dac2a", "aiddata_gcdf")
DEEPEST = 3  # folders inside one another that are looked into
MOST_FILES = 500


@dataclass
class Gathered:
    """What a folder gave."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)  # by name, as they shall be
    made_from: list[dict[str, str]] = field(default_factory=list)
    news: list[str] = field(default_factory=list)  # what is new, and what was left out and why
    refused: list[str] = field(default_factory=list)  # files that are no known table
    unused: list[str] = field(default_factory=list)  # known tables that the record has no use for


def gather(folder: Path, record: Record) -> Gathered:
    """Read all known tables of a folder and those inside it, and add them to those of a record.

    Raises
    ------
    InputError
        If there is no such folder, nothing in it is known, a file is malformed, or there are two
        records of the Council's votes.
    """
    here = Gathered()
    found = _all_in(folder, here)
    by_kind: dict[str, list[Found]] = {}
    for one in found:
        by_kind.setdefault(one.shape.key, []).append(one)

    def of(*keys: str) -> list[Found]:
        return [one for key in keys for one in by_kind.get(key, [])]

    council = of(*COUNCIL)
    if len(council) > 1:
        raise InputError(
            f"{folder} holds two records of the Council's votes, in {council[0].path} and "
            f"{council[1].path}: leave one of them"
        )
    if council:
        names = (CALLS, VOTES, MEMBERS)
        known = [plain_table(record, name) for name in names]
        read, tables, lines = council_rows(council[0].path, *known)
        here.tables |= dict(zip(names, tables, strict=True))
        here.news += lines
        _note(here, council[0], read)
        here.refused = [
            line
            for line in here.refused
            if not any(line.startswith(f"{file}: ") for file in read.files)
        ]
    _ratings(of("freedom_house"), record, here)
    _aid(of(*AID), record, here)
    for one in of(*ASSEMBLY):
        earlier = here.tables.get("assembly_later.csv", plain_table(record, "assembly_later.csv"))
        old = plain_table(record, "assembly.csv")
        report, table, lines = assembly_rows(one.path, old, earlier)
        here.tables["assembly_later.csv"] = table
        here.news += lines
        _note(here, one, report)
    used = {*COUNCIL, *ASSEMBLY, *AID, "freedom_house"}
    here.unused = [f"{one.path}: {one.shape.title}" for one in found if one.shape.key not in used]
    here.made_from.sort(key=lambda told: (told["file"], told["sha256"]))
    return here


def _ratings(found: list[Found], record: Record, here: Gathered) -> None:
    if not found:
        return
    read = []
    for one in found:
        report = ReadingReport()
        read.append((one.path, one.read(report)))
        _tell(here, one.path, report)
        _note(here, one, report)
    table, lines = freedom_rows(read, plain_table(record, "freedom.csv"))
    here.tables["freedom.csv"] = table
    here.news += lines


def _aid(found: list[Found], record: Record, here: Gathered) -> None:
    by_key = {key: [one for one in found if one.shape.key == key] for key in AID}
    if not found:
        return
    if any(len(ones) != 1 for ones in by_key.values()):
        names = ", ".join(str(one.path) for one in found)
        here.news.append(
            f"aid: not brought up to date from {names}: one table DAC2a of the OECD and one of "
            "AidData's Chinese development finance are wanted together"
        )
        return
    read = []
    for key in AID:
        report = ReadingReport()
        read.append(by_key[key][0].read(report))
        _tell(here, by_key[key][0].path, report)
        _note(here, by_key[key][0], report)
    table, lines = aid_rows(read[0], read[1], plain_table(record, "aid.csv"))
    here.tables["aid.csv"] = table
    here.news += lines


def _tell(here: Gathered, path: Path, report: ReadingReport) -> None:
    here.news += [f"{path.name}: {line}" for line in told(report)]


def _note(here: Gathered, one: Found, report: ReadingReport) -> None:
    """Remember what files a table was made from."""
    files = report.files or [one.path]
    for file in sorted(set(files)):
        digest = sha256_of(read_bytes(file, LARGEST_TABLE))
        here.made_from.append({"file": file.name, "shape": one.shape.key, "sha256": digest})


def _all_in(folder: Path, here: Gathered) -> list[Found]:
    """Every known table, folder by folder; what is not known is noted."""
    found: list[Found] = []
    count = 0
    for place in _folders(folder):
        files = [path for path in _entries(place) if looks_like_a_table(path)]
        count += len(files)
        if count > MOST_FILES:
            raise InputError(
                f"{folder}: more than {MOST_FILES} files that may be tables: name the folder that "
                "holds the publishers' files alone"
            )
        if not files:
            continue
        try:
            more, refused = tables_in(place)
        except InputError as error:
            here.refused.append(str(error))
        else:
            found += more
            here.refused += refused
    if not found:
        raise InputError(
            here.refused[0] if len(here.refused) == 1 else
            f"{folder} holds no table that is known ({len(here.refused)} are not; "
            f"{here.refused[0] if here.refused else 'there is none at all'}): "
            "docs/reference/data_files.md lists what is read"
        )  # fmt: skip
    return found


def _folders(folder: Path, depth: int = 0) -> Iterator[Path]:
    yield folder
    if depth < DEEPEST:
        for path in _entries(folder):
            if is_folder(path) and not path.name.startswith("."):
                yield from _folders(path, depth + 1)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{folder}: no folder that can be read ({reason})") from None
