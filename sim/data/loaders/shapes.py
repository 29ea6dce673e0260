"""Which publisher's table is this? Told by the names of its columns, and read by its reader.

``look`` says what lies at a path, ``tables_in`` what lies in a folder, ``Found.read`` reads it.
What is not known is refused in a line that says what it looks like and where to read on.

Sources: those of the readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.data.loaders.aiddata_gcdf import PROJECT, read_aiddata_gcdf
from sim.data.loaders.assembly_votes import read_assembly_votes
from sim.data.loaders.commission_votes import read_commission_votes
from sim.data.loaders.freedom_house import NAMES as COUNTRY
from sim.data.loaders.freedom_house import read_freedom_house
from sim.data.loaders.ideal_points import read_ideal_points
from sim.data.loaders.library_votes import LibraryFile
from sim.data.loaders.oecd_dac2a import read_oecd_dac2a
from sim.data.loaders.table_names import looks_like_a_table, names_of_columns
from sim.data.loaders.vdem import INDICES, read_vdem
from sim.data.loaders.voeten_votes import VoetenFile
from sim.data.public_votes import read_public_votes
from sim.data.report import ReadingReport
from sim.errors import InputError

PAGE = "docs/reference/data_files.md"
Names = set[str]


@dataclass(frozen=True)
class Shape:
    """A table as a publisher gives it."""

    key: str
    title: str
    has_columns: Callable[[Names], bool]
    read: Callable[[Path, ReadingReport], Any]  # a table, or an agenda and its states
    of_a_folder: bool = False  # it is one of several files that are read together


def _votes(read: Callable[[Path], tuple[Any, Any, ReadingReport]]) -> Callable[..., Any]:
    """A reader of votes that fills the report it is given, as readers of tables do."""

    def reading(path: Path, report: ReadingReport) -> tuple[Any, Any]:
        agenda, states, found = read(path)
        vars(report).update(vars(found))
        return agenda, states

    return reading


def _any_starts(names: Names, start: str) -> bool:
    return any(name.lower().replace("_", "").startswith(start) for name in names)


COUNCIL, ASSEMBLY = _votes(read_public_votes), _votes(read_assembly_votes)
SHAPES = (  # the first that fits
    Shape("council_compiled", "the Council's roll calls, our table",
          lambda n: {"record_id", "symbol", "is_amendment", "tally_match", "title"} <= n,
          COUNCIL, of_a_folder=True),
    Shape("council_published", "the texts of several bodies, as their compiler publishes them",
          lambda n: {"record_id", "symbol", "vote_type", "main_sponsors", "body"} <= n,
          COUNCIL, of_a_folder=True),
    Shape("commission", "votes of the Commission on Human Rights",
          lambda n: {"record_id", "symbol", "iso3", "vote", "title", "subject"} <= n,
          _votes(read_commission_votes)),
    Shape("council_votes", "the Council's votes, beside the table of roll calls",
          lambda n: {"record_id", "symbol", "iso3", "vote"} <= n, COUNCIL, of_a_folder=True),
    Shape("assembly_library", "the Assembly's votes of the UN Digital Library",
          LibraryFile.has_columns, ASSEMBLY),
    Shape("assembly_voeten", "the Assembly's votes of Voeten", VoetenFile.has_columns, ASSEMBLY),
    Shape("assembly_unvotes", "the Assembly's votes of the R package unvotes",
          lambda n: {"rcid", "country", "country_code", "vote"} <= n, ASSEMBLY, of_a_folder=True),
    Shape("assembly_unvotes_calls", "roll calls of the R package unvotes",
          lambda n: {"rcid", "session", "unres", "descr"} <= n, ASSEMBLY, of_a_folder=True),
    Shape("assembly_unvotes_issues", "issues of the R package unvotes",
          lambda n: {"rcid", "short_name"} <= n, ASSEMBLY, of_a_folder=True),
    Shape("freedom_house", "Freedom House's ratings",
          lambda n: bool(n & set(COUNTRY)) and bool(n & {"status", "Status"}), read_freedom_house),
    Shape("vdem", "V-Dem by country and year",
          lambda n: bool(n & set(INDICES.values())) and "year" in n, read_vdem),
    Shape("oecd_dac2a", "the OECD's table DAC2a",
          lambda n: bool(n & {"Recipient", "RECIPIENT"}) and bool(n & {"Donor", "DONOR"}),
          read_oecd_dac2a),
    Shape("aiddata_gcdf", "AidData's Chinese development finance",
          lambda n: n >= PROJECT or {"ccode", "oda_adj", "oof_adj", "vof_adj"} <= n,
          read_aiddata_gcdf),
    Shape("ideal_points", "ideal points of the Assembly's votes",
          lambda n: "ccode" in n and _any_starts(n, "idealpoint"), read_ideal_points),
)  # fmt: skip
NEARLY = (  # columns of tables that are known, but not read: what would do
    ({"record_id", "symbol", "date"}, "a part of the Council's table of roll calls; wanted is the "
     "whole one, as published (doi.org/10.5281/zenodo.21281232)"),
    ({"Year(s) Under Review"}, "Freedom House's sheet of three columns a year; wanted is the sheet "
     "of all data, a row a country and edition (freedomhouse.org)"),
    ({"ccode1", "ccode2", "agree"}, "agreement by pairs of states; wanted are the votes, "
     "UNVotes.csv (doi.org/10.7910/DVN/LEJUQZ)"),
    ({"undl_id"}, "a list of the UN Digital Library without votes; wanted is its bulk file of the "
     "Assembly's votes, with ms_code and ms_vote (digitallibrary.un.org/record/4060887)"),
    ({"symbol", "date", "iso3", "vote"}, "votes on single texts; they lie beside the Council's "
     "record as NAME_L6_DAY.csv if the draft is known"),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A table that was recognised, and the path to hand to its reader."""

    shape: Shape
    path: Path

    def read(self, report: ReadingReport) -> Any:
        """A table of states and years, or the agenda of votes with its states.

        Raises
        ------
        InputError
            If it is malformed; file, line and column are named.
        """
        return self.shape.read(self.path, report)


def look(path: Path) -> Found:
    """What a file is, by the names of its columns.

    Raises
    ------
    InputError
        If it cannot be read, or is no table that is known; the message says what it looks like.
    """
    names = names_of_columns(path)
    here = {name.strip() for name in names}
    for shape in SHAPES:
        if shape.has_columns(here):
            return Found(shape, path.parent if shape.of_a_folder else path)
    for columns, what in NEARLY:
        if columns <= here:
            raise InputError(f"{path}: {what}")
    there = ", ".join(names)[:120]
    raise InputError(
        f"{path}: no table that is known; its columns are {there}. {PAGE} lists what is read, and "
        "where to get it"
    )


def tables_in(folder: Path) -> tuple[list[Found], list[str]]:
    """The tables of a folder, and a line for each file that is none; those read together are one.

    Raises
    ------
    InputError
        If there is no such folder, or nothing in it is known.
    """
    try:
        files = sorted(path for path in folder.iterdir() if looks_like_a_table(path))
    except OSError as error:
        raise InputError(f"{folder}: no folder that can be read ({error.strerror})") from None
    found: dict[tuple[Any, Path], Found] = {}
    refused = []
    for file in files:
        try:
            one = look(file)
        except InputError as error:
            refused.append(str(error))
        else:
            found.setdefault((one.shape.read, one.path), one)
    if not found:
        raise InputError(
            refused[0] if refused else f"{folder} holds no table; {PAGE} lists what is read"
        )
    return list(found.values()), refused
