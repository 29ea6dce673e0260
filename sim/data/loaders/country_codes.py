"""From the names and codes of public tables to ISO 3166 alpha-3 codes.

Names are looked up with ``countrynames`` (MIT): it matches exactly, never by likeness, so that
an unknown name stays unknown. What it lacks stands in ``OWN_NAMES``. Correlates-of-War numbers
come from the table ``cow_codes.csv``.

Sources: [un_m49], [cow_states].
"""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import pandas as pd

from sim.data.loaders.raw_table import RawTable
from sim.data.report import ReadingReport
from sim.data.states import load_states, read_table

OWN_NAMES = {
    "burma/myanmar": "MMR",
    "chechnya": "",  # a part of a state; the library takes it for Russia
    "china (people's republic of)": "CHN",
    "chinese taipei": "TWN",
    "congo, dem. rep.": "COD",
    "german democratic republic": "DDR",
    "lao pdr": "LAO",
    "macedonia, fyr": "MKD",
    "palestine/gaza": "PSE",
    "palestine/west bank": "PSE",
    "palestinian authority-administered territories": "PSE",
    "venezuela (bolivian republic of)": "VEN",  # as catalogued now and then
    "west bank and gaza strip": "PSE",
    "yemen arab republic": "YAR",
    "yemen people's republic": "YMD",
    "zanzibar": "EAZ",
}
# the library's longer codes for states that are no more
FORMER = {"CSHH": "CSK", "CSXX": "SCG", "DDDE": "DDR", "SUHH": "SUN", "YUCS": "YUG", "YDYE": "YMD"}
FORMER_ISO2 = {"BU": "MMR", "CS": "CSK", "DD": "DDR", "SU": "SUN", "YD": "YMD", "YU": "YUG",
               "ZR": "COD"}  # fmt: skip
NOT_MEMBERS = {
    "CSK": "Czechoslovakia",
    "DDR": "the German Democratic Republic",
    "EAZ": "Zanzibar",
    "HKG": "Hong Kong",
    "PSE": "Palestine",
    "PSG": "Gaza",
    "SCG": "Serbia and Montenegro",
    "SML": "Somaliland",
    "SUN": "the Soviet Union",
    "TWN": "Taiwan",
    "VDR": "South Viet Nam",
    "XKX": "Kosovo",
    "YAR": "the Yemen Arab Republic",
    "YMD": "Democratic Yemen",
    "YUG": "Yugoslavia",
    "ZZB": "Zanzibar",
}


@cache
def members() -> frozenset[str]:
    """The codes of the 193 members of the United Nations."""
    return frozenset(load_states().iso3)


@cache
def iso3_of_name(name: str) -> str:
    """The code of a state or territory by its English name, "" if nothing has that name."""
    plain = " ".join(name.replace("’", "'").split())
    if plain.casefold() in OWN_NAMES:
        return OWN_NAMES[plain.casefold()]
    return _looked_up(plain)


@cache
def iso3_of_iso2(code: str) -> str:
    """The alpha-3 code of an alpha-2 code, present or withdrawn; "" if there is none."""
    return FORMER_ISO2.get(code.upper()) or (_looked_up(code) if len(code) == 2 else "")


def _looked_up(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would like another library for other alphabets
        import countrynames

        try:
            code = countrynames.to_code_3(text) or ""
        except KeyError:  # it knows the name but has no alpha-3 code for it
            code = ""
    code = FORMER.get(code, code)
    return code if len(code) == 3 else ""  # longer: a part of a state


@cache
def _cow_table() -> dict[int, list[tuple[str, int, int]]]:
    codes: dict[int, list[tuple[str, int, int]]] = {}
    for row in read_table("cow_codes.csv").itertuples(index=False):
        cow, iso3, first, last = row
        codes.setdefault(int(cow), []).append((iso3, int(first or 0), int(last or 9999)))
    return codes


def iso3_of_cow(number: int, year: int) -> str:
    """The alpha-3 code of a Correlates-of-War number in a year; "" if there is none."""
    for iso3, first, last in _cow_table().get(number, []):
        if first <= year <= last:
            return iso3
    return ""


def of_members(
    raw: RawTable, iso3: pd.Series, given: pd.Series, report: ReadingReport
) -> np.ndarray:
    """The rows of members of the United Nations, [rows] bool; the others are counted.

    Parameters
    ----------
    iso3 : the code found for each row, "" where there is none
    given : what the file calls it
    """
    known = iso3.isin(members()).to_numpy()
    for code, name in zip(iso3[~known], given[~known], strict=True):
        why = f"{NOT_MEMBERS.get(code, name)}, not a UN member" if code else f"{name!r}, no state"
        report.reasons[f"rows of {why}"] += 1
    return known


def one_row_each(
    raw: RawTable, table: pd.DataFrame, key: list[str], column: str, report: ReadingReport
) -> pd.DataFrame:
    """The table with one row for each ``key``; rows that are there twice are counted.

    Raises
    ------
    InputError
        If two rows of one key say different things.
    """
    whole = table.duplicated()
    if whole.any():
        report.reasons["rows that are there twice"] += int(whole.sum())
    table = table[~whole]
    clash = table.duplicated(key)
    if clash.any():
        row = int(table.index[clash.to_numpy()][0])
        what = " ".join(str(table.at[row, name]) for name in key)
        raw.refuse(row, column, f"{what} has been given already, with other values")
    return table.sort_values(key, kind="stable").reset_index(drop=True)
