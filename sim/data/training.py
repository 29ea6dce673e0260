"""The votes that a fit is made from: those of a publisher's folder, or of the embedded record."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.data.assembly_record import with_assembly
from sim.data.public_votes import read_public_votes
from sim.data.real_world import select_ballots, with_used_slots
from sim.data.recorded import embedded_agenda
from sim.data.report import ReadingReport
from sim.data.states import TABLES
from sim.errors import InputError
from sim.world import YES, Agenda, States

RECORD = ("rollcalls.csv", "votes.csv")


def training_votes(
    votes: Path | None, until: str | None = None
) -> tuple[Agenda, States, ReadingReport]:
    """Recorded votes up to a day (inclusive), as an agenda over all 193 states.

    Parameters
    ----------
    votes : folder of a publisher's files; None: the embedded record

    Raises
    ------
    InputError
        If they cannot be read, or there are none.
    """
    if votes is not None:
        return read_public_votes(votes, until=until)
    agenda, states = embedded_agenda()
    keep = agenda.date <= np.datetime64(until or str(agenda.date[-1]))
    if not keep.any():
        raise InputError(
            f"the embedded record has no vote up to {until}: it runs from {agenda.date[0]} to "
            f"{agenda.date[-1]}"
        )
    agenda = with_used_slots(select_ballots(agenda, keep))
    report = ReadingReport(
        files=[Path(str(TABLES / name)) for name in RECORD],
        roll_calls=len(agenda),
        votes=int((agenda.recorded <= YES).sum()),
    )
    return with_assembly(agenda, states), states, report
