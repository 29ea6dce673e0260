"""Who had a seat, where a record lists votes only: whoever voted in the session."""

from __future__ import annotations

import numpy as np

from sim.data.report import ReadingReport
from sim.world import ABSENT, NO_SEAT


def seat_by_session(
    recorded: np.ndarray,
    session: np.ndarray,
    date: np.ndarray,
    report: ReadingReport | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Seats, and the votes with an absence for whoever sat and is not listed.

    Parameters
    ----------
    recorded : [B, S] int8 votes, NO_SEAT where a state is not listed
    session : [B] name of the session
    date : [B] day of the vote; all votes of a day are taken in one room
    report : is told how many absences are added

    Returns
    -------
    sits : [B, S] bool
    recorded : [B, S] int8
    """
    sits = recorded != NO_SEAT
    for axis in (session, date):
        for name in np.unique(axis):
            here = axis == name
            sits[here] = sits[here].any(0)
    added = sits & (recorded == NO_SEAT)
    if report:
        report.doubts["members that a roll call does not list, taken for absent"] += int(
            added.sum()
        )
    return sits, np.where(added, ABSENT, recorded).astype(np.int8)
