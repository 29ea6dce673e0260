"""Ideal points of states in the General Assembly, by year or by session.

Read are the estimates as published, of all votes or of the votes on one issue.

Sources: [bailey2017], [voeten_unga].
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from sim.data.loaders.country_codes import iso3_of_cow, of_members, one_row_each
from sim.data.loaders.raw_table import CP1252, RawTable, read_raw
from sim.data.report import ReadingReport

FIRST_SESSION = 1946  # the year in which the first session took most of its votes


def read_ideal_points(path: Path, report: ReadingReport, issue: str = "") -> pd.DataFrame:
    """Ideal points, one row a member state and year.

    ``issue`` is the ending of the columns, such as ``All``, ``FP`` (final passage) or
    ``HumanRights``; it is found by itself if there is one only, else it is that of all votes.

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
    raw = read_raw(path, ("ccode",), fallback=CP1252)
    raw.note_encoding(report)
    point, low, high, count = _columns(raw, issue)
    if "year" in raw.frame.columns:
        year = raw.whole("year", 1946, 2100)
    else:
        year = raw.whole(raw.column_among("session", "year"), 1, 150) + FIRST_SESSION - 1
    cow = raw.whole("ccode", 1, 999)
    code = pd.Series([iso3_of_cow(int(c), int(y)) for c, y in zip(cow, year, strict=True)])
    given = raw[raw.column_among("Countryname", "countryname", "country", "ccode")]
    blank = raw[raw.column_among("iso3c", "ccode")].str.strip().eq("") & code.ne("")
    report.repairs["rows without an ISO code, placed by their Correlates-of-War number"] += int(
        blank.sum()
    )
    table = pd.DataFrame(
        {
            "iso3": code,
            "year": year,
            "ideal_point": raw.numbers(point),
            "low": raw.numbers(low),
            "high": raw.numbers(high),
            "votes": raw.numbers(count, 0),
        }
    )
    table = table[of_members(raw, code, given, report)]
    empty = table.ideal_point.isna()
    report.reasons["rows without a value"] += int(empty.sum())
    table = one_row_each(raw, table[~empty], ["iso3", "year"], "ccode", report)
    report.rows += len(table)
    return table


def _columns(raw: RawTable, issue: str) -> tuple[str, str, str, str]:
    """The columns of the estimate, of its 5 % and 95 % points and of the number of votes."""
    plain = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in raw.frame.columns}
    ends = [name.removeprefix("idealpoint") for name in plain if name.startswith("idealpoint")]
    if not ends:
        raw.column_among("IdealPointAll", "idealpointall", "IdealPointFP", "ideal_point")
    wanted = issue.lower() or next((end for end in ("all", *ends) if end in ends), "")
    if wanted not in ends:
        raw.column_among(f"IdealPoint{issue}")
    return tuple(
        plain[key] if (key := f"{part}{wanted}") in plain else raw.column_among(key)
        for part in ("idealpoint", "q5", "q95", "nvotes")
    )  # type: ignore[return-value]
