"""A table of the record in force, with what the user added to it in its place.

A roll call that was added comes after those of its day that publishers know, a term in the order
of the table. A term that a user gives for a state and a first day that the table has already
takes that one's place; without a last day it strikes it.
"""

from __future__ import annotations

import io

import pandas as pd

from sim.data.record.in_force import in_force
from sim.data.record.stored import ADDED, ADDED_CALLS, CALLS, MEMBERS, VOTES, Record
from sim.errors import InputError
from sim.files.tables import read_table as read_csv_table

TERM = ["iso3", "from"]  # what tells a term from others


def read_table(name: str) -> pd.DataFrame:
    """A table of the record in force as text; numbers are parsed by whoever needs them.

    Raises
    ------
    InputError
        If the record in force cannot be read.
    """
    return table_of(in_force(), name)


def table_of(record: Record, name: str) -> pd.DataFrame:
    """A table of a record as text, with what was added to it."""
    whole = plain_table(record, name)
    added = ADDED.get(name)
    if added is None or added not in record.tables:
        return whole
    more = plain_table(record, added)
    if name == MEMBERS:
        return with_terms(whole, more)
    return _with_calls(record, whole, more, name)


def plain_table(record: Record, name: str) -> pd.DataFrame:
    """A table of a record as it is stored, as text.

    Raises
    ------
    InputError
        If neither the record nor the package has a table of that name.
    """
    content = record.content(name)
    if content is None:
        raise InputError(f"no table {name} in the record or the package")
    text = io.StringIO(content.decode("utf-8"))
    return read_csv_table(text, dtype=str, keep_default_na=False)


def with_terms(terms: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """A table of terms with those of ``more`` added, put in place of others, or struck."""
    named = set(zip(more.iso3, more["from"], strict=True))
    others = [key not in named for key in zip(terms.iso3, terms["from"], strict=True)]
    kept = more[more["until"] != ""]
    together = pd.concat([terms[others], kept], ignore_index=True).fillna("")
    return together.sort_values(TERM, kind="stable", ignore_index=True)[list(terms.columns)]


def _with_calls(record: Record, whole: pd.DataFrame, more: pd.DataFrame, name: str) -> pd.DataFrame:
    """Roll calls or votes with those that were added, in the order of the days."""
    calls, added = plain_table(record, CALLS), plain_table(record, ADDED_CALLS)
    new = ~added.symbol.isin(calls.symbol)  # a later version of the package may have them too
    days = pd.concat([calls.date, added.date[new]], ignore_index=True)
    order = days.argsort(kind="stable").to_numpy()
    assert name in (CALLS, VOTES)
    together = pd.concat([whole, more[new.to_numpy()]], ignore_index=True).fillna("")
    return together.iloc[order].reset_index(drop=True)[list(whole.columns)]
