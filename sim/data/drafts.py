"""Drafts that were put to a vote and lost: texts that the record of votes leaves out.

The Council catalogues the texts that it adopts. A draft that failed has no place there, and the
votes of its members are known from the press at best. Such a text can be put on the agenda of the
recorded years; what kind of text it is follows from its series, and how the members vote is for
the model to say. Sources: [ohchr_votes]; [yemen_2021].
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from sim.data.states import read_table
from sim.errors import InputError

FIRST_PLACE = 60_000  # in the numbering of a session's noise, above all recorded votes
OF_SERIES = ("kind", "target", "pen", "orientation")
TALLY = ("yes", "no", "abstain", "absent")


@cache
def _drafts() -> pd.DataFrame:
    table = read_table("drafts.csv")
    of = read_table("series.csv").set_index("series")
    for name in OF_SERIES:
        table[name] = table.series.map(of[name])
    table["amended"] = ""
    table["place"] = FIRST_PLACE + table.index
    return table.assign(orientation=table.orientation.astype(int)).astype(dict.fromkeys(TALLY, int))


def draft_names() -> tuple[str, ...]:
    """The ids of all drafts there are."""
    return tuple(_drafts().id)


def drafts_of(names: tuple[str, ...]) -> pd.DataFrame:
    """The drafts of these ids, one row each, with the columns that an agenda is built from.

    Raises
    ------
    InputError
        For a draft that is not in the table.
    """
    for name in names:
        if name not in draft_names():
            raise InputError(
                f"unknown draft {name!r}: one of {', '.join(draft_names())} "
                "(sim/data/tables/drafts.csv)"
            )
    table = _drafts()
    return table[table.id.isin(names)].reset_index(drop=True)
