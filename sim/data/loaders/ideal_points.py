"""Ideal points of states in the General Assembly, by year or by session.

Read are the estimates as published, of all votes or of the votes on one issue.

Sources: [bailey2017], [voeten_unga].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_cow, of_members, one_row_each
from sim.data.loaders.raw_table import read_raw
from sim.data.report import ReadingReport

FIRST_SESSION = 1946  # the year in which the first session took most of its votes


def read_ideal_points(path: Path, report: ReadingReport, issue: str = "") -> pd.DataFrame:
    """Ideal points, one row a member state and year.

    ``issue`` is the ending of the columns of a table by session, such as ``HumanRights``; it is
    found by itself if there is one only.

    Returns
    -------
    DataFrame
        ``iso3``; ``year`` (of a session, the year in which it opened; the first counts as 1946);
        ``ideal_point`` on the estimate's own scale, higher for states that vote as the United
        States do; ``low`` and ``high``, its 5 % and 95 % points; ``votes`` it rests on.

    Raises
    ------
    InputError
        If the file is malformed; file, line and column are named.
    """
    raw = read_raw(path, ("ccode",), fallback="cp1252")
    if raw.encoding != "utf-8":
        report.repairs["file in the encoding Windows-1252, as published"] += 1
    columns = raw.frame.columns
    if "idealpointall" in columns:
        point, low, high, count = "idealpointall", "q5all", "q95all", "nvotesall"
        year = raw.whole("year", 1946, 2100)
    else:
        found = [c.removeprefix("IdealPoint") for c in columns if c.startswith("IdealPoint")]
        issue = issue or (found[0] if len(found) == 1 else "All")
        point, low, high = (f"{part}{issue}" for part in ("IdealPoint", "Q5%", "Q95%"))
        count = f"NVotes{issue}"
        raw.column_among(point)
        year = raw.whole(raw.column_among("session"), 1, 150) + FIRST_SESSION - 1
    cow = raw.whole("ccode", 1, 999)
    code = pd.Series([iso3_of_cow(int(c), int(y)) for c, y in zip(cow, year, strict=True)])
    given = raw[raw.column_among("Countryname", "countryname", "ccode")]
    blank = raw[raw.column_among("iso3c", "ccode")].str.strip().eq("") & code.ne("")
    report.repairs["rows without an ISO code, placed by their Correlates-of-War number"] += int(
        blank.sum()
    )
    table = pd.DataFrame(
        {
            "iso3": code,
            "year": year,
            "ideal_point": raw.numbers(point),
            "low": raw.numbers(raw.column_among(low)),
            "high": raw.numbers(raw.column_among(high)),
            "votes": raw.numbers(raw.column_among(count), 0),
        }
    )
    table = table[of_members(raw, code, given, report)]
    empty = table.ideal_point.isna()
    report.reasons["rows without a value"] += int(empty.sum())
    table = one_row_each(raw, table[~empty], ["iso3", "year"], "ccode", report)
    report.rows += len(table)
    return table
