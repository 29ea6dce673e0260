"""The 193 members of the United Nations, from the embedded table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.data.record.in_force import by_record
from sim.data.record.stored import TABLES
from sim.data.record.tables import read_table
from sim.errors import InputError
from sim.rules.lobbying import aid_tie
from sim.world import DONORS, GROUPS, States

__all__ = ["TABLES", "load_states", "read_table"]

ORGANISATIONS = ("eu", "au", "oic", "nam", "arab_league")
DONOR_STATES = {
    "usa": {"USA"},
    "eu": set(),  # the members of the union, from the table
    "japan": {"JPN"},
    "gulf": {"ARE", "KWT", "QAT", "SAU"},
    "other_dac": {"AUS", "CAN", "CHE", "GBR", "ISL", "KOR", "NOR", "NZL"},
    "china": {"CHN"},
    "russia": {"RUS"},
}
FREE_ENOUGH = 70  # Freedom House: 70 and more of 100 is the usual start of "Free"
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
        for year in range(2018, 2025):
            freedom = getattr(row, f"fh_{year}")
            if not (freedom.isdigit() and 0 <= int(freedom) <= 100):
                refuse(n, f"fh_{year} is {freedom!r}, not a whole number from 0 to 100")
        shares = sum(float(getattr(row, f"aid_{donor}")) for donor in DONORS)
        if shares and abs(shares - 1) > 0.01:
            refuse(n, f"aid shares add up to {shares:.3f}, not to 1")
        if row.mission_staff_basis not in ("published", "estimated"):
            refuse(n, f"mission_staff_basis is {row.mission_staff_basis!r}")


@by_record
def load_states(year: int = 2020) -> States:
    """All 193 members, with Freedom House totals of ``year`` (2018 to 2024).

    Raises
    ------
    InputError
        If the table does not add up or the year is not in it.
    """
    if not 2018 <= year <= 2024:
        raise InputError(f"no Freedom House totals for {year}: the table has 2018 to 2024")
    table = read_table("states.csv")
    check_states(table)
    iso3 = tuple(table.iso3)
    eu = set(table.iso3[table.eu == "1"])
    freedom = table[f"fh_{year}"].astype(float).to_numpy() / 100
    donor = np.array([[code in (DONOR_STATES[d] or eu) for code in iso3] for d in DONORS])
    aid = table[[f"aid_{d}" for d in DONORS]].astype(float).to_numpy()
    aid = aid * table.aid_gdp.astype(float).to_numpy()[:, None]
    signed_scrutiny = table.scrutiny_statements.astype(int).to_numpy() > 0
    return States(
        iso3=iso3,
        name=tuple(table.name),
        code=table.m49.astype(int).to_numpy(),
        group=np.array([GROUPS.index(g) for g in table.group]),
        freedom=freedom,
        affiliation=np.array([documented_affiliation(row) for _, row in table.iterrows()]),
        organiser=(table.lmg_organiser == "1").to_numpy(),
        democracy=signed_scrutiny & (freedom >= FREE_ENOUGH / 100),
        aid=aid,
        income=table.gdp_usd_millions.astype(float).to_numpy(),
        ties=aid_tie(aid),
        donor=donor,
        staff=table.mission_staff.astype(float).to_numpy(),
        organisations=(table[list(ORGANISATIONS)] == "1").to_numpy(),
        neighbours=_neighbours(iso3),
        members=frozenset(iso3),
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
