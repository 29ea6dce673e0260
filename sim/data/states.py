"""The 193 members of the United Nations, from the embedded table."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from sim.data.blocs import in_bloc
from sim.data.covariates import covariates
from sim.data.record.cells import TABLES
from sim.data.record.in_force import by_record
from sim.data.record.tables import read_table
from sim.errors import InputError
from sim.world import GROUPS, States

__all__ = ["TABLES", "load_states", "read_table"]

DATED = ("freedom", "aid", "organisations")
MEMBERS_OF_THE_UN = 193


def documented_affiliation(row: pd.Series) -> float:
    """How firmly the public record ties a state to the Like-Minded Group, 0 to 1.

    Organisers 1; on two or more of the lists of 2005, 2014 and 2017 0.9; on one 0.75; others
    0.2 for each joint statement in defence of China signed in 2019-2020, at most 0.6, less 0.3
    if it signed one against. The scale is assumed; the record is in ``states.csv``.

    Sources: [inboden2023], [lmg_lists], [statements].
    """
    if row.lmg_organiser == "1":
        return 1.0
    lists = int(row.lmg_2005) + int(row.lmg_2014) + int(row.lmg_2017)
    if lists:
        return 0.9 if lists >= 2 else 0.75
    signed = min(0.6, 0.2 * int(row.shield_statements))
    return max(0.0, signed - (0.3 if int(row.scrutiny_statements) else 0.0))


def check_states(table: pd.DataFrame) -> None:
    """Refuse a table of states that does not add up; the message names the row."""

    def refuse(position: int, why: str) -> None:
        raise InputError(f"states.csv row {position + 2} ({table.iso3[position]}): {why}")

    if len(table) != MEMBERS_OF_THE_UN:
        raise InputError(
            f"states.csv has {len(table)} rows; the UN has {MEMBERS_OF_THE_UN} members"
        )
    previous = ""
    for n, row in enumerate(table.itertuples()):
        if not (len(row.iso3) == 3 and row.iso3.isalpha() and row.iso3.isupper()):
            refuse(n, f"{row.iso3!r} is not an ISO 3166 alpha-3 code")
        if row.iso3 <= previous:
            refuse(n, f"out of order or twice, after {previous}")
        previous = row.iso3
        if row.group not in GROUPS:
            refuse(n, f"unknown regional group {row.group!r}: one of {', '.join(GROUPS)}")
        if row.mission_staff_basis not in ("published", "estimated"):
            refuse(n, f"mission_staff_basis is {row.mission_staff_basis!r}")


def load_states(year: int = 2020) -> States:
    """All 193 members as they are in a year, with what is known of them in the others.

    Freedom, aid, income and groups change with the year; a year for which they are not yet known
    has the last that are. What ties a state to the bloc asked about (``sim.data.blocs``) and how
    many work at its mission are one number for all years.

    Raises
    ------
    InputError
        If a table does not add up, or the year is before all that is known.
    """
    everyone = _every_year()
    assert everyone.covariates is not None
    first = everyone.covariates.first
    if year < first:
        raise InputError(f"no covariates of states for {year}: the tables begin in {first}")
    return everyone.in_year(year)


@by_record
def _every_year() -> States:
    return in_bloc(states_of_the_group())


@by_record
def states_of_the_group() -> States:
    """All members in the first year of the tables, tied to the Like-Minded Group.

    That is so whatever bloc is asked about.
    """
    table = read_table("states.csv")
    check_states(table)
    iso3 = tuple(table.iso3)
    signed_scrutiny = table.scrutiny_statements.astype(int).to_numpy() > 0
    over_time = covariates(iso3, signed_scrutiny, *(read_table(f"{name}.csv") for name in DATED))
    return States(
        iso3=iso3,
        name=tuple(table.name),
        code=table.m49.astype(int).to_numpy(),
        group=np.array([GROUPS.index(g) for g in table.group]),
        affiliation=np.array([documented_affiliation(row) for _, row in table.iterrows()]),
        organiser=(table.lmg_organiser == "1").to_numpy(),
        staff=table.mission_staff.astype(float).to_numpy(),
        neighbours=_neighbours(iso3),
        members=frozenset(iso3),
        covariates=over_time,
        **{f.name: getattr(over_time, f.name)[0] for f in fields(over_time) if f.name != "first"},
    )


def _neighbours(iso3: tuple[str, ...]) -> np.ndarray:
    position = {code: n for n, code in enumerate(iso3)}
    border = np.zeros((len(iso3), len(iso3)), bool)
    for n, pair in enumerate(read_table("neighbours.csv").itertuples()):
        for code in (pair.iso3_a, pair.iso3_b):
            if code not in position:
                raise InputError(f"neighbours.csv row {n + 2}: unknown state code {code!r}")
        a, b = position[pair.iso3_a], position[pair.iso3_b]
        border[a, b] = border[b, a] = True
    return border
