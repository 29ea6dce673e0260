"""AidData, Global Chinese Development Finance: China's official flows by country and year.

Read are the publisher's table, a row a project, whose projects are summed here as it advises
("Recommended For Aggregates"), and the country-year table with Correlates-of-War numbers, both in
constant dollars of 2021.

Sources: [aiddata_gcdf3].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_cow, iso3_of_name, of_members, one_row_each
from sim.data.loaders.raw_table import CP1252, MISSING, RawTable, read_raw
from sim.data.report import ReadingReport

FLOWS = {
    "oda_usd_millions": "oda_adj",
    "other_official_usd_millions": "oof_adj",
    "vague_official_usd_millions": "vof_adj",
}
ADVISED, FLOW, CODE = "Recommended For Aggregates", "Flow Class", "Recipient ISO-3"
PROJECT = {ADVISED, FLOW, "Recipient", "Commitment Year"}
AMOUNTS = ("Adjusted Amount (Constant USD 2021)", "Amount (Constant USD 2021)",
           "Amount (Constant USD2017)", "Amount (Constant USD 2017)")  # fmt: skip
CLASSES = dict(
    zip(("ODA-like", "OOF-like", "Vague (Official Finance)"), FLOWS, strict=True)
)  # as the publisher names them


def read_aiddata_gcdf(path: Path, report: ReadingReport) -> pd.DataFrame:
    """Chinese official finance committed, one row a member state and year.

    Returns
    -------
    DataFrame
        ``iso3`` of the recipient; ``year`` of the commitment; ``oda_usd_millions`` aid-like,
        ``other_official_usd_millions`` and ``vague_official_usd_millions`` (not enough is known
        to class it), all adjusted for what was counted twice, in constant dollars of 2021,
        NaN where there is no value.

    Raises
    ------
    InputError
        If the file is malformed; file, line and column are named.
    """
    raw = read_raw(path, fallback=CP1252, titled=True)
    raw.note_encoding(report)
    if set(raw.frame.columns) >= PROJECT:
        return _summed(raw, report)
    raw.need(("ccode", "year", *FLOWS.values()))
    cow, year = raw.whole("ccode", 1, 999), raw.whole("year", 1990, 2100)
    table = pd.DataFrame(
        {
            "iso3": [iso3_of_cow(int(c), int(y)) for c, y in zip(cow, year, strict=True)],
            "year": year,
            **{name: raw.numbers(column, 0) / 1e6 for name, column in FLOWS.items()},
        }
    )
    table = table[of_members(raw, table.iso3, raw["ccode"], report)]
    table = one_row_each(raw, table, ["iso3", "year"], "ccode", report)
    report.rows += len(table)
    return table


def _summed(raw: RawTable, report: ReadingReport) -> pd.DataFrame:
    amount = raw.column_among(*AMOUNTS)
    odd = ~raw[FLOW].str.strip().isin([*CLASSES, *MISSING]).to_numpy()
    if odd.any():
        row = int(odd.argmax())
        raw.refuse(row, FLOW, f"{raw.shown(row, FLOW)} is none of {', '.join(CLASSES)}")
    advised = raw[ADVISED].str.strip().str.casefold().eq("yes").to_numpy()
    report.reasons["projects that are not recommended for sums"] += int((~advised).sum())
    raw = raw.keep(advised)
    table = pd.DataFrame(
        {
            "iso3": raw[CODE].str.strip() if CODE in raw.frame.columns
            else [iso3_of_name(name) for name in raw["Recipient"]],
            "year": raw.whole("Commitment Year", 1990, 2100),
            "flow": raw[FLOW].str.strip().map(CLASSES),
            "usd_millions": raw.numbers(amount) / 1e6,
        }
    )  # fmt: skip
    table = table[of_members(raw, table.iso3, raw["Recipient"], report)]
    empty = table.usd_millions.isna() | table.flow.isna()
    report.reasons["projects without an amount or a class"] += int(empty.sum())
    sums = table[~empty].pivot_table(
        index=["iso3", "year"], columns="flow", values="usd_millions", aggfunc="sum", fill_value=0.0
    )
    sums = sums.reindex(columns=list(FLOWS), fill_value=0.0).rename_axis(columns=None).reset_index()
    report.rows += len(sums)
    return sums
