"""OECD, DAC table 2a: official development aid from every donor to every recipient.

Read is the table as CSV in its editions: the old one with English names, and that of the data
explorer with labels, with codes, or with both. Names become ISO codes; in the data explorer the
codes of states are ISO codes already.

Sources: [oecd_dac2a].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.country_codes import (
    NOT_MEMBERS,
    iso3_of_name,
    members,
    of_members,
    one_row_each,
)
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.report import ReadingReport
from sim.errors import InputError

NET = "ODA: Total Net"
ALSO_CALLED = {  # what the editions call a measure: a name, a longer name, a code
    NET: (NET, "Official development assistance (ODA), disbursements", "206"),
}
CONSTANT = ("Q", "D")  # codes of constant prices: the data explorer's, the old edition's
OTHER_ROWS = (  # column, what is kept, how the others are counted
    ("FLOW_TYPE", ("D",), "rows of other flows than disbursements"),
    ("UNIT_MEASURE", ("USD",), "rows in other currencies"),
)


def read_oecd_dac2a(path: Path, report: ReadingReport, measure: str = NET) -> pd.DataFrame:
    """Aid between member states, one row a donor, recipient and year.

    Returns
    -------
    DataFrame
        ``iso3`` of the recipient; ``donor``, also ISO 3166 alpha-3; ``year``;
        ``aid_usd_millions`` of ``measure`` in constant dollars of the table's base year,
        negative where repayments exceed new aid. ``attrs["prices"]`` holds the table's own words
        for its prices.

    Raises
    ------
    InputError
        If the file is malformed (file, line and column are named), has no row of ``measure`` or
        none in constant prices.
    """
    raw = read_raw(path, fallback=CP1252)
    raw.note_encoding(report)
    kind = raw.column_among("Aid type", "Measure", "MEASURE", "AIDTYPE")
    basis = raw.column_among("Amount type", "Price base", "PRICE_BASE", "DATATYPE")
    year = raw.column_among("Year", "TIME_PERIOD", "Time period", "TIME")
    value = raw.column_among("Value", "OBS_VALUE", "Observation value")
    names = ALSO_CALLED.get(measure, (measure,))
    wanted = raw[kind].str.strip().isin(names).to_numpy()
    constant = raw[basis].str.contains("constant", case=False) | raw[basis].isin(CONSTANT)
    constant = constant.to_numpy(bool)
    if not (wanted & constant).any():
        there = "; ".join(sorted(set(raw[kind] + " in " + raw[basis]))[:6])[:150]
        raise InputError(f"{path}: column {kind}: no {measure!r} in constant prices, only {there}")
    report.reasons["rows of other measures of aid"] += int((~wanted).sum())
    report.reasons["rows in current prices"] += int((wanted & ~constant).sum())
    raw = raw.keep(wanted & constant)
    for column, ours, what in OTHER_ROWS:
        if column in raw.frame.columns:
            other = ~raw[column].str.strip().isin(["", *ours]).to_numpy()
            report.reasons[what] += int(other.sum())
            raw = raw.keep(~other)
    if not len(raw):
        raise InputError(f"{path}: no disbursements in dollars are left")
    table = pd.DataFrame(
        {
            "iso3": _codes(raw, "RECIPIENT", "Recipient"),
            "donor": _codes(raw, "DONOR", "Donor"),
            "year": raw.whole(year, 1945, 2100),
            "aid_usd_millions": raw.numbers(value) * _millions(raw),
        }
    )
    prices = _prices(raw, basis)
    to, by = raw.column_among("Recipient", "RECIPIENT"), raw.column_among("Donor", "DONOR")
    received = of_members(raw, table.iso3, raw[to], report)
    given = of_members(raw.keep(received), table.donor[received], raw[by][received], report)
    table = table[received][given]
    empty = table.aid_usd_millions.isna()
    report.reasons["rows without a value"] += int(empty.sum())
    table = one_row_each(raw, table[~empty], ["iso3", "donor", "year"], by, report)
    table.attrs["prices"] = prices
    report.rows += len(table)
    return table


def _codes(raw: RawTable, coded: str, named: str) -> list[str]:
    """ISO codes of a column of states, by its own codes where these are such, else by names."""
    columns = raw.frame.columns
    known = members() | set(NOT_MEMBERS)
    codes = raw[coded].str.strip() if coded in columns else pd.Series([""] * len(raw))
    names = raw[named] if named in columns else pd.Series([""] * len(raw))
    return [
        code if code in known else iso3_of_name(name)
        for code, name in zip(codes, names, strict=True)
    ]


def _millions(raw: RawTable) -> np.ndarray:
    """What values are multiplied with to be millions, [rows]; 1 where nothing is said."""
    if "UNIT_MULT" not in raw.frame.columns:
        return np.ones(len(raw))
    power = raw.numbers("UNIT_MULT", 0, 12)
    return 10.0 ** (np.nan_to_num(power, nan=6.0) - 6)


def _prices(raw: RawTable, basis: str) -> str:
    """The words of the table for its prices; two bases in one table are refused."""
    base = next((c for c in ("BASE_PER", "Base period") if c in raw.frame.columns), None)
    words = raw[basis].replace(dict.fromkeys(CONSTANT, "Constant prices"))
    if base:
        words = words + " (" + raw[base].str.strip().str[:4] + " USD millions)"
    prices = sorted(set(words))
    if len(prices) > 1:
        row = int((words != words.iloc[0]).to_numpy().argmax())
        raw.refuse(row, base or basis, f"prices of two bases in one table: {', '.join(prices)}")
    return str(prices[0])
