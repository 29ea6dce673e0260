"""Votes of the Commission on Human Rights, 1947-2005, the Council's forerunner.

One row a country-vote, with the title and the subject of the text. Most entries are adopted
resolutions; amendments and most rejected drafts are not recorded.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.loaders.council_defects import VOTE_CODES
from sim.data.loaders.country_codes import NOT_MEMBERS, members
from sim.data.loaders.known_votes import COMMISSION, count_unknown, digests
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw, within
from sim.data.loaders.row_checks import check_rows_alike, check_year
from sim.data.loaders.seats import seat_by_session
from sim.data.loaders.texts import sort_texts
from sim.data.report import ReadingReport
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import NO_SEAT, YES, Agenda, States

EARLY = {"1947-12-31": 2, "1948-12-31": 3}  # last day and number of sessions not held yearly
FIRST_DAY, LAST_DAY = pd.Timestamp("1946-01-01"), pd.Timestamp("2006-06-18")
YEAR = re.compile(r"/((?:19|20)\d\d)/")
FIRST_REGULAR = 1944  # from 1949 on, a session's number is its year less this
SPECIAL = re.compile(r"\b(S-\d+)/")


def read_commission_votes(
    path: Path, since: str | None = None, until: str | None = None
) -> tuple[Agenda, States, ReadingReport]:
    """The Commission's roll calls as an agenda over the 193 states of today.

    Votes of states that are no longer members are counted and left out; the Federal Republic of
    Germany is Germany.

    Raises
    ------
    InputError
        If the file is missing or malformed (file, line and column are named), or nothing is left.
    """
    report, states = ReadingReport(), load_states()
    needed = ("record_id", "symbol", "date", "iso3", "vote", "title", "subject")
    raw = read_raw(path, needed, "the file of the Commission's votes", CP1252)
    raw.note_encoding(report)
    report.files.append(raw.path)
    when = raw.dates("date")
    _check_rows(raw, when)
    inside = within(when, since, until)
    report.reasons["votes outside the dates"] += int((~inside).sum())
    if not inside.any():
        raise InputError(f"{path}: no roll call in the dates asked for")
    raw, when = raw.keep(inside), when[inside].reset_index(drop=True)
    calls = raw.frame.assign(when=when).drop_duplicates(["record_id", "symbol"])
    calls = calls.assign(place=[_natural(symbol) for symbol in calls.symbol])
    calls = calls.sort_values(["when", "place", "record_id"]).reset_index(drop=True)
    recorded = _votes(raw, calls, states, report)
    table = pd.DataFrame(
        {
            "id": calls.record_id + "/" + calls.symbol,
            "symbol": calls.symbol,
            "title": calls.title,
            "date": calls.when,
            "session": [_session(s, d) for s, d in zip(calls.symbol, calls.date, strict=True)],
            **sort_texts(calls.title, calls.subject, calls.when.dt.year),
            "sponsors": "",  # the file does not say who tabled what
            "amended": "",
        }
    )
    sits, recorded = seat_by_session(
        recorded, table.session.to_numpy(object).astype(str), table.date.to_numpy(), report
    )
    said = calls.symbol + "|" + calls.title + "|" + calls.subject
    days = calls.when.dt.date.to_numpy()
    count_unknown(digests(COMMISSION, table.id, days, said, recorded, states), report)
    elsewhere = [_names_another_year(s, d) for s, d in zip(calls.symbol, calls.when, strict=True)]
    report.doubts["roll calls whose symbol names another year"] += sum(elsewhere)
    report.roll_calls, report.votes = len(table), int((recorded <= YES).sum())
    return build_agenda(table, recorded, sits, states), states, report


def _votes(raw: RawTable, calls: pd.DataFrame, states: States, report: ReadingReport) -> np.ndarray:
    row_of = {pair: b for b, pair in enumerate(zip(calls.record_id, calls.symbol, strict=True))}
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    columns = raw.frame[["record_id", "symbol", "iso3", "vote"]]
    for n, (record, symbol, given, vote) in enumerate(columns.itertuples(index=False)):
        if vote not in VOTE_CODES:
            raw.refuse(n, "vote", f"{vote[:40]!r} is none of {' '.join(VOTE_CODES)}")
        code = given
        if given == "GER":
            code = "DEU"
            report.repairs["votes of the Federal Republic of Germany, taken as Germany's"] += 1
        if code not in members():
            if code not in NOT_MEMBERS:
                raw.refuse(n, "iso3", f"{given[:40]!r} is no state")
            report.reasons[f"votes of {NOT_MEMBERS[code]}, no longer a UN member"] += 1
            continue
        b, i = row_of[record, symbol], states.iso3.index(code)
        if recorded[b, i] != NO_SEAT:
            raw.refuse(n, "iso3", f"a second vote of {code} on {symbol}")
        recorded[b, i] = VOTE_CODES[vote]
    return recorded


def _check_rows(raw: RawTable, when: pd.Series) -> None:
    """Refuse rows of one roll call that contradict one another, and impossible days."""
    wrong = ~when.between(FIRST_DAY, LAST_DAY).to_numpy()
    if wrong.any():
        row = int(wrong.argmax())
        span = f"{FIRST_DAY:%Y-%m-%d} to {LAST_DAY:%Y-%m-%d}"
        raw.refuse(row, "date", f"{raw.shown(row, 'date')} is not in the Commission's time, {span}")
    check_year(raw)
    check_rows_alike(raw, ["record_id", "symbol"], ("date", "title", "subject"))


def _names_another_year(symbol: str, day: pd.Timestamp) -> bool:
    found = YEAR.search(symbol)
    return bool(found) and int(found.group(1)) != day.year  # type: ignore[union-attr]


def _session(symbol: str, date: str) -> str:
    """The session's number: 61 for 2005, S-5 for the fifth special session."""
    special = SPECIAL.search(symbol)
    if special:
        return special.group(1)
    if date < "1947-06":
        return "1"
    return str(next((n for d, n in EARLY.items() if date <= d), int(date[:4]) - FIRST_REGULAR))


def _natural(symbol: str) -> str:
    """A key by which RES/2005/9 stands before RES/2005/10."""
    return re.sub(r"\d+", lambda found: found.group().zfill(6), symbol)
