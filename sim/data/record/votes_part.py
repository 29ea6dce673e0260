"""Roll calls, votes and members of a record, brought up to date from the publishers' votes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.terms import SEATS
from sim.data.agenda import session_code
from sim.data.assembly_record import new_rows
from sim.data.building.rollcalls import record_tables
from sim.data.public_votes import PublicRecord, read_public_record
from sim.data.record.telling import told
from sim.data.recorded import seats_on
from sim.data.report import ReadingReport
from sim.world import ABSENT, NO_SEAT

TALLY = ("yes", "no", "abstain", "absent")
LISTED = 0.5  # share of a year's roll calls on which a new member is listed at least
NUMBER = re.compile(r"(\d+)\D*$")
SHOWN = 5
MOST_SILENT = 3  # members that a list may leave out; the most on record is two

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def council_rows(
    folder: Path, calls: pd.DataFrame, votes: pd.DataFrame, terms: pd.DataFrame
) -> tuple[ReadingReport, Tables, list[str]]:
    """Roll calls, votes and terms with those of a folder in them, as text, and what is new.

    Roll calls that the folder does not have stay. Whoever votes in a year after the last of which
    members are known, and whose group has a seat to fill, is taken for a member of three years.

    Raises
    ------
    InputError
        If the folder's votes cannot be read.
    """
    read = read_public_record(folder)
    lines = [f"votes: {read.report.roll_calls} roll calls read from {folder}"]
    lines += [f"votes: {line}" for line in told(read.report)]
    terms, more = members_from_votes(read, terms)
    lines += more
    recorded, fits, more = _as_seated(read, terms)
    lines += more
    made = record_tables(
        read.table[fits].reset_index(drop=True), recorded[fits], read.states, calls
    )
    together, more = _with_old(*made, calls, votes)
    return read.report, (*together, terms), lines + more


def members_from_votes(read: PublicRecord, terms: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table of terms, with those of new members who are known by their votes alone."""
    states, lines, found = read.states, [], []
    years = read.table.date.dt.year.to_numpy()
    for year in sorted(set(years)):
        here = years == year
        first = np.datetime64(f"{year}-01-01", "D")
        known = seats_on(first, terms, states)
        # terms that begin later in the year are known as well
        begins = terms[terms["from"].str[:4] == str(year)].iso3
        known |= np.isin(states.iso3, begins)
        often = (read.recorded[here] != NO_SEAT).mean(0) >= LISTED
        for i in np.flatnonzero(often & ~known):
            group = int(states.group[i])
            if (states.group[known] == group).sum() < SEATS[group]:
                known[i] = True
                term = {"iso3": states.iso3[i], "from": f"{year}-01-01",
                        "until": f"{year + 2}-12-31", "note": "from who voted"}  # fmt: skip
                found.append(term)
                terms = pd.concat([terms, pd.DataFrame([term])], ignore_index=True)
    for year in sorted({term["from"][:4] for term in found}):
        names = " ".join(t["iso3"] for t in found if t["from"][:4] == year)
        lines.append(f"members: new from {year}, known by their votes: {names}")
    return terms.sort_values(["iso3", "from"], ignore_index=True), lines


def _as_seated(read: PublicRecord, terms: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The votes with members who are not listed as absent, [B, S]; which can be kept, [B] bool."""
    recorded, lines = read.recorded.copy(), []
    fits = np.ones(len(recorded), bool)
    silent = 0
    seated = {day: seats_on(np.datetime64(day, "D"), terms, read.states)
              for day in set(read.table.date)}  # fmt: skip
    for b, (day, symbol) in enumerate(zip(read.table.date, read.table.symbol, strict=True)):
        sits = seated[day]
        if strangers := [
            read.states.iso3[i] for i in np.flatnonzero((recorded[b] != NO_SEAT) & ~sits)
        ]:
            fits[b] = False
            lines.append(
                f"votes: left out: {symbol} of {day:%Y-%m-%d}: {' '.join(strangers[:SHOWN])} "
                "voted without a seat that is known (lmgsim council add FILE)"
            )
            continue
        quiet = sits & (recorded[b] == NO_SEAT)
        if quiet.sum() > MOST_SILENT:
            fits[b] = False
            lines.append(
                f"votes: left out: {symbol} of {day:%Y-%m-%d}: only {int((sits & ~quiet).sum())} "
                f"of {int(sits.sum())} members are listed"
            )
            continue
        silent += int(quiet.sum())
        recorded[b, quiet] = ABSENT
    if silent:
        lines.append(f"votes: repaired: {silent} members who are not listed, taken as absent")
    return recorded, fits, lines


def _with_old(
    calls: pd.DataFrame, votes: pd.DataFrame, known: pd.DataFrame, known_votes: pd.DataFrame
) -> tuple[tuple[pd.DataFrame, pd.DataFrame], list[str]]:
    """The new tables and the rows of the old ones that they do not have, and what is new."""
    lines = []
    added = calls[~calls.id.isin(known.id)]
    if len(added):
        days = f"{added.date.min()} to {added.date.max()}"
        lines.append(f"votes: {len(added)} new roll calls, {days}")
    before, after = known_votes.set_index("id"), votes.set_index("id")
    both = [name for name in votes.id if name in before.index]
    other = (before.loc[both, list(TALLY)] != after.loc[both, list(TALLY)]).any(axis=1)
    if other.any():
        symbols = calls.set_index("id").symbol[other[other].index]
        more = f" and {len(symbols) - SHOWN} more" if len(symbols) > SHOWN else ""
        lines.append(
            f"votes: {len(symbols)} roll calls have other votes now: "
            f"{', '.join(symbols[:SHOWN])}{more}"
        )
    kept = ~known.id.isin(calls.id)
    if kept.any():
        lines.append(f"votes: {int(kept.sum())} roll calls of the record are not in these files")
    if not lines:
        lines.append("votes: nothing new")
    whole = pd.concat([calls, known[kept]], ignore_index=True)
    cast = pd.concat([votes, known_votes[known_votes.id.isin(known.id[kept])]], ignore_index=True)
    order = sorted(range(len(whole)), key=lambda n: in_time(whole.iloc[n]))
    whole = whole.iloc[order].reset_index(drop=True)
    cast = cast.set_index("id").loc[whole.id].reset_index()
    return (whole[list(known.columns)], cast[list(known_votes.columns)]), lines


def in_time(row: pd.Series) -> tuple[str, int, int]:
    """The place of a roll call among others: day, session, number."""
    number = NUMBER.search(row.id)
    return row.date, session_code(row.session), int(number.group(1)) if number else 0


def assembly_rows(
    path: Path, old: pd.DataFrame, later: pd.DataFrame
) -> tuple[ReadingReport, pd.DataFrame, list[str]]:
    """``assembly_later.csv`` with the Assembly's roll calls of a file in it, and what is new.

    Only what is voted on in both halls is kept, and of each day and series what is known stays.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    made, report = new_rows(path)
    known = set(zip([*old.date, *later.date], [*old.series, *later.series], strict=True))
    new = made[[key not in known for key in zip(made.date, made.series, strict=True)]]
    lines = [f"Assembly: {line}" for line in told(report)]
    if not len(new):
        return report, later, [*lines, "Assembly: nothing new"]
    whole = pd.concat([later, new.astype(str)], ignore_index=True)
    whole = whole.sort_values(["date", "symbol"], kind="stable", ignore_index=True)
    days = f"{new.date.min()} to {new.date.max()}"
    return report, whole[list(later.columns)], [*lines, f"Assembly: {len(new)} new roll calls on "
                                                f"what both halls vote on, {days}"]  # fmt: skip
