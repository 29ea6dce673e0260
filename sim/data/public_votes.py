"""The Council's recorded votes as the public compilation gives them: a folder of two CSV files.

One row a roll call (``unhrc_rollcalls.csv``) and one row a country-vote
(``unhrc_votes_long.csv``). Known defects are mended or dropped here, counted, and reported.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.states import load_states, read_table
from sim.errors import InputError
from sim.world import ABSENT, ABSTAIN, NO, NO_SEAT, YES, Agenda, States

VOTE_CODES = {"Y": YES, "A": ABSTAIN, "N": NO, ".": ABSENT, "-": ABSENT}
WESTERN_SPONSORS = re.compile(
    r"United Kingdom|United States|European Union|Germany|France|Netherlands|Canada|Australia|"
    r"Switzerland|Belgium|Norway|Uruguay|Mexico|Albania|Ukraine|Costa Rica|Denmark|Iceland|Japan",
    re.IGNORECASE,
)
SOUTHERN_SPONSORS = re.compile(
    r"Russia|China|Egypt|Pakistan|Cuba|Belarus|Venezuela|Eritrea|Saudi|Islamic Cooperation|OIC|"
    r"Gulf|African|Arab|Iran|Bahrain|Emirates",
    re.IGNORECASE,
)


@dataclass
class ReadingReport:
    """What was read, and every row that was dropped or mended, with the reason."""

    roll_calls: int = 0
    votes: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def recognise(titles: pd.Series) -> pd.DataFrame:
    """The series each title belongs to: series, kind, target, pen, orientation.

    The first pattern of ``series.csv`` that matches wins. A title that matches none starts a
    series of its own, of unknown direction.
    """
    known = read_table("series.csv")
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in known.pattern]
    rows = []
    for title in titles:
        hit = next((n for n, pattern in enumerate(patterns) if pattern.search(title)), None)
        if hit is None:
            words = re.sub(r"[^a-z ]", "", title.lower()).split()[:8]
            rows.append(("-".join(words), "", "", "cross", 0))
        else:
            row = known.iloc[hit]
            rows.append((row.series, row.kind, row.target, row.pen, int(row.orientation)))
    return pd.DataFrame(rows, columns=["series", "kind", "target", "pen", "orientation"])


def _read(path: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(f"no file {path}: give the folder that holds {path.name}")
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a readable CSV file ({error})") from None
    for column in needed:
        if column not in table.columns:
            raise InputError(f"{path}: line 1 has no column {column!r}")
    return table


def read_public_votes(
    folder: Path, until: str | None = None, since: str | None = None
) -> tuple[Agenda, States, ReadingReport]:
    """Every usable roll call of the folder, as an agenda over all 193 states.

    Raises
    ------
    InputError
        If a file is missing or malformed; file, line and column are named.
    """
    report = ReadingReport()
    states = load_states()
    calls = _read(
        folder / "unhrc_rollcalls.csv",
        ("record_id", "symbol", "date", "title", "is_amendment", "country_specific", "pal_isr",
         "sponsors", "tally_match"),
    )  # fmt: skip
    votes = _read(folder / "unhrc_votes_long.csv", ("record_id", "symbol", "iso3", "vote"))

    calls["when"] = pd.to_datetime(calls.date, errors="coerce")
    if calls.when.isna().any():
        line = int(np.flatnonzero(calls.when.isna())[0]) + 2
        raise InputError(f"{folder / 'unhrc_rollcalls.csv'}: line {line}, column date: not a date")
    if until:
        calls = calls[calls.when <= pd.Timestamp(until)]
    if since:
        calls = calls[calls.when >= pd.Timestamp(since)]
    amendment = calls.is_amendment == "1"
    swapped = amendment & (calls.tally_match == "0") & (calls.when.dt.year == 2016)
    report.reasons["amendments of 2016 whose rows are swapped"] += int(swapped.sum())
    calls = calls[~swapped].sort_values(["when", "record_id", "symbol"], kind="stable")
    calls = calls.reset_index(drop=True)
    amendment = calls.is_amendment == "1"

    known = recognise(calls.title)
    kind = np.select(
        [amendment, calls.pal_isr == "1", calls.country_specific == "1"],
        ["amendment", "palestine", "country"],
        "thematic",
    )
    western = calls.sponsors.str.contains(WESTERN_SPONSORS) & ~calls.sponsors.str.contains(
        SOUTHERN_SPONSORS
    )
    table = pd.DataFrame(
        {
            "id": calls.record_id + "/" + calls.symbol,
            "symbol": calls.symbol,
            "title": calls.title,
            "date": calls.when,
            "session": [session_of(symbol) for symbol in calls.symbol],
            "kind": kind,
            "series": known.series,
            "target": known.target,
            "pen": np.where(amendment, np.where(western, "west", "lmg"), known.pen),
            "orientation": np.where(amendment, np.where(western, 1, -1), known.orientation),
        }
    )
    recorded = _vote_matrix(votes, calls, states, report, folder / "unhrc_votes_long.csv")
    report.roll_calls = len(table)
    report.votes = int((recorded <= YES).sum())
    return build_agenda(table, recorded, recorded != NO_SEAT, states), states, report


def session_of(symbol: str) -> str:
    """The session in a document symbol: 51 in A/HRC/51/L.6, S-34 in A/HRC/RES/S-34/1."""
    found = re.search(r"/(?:DEC|RES)?(S-)?(\d+)/", symbol)
    if not found:
        raise InputError(f"no session in the symbol {symbol!r}")
    return (found.group(1) or "") + found.group(2)


def _vote_matrix(
    votes: pd.DataFrame, calls: pd.DataFrame, states: States, report: ReadingReport, path: Path
) -> np.ndarray:
    row_of = {pair: b for b, pair in enumerate(zip(calls.record_id, calls.symbol, strict=True))}
    column_of = {code: i for i, code in enumerate(states.iso3)}
    recorded = np.full((len(calls), len(states)), NO_SEAT, np.int8)
    pairs = zip(votes.record_id, votes.symbol, votes.iso3, votes.vote, strict=True)
    for line, (record, symbol, code, vote) in enumerate(pairs, start=2):
        if vote not in VOTE_CODES:
            raise InputError(
                f"{path}: line {line}, column vote: {vote!r} is none of {' '.join(VOTE_CODES)}"
            )
        if (record, symbol) not in row_of:
            report.reasons["votes outside the dates or of dropped roll calls"] += 1
        elif code not in column_of:
            report.reasons[f"votes of {code}, not a UN member"] += 1
        else:
            recorded[row_of[record, symbol], column_of[code]] = VOTE_CODES[vote]
    return recorded
