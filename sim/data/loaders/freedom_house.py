"""Freedom House, Freedom in the World: ratings of every country and year.

Read are CSV tables with one row a country and year: the publisher's sheet of aggregate scores
saved as CSV, or the tables of the R package democracyData.

Sources: [freedom_house].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_name, of_members, one_row_each
from sim.data.loaders.raw_table import MISSING, read_raw
from sim.data.report import ReadingReport

STATUSES = ("F", "PF", "NF")


def read_freedom_house(path: Path, report: ReadingReport) -> pd.DataFrame:
    """Freedom House ratings, one row a member state and year.

    Returns
    -------
    DataFrame
        ``iso3``; ``year`` covered (the edition comes a year later); ``political_rights`` and
        ``civil_liberties``, 1 best to 7 worst; ``status`` F, PF or NF; ``total``, 0 worst to 100
        best (a few published totals are below 0), NaN in a table of ratings only.

    Raises
    ------
    InputError
        If the file is malformed; file, line and column are named.
    """
    raw = read_raw(path)
    name = raw.column_among(
        "fh_country", "fh_full_country", "Country/Territory", "country", "Country"
    )
    if "year" in raw.frame.columns:
        year = raw.whole("year", 1972, 2100)
    else:
        year = raw.whole(raw.column_among("Edition", "edition"), 1973, 2101) - 1
    status = raw.column_among("status", "Status")
    odd = ~raw[status].isin([*STATUSES, *MISSING])
    if odd.any():
        row = int(odd.to_numpy().argmax())
        raw.refuse(row, status, f"{raw[status].iloc[row]!r} is none of {', '.join(STATUSES)}")
    has_total = next((c for c in ("total", "Total") if c in raw.frame.columns), None)
    ratings = {
        label: raw.numbers(raw.column_among(*names), 1, 7)
        for label, names in (
            ("political_rights", ("pr", "PR rating", "PR Rating", "PR")),
            ("civil_liberties", ("cl", "CL rating", "CL Rating", "CL")),
        )
    }
    table = pd.DataFrame(
        {
            "iso3": [iso3_of_name(text) for text in raw[name]],
            "year": year,
            **ratings,
            "status": raw[status].where(raw[status].isin(STATUSES), ""),
            "total": raw.numbers(has_total, -10, 100) if has_total else float("nan"),
        }
    )
    table = table[of_members(raw, table.iso3, raw[name], report)]
    table = one_row_each(raw, table, ["iso3", "year"], name, report)
    report.rows += len(table)
    return table
