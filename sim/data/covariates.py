"""What is known of states year by year: freedom, aid and income, and the groups they belong to.

From the tables ``freedom.csv``, ``aid.csv`` and ``organisations.csv``. A year has what was known
of it or, where the tables end, the last that is known; the first carries back where they begin
later than the Council. No year has what is only true of a later one.

Sources: [freedom_house], [oecd_dac2a], [aiddata_gcdf3], [cow_igo], [organisations_dates].
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.errors import InputError
from sim.rules.lobbying import aid_tie
from sim.world import DONORS, Covariates

ORGANISATIONS = ("eu", "au", "oic", "nam", "arab_league")
DONOR_STATES = {
    "usa": {"USA"},
    "eu": set(),  # the members of the union in that year
    "japan": {"JPN"},
    "gulf": {"ARE", "KWT", "QAT", "SAU"},
    "other_dac": {"AUS", "CAN", "CHE", "GBR", "ISL", "KOR", "NOR", "NZL"},
    "china": {"CHN"},
    "russia": {"RUS"},
}
FREE_ENOUGH = 70  # Freedom House: 70 and more of 100 is the usual start of "Free"
MIDDLE_OF = "07-01"  # who belongs to a group on this day does so in that year


def covariates(
    iso3: tuple[str, ...],
    signed_scrutiny: np.ndarray,
    freedom: pd.DataFrame,
    aid: pd.DataFrame,
    organisations: pd.DataFrame,
) -> Covariates:
    """The covariates of these states.

    Parameters
    ----------
    iso3 : of the states, [S]
    signed_scrutiny : [S] bool, who has signed a statement critical of China
    freedom, aid, organisations : the rows of the tables of these names, as text

    Raises
    ------
    InputError
        If a table does not add up; the message names its row.
    """
    years = _years_of(freedom, "freedom.csv") | _years_of(aid, "aid.csv")
    first, last = min(years), max(years)
    span = range(first, last + 1)
    total = _filled(freedom, "total", iso3, span, "freedom.csv", 100)
    gdp = _filled(aid, "gdp", iso3, span, "aid.csv")
    given = np.stack([_filled(aid, donor, iso3, span, "aid.csv") for donor in DONORS], axis=2)
    if (gdp <= 0).any():
        y, i = (int(x[0]) for x in np.nonzero(gdp <= 0))
        raise InputError(f"aid.csv: gdp of {iso3[i]} in {first + y} is not above 0")
    shares = given / gdp[:, :, None]
    belongs = _belonging(organisations, iso3, span)
    union = belongs[:, :, ORGANISATIONS.index("eu")]
    donor = np.stack(
        [
            np.stack([np.isin(iso3, sorted(DONOR_STATES[d])) | ((d == "eu") & of) for d in DONORS])
            for of in union
        ]
    )
    return Covariates(
        first=first,
        freedom=total / 100,
        democracy=signed_scrutiny & (total >= FREE_ENOUGH),
        aid=shares,
        income=gdp,
        ties=aid_tie(shares),
        organisations=belongs,
        donor=donor,
    )


def last_changes(over_time: Covariates) -> dict[str, int]:
    """The last year in which anything about states changes, by covariate: how far it is known.

    What carries on beyond the published tables is the same from then on.
    """
    known = {}
    for name in ("freedom", "aid", "income", "organisations"):
        by_year = getattr(over_time, name)
        moves = [
            n for n in range(1, len(by_year)) if not np.array_equal(by_year[n], by_year[n - 1])
        ]
        known[name] = over_time.first + max(moves, default=0)
    return known


def _years_of(table: pd.DataFrame, name: str) -> set[int]:
    odd = ~table.year.str.fullmatch(r"(19|20)\d\d")
    if odd.any():
        row = int(odd.to_numpy().argmax())
        raise InputError(
            f"{name} row {row + 2}: year is {table.year[row]!r}, such as 2020 is wanted"
        )
    return set(table.year.astype(int))


def _filled(
    table: pd.DataFrame, column: str, iso3: tuple[str, ...], span: range, name: str,
    most: float = np.inf,
) -> np.ndarray:  # fmt: skip
    """A column by year and state, [Y, S]; what is missing is carried on, then back."""
    value = pd.to_numeric(table[column], errors="coerce").to_numpy(float)
    unknown = ~table.iso3.isin(iso3).to_numpy()
    wrong = ~((value >= 0) & (value <= most)) | unknown | table.duplicated(["iso3", "year"])
    if wrong.any():
        row = int(np.asarray(wrong).argmax())
        why = (
            f"unknown state code {table.iso3[row]!r}" if unknown[row]
            else f"{table.iso3[row]} {table.year[row]} is there twice"
            if table.duplicated(["iso3", "year"])[row]
            else f"{column} of {table.iso3[row]} is {table[column][row]!r}, a number from 0"
            + (f" to {most:g}" if np.isfinite(most) else "") + " is wanted"
        )  # fmt: skip
        raise InputError(f"{name} row {row + 2}: {why}")
    rows = pd.DataFrame({"iso3": table.iso3, "year": table.year.astype(int), "value": value})
    wide = rows.pivot(index="year", columns="iso3", values="value")
    wide = wide.reindex(index=list(span), columns=list(iso3)).ffill().bfill()
    if wide.isna().any(axis=None):
        lacking = wide.columns[wide.isna().any()][0]
        raise InputError(f"{name}: no row of {lacking}")
    return wide.to_numpy(float)


def _belonging(table: pd.DataFrame, iso3: tuple[str, ...], span: range) -> np.ndarray:
    """Who belongs to which group, [Y, S, O] bool."""
    belongs = np.zeros((len(span), len(iso3), len(ORGANISATIONS)), bool)
    place = {code: i for i, code in enumerate(iso3)}
    for row, (code, group, since, until) in enumerate(table.itertuples(index=False, name=None)):
        if code not in place or group not in ORGANISATIONS:
            raise InputError(
                f"organisations.csv row {row + 2}: {code!r} in {group!r}: a state code and one of "
                f"{', '.join(ORGANISATIONS)} are wanted"
            )
        for y, year in enumerate(span):
            day = f"{year}-{MIDDLE_OF}"
            belongs[y, place[code], ORGANISATIONS.index(group)] |= since <= day <= (until or "9999")
    return belongs
