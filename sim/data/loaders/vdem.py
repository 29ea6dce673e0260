"""V-Dem, Varieties of Democracy: indices of every country and year.

Read is the country-year table as CSV, the publisher's or that of the R package democracyData, or
a part of it with some of the indices.

Sources: [vdem].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.country_codes import of_members, one_row_each
from sim.data.loaders.raw_table import CP1252, read_raw
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
        ``egalitarian`` democracy, each 0 to 1, NaN where V-Dem or the file gives none.

    Raises
    ------
    InputError
        If the file is malformed; file, line and column are named.
    """
    raw = read_raw(path, ("year",), fallback=CP1252)
    raw.note_encoding(report)
    country = raw.column_among("country_text_id", "iso3")
    raw.column_among(*INDICES.values())
    code = raw[country].str.strip()
    missing = [name for name, column in INDICES.items() if column not in raw.frame.columns]
    for name in missing:
        report.doubts[f"rows without the index of {name} democracy, which the file lacks"] = len(
            raw
        )
    table = pd.DataFrame(
        {
            "iso3": code,
            "year": raw.whole("year", 1789, 2100),
            **{
                name: np.nan if name in missing else raw.numbers(column, 0, 1)
                for name, column in INDICES.items()
            },
        }
    )
    given = raw[raw.column_among("vdem_country_name", "country_name", "country")]
    table = table[of_members(raw, code, given, report)]
    table = one_row_each(raw, table, ["iso3", "year"], country, report)
    report.rows += len(table)
    return table
