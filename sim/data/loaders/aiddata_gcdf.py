"""AidData, Global Chinese Development Finance: China's official flows by country and year.

Read is the country-year table with Correlates-of-War numbers, in constant dollars of 2021.

Sources: [aiddata_gcdf3].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_cow, of_members, one_row_each
from sim.data.loaders.raw_table import read_raw
from sim.data.report import ReadingReport

FLOWS = {
    "oda_usd_millions": "oda_adj",
    "other_official_usd_millions": "oof_adj",
    "vague_official_usd_millions": "vof_adj",
}


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
    raw = read_raw(path, ("ccode", "year", *FLOWS.values()))
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
