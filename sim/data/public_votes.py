"""The Council's recorded votes as the public compilation gives them: a folder of two CSV files.

One has a row a roll call, the other a row a country-vote (``sim.data.loaders.council_tables``).
Known defects are mended or dropped here, counted, and reported.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.assembly_record import with_assembly
from sim.data.loaders.catalogued_sponsors import codes_of, direction
from sim.data.loaders.council_checks import check_tables, count_oddities
from sim.data.loaders.council_defects import (
    VOTE_CODES,
    copied_rows,
    correct_votes,
    differences,
    motions,
    rejected_drafts,
    swapped_rows,
)
from sim.data.loaders.council_tables import read_council_tables
from sim.data.loaders.country_codes import NOT_MEMBERS
from sim.data.loaders.known_votes import COUNCIL, count_unknown, digests
from sim.data.loaders.raw_table import within
from sim.data.loaders.seats import without_ghosts
from sim.data.loaders.texts import by_words
from sim.data.report import ReadingReport
from sim.data.series import amended_sponsors, recognise, usual_sponsors
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import NO_SEAT, YES, Agenda, States

__all__ = ["PublicRecord", "ReadingReport", "read_public_record", "read_public_votes", "session_of"]

SESSION = re.compile(r"/(?:DEC|RES)?(S-)?(\d+)/")
ENDS_A_MANDATE = re.compile(r"discontinuation\s+of\s+the\s+mandate", re.IGNORECASE)


@dataclass(frozen=True)
class PublicRecord:
    """Every usable roll call of a folder, in time order."""

    table: pd.DataFrame  # one row a roll call: what ``build_agenda`` wants, and what is told beside
    recorded: np.ndarray  # [B, S]
    states: States
    report: ReadingReport


def read_public_votes(
    folder: Path, until: str | None = None, since: str | None = None
) -> tuple[Agenda, States, ReadingReport]:
    """Every usable roll call of the folder, as an agenda over all 193 states.

    Roll calls on rejected drafts are added if their files lie in the folder, as
    ``sim.data.loaders.council_defects`` says.

    Raises
    ------
    InputError
        If a file is missing or malformed; file, line and column are named.
    """
    read = read_public_record(folder, until, since)
    agenda = build_agenda(read.table, read.recorded, read.recorded != NO_SEAT, read.states)
    return with_assembly(agenda, read.states), read.states, read.report


def read_public_record(
    folder: Path, until: str | None = None, since: str | None = None
) -> PublicRecord:
    """The same as a table of roll calls and their votes.

    Beside the columns of ``build_agenda`` the table has ``about``, the kind of the text that is
    voted on or amended; ``basis`` of its sponsors, ``record`` or ``series``, "" where unknown;
    and ``off``, votes by which the catalogue's total differs, NaN without one, ``corrected``,
    how many votes were.

    Raises
    ------
    InputError
        If a file is missing or malformed; file, line and column are named.
    """
    report = ReadingReport()
    states = load_states()
    calls, votes = _read_all(folder, report)
    recorded = _vote_matrix(votes, calls, states, report)

    empty = (recorded == NO_SEAT).all(1)
    report.reasons["roll calls without votes"] += int(empty.sum())
    calls, recorded = calls[~empty].reset_index(drop=True), recorded[~empty]
    outside = ~within(calls.when, since, until)
    swapped, copied = swapped_rows(calls), copied_rows(calls, recorded)
    copied &= ~swapped
    report.reasons["roll calls outside the dates"] += int(outside.sum())
    report.reasons["amendments of 2016 whose rows are swapped"] += int((swapped & ~outside).sum())
    report.reasons["roll calls whose rows are another's"] += int((copied & ~outside).sum())
    kept = np.flatnonzero(~(outside | swapped | copied))
    order = calls.iloc[kept].sort_values(["when", "record_id", "symbol"], kind="stable").index
    calls, recorded = calls.loc[order].reset_index(drop=True), recorded[order.to_numpy()]
    printed = recorded
    recorded = correct_votes(calls, printed, states, report)
    off = differences(calls, recorded)
    report.doubts["roll calls whose total is not the catalogue's"] += int(np.nansum(off > 0))
    report.doubts["votes by which these totals differ"] += int(np.nansum(off))
    count_oddities(calls, recorded, states, report)

    table = _classified(calls, states, report).assign(
        off=off, corrected=(printed != recorded).sum(1)
    )
    amendment = table.kind == "amendment"
    moved = motions(table.sponsors.where(amendment, "").tolist(), recorded, states)
    report.reasons["votes on a motion not to act, listed as the amendment's"] += int(moved.sum())
    table, calls = (x[~moved].reset_index(drop=True) for x in (table, calls))
    recorded = recorded[~moved]
    report.repairs["texts that end a mandate, apart from the series that keeps it"] += int(
        calls.title.str.contains(ENDS_A_MANDATE).sum()
    )
    report.repairs["roll calls on rejected drafts, added"] += int(
        (calls.record_id == "rejected").sum()
    )
    said = calls.symbol + "|" + calls.title + "|" + calls.sponsors + "|" + table.kind
    days = calls.when.dt.date.to_numpy()
    count_unknown(digests(COUNCIL, table.id, days, said, recorded, states), report)
    recorded = without_ghosts(recorded, days, states, report)
    report.roll_calls = len(table)
    report.votes = int((recorded <= YES).sum())
    return PublicRecord(table, recorded, states, report)


def _read_all(folder: Path, report: ReadingReport) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Roll calls (with ``when`` and ``session``) and votes, with the line of each row."""
    tables = read_council_tables(folder, report)
    raw, listed = tables.calls, tables.votes
    for row, symbol in enumerate(raw["symbol"]):
        if not SESSION.search(symbol):
            raw.refuse(row, "symbol", f"no session in {raw.shown(row, 'symbol')}")
    when = raw.dates("date")
    check_tables(tables, when, report)
    calls = raw.frame.assign(when=when)
    votes = listed.frame[["record_id", "symbol", "iso3", "vote"]]
    votes = votes.assign(path=str(listed.path), line=listed.line)
    more_calls, more_votes = rejected_drafts(folder, report)
    if len(more_calls):
        more_calls = more_calls[~more_calls.symbol.isin(calls.symbol)]
        more_votes = more_votes[more_votes.symbol.isin(more_calls.symbol)]
        calls = pd.concat([calls, more_calls], ignore_index=True)
        votes = pd.concat([votes, more_votes], ignore_index=True)
    return calls.assign(session=[session_of(symbol) for symbol in calls.symbol]), votes


def _classified(calls: pd.DataFrame, states: States, report: ReadingReport) -> pd.DataFrame:
    """The roll calls in the columns that ``build_agenda`` wants.

    Which way an amendment points is told by who tables it, and likewise which way a text points
    whose series nobody has looked up; where that does not tell, by the words of its title.
    """
    known = recognise(calls.title)
    rows: list[tuple[str, str, str, str, int, str, str, str]] = []
    for n, call in enumerate(calls.itertuples(index=False)):
        flags = (call.is_amendment, call.pal_isr, call.country_specific)
        kinds = ("amendment", "palestine", "country")
        said = [k for k, flag in zip(kinds, flags, strict=True) if flag == "1"]
        kind = (said or ["thematic"])[0]
        about = ([k for k in said if k != "amendment"] or ["thematic"])[0]
        named = codes_of(call.sponsors, report)
        series, sort, target, pen, orientation = known.loc[n]
        if not sort:
            report.doubts["texts of no known series, sorted by sponsors and words"] += 1
            series, _, target, pen, orientation = by_words(call.title, "", call.when.year)
            target = target if kind in ("country", "palestine") else ""
        if kind == "amendment":
            side = direction(named, states)[1]
            pen, orientation = ("west", 1) if side > 0 else ("lmg", -1)
        elif named and not sort:
            pen, side = direction(named, states)
            orientation = side or (orientation if kind == "country" else 0)
        tabled = named or ("" if kind == "amendment" else usual_sponsors(series))
        basis = "record" if named else "series" if tabled else ""
        about = sort if kind == "amendment" and sort else about
        rows.append((kind, series, target, pen, int(orientation), tabled, about, basis))
    columns = ["kind", "series", "target", "pen", "orientation", "sponsors", "about", "basis"]
    table = pd.DataFrame(rows, columns=columns).assign(
        id=calls.record_id + "/" + calls.symbol,
        symbol=calls.symbol,
        title=calls.title,
        date=calls.when,
        session=calls.session,
    )
    return table.assign(amended=amended_sponsors(table))


def session_of(symbol: str) -> str:
    """The session in a document symbol: 51 in A/HRC/51/L.6, S-34 in A/HRC/RES/S-34/1."""
    found = SESSION.search(symbol)
    if not found:
        raise InputError(f"no session in the symbol {symbol!r}")
    return (found.group(1) or "") + found.group(2)


def _vote_matrix(
    votes: pd.DataFrame, calls: pd.DataFrame, states: States, report: ReadingReport
) -> np.ndarray:
    row_of = {pair: b for b, pair in enumerate(zip(calls.record_id, calls.symbol, strict=True))}
    column_of = {code: i for i, code in enumerate(states.iso3)}
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    for record, symbol, code, vote, path, line in votes.itertuples(index=False):
        if vote not in VOTE_CODES:
            raise InputError(
                f"{path}: line {line}, column vote: {vote[:40]!r} is none of {' '.join(VOTE_CODES)}"
            )
        b, i = row_of.get((record, symbol)), column_of.get(code)
        if b is None:
            report.reasons["votes of roll calls that are not listed"] += 1
        elif i is None:
            name = NOT_MEMBERS.get(code, code[:40])
            report.reasons[f"votes of {name}, not a UN member"] += 1
        elif recorded[b, i] != NO_SEAT:
            raise InputError(
                f"{path}: line {line}, column iso3: a second vote of {code} on {symbol[:60]}"
            )
        else:
            recorded[b, i] = VOTE_CODES[vote]
    return recorded
