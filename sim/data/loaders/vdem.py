"""V-Dem, Varieties of Democracy: indices of every country and year.

Read is the country-year table as CSV, the publisher's or that of the R package democracyData.

Sources: [vdem].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import of_members, one_row_each
from sim.data.loaders.raw_table import read_raw
from sim.data.report import ReadingReport

INDICES = {
    "polyarchy": "v2x_polyarchy",
    "liberal": "v2x_libdem",
    "participatory": "v2x_partipdem",
    "deliberative": "v2x_delibdem",
    "egalitarian": "v2x_egaldem",
}


def read_vdem(path: Path, report: ReadingReport) -> pd.DataFrame:
    """V-Dem's five indices of democracy, one row a member state and year.

    Returns
    -------
    DataFrame
        ``iso3``; ``year``; ``polyarchy``, ``liberal``, ``participatory``, ``deliberative`` and
        ``egalitarian`` democracy, each 0 to 1, NaN where V-Dem gives none.

    Raises
    ------
    InputError
        If the file is malformed; file, line and column are named.
    """
    raw = read_raw(path, ("country_text_id", "year", *INDICES.values()))
    code = raw["country_text_id"].str.strip()
    table = pd.DataFrame(
        {
            "iso3": code,
            "year": raw.whole("year", 1789, 2100),
            **{name: raw.numbers(column, 0, 1) for name, column in INDICES.items()},
        }
    )
    given = raw[raw.column_among("vdem_country_name", "country_name")]
    table = table[of_members(raw, code, given, report)]
    table = one_row_each(raw, table, ["iso3", "year"], "country_text_id", report)
    report.rows += len(table)
    return table
