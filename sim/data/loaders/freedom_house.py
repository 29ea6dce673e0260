"""Freedom House, Freedom in the World: ratings of every country and year.

Read are tables with one row a country and year: the publisher's sheet of all scores as it comes,
with its title above the names of the columns, as a workbook or saved as CSV; the tables of the R
package democracyData; and lists of one edition with scores and the status in words.

Sources: [freedom_house].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.loaders.country_codes import iso3_of_name, of_members, one_row_each
from sim.data.loaders.raw_table import CP1252, MISSING, RawTable, read_raw
from sim.data.report import ReadingReport
from sim.errors import InputError

STATUSES = ("F", "PF", "NF")
IN_WORDS = {"Free": "F", "Partly Free": "PF", "Not Free": "NF"}
NAMES = ("fh_country", "fh_full_country", "Country/Territory", "country", "Country")
TOTALS = ("total", "Total", "score", "Score")
RATINGS = {
    "political_rights": ("pr", "PR rating", "PR Rating", "PR"),
    "civil_liberties": ("cl", "CL rating", "CL Rating", "CL"),
}
SCORES = ("political_rights", "civil_liberties")


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
    raw = read_raw(path, fallback=CP1252, titled=True)
    raw.note_encoding(report)
    _refuse_wide(raw)
    name = raw.column_among(*NAMES)
    if "year" in raw.frame.columns:
        year = raw.whole("year", 1972, 2100)
    else:
        year = raw.whole(raw.column_among("Edition", "edition"), 1973, 2101) - 1
    status = raw.column_among("status", "Status")
    short = raw[status].str.strip().replace(IN_WORDS)
    odd = ~short.isin([*STATUSES, *MISSING])
    if odd.any():
        row = int(odd.to_numpy().argmax())
        raw.refuse(row, status, f"{raw.shown(row, status)} is none of {', '.join(STATUSES)}")
    has_total = next((c for c in TOTALS if c in raw.frame.columns), None)
    table = pd.DataFrame(
        {
            "iso3": [iso3_of_name(text) for text in raw[name]],
            "year": year,
            **_ratings(raw, report),
            "status": short.where(short.isin(STATUSES), ""),
            "total": raw.numbers(has_total, -10, 100) if has_total else float("nan"),
        }
    )
    table = table[of_members(raw, table.iso3, raw[name], report)]
    table = one_row_each(raw, table, ["iso3", "year"], name, report)
    report.rows += len(table)
    return table


def _ratings(raw: RawTable, report: ReadingReport) -> dict[str, np.ndarray]:
    """Political rights and civil liberties from 1 to 7, NaN in lists that give scores only."""
    columns = {
        label: next((c for c in names if c in raw.frame.columns), "")
        for label, names in RATINGS.items()
    }
    if any(columns.values()) or not set(SCORES) <= set(raw.frame.columns):
        columns = {label: raw.column_among(*names) for label, names in RATINGS.items()}
        return {label: raw.numbers(column, 1, 7) for label, column in columns.items()}
    # political_rights and civil_liberties are scores out of 40 and 60 there, not ratings
    report.doubts["rows with scores only, without ratings from 1 to 7"] += len(raw)
    return {label: np.full(len(raw), np.nan) for label in RATINGS}


def _refuse_wide(raw: RawTable) -> None:
    """The publisher's other sheet has three columns a year, and no total."""
    if "Year(s) Under Review" in raw.frame.columns or "Survey Edition" in raw.frame.columns:
        raise InputError(
            f"{raw.path}: the sheet of ratings and statuses, three columns a year; wanted is the "
            "sheet of all data, a row a country and edition (Aggregate Category and Subcategory "
            "Scores, freedomhouse.org)"
        )
