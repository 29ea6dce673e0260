"""Who had a seat: by the table of members, or, where a record lists votes only, who voted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.data.recorded import SEATS, seats_on
from sim.data.report import ReadingReport
from sim.data.states import read_table
from sim.world import ABSENT, NO_SEAT, States

VACANT = 1  # seats that may be empty for a while: after a suspension, until a by-election


def without_ghosts(
    recorded: np.ndarray, days: Sequence[object], states: States, report: ReadingReport
) -> np.ndarray:
    """The votes without absences of states that had lost their seat, [B, S]; each is counted.

    Libya in 2011 and the United States in July 2018 stayed on the printed lists. A state that is
    said to have voted stays as it is: then the table of members may be wrong.

    Parameters
    ----------
    recorded : [B, S] int8
    days : [B] of the votes
    """
    terms, kept = read_table("council.csv"), recorded.copy()
    names = np.array([str(day) for day in days])
    for day in np.unique(names):
        sat = seats_on(np.datetime64(day), terms, states)
        if sat.sum() >= sum(SEATS.values()) - VACANT:
            here = (names == day)[:, None] & ~sat[None, :] & (recorded == ABSENT)
            kept[here] = NO_SEAT
    gone = int((kept != recorded).sum())
    report.repairs["absences of states that no longer had a seat, left out"] += gone
    return kept


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
