"""Who sits: the terms of the record in force, and those that a user adds, corrects or strikes.

The table of a user has the columns ``iso3``, ``from``, ``until`` and, if wanted, ``note``. A row
whose state and first day are in the record already takes that term's place; without ``until`` it
strikes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.filling import empty_seats
from sim.council.terms import sits_on
from sim.data.loaders.raw_table import read_raw
from sim.data.record.keeping import changing
from sim.data.record.stored import ADDED_MEMBERS, MEMBERS, Record
from sim.data.record.tables import plain_table, table_of, with_terms
from sim.data.states import load_states, read_table
from sim.data.terms import recorded_terms
from sim.errors import InputError
from sim.files.tables import table_text
from sim.world import GROUPS, LMG, Bloc, States

COLUMNS = ["iso3", "from", "until", "note"]
FIRST, LAST = "2006-06-19", "2099-12-31"  # days that a term may begin and end on
LONGEST = 3 * 366  # days of a term


@dataclass(frozen=True)
class Member:
    """A member on a day."""

    iso3: str
    name: str
    group: str
    since: str
    until: str
    terms: int  # one after the other, this one among them
    affiliation: float
    organiser: bool
    added: bool  # by the user


@dataclass(frozen=True)
class Sitting:
    """Who sits on a day, and what is not known."""

    day: str
    members: list[Member]
    empty: dict[str, int]  # seats by group of which nobody knows who holds them
    until: str  # the last day of which all members are known; empty where that is past
    bloc: Bloc = LMG  # whose affiliates they are


def sitting(day: str) -> Sitting:
    """The Council of a day by the record in force.

    Raises
    ------
    InputError
        If that is no day, or the Council was not there yet.
    """
    when = _day(day, "date")
    states, terms, table = load_states(), recorded_terms(load_states()), read_table(MEMBERS)
    own = _added(table)
    members = []
    here = table[(table["from"] <= day) & (table["until"] >= day)]
    for row in here.sort_values("iso3").itertuples(index=False):
        iso3, since, until = row[0], row[1], row[2]
        i = states.index(iso3)
        members.append(
            Member(
                iso3, states.name[i], GROUPS[states.group[i]], since, until,
                _in_a_row(table, iso3, since), float(states.affiliation[i]),
                bool(states.organiser[i]), (iso3, since) in own,
            )
        )  # fmt: skip
    seats = empty_seats(terms, states, when)
    empty = {group: int(n) for group, n in zip(GROUPS, seats, strict=True) if n}
    return Sitting(day, members, empty, _known_until(when, table, states), states.bloc)


def _known_until(when: np.datetime64, table: pd.DataFrame, states: States) -> str:
    terms, day = recorded_terms(states), when
    if empty_seats(terms, states, day).sum():
        return ""
    for last in sorted({text for text in table["until"] if text >= str(when)}):
        after = np.datetime64(last, "D") + np.timedelta64(1, "D")
        if (
            not sits_on(terms, np.array([after]), states).any()
            or empty_seats(terms, states, after).sum()
        ):
            return last
    return ""


def _in_a_row(table: pd.DataFrame, iso3: str, since: str) -> int:
    mine = table[table.iso3 == iso3]
    ends = dict(zip(mine["until"], mine["from"], strict=True))
    count, first = 1, since
    while (eve := str(np.datetime64(first, "D") - np.timedelta64(1, "D"))) in ends:
        count, first = count + 1, ends[eve]
    return count


def _added(table: pd.DataFrame) -> set[tuple[str, str]]:
    from sim.data.record.in_force import in_force

    return {(row["iso3"], row["from"]) for row in in_force().rows(ADDED_MEMBERS)}


def add_members(path: Path) -> list[str]:
    """Keep the terms of a file in the user's record; returns what was done, a line each.

    Raises
    ------
    InputError
        If the file cannot be read, a row cannot be, or the record would not add up. Nothing is
        changed then.
    """
    with changing() as kept:
        given, record = _read(path), kept.record
        before = table_of(record, MEMBERS)
        own = _own(record)
        known = {(r.iso3, r[1]): r for r in plain_table(record, MEMBERS).itertuples(index=False)}
        lines = []
        now = {(r[0], r[1]): tuple(r[:3]) for r in before.itertuples(index=False)}
        for row in given.itertuples(index=False):
            key = (row[0], row[1])
            if now.get(key) == tuple(row[:3]) or (not row[2] and key not in now):
                said = "is in the record already" if row[2] else "is not in the record"
                raise InputError(f"{path}: the term of {key[0]} from {key[1]} {said}")
            lines.append(_line(row, key in now, key in known))
        others = [
            (a, b) not in set(zip(given.iso3, given["from"], strict=True))
            for a, b in zip(own.iso3, own["from"], strict=True)
        ]
        more = pd.concat([own[others], given], ignore_index=True)
        more = more.sort_values(["iso3", "from"], ignore_index=True)
        _refuse_overlaps(path, with_terms(plain_table(record, MEMBERS), more))
        try:
            kept.save({**record.tables, ADDED_MEMBERS: table_text(more).encode()}, None)
        except InputError as error:
            raise InputError(f"{path}: the record would not add up with it: {error}") from None
    return lines


def remove_members(iso3: str, since: str | None) -> list[str]:
    """Take back what a user said of a state's terms; returns what was done, a line each.

    Parameters
    ----------
    since : the first day of the term; None: all that was said of the state

    Raises
    ------
    InputError
        If nothing was said of it, or the record would not add up without it.
    """
    with changing() as kept:
        own = _own(kept.record)
        gone = (own.iso3 == iso3) & ((own["from"] == since) if since else True)
        if not gone.any():
            there = ", ".join(f"{a} from {b}" for a, b in zip(own.iso3, own["from"], strict=True))
            raise InputError(
                f"{iso3[:40]}{f' from {since[:20]}' if since else ''}: no term that you added; "
                f"there {'are ' + there if there else 'is none at all'} (lmgsim council)"
            )
        tables = dict(kept.record.tables)
        rest = own[~gone]
        if len(rest):
            tables[ADDED_MEMBERS] = table_text(rest).encode()
        else:
            del tables[ADDED_MEMBERS]
        kept.save(tables, None)
        return [
            f"{r[0]} from {r[1]}: as the record has it" for r in own[gone].itertuples(index=False)
        ]


def _line(row: tuple[str, ...], there: bool, published: bool) -> str:
    iso3, since, until = row[0], row[1], row[2]
    if not until:
        return f"{iso3} from {since}: struck"
    what = "corrected" if there and published else "changed" if there else "added"
    return f"{iso3} {since} to {until}: {what}"


def _own(record: Record) -> pd.DataFrame:
    if ADDED_MEMBERS in record.tables:
        return plain_table(record, ADDED_MEMBERS)
    return pd.DataFrame(columns=COLUMNS, dtype=str)


def _read(path: Path) -> pd.DataFrame:
    raw = read_raw(path, ("iso3", "from", "until"))
    states = load_states().iso3
    if not len(raw):
        raise InputError(f"{path}: no row; iso3, from, until are wanted, a row a term")
    raw.among("iso3", states)
    for row in range(len(raw)):
        since, until = raw["from"].iloc[row], raw["until"].iloc[row]
        for column, text in (("from", since), ("until", until)):
            if column == "until" and not text:
                continue
            if not _is_day(text) or not FIRST <= text <= LAST:
                raw.refuse(row, column, f"{text[:40]!r} is no day such as 2027-01-01")
        if until and until < since:
            raw.refuse(row, "until", f"{until} is before the first day, {since}")
        if until and np.datetime64(until) - np.datetime64(since) >= np.timedelta64(LONGEST, "D"):
            raw.refuse(row, "until", f"{since} to {until} is more than a term of three years")
    again = raw.frame.duplicated(["iso3", "from"]).to_numpy()
    if again.any():
        raw.refuse(int(again.argmax()), "from", "a second row of this state and day")
    note = raw.frame.get("note", "")
    return raw.frame[["iso3", "from", "until"]].assign(note=note)[COLUMNS]


def _refuse_overlaps(path: Path, terms: pd.DataFrame) -> None:
    for iso3, mine in terms.groupby("iso3"):
        ordered = mine.sort_values("from")
        for last, begins in zip(ordered["until"][:-1], ordered["from"][1:], strict=True):
            if begins <= last:
                raise InputError(
                    f"{path}: {iso3} would have a term from {begins} while another lasts until "
                    f"{last}; correct that one in the same file"
                )


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and str(np.datetime64(text, "D")) == text
    except ValueError:
        return False


def _day(text: str, name: str) -> np.datetime64:
    if not _is_day(text) or not FIRST <= text <= LAST:
        raise InputError(
            f"{name}={text[:40]}: a day from {FIRST} to {LAST} is wanted, such as 2026-12-01"
        )
    return np.datetime64(text, "D")


def groups_of(members: list[Member]) -> dict[str, int]:
    """Members by group, in the order of the groups."""
    count = Counter(member.group for member in members)
    return {group: count[group] for group in GROUPS}
