"""Votes of the General Assembly as Voeten publishes them: ``UNVotes.csv``, a row a vote.

Votes are numbers there: 1 yes, 2 abstain, 3 no, 8 absent, 9 no member. States have
Correlates-of-War numbers, issues a column of 0 and 1 each.

Sources: [voeten_unga].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.assembly_ballots import Ballots, placed_in_time
from sim.data.loaders.country_codes import iso3_of_cow
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.world import ABSENT, ABSTAIN, NO, YES

VOTES = {1: YES, 2: ABSTAIN, 3: NO, 8: ABSENT}
NO_MEMBER = 9
TEXT = ("amend", "short", "descr", "unres")  # columns that an edition may lack
ISSUES = ("me", "nu", "di", "hr", "co", "ec")


class VoetenFile:
    """The file of all votes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw: RawTable | None = None

    @staticmethod
    def has_columns(names: set[str]) -> bool:
        """Whether a file with these columns is of this shape."""
        return {"rcid", "ccode", "vote"} <= names

    def calls(self, issue: str, report: ReadingReport) -> pd.DataFrame:
        """The roll calls on an issue, one of ``ISSUES``.

        Raises
        ------
        InputError
            If the file is malformed, or has no column of that issue.
        """
        raw = self._read(report)
        if issue not in raw.frame.columns:
            there = ", ".join(name for name in ISSUES if name in raw.frame.columns)
            raise InputError(f"{self.path}: no column of issue {issue!r}, only {there or 'none'}")
        frame = raw.frame.assign(when=raw.dates("date"))
        once = ~frame.rcid.duplicated()
        texts = frame[once].replace("NA", "")
        wanted = texts[issue].str.removesuffix(".0") == "1"
        report.reasons["roll calls on other issues"] += int((~wanted).sum())
        texts = texts[wanted]
        return texts[["rcid", "session", "when", *TEXT]]

    def votes(self, calls: pd.DataFrame, report: ReadingReport) -> Ballots:
        """The votes on ``calls``.

        Raises
        ------
        InputError
            For a vote that is none of the five numbers.
        """
        raw = self._read(report)
        b = raw["rcid"].map({name: n for n, name in enumerate(calls.rcid)}).fillna(-1)
        report.reasons["votes on other roll calls"] += int((b < 0).sum())
        raw, b = raw.keep((b >= 0).to_numpy()), b[b >= 0].to_numpy(int)
        cast = raw.whole("vote", 1, NO_MEMBER)
        odd = ~np.isin(cast, [*VOTES, NO_MEMBER])
        if odd.any():
            row = int(odd.argmax())
            raw.refuse(row, "vote", f"{raw.shown(row, 'vote')} is none of 1, 2, 3, 8, 9")
        sat = cast != NO_MEMBER
        raw, b, cast = raw.keep(sat), b[sat], cast[sat]
        day = calls.when.to_numpy()[b]
        year = calls.when.dt.year.to_numpy()[b]
        number = raw.whole("ccode", 1, 999)
        pairs = list(zip(number.tolist(), year.tolist(), strict=True))
        found = {pair: iso3_of_cow(*pair) for pair in set(pairs)}
        code = np.array([found[pair] for pair in pairs], object)
        return Ballots(raw, b, placed_in_time(raw, code, day, "ccode", report),
                       pd.Series(cast).map(VOTES).to_numpy(np.int8), "ccode")  # fmt: skip

    def _read(self, report: ReadingReport) -> RawTable:
        if self._raw is None:
            raw = read_raw(self.path, ("rcid", "ccode", "vote", "date", "session"), fallback=CP1252)
            raw.note_encoding(report)
            report.files.append(raw.path)
            ids = pd.Series(raw.whole("rcid", 0, 10**9)).astype(str)
            days = pd.DataFrame({"rcid": ids, "date": raw["date"]}).drop_duplicates()
            reused = set(days.rcid[days.rcid.duplicated()])  # a number given to two roll calls
            again = ids.isin(reused)
            frame = raw.frame.assign(
                rcid=ids.where(~again, ids + "/" + raw["date"]),
                session=raw.whole("session", 1, 999).astype(str),
            )
            report.doubts["votes on roll calls that share a number"] += int(again.sum())
            for name in TEXT:
                if name not in frame.columns:
                    frame[name] = ""
            self._raw = RawTable(raw.path, frame, raw.line, raw.encoding, raw.header_line)
        return self._raw
