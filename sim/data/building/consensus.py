"""Texts adopted without a vote, in the schema of ``consensus.csv``, from a catalogue of texts.

Left out: texts voted on, withdrawn or not considered, and what is no stand on human rights: the
outcomes of the periodic review (item 6) and the order of business (item 1).

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

import re

import pandas as pd

from sim.errors import InputError

COLUMNS = ["symbol", "date", "item", "title"]
WITHOUT_VOTE = "ADOPTED WITHOUT VOTE"
NO_STAND = ("1", "6")  # items
ENDING = re.compile(
    r"\s*[:/]?\s*\b(draft )?(resolution|decision|presidential statement)s?\s*/?\s*$|\s*/\s*$",
    re.IGNORECASE,
)
NEEDED = ("symbol", "title", "date", "vote_type", "agenda_item_no")


def consensus_table(texts: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``consensus.csv``, in time order.

    Parameters
    ----------
    texts : the catalogue as text, one row a text, with the columns of ``NEEDED``

    Raises
    ------
    InputError
        If a column is missing.
    """
    if missing := [name for name in NEEDED if name not in texts]:
        raise InputError(f"the table of texts lacks the column {missing[0]}")
    item = texts.agenda_item_no.str.extract(r"^(\d+)")[0].fillna("")
    kept = (texts.vote_type == WITHOUT_VOTE) & ~item.isin(NO_STAND)
    table = pd.DataFrame(
        {
            "symbol": texts.symbol,
            "date": texts.date,
            "item": item,
            "title": [" ".join(ENDING.sub("", title).split()) for title in texts.title],
        }
    )[kept]
    table = table[table.title.str.len() > 0].drop_duplicates("symbol")
    return table.sort_values(["date", "symbol"], ignore_index=True)[COLUMNS]
