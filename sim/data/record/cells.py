"""What every cell of a record's tables may be: asked of a record that is read, before it is used.

A hash tells a damaged file from a whole one, but whoever changes a table can make its hash anew.
What only several tables together show (seats, tallies) is checked where they are put together
(``sim.data.recorded``, ``sim.data.terms``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files

from sim.data.stored_table import StoredTable
from sim.errors import CONTROLS, InputError
from sim.files.csv_table import parse_csv
from sim.files.csv_text import typed
from sim.files.text import decoded
from sim.world import KINDS, PENS

TABLES = files("sim.data") / "tables"
Check = Callable[[StoredTable, str], object]
LISTED = re.compile(r"(-?[A-Za-z]+( -?[A-Za-z]+)*)?")
LONGEST = 2_000  # letters of a title, a note, a name
MEMBERS_MOST = 47
YEARS = 1945, 2199


@cache
def _codes() -> frozenset[str]:
    """The codes of all states, from the package's own table."""
    text = (TABLES / "states.csv").read_text(encoding="utf-8")
    return frozenset(row["iso3"] for row in csv.DictReader(io.StringIO(text)))


@cache
def _organisations() -> frozenset[str]:
    text = (TABLES / "organisations.csv").read_text(encoding="utf-8")
    return frozenset(row["organisation"] for row in csv.DictReader(io.StringIO(text)))


def _each(fits: Callable[[str], bool], wanted: str) -> Check:
    """A check of a column cell by cell."""

    def check(table: StoredTable, column: str) -> None:
        for row, cell in enumerate(table.columns[column]):
            if not fits(cell):
                table.refuse(row, column, f"is not {wanted}")

    return check


def _is_day(cell: str) -> bool:
    try:
        return len(cell) == 10 and str(date.fromisoformat(cell)) == cell
    except ValueError:
        return False


def _is_shown(cell: str) -> bool:
    return len(cell) <= LONGEST and not CONTROLS.search(cell)


def _whole(low: int, high: int) -> Check:
    return lambda table, column: table.numbers(column, low, high, whole=True)


def _number(low: float, high: float) -> Check:
    return lambda table, column: table.numbers(column, low, high)


STATE = _each(lambda cell: cell in _codes(), "the code of a state")
STATE_OR_NONE = _each(lambda cell: not cell or cell in _codes(), "the code of a state, or empty")
STATES = _each(lambda cell: all(code in _codes() for code in cell.split(" ") if cell),
               "codes of states with a blank between two")  # fmt: skip
SPONSORS = _each(lambda cell: bool(LISTED.fullmatch(cell)), "codes of states and names of groups")
DAY = _each(_is_day, "a day such as 2022-04-01")
DAY_OR_NONE = _each(lambda cell: not cell or _is_day(cell), "a day such as 2022-04-01, or empty")
WORDS = _each(_is_shown, "words that can be shown")
NAME = _each(lambda cell: cell != "" and _is_shown(cell), "a name")
SESSION = _each(lambda cell: cell.removeprefix("S-").isascii() and len(cell) < 6
                and cell.removeprefix("S-").isdigit(), "a session such as 50 or S-34")  # fmt: skip
KIND = _each(lambda cell: cell in KINDS, f"one of {', '.join(KINDS)}")
PEN = _each(lambda cell: cell in PENS, f"one of {', '.join(PENS)}")
ORGANISATION = _each(lambda cell: cell in _organisations(), "an organisation that is known")
VOTERS = _whole(0, MEMBERS_MOST)
YEAR = _whole(*YEARS)
MONEY = _number(-1e9, 1e9)  # million dollars; what is paid back can be more than what is given

CELLS: dict[str, dict[str, Check]] = {
    "rollcalls.csv": {
        "id": NAME, "symbol": NAME, "date": DAY, "session": SESSION, "kind": KIND,
        "parent_kind": KIND, "series": NAME, "target": STATE_OR_NONE, "pen": PEN,
        "orientation": _whole(-1, 1), "assistance": _whole(0, 1), "sponsors": SPONSORS,
        "sponsors_basis": WORDS, "title": WORDS, "yes": VOTERS, "no": VOTERS, "abstain": VOTERS,
        "absent": VOTERS, "tally_basis": WORDS,
    },
    "votes.csv": {"id": NAME, "yes": STATES, "no": STATES, "abstain": STATES, "absent": STATES},
    "council.csv": {"iso3": STATE, "from": DAY, "until": DAY, "note": WORDS},
    "own_council.csv": {"iso3": STATE, "from": DAY, "until": DAY_OR_NONE, "note": WORDS},
    "freedom.csv": {"iso3": STATE, "year": YEAR, "total": _number(0, 100), "basis": WORDS},
    "aid.csv": {
        "iso3": STATE, "year": YEAR, "gdp": _number(1e-3, 1e12), "usa": MONEY, "eu": MONEY,
        "japan": MONEY, "gulf": MONEY, "other_dac": MONEY, "china": MONEY, "russia": MONEY,
    },
    "organisations.csv": {"iso3": STATE, "organisation": ORGANISATION, "from": DAY_OR_NONE,
                          "until": DAY_OR_NONE},
    "assembly.csv": {"symbol": NAME, "date": DAY, "session": _whole(1, 999), "series": NAME,
                     "yes": STATES, "no": STATES, "abstain": STATES},
}  # fmt: skip
CELLS["assembly_later.csv"] = CELLS["assembly.csv"]
CELLS |= {f"own_{name}": CELLS[name] for name in ("rollcalls.csv", "votes.csv")}
ONCE = {
    "freedom.csv": ("iso3", "year"), "aid.csv": ("iso3", "year"),
    **{f"{own}{name}": keys for own in ("", "own_") for name, keys in
       (("rollcalls.csv", ("id",)), ("votes.csv", ("id",)), ("council.csv", ("iso3", "from")))},
}  # fmt: skip


def check_cells(name: str, content: bytes, where: str) -> None:
    """Refuse a table of a record in which a cell is none that its column takes.

    Parameters
    ----------
    name : of the table, such as ``rollcalls.csv``
    where : the path, as a message says it

    Raises
    ------
    InputError
        With row, column and what is wanted.
    """
    text = decoded(content, where)
    if text.encode() != content:
        raise InputError(f"{where}: not in the UTF-8 without a mark that lmgsim writes")
    read = parse_csv(text, where)
    wanted = CELLS[name]
    if read.names != list(wanted):
        raise InputError(
            f"{where}: the columns are {', '.join(read.names)[:100]}; wanted: {', '.join(wanted)}"
        )
    columns = [[typed(cell) for cell in cells] for cells in read.columns]
    table = StoredTable(where, dict(zip(read.names, columns, strict=True)))
    for column, check in wanted.items():
        check(table, column)
    if name in ONCE and len(table):
        table.once(ONCE[name], "a row")
