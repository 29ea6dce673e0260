"""Votes that a user adds because no publisher has them yet: checked, sorted, kept beside the rest.

The file has a row a vote with the columns ``symbol``, ``date``, ``iso3`` and ``vote``, and if they
are known ``title``, ``sponsors``, ``target`` and the totals ``yes``, ``no``, ``abstain``. A text is
sorted as the publisher's would be: by the series of its title, by its sponsors and by its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.building.rollcalls import record_tables
from sim.data.loaders.council_checks import FIRST_DAY
from sim.data.loaders.council_defects import VOTE_CODES
from sim.data.loaders.raw_table import RawTable, read_raw
from sim.data.public_votes import session_of, sorted_texts
from sim.data.record.keeping import changing
from sim.data.record.stored import ADDED_CALLS, ADDED_VOTES, CALLS, Record
from sim.data.record.tables import plain_table
from sim.data.recorded import seats_on
from sim.data.states import load_states, read_table
from sim.errors import InputError
from sim.files.tables import table_text
from sim.world import ABSTAIN, NO, NO_SEAT, YES, States

NEEDED = ("symbol", "date", "iso3", "vote")
OF_THE_TEXT = ("date", "title", "sponsors", "target", "yes", "no", "abstain")  # alike in all rows
WORDS = {"YES": "Y", "NO": "N", "ABSTAIN": "A", "ABSTENTION": "A", "ABSENT": "."}
TOTALS = {"yes": YES, "no": NO, "abstain": ABSTAIN}
MOST_MEMBERS = 47
SHOWN = 8  # states that a message names


@dataclass(frozen=True)
class OwnText:
    """A text whose votes a user has added."""

    id: str
    symbol: str
    date: str
    title: str
    kind: str
    series: str
    target: str
    tally: tuple[int, int, int, int]  # yes, no, abstain, absent


def own_texts(record: Record) -> list[OwnText]:
    """What a user has added to a record, in time order."""
    return [
        OwnText(
            row["id"], row["symbol"], row["date"], row["title"], row["kind"], row["series"],
            row["target"], (int(row["yes"]), int(row["no"]), int(row["abstain"]),
                            int(row["absent"])),
        )
        for row in record.rows(ADDED_CALLS)
    ]  # fmt: skip


def add_votes(path: Path) -> list[OwnText]:
    """Keep the votes of a file in the user's record; returns the texts that came with it.

    Raises
    ------
    InputError
        If the file cannot be read, a vote cannot be, a total is not met, the record has the text
        already, or it would not add up. Nothing is changed then.
    """
    with changing() as kept:
        record, raw = kept.record, read_raw(path, NEEDED)
        if not len(raw):
            raise InputError(f"{path}: no row; symbol, date, iso3, vote are wanted, a row a vote")
        states = load_states()
        calls, recorded = _checked(raw, states)
        _refuse_known(raw, calls.symbol, record)
        rows, votes = _in_our_schema(raw, calls, recorded, states, record)
        own = [_own(record, name, made) for name, made in
               ((ADDED_CALLS, rows), (ADDED_VOTES, votes))]  # fmt: skip
        whole = [pd.concat([old, new], ignore_index=True) for old, new in
                 zip(own, (rows, votes), strict=True)]  # fmt: skip
        order = whole[0].sort_values(["date", "id"], kind="stable").index
        tables = dict(record.tables)
        for name, table in zip((ADDED_CALLS, ADDED_VOTES), whole, strict=True):
            tables[name] = table_text(table.loc[order]).encode()
        try:
            kept.save(tables, None)
        except InputError as error:
            raise InputError(f"{path}: the record would not add up with it: {error}") from None
        return [t for t in own_texts(Record(record.place, tables)) if t.id in set(rows.id)]


def remove_votes(symbol: str) -> OwnText:
    """Take the votes on a text back; returns the text.

    Raises
    ------
    InputError
        If the user has added none on it.
    """
    with changing() as kept:
        record = kept.record
        there = {text.symbol: text for text in own_texts(record)}
        if symbol not in there:
            symbols = ", ".join(there) or "none at all"
            raise InputError(
                f"{symbol[:60]}: no text whose votes you added; there are {symbols[:200]} "
                "(lmgsim votes)"
            )
        tables = dict(record.tables)
        gone = (plain_table(record, ADDED_CALLS).symbol == symbol).to_numpy()
        for name in (ADDED_CALLS, ADDED_VOTES):
            rest = plain_table(record, name)[~gone]
            if len(rest):
                tables[name] = table_text(rest).encode()
            else:
                del tables[name]
        kept.save(tables, None)
        return there[symbol]


def _checked(raw: RawTable, states: States) -> tuple[pd.DataFrame, np.ndarray]:
    """One row a text with what is said of it, and its votes [B, S]."""
    for row, symbol in enumerate(raw["symbol"]):
        try:
            session_of(symbol)
        except InputError:
            raw.refuse(row, "symbol", f"no session in {raw.shown(row, 'symbol')}, as in "
                                      "A/HRC/RES/61/5 or A/HRC/61/L.12")  # fmt: skip
    when, votes = raw.dates("date"), _codes(raw)
    tomorrow = pd.Timestamp.now().normalize() + pd.Timedelta(days=1)
    for wrong, why in ((when < FIRST_DAY, "before the Council's first day"),
                       (when > tomorrow, "still to come")):  # fmt: skip
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            raw.refuse(row, "date", f"{raw.shown(row, 'date')} is {why}")
    raw.among("iso3", states.iso3)
    again = raw.frame.duplicated(["symbol", "iso3"]).to_numpy()
    if again.any():
        row = int(again.argmax())
        raw.refuse(row, "iso3", f"a second vote of {raw['iso3'].iloc[row]} on this text")
    said = [name for name in OF_THE_TEXT if name in raw.frame.columns]
    for name in said:
        other = raw[name] != raw.frame.groupby("symbol")[name].transform("first")
        if other.any():
            row = int(other.to_numpy().argmax())
            raw.refuse(row, name, f"{raw.shown(row, name)}, unlike another row of this text")
    first = ~raw.frame.duplicated("symbol").to_numpy()
    calls = raw.frame[first][["symbol", *said]].assign(when=when[first], row=np.flatnonzero(first))
    calls = calls.sort_values(["when", "row"], ignore_index=True)
    terms = read_table("council.csv")
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    place = {symbol: b for b, symbol in enumerate(calls.symbol)}
    for symbol, iso3, vote in zip(raw["symbol"], raw["iso3"], votes, strict=True):
        recorded[place[symbol], states.index(iso3)] = vote
    for b, call in enumerate(calls.itertuples(index=False)):
        row = int(call.row)
        sits = seats_on(np.datetime64(call.when, "D"), terms, states)
        _check_seats(raw, row, sits, recorded[b], states, f"{call.when:%Y-%m-%d}")
        _check_totals(raw, row, recorded[b])
    return calls, recorded


def _codes(raw: RawTable) -> list[int]:
    """The votes as numbers; words in any letters do as well as codes."""
    found = []
    for row, cell in enumerate(raw["vote"]):
        code = cell.strip().upper()
        code = WORDS.get(code, code)
        if code not in VOTE_CODES:
            raw.refuse(row, "vote", f"{raw.shown(row, 'vote')} is none of {' '.join(VOTE_CODES)} "
                                    "(yes, no, abstain, absent, blank)")  # fmt: skip
        found.append(VOTE_CODES[code])
    return found


def _check_seats(
    raw: RawTable, row: int, sits: np.ndarray, votes: np.ndarray, states: States, day: str
) -> None:
    def named(which: np.ndarray) -> str:
        codes = [states.iso3[i] for i in np.flatnonzero(which)]
        more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
        return " ".join(codes[:SHOWN]) + more

    voted = votes != NO_SEAT
    if (voted & ~sits).any():
        raw.refuse(
            row, "iso3",
            f"{named(voted & ~sits)} had no seat on {day} that is known (lmgsim council "
            f"date={day}; lmgsim council add FILE)",
        )  # fmt: skip
    if (sits & ~voted).any():
        raw.refuse(
            row, "iso3",
            f"no row for {named(sits & ~voted)}, who had a seat on {day}; a member that did not "
            "vote has the vote . (absent)",
        )  # fmt: skip


def _check_totals(raw: RawTable, row: int, votes: np.ndarray) -> None:
    for name, value in TOTALS.items():
        if name not in raw.frame.columns or not raw[name].iloc[row].strip():
            continue
        total = raw.keep(np.arange(len(raw)) == row).whole(name, 0, MOST_MEMBERS)[0]
        if (cast := int((votes == value).sum())) != total:
            raw.refuse(row, name, f"{total} is said, but the votes of this text give {cast}")


def _refuse_known(raw: RawTable, symbols: Sequence[str], record: Record) -> None:
    own = {text.symbol for text in own_texts(record)}
    published = set(plain_table(record, CALLS).symbol)
    for symbol in symbols:
        if symbol in own:
            raise InputError(
                f"{raw.path}: you added votes on {symbol} before; lmgsim votes remove {symbol} "
                "takes them back first"
            )
        if symbol in published:
            raise InputError(f"{raw.path}: the record has {symbol} already")


def _in_our_schema(
    raw: RawTable, calls: pd.DataFrame, recorded: np.ndarray, states: States, record: Record
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the tables of roll calls and votes, sorted as a publisher's would be."""
    blank = pd.Series("", index=calls.index)
    title, target = calls.get("title", blank).str.strip(), calls.get("target", blank)
    for b, code in enumerate(target):
        if code and code not in states.iso3:
            raw.refuse(int(calls.row[b]), "target", f"{code[:40]!r} is no code of a state")
    title = title.where(title != "", calls.symbol)
    sponsors = calls.get("sponsors", blank)
    table = sorted_texts(calls.symbol, calls.when, title, sponsors, target, states)
    known = plain_table(record, CALLS)
    made = table.assign(off=0.0 if set(TOTALS) <= set(calls) else np.nan, corrected=0)
    rows, votes = record_tables(made, recorded, states, known.iloc[:0])
    taken = [text.id for text in own_texts(record)]
    ids: dict[str, str] = {}
    for name, session in zip(rows.id, rows.session, strict=True):
        n = 1
        while (free := f"{session.replace('-', '')}-own{n:02d}") in {*taken, *ids.values()}:
            n += 1
        ids[name] = free
    return rows.assign(id=rows.id.map(ids)), votes.assign(id=votes.id.map(ids))


def _own(record: Record, name: str, made: pd.DataFrame) -> pd.DataFrame:
    if name in record.tables:
        return plain_table(record, name)
    return made.iloc[:0]
