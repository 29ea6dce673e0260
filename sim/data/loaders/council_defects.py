"""The known defects of the public record of the Council's votes, found and mended.

A vote is changed only where ``vote_corrections.csv`` says so: the catalogue's total is then met,
and one reading stands out. A roll call is dropped only if its rows are not its own.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.raw_table import read_raw
from sim.data.report import ReadingReport
from sim.data.sponsors import authors
from sim.data.states import read_table
from sim.world import ABSENT, ABSTAIN, AUTHOR, NO, NO_SEAT, YES, States

VOTE_CODES = {"Y": YES, "A": ABSTAIN, "N": NO, ".": ABSENT, "-": ABSENT}
TOTALS = ("yes_off", "no_off", "abst_off")  # the catalogue's own
FAR_OFF = 10  # votes by which totals differ, summed over yes, no and abstain, before rows are foul
REJECTED = {
    "A/HRC/51/L.6": "Debate on the situation of human rights in the Xinjiang Uyghur Autonomous "
    "Region, China : draft decision"
}  # rejected drafts that the record leaves out, by symbol: their titles


def swapped_rows(calls: pd.DataFrame) -> np.ndarray:
    """Amendments of 2016 with a wrong total: their rows are swapped or another's; [B] bool."""
    foul = (calls.is_amendment == "1") & (calls.tally_match == "0") & (calls.when.dt.year == 2016)
    return foul.to_numpy()


def motions(sponsors: list[str], recorded: np.ndarray, states: States) -> np.ndarray:
    """Votes on a motion not to act, listed as those on an amendment: all its sponsors say no.

    Parameters
    ----------
    sponsors : who tables each amendment, as ``sim.data.sponsors`` writes it; "" for texts
    recorded : [B, S]

    Returns
    -------
    [B] bool
    """
    tabling = authors(sponsors, [""] * len(sponsors), states) == AUTHOR
    voted = tabling & (recorded <= YES)
    against: np.ndarray = voted.any(1) & ~(voted & (recorded != NO)).any(1)
    return against


def differences(calls: pd.DataFrame, recorded: np.ndarray) -> np.ndarray:
    """Votes by which roll call and catalogue differ, [B] float; NaN without a catalogue total."""
    if not set(TOTALS) <= set(calls.columns):
        return np.full(len(calls), np.nan)
    printed = np.stack([(recorded == vote).sum(1) for vote in (YES, NO, ABSTAIN)], 1)
    catalogue = calls[list(TOTALS)].apply(pd.to_numeric, errors="coerce").to_numpy(float)
    return np.asarray(np.abs(printed - catalogue).sum(1))


def copied_rows(calls: pd.DataFrame, recorded: np.ndarray) -> np.ndarray:
    """Roll calls whose rows repeat another's and are far from their own total; [B] bool."""
    right: dict[bytes, int] = {}
    for b in np.flatnonzero((calls.tally_match == "1").to_numpy()):
        right.setdefault(recorded[b].tobytes(), int(b))
    far = (differences(calls, recorded) >= FAR_OFF) & (calls.tally_match == "0").to_numpy()
    return np.array([f and recorded[b].tobytes() in right for b, f in enumerate(far)], bool)


def correct_votes(
    calls: pd.DataFrame, recorded: np.ndarray, states: States, report: ReadingReport
) -> np.ndarray:
    """The votes with those of ``vote_corrections.csv`` corrected, [B, S]; each is counted."""
    mended = recorded.copy()
    row_of = {pair: b for b, pair in enumerate(zip(calls.record_id, calls.symbol, strict=True))}
    for row in read_table("vote_corrections.csv").itertuples(index=False):
        record, symbol, iso3, printed, vote, _ = row
        b, i = row_of.get((record, symbol), -1), states.iso3.index(iso3)
        if b >= 0 and mended[b, i] == VOTE_CODES.get(printed, NO_SEAT):
            mended[b, i] = VOTE_CODES.get(vote, NO_SEAT)
            report.repairs[f"votes on {symbol}, corrected"] += 1
    return mended


def rejected_drafts(folder: Path, report: ReadingReport) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Roll calls on rejected drafts that lie beside the record, and their votes.

    A file ``*_L6_*.csv`` and the like has one row a vote: symbol, date, iso3, vote.

    Raises
    ------
    InputError
        If such a file is malformed, or its draft is not one of ``REJECTED``.
    """
    calls, votes = [], []
    for path in sorted(folder.glob("*_L[0-9]*_*.csv")):
        raw = read_raw(path, ("symbol", "date", "iso3", "vote"))
        report.files.append(path)
        when = raw.dates("date")
        raw.among("symbol", tuple(REJECTED))
        for symbol in dict.fromkeys(raw["symbol"]):
            row = int((raw["symbol"] == symbol).to_numpy().argmax())
            other = (raw["symbol"] == symbol) & (when != when.iloc[row])
            if other.any():
                raw.refuse(int(other.to_numpy().argmax()), "date", f"two days for {symbol}")
            calls.append(
                {"record_id": "rejected", "symbol": symbol, "title": REJECTED[symbol],
                 "date": raw["date"].iloc[row], "when": when.iloc[row], "is_amendment": "0",
                 "country_specific": "1", "pal_isr": "0", "sponsors": "", "tally_match": "1"}
            )  # fmt: skip
        frame = raw.frame[["symbol", "iso3", "vote"]].assign(record_id="rejected", path=str(path))
        votes.append(frame.assign(line=raw.line))
    return pd.DataFrame(calls), pd.concat(votes) if votes else pd.DataFrame()
