"""Ratings and aid of a record, brought up to date from what the loaders read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.building.aid import aid_table
from sim.data.building.freedom import freedom_table
from sim.errors import InputError

KEY = ["iso3", "year"]


def freedom_rows(
    read: list[tuple[Path, pd.DataFrame]], known: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """``freedom.csv`` with the ratings of new tables in it, as text, and what is new.

    Of tables that rate the same state and year the one with the later last year stands; what a
    publisher rates takes the place of what the record estimated, never the other way round.

    Parameters
    ----------
    read : path and content of each table, as ``read_freedom_house`` gives it

    Raises
    ------
    InputError
        If a total is none.
    """
    tables = [table for _, table in sorted(read, key=lambda r: (r[1].year.max(), r[0].name))]
    try:
        made = freedom_table(tables)
    except InputError as error:
        return known, [f"ratings: nothing taken: {error}"]
    new = made.astype(str)
    both = new.merge(known, on=KEY, suffixes=("", "_known"), how="left")
    weaker = (both.basis != "published") & (both.basis_known == "published")
    new = new[~weaker.to_numpy()]
    together, lines = _put_in(new, known, "total")
    return together, [f"ratings: {line}" for line in lines]


def aid_rows(
    official: pd.DataFrame, chinese: pd.DataFrame, known: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """``aid.csv`` with new tables of aid in it, as text, and what is new.

    States that the OECD's table never names keep what is known of them, and so does income. Years
    after the last of which income is known have the income of that.
    """
    income = known[["iso3", "year", "gdp"]].astype({"year": int, "gdp": float})
    last = int(income.year.max())
    final = income[income.year == last]
    later = range(last + 1, int(max(official.year.max(), chinese.year.max())) + 1)
    income = pd.concat([income, *(final.assign(year=year) for year in later)], ignore_index=True)
    made = aid_table(official, chinese, income)
    made = made[made.iso3.isin(set(official.iso3))]
    new = _as_stored(made)
    together, lines = _put_in(new, known, "usa")
    return together, [f"aid: {line}" for line in lines]


def _as_stored(table: pd.DataFrame) -> pd.DataFrame:
    """Numbers as a table of the package has them."""
    from io import StringIO

    from sim.files.tables import table_text

    return pd.read_csv(StringIO(table_text(table)), dtype=str, keep_default_na=False)


def _put_in(new: pd.DataFrame, known: pd.DataFrame, shown: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows of ``known`` with those of ``new`` in place of their own, and what is new."""
    before, after = known.set_index(KEY), new.set_index(KEY)
    added = after.index.difference(before.index)
    both = after.index.intersection(before.index)
    changed = (after.loc[both, known.columns[2:]] != before.loc[both, known.columns[2:]]).any(
        axis=1
    )
    lines = []
    if len(added):
        years = sorted({str(year) for _, year in added})
        lines.append(f"{len(added)} new, of {_span(years)}")
    if changed.any():
        first = changed[changed].index[0]
        lines.append(
            f"{int(changed.sum())} changed, such as {first[0]} in {first[1]} "
            f"({shown} {before.loc[first, shown]}, now {after.loc[first, shown]})"
        )
    rest = before.loc[before.index.difference(after.index)]
    whole = pd.concat([after, rest]).reset_index()[list(known.columns)]
    whole = whole.sort_values(KEY, ignore_index=True)
    return whole, lines or ["nothing new"]


def _span(years: list[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
