"""The two tables of the Council's votes, as their compiler publishes them or as we keep them.

Ours are ``unhrc_rollcalls.csv`` and ``unhrc_votes_long.csv``. The compiler's are
``resolutions.csv``, which lists all texts of several bodies, and ``votes_long.csv``; what ours say
of each roll call is worked out here from what those say. Which are which is told by their columns.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.council_defects import REJECTED, TOTALS, VOTE_CODES
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.loaders.texts import by_words
from sim.data.report import ReadingReport
from sim.data.series import recognise
from sim.errors import InputError

VOTES = ("record_id", "symbol", "iso3", "vote")
FLAGS = ("is_amendment", "country_specific", "pal_isr", "tally_match")
COMPILED = ("record_id", "symbol", "date", "title", *FLAGS, "sponsors")
PUBLISHED = ("record_id", "symbol", "date", "title", "body", "vote_type", "main_sponsors",
             "yes", "no", "abstain")  # fmt: skip
OUR_FILES = ("unhrc_rollcalls.csv", "unhrc_votes_long.csv")
THEIR_FILES = ("resolutions.csv", "votes_long.csv")
COUNCIL, RECORDED = "human rights council", "recorded"
DRAFT = re.compile(r"/L\.?\d")
# the first session's follow-up to the resolution that made the Council: no text on a state
FOLLOW_UP = re.compile(r"^Implementation of General Assembly resolution 60/251[^:]*(:|$)", re.I)


@dataclass(frozen=True)
class CouncilTables:
    """Roll calls in the columns of ``COMPILED``, votes in those of ``VOTES``, with their lines."""

    calls: RawTable
    votes: RawTable


def read_council_tables(folder: Path, report: ReadingReport) -> CouncilTables:
    """The tables of a folder, whichever of the two shapes they have.

    Raises
    ------
    InputError
        If a table is missing or malformed, or both shapes are there.
    """
    ours, theirs = ((folder / pair[0]).exists() for pair in (OUR_FILES, THEIR_FILES))
    if ours and theirs:
        raise InputError(
            f"{folder} holds both {OUR_FILES[0]} and {THEIR_FILES[0]}; leave one of the two records"
        )
    names = THEIR_FILES if theirs and not ours else OUR_FILES
    hint = "give the folder that holds {} (or resolutions.csv and votes_long.csv, as published)"
    calls, votes = (
        read_raw(folder / name, hint=hint.format(name), fallback=CP1252) for name in names
    )
    for raw in (calls, votes):
        raw.note_encoding(report)
    report.files += [calls.path, votes.path]
    votes.need(VOTES)
    if "main_sponsors" in calls.frame.columns and "is_amendment" not in calls.frame.columns:
        return _from_published(calls, votes, report)
    calls.need(COMPILED)
    for column in FLAGS:
        odd = ~calls[column].isin(["0", "1"]).to_numpy()
        if odd.any():
            row = int(odd.argmax())
            calls.refuse(row, column, f"{calls.shown(row, column)} is not 0 or 1")
    return CouncilTables(calls, votes)


def _from_published(calls: RawTable, votes: RawTable, report: ReadingReport) -> CouncilTables:
    calls.need(PUBLISHED)
    calls = calls.keep(_of_the_council(calls, "texts of other bodies", report))
    if "body" in votes.frame.columns:
        votes = votes.keep(_of_the_council(votes, "votes in other bodies", report))
    voted = calls["vote_type"].str.strip().str.casefold().eq(RECORDED).to_numpy()
    report.reasons["texts without a recorded vote"] += int((~voted).sum())
    calls = calls.keep(voted)
    frame = calls.frame
    totals = {
        ours: calls.numbers(theirs, 0, 60)
        for ours, theirs in zip(TOTALS, ("yes", "no", "abstain"), strict=True)
    }
    titles = frame.title.str.replace(r"\s*/\s*$", "", regex=True)
    kind = kinds_of(titles, calls.dates("date"))
    counted = _counted(votes)
    met = np.ones(len(frame), bool)
    for (name, total), code in zip(totals.items(), "YNA", strict=True):
        pairs = zip(frame.record_id, frame.symbol, strict=True)
        cast = np.array([counted.get((*pair, code), 0) for pair in pairs], float)
        met &= np.isnan(total) | (cast == total)
        frame = frame.assign(**{name: [_plain(value) for value in total]})
    frame = frame.drop(columns=["yes", "no", "abstain"]).assign(
        title=titles,
        sponsors=frame.main_sponsors,
        is_amendment=amends(frame.symbol).map({True: "1", False: "0"}),
        country_specific=np.where(kind == "country", "1", "0"),
        pal_isr=np.where(kind == "palestine", "1", "0"),
        tally_match=np.where(met, "1", "0"),
    )
    if "n_rollcall" in frame.columns:
        frame = frame.rename(columns={"n_rollcall": "n_rows"})
    return CouncilTables(
        RawTable(calls.path, frame, calls.line, calls.encoding, calls.header_line), votes
    )


def _of_the_council(raw: RawTable, reason: str, report: ReadingReport) -> np.ndarray:
    here = raw["body"].str.strip().str.casefold().eq(COUNCIL).to_numpy()
    report.reasons[reason] += int((~here).sum())
    return here


def amends(symbols: pd.Series) -> pd.Series:
    """Whether each symbol is that of an amendment: a draft that was voted on, [rows] bool."""
    found: pd.Series = symbols.str.contains(DRAFT) & ~symbols.isin(list(REJECTED))
    return found


def kinds_of(titles: pd.Series, when: pd.Series) -> np.ndarray:
    """Country, palestine or thematic: by the series of a title, else by its words; [rows]."""
    known = recognise(titles).kind.to_numpy(object)
    kinds = [
        known_kind or by_words(title, "", day.year)[1]
        for known_kind, title, day in zip(known, titles, when, strict=True)
    ]
    follows = titles.str.match(FOLLOW_UP).to_numpy(bool)
    return np.where(follows, "thematic", np.array(kinds, object))


def _counted(votes: RawTable) -> dict[tuple[str, str, str], int]:
    odd = ~votes["vote"].isin(list(VOTE_CODES)).to_numpy()
    if odd.any():
        row = int(odd.argmax())
        shown = votes.shown(row, "vote")
        votes.refuse(row, "vote", f"{shown} is none of {' '.join(VOTE_CODES)}")
    return votes.frame.groupby(["record_id", "symbol", "vote"]).size().to_dict()


def _plain(value: float) -> str:
    return "" if np.isnan(value) else f"{value:g}"
