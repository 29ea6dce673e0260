"""Votes of the General Assembly as the UN Digital Library publishes them: one file, a row a vote.

The names of its columns changed after the first edition (2024); both are read. Which texts are on
human rights is not said there: here they are those that the Third Committee drafted, and those
that the library files under human rights.

Sources: [undl_votes].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.assembly_ballots import Ballots, placed_in_time
from sim.data.loaders.country_codes import NOT_MEMBERS, iso3_of_name, members
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.loaders.row_checks import check_rows_alike
from sim.data.loaders.texts import PALESTINE
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.world import ABSENT, ABSTAIN, NO, YES

VOTES = {"Y": YES, "N": NO, "A": ABSTAIN, "X": ABSENT, "NV": ABSENT, "": ABSENT}
TOTALS = {  # what is counted: the columns it may have
    YES: ("total_yes", "yes"),
    NO: ("total_no", "no"),
    ABSTAIN: ("total_abstentions", "abstentions", "abstain"),
}
COLUMNS = {  # our name: the columns it may have
    "state": ("ms_code", "ms_codes"),
    "name": ("ms_name", "ms_names"),
    "vote": ("ms_vote", "ms_votes"),
    "unres": ("resolution", "resolutions"),
    "heading": ("subjects",),
    "agenda": ("agenda_title", "agenda_titles"),
}
OPENING = (9, 10)  # month and day about which a session begins
SAID_OF_A_TEXT = ("date", "title", "unres")


class LibraryFile:
    """The bulk file of the Assembly's votes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw: RawTable | None = None

    @staticmethod
    def has_columns(names: set[str]) -> bool:
        """Whether a file with these columns is of this shape."""
        return "undl_id" in names and bool(names & {"ms_code", "ms_codes"})

    def calls(self, issue: str, report: ReadingReport) -> pd.DataFrame:
        """The roll calls on an issue, ``hr`` or ``me``.

        Raises
        ------
        InputError
            If the file is malformed, rows of one roll call contradict one another, or the issue
            is another.
        """
        if issue not in ("hr", "me"):
            raise InputError(f"{self.path}: texts are told apart by hr and me only, not {issue!r}")
        raw = self._read(report)
        if raw["unres"].str.startswith("S/").any():
            row = int(raw["unres"].str.startswith("S/").to_numpy().argmax())
            raw.refuse(row, "resolution", "a text of the Security Council, not of the Assembly")
        frame, when = raw.frame, raw.dates("date")
        check_rows_alike(raw, ["undl_id"], SAID_OF_A_TEXT)
        once = ~frame.undl_id.duplicated()
        texts = frame[once].assign(when=when[once])
        palestine = texts.title.str.contains(PALESTINE) | texts.heading.str.contains(PALESTINE)
        rights = texts.draft.str.contains("A/C.3/", regex=False)
        for column in ("heading", "agenda"):
            rights |= texts[column].str.contains("HUMAN RIGHTS", case=False, regex=False)
        wanted = palestine if issue == "me" else rights
        report.reasons["roll calls on other issues"] += int((~wanted).sum())
        texts = texts[wanted]
        regular = texts.session.str.strip().str.fullmatch(r"\d+").fillna(False).to_numpy(bool)
        report.repairs[
            "roll calls of special sessions, placed in the regular one of their day"
        ] += int((~regular).sum())
        return pd.DataFrame(
            {
                "rcid": texts.undl_id,
                "session": np.where(regular, texts.session.str.strip(), _session_of(texts.when)),
                "when": texts.when,
                "unres": texts.unres,
                "amend": "",
                "short": texts.heading,
                "descr": texts.title,
            }
        )

    def votes(self, calls: pd.DataFrame, report: ReadingReport) -> Ballots:
        """The votes on ``calls``; totals that they do not give are counted.

        Raises
        ------
        InputError
            For a vote or a state that is unknown.
        """
        raw = self._read(report)
        b = raw["undl_id"].map({name: n for n, name in enumerate(calls.rcid)}).fillna(-1)
        report.reasons["votes on other roll calls"] += int((b < 0).sum())
        raw, b = raw.keep((b >= 0).to_numpy()), b[b >= 0].to_numpy(int)
        cast = raw["vote"].str.strip()
        odd = ~cast.isin(list(VOTES)).to_numpy()
        if odd.any():
            row = int(odd.argmax())
            raw.refuse(row, "vote", f"{raw.shown(row, 'vote')} is none of Y, N, A, X")
        vote = cast.map(VOTES).to_numpy(np.int8)
        self._compare(raw, b, vote, len(calls), report)
        code = placed_in_time(raw, _codes(raw), calls.when.to_numpy()[b], "state", report)
        return Ballots(raw, b, code, vote, "state")

    def _read(self, report: ReadingReport) -> RawTable:
        if self._raw is None:
            raw = read_raw(self.path, ("undl_id", "date", "title"), fallback=CP1252)
            raw.note_encoding(report)
            report.files.append(raw.path)
            names = {raw.column_among(*known): ours for ours, known in COLUMNS.items()}
            frame = raw.frame.rename(columns=names)
            raw.whole("undl_id", 1, 10**12)
            for column in ("session", "draft"):  # not in every edition
                if column not in frame.columns:
                    frame[column] = ""
            self._raw = RawTable(raw.path, frame, raw.line, raw.encoding, raw.header_line)
        return self._raw

    def _compare(
        self, raw: RawTable, b: np.ndarray, vote: np.ndarray, calls: int, report: ReadingReport
    ) -> None:
        off = np.zeros(calls)
        for value, columns in TOTALS.items():
            said = raw.numbers(raw.column_among(*columns), 0, 250)
            total = np.full(calls, np.nan)
            total[b] = said
            unlike = ~np.isnan(said) & (said != total[b])
            if unlike.any():
                raw.refuse(int(unlike.argmax()), raw.column_among(*columns),
                           "unlike another row of this roll call")  # fmt: skip
            off += np.abs(np.nan_to_num(total - np.bincount(b[vote == value], minlength=calls)))
        report.doubts["roll calls whose total is not the library's"] += int((off > 0).sum())
        report.doubts["votes by which these totals differ"] += int(off.sum())


def _session_of(when: pd.Series) -> np.ndarray:
    """The regular session of a day, [N] text: the 71st began in September 2016."""
    month, day = OPENING
    begun = (when.dt.month > month) | ((when.dt.month == month) & (when.dt.day >= day))
    number: np.ndarray = (when.dt.year - 1946 + begun).astype(int).astype(str).to_numpy(object)
    return number


def _codes(raw: RawTable) -> np.ndarray:
    """Codes by the library's own codes, or by names where those are no states'."""
    known = members() | set(NOT_MEMBERS)
    pairs = list(zip(raw["state"], raw["name"], strict=True))
    found = {}
    for code, name in set(pairs):
        by_name = iso3_of_name(name)
        found[code, name] = code if code in known else by_name
    return np.array([found[pair] for pair in pairs], object)
