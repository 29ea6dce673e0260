"""The recorded terms of the Council, and the elections of which vote totals are known.

Sources: [hrc_membership], [hrc_elections].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.council.terms import Terms
from sim.data.recorded import check_terms
from sim.data.states import read_table
from sim.errors import InputError
from sim.world import GROUPS, States


def recorded_terms(states: States) -> Terms:
    """All terms of the table of members, in the order of their first day.

    Raises
    ------
    InputError
        If the table does not add up.
    """
    table = read_table("council.csv")
    check_terms(table, states)
    table = table.sort_values(["from", "iso3"], ignore_index=True)
    return Terms(
        np.array([states.index(code) for code in table.iso3]),
        table["from"].to_numpy(dtype="datetime64[D]"),
        table["until"].to_numpy(dtype="datetime64[D]"),
    )


@dataclass(frozen=True)
class Slate:
    """One group's candidates on one day. N is their number."""

    day: np.datetime64
    group: int  # index into GROUPS
    seats: int
    candidates: np.ndarray  # [N] positions
    votes: np.ndarray  # [N] float, NaN where the total is not known
    elected: np.ndarray  # [N] bool


def recorded_slates(states: States) -> list[Slate]:
    """The slates of the table of elections, in the order of the table.

    Raises
    ------
    InputError
        For a candidate of another group, or another number of winners than of seats.
    """
    slates = []
    table = read_table("elections.csv")
    for (day, group, seats), rows in table.groupby(["date", "group", "seats"], sort=False):
        at = np.array([states.index(code) for code in rows.iso3])
        won = (rows.elected == "1").to_numpy()
        if (states.group[at] != GROUPS.index(group)).any() or won.sum() != int(seats):
            raise InputError(
                f"elections.csv, {day} {group}: every candidate must be of the group, and as many "
                f"elected as there are seats ({seats})"
            )
        votes = np.array([float(v) if v else np.nan for v in rows.votes])
        slates.append(
            Slate(np.datetime64(day, "D"), GROUPS.index(group), int(seats), at, votes, won)
        )
    return slates
