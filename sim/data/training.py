"""The votes that a fit is made from: those of a publisher's folder, or of the record in force."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.data.assembly_record import with_assembly
from sim.data.public_votes import read_public_votes
from sim.data.real_world import select_ballots, with_used_slots
from sim.data.record.in_force import in_force
from sim.data.record.stored import ADDED_CALLS, ADDED_VOTES, CALLS, VOTES, sha256_of
from sim.data.recorded import embedded_agenda
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.world import YES, Agenda, States

RECORD = (CALLS, VOTES, ADDED_CALLS, ADDED_VOTES)


class OfTheRecord(ReadingReport):
    """The report of votes that were read and checked when the record was made."""

    def sha256(self) -> dict[str, str]:
        """The checksum of each table of votes of the record in force."""
        contents = {name: in_force().content(name) for name in RECORD}
        return {name: sha256_of(told) for name, told in contents.items() if told is not None}


def votes_on_record(votes: Path | None) -> tuple[Agenda, States]:
    """Recorded votes of a publisher's folder, or of the record in force, over all 193 states.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    if votes is None:
        return embedded_agenda()
    agenda, states, _ = read_public_votes(votes)
    return agenda, states


def training_votes(
    votes: Path | None, until: str | None = None
) -> tuple[Agenda, States, ReadingReport]:
    """Recorded votes up to a day (inclusive), as an agenda over all 193 states.

    Parameters
    ----------
    votes : folder of a publisher's files; None: the record in force

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
            f"the record in force has no vote up to {until}: it runs from {agenda.date[0]} to "
            f"{agenda.date[-1]} (lmgsim data)"
        )
    agenda = with_used_slots(select_ballots(agenda, keep))
    report = OfTheRecord(roll_calls=len(agenda), votes=int((agenda.recorded <= YES).sum()))
    return with_assembly(agenda, states), states, report
