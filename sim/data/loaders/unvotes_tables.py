"""The three tables of the R package unvotes: roll calls, votes and issues.

As CSV, plain or gzipped, under the package's own names or those of their copy for TidyTuesday.

Sources: [unvotes], [voeten_unga].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.assembly_ballots import Ballots, placed_in_time
from sim.data.loaders.country_codes import iso3_of_iso2, iso3_of_name
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.world import ABSTAIN, NO, YES

FILES = {
    "votes": ("un_votes*.csv*", "unvotes.csv*"),
    "roll calls": ("un_roll_calls*.csv*", "roll_calls.csv*"),
    "issues": ("un_roll_call_issues*.csv*", "issues.csv*"),
}
VOTES = {"yes": YES, "no": NO, "abstain": ABSTAIN}
CALLS = ("rcid", "session", "date", "unres", "amend", "short", "descr")


class UnvotesTables:
    """The tables of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def calls(self, issue: str, report: ReadingReport) -> pd.DataFrame:
        """The roll calls on an issue: the columns of ``CALLS`` and ``when``.

        Raises
        ------
        InputError
            If a table is missing or malformed, or nothing is on that issue.
        """
        issues = self._read("issues", ("rcid", "short_name"), report)
        chosen = set(_ids(issues)[(issues["short_name"] == issue).to_numpy()])
        if not chosen:
            there = ", ".join(sorted(set(issues["short_name"])))[:100]
            raise InputError(f"{issues.path}: column short_name: no issue {issue!r}, only {there}")
        raw = self._read("roll calls", CALLS, report)
        ids = _ids(raw)
        again = ids.duplicated().to_numpy()
        if again.any():
            row = int(again.argmax())
            raw.refuse(row, "rcid", f"a second row of roll call {raw.shown(row, 'rcid')}")
        calls = raw.frame.replace("NA", "").assign(
            rcid=ids, when=raw.dates("date"), session=raw.whole("session", 1, 999).astype(str)
        )
        on_issue = calls.rcid.isin(chosen)
        report.reasons["roll calls on other issues"] += int((~on_issue).sum())
        report.doubts["roll calls of an issue that are not listed"] += len(chosen - set(ids))
        return calls[on_issue]

    def votes(self, calls: pd.DataFrame, report: ReadingReport) -> Ballots:
        """The votes on ``calls``.

        Raises
        ------
        InputError
            If the table is missing or malformed, or names what is no state.
        """
        raw = self._read("votes", ("rcid", "country", "country_code", "vote"), report)
        raw.among("vote", tuple(VOTES))
        b = _ids(raw).map({rcid: n for n, rcid in enumerate(calls.rcid)}).fillna(-1).to_numpy(int)
        report.reasons["votes on other roll calls"] += int((b < 0).sum())
        raw, b = raw.keep(b >= 0), b[b >= 0]
        code = self._codes(raw, calls.when.to_numpy()[b], report)
        return Ballots(raw, b, code, raw["vote"].map(VOTES).to_numpy(np.int8), "country")

    def _read(self, what: str, needed: tuple[str, ...], report: ReadingReport) -> RawTable:
        for pattern in FILES[what]:
            found = sorted(self.folder.glob(pattern))
            if found:
                report.files.append(found[0])
                raw = read_raw(found[0], needed, fallback=CP1252)
                raw.note_encoding(report)
                return raw
        raise InputError(f"no file of {what} in {self.folder}: {' or '.join(FILES[what])}")

    def _codes(self, raw: RawTable, day: np.ndarray, report: ReadingReport) -> np.ndarray:
        names = {}  # by name first: R writes a missing code as NA, which is Namibia's
        at_odds = {}
        for pair in set(zip(raw["country"], raw["country_code"], strict=True)):
            by_name, by_code = iso3_of_name(pair[0]), iso3_of_iso2(pair[1])
            names[pair] = by_name or by_code
            at_odds[pair] = bool(by_name and by_code and pair[1] != "NA" and by_name != by_code)
        pairs = list(zip(raw["country"], raw["country_code"], strict=True))
        report.doubts["votes of a country whose code is another's"] += sum(
            at_odds[pair] for pair in pairs
        )
        code = np.array([names[pair] for pair in pairs], object)
        german = (code == "DEU") & raw["country"].str.startswith("Federal").to_numpy()
        report.repairs["votes of the Federal Republic of Germany, taken as Germany's"] += int(
            german.sum()
        )
        return placed_in_time(raw, code, day, "country", report)


def _ids(raw: RawTable) -> pd.Series:
    """Numbers of roll calls as text, whether written 3 or 3.0."""
    return pd.Series(raw.whole("rcid", 0, 10**9)).astype(str)
