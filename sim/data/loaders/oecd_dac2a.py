"""OECD, DAC table 2a: official development aid from every donor to every recipient.

Read is the table as CSV with English names; the OECD gives no ISO codes here.

Sources: [oecd_dac2a].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_name, of_members, one_row_each
from sim.data.loaders.raw_table import read_raw
from sim.data.report import ReadingReport
from sim.errors import InputError

NET = "ODA: Total Net"


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
    raw = read_raw(path, ("Recipient", "Donor"))
    kind = raw.column_among("Aid type", "Measure")
    basis = raw.column_among("Amount type", "Price base")
    year = raw.column_among("Year", "TIME_PERIOD", "Time period")
    value = raw.column_among("Value", "OBS_VALUE")
    wanted = (raw[kind] == measure).to_numpy()
    constant = raw[basis].str.contains("constant", case=False).to_numpy()
    if not (wanted & constant).any():
        there = "; ".join(sorted(set(raw[kind] + " in " + raw[basis]))[:6])
        raise InputError(f"{path}: column {kind}: no {measure!r} in constant prices, only {there}")
    report.reasons["rows of other measures of aid"] += int((~wanted).sum())
    report.reasons["rows in current prices"] += int((wanted & ~constant).sum())
    raw = raw.keep(wanted & constant)
    prices = sorted(set(raw[basis]))
    if len(prices) > 1:
        row = int((raw[basis] != raw[basis].iloc[0]).to_numpy().argmax())
        raw.refuse(row, basis, f"prices of two bases in one table: {', '.join(prices)}")
    table = pd.DataFrame(
        {
            "iso3": [iso3_of_name(name) for name in raw["Recipient"]],
            "donor": [iso3_of_name(name) for name in raw["Donor"]],
            "year": raw.whole(year, 1945, 2100),
            "aid_usd_millions": raw.numbers(value),
        }
    )
    received = of_members(raw, table.iso3, raw["Recipient"], report)
    given = of_members(raw.keep(received), table.donor[received], raw["Donor"][received], report)
    table = table[received][given]
    empty = table.aid_usd_millions.isna()
    report.reasons["rows without a value"] += int(empty.sum())
    table = one_row_each(raw, table[~empty], ["iso3", "donor", "year"], "Donor", report)
    table.attrs["prices"] = prices[0]
    report.rows += len(table)
    return table
