"""Texts that the Council adopted without a vote: when, and of which series.

Sources: [ohchr_votes], [szoszkiewicz2026].
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from sim.data.loaders.texts import by_words
from sim.data.series import recognise
from sim.data.states import read_table


@cache
def consensus_texts() -> pd.DataFrame:
    """One row a text: date (datetime64), title, series, kind, target, pen, orientation.

    A title that the patterns of ``series.csv`` do not know is sorted by its words, and its series
    is named after them.
    """
    table = read_table("consensus.csv")
    known = recognise(table.title)
    rows = []
    for title, day, row in zip(table.title, table.date, known.itertuples(index=False), strict=True):
        series, kind, target, pen, orientation = row
        if not kind:
            _, kind, target, pen, orientation = by_words(title, "", int(day[:4]))
        rows.append((np.datetime64(day, "D"), title, series, kind, target, pen, int(orientation)))
    columns = ["date", "title", "series", "kind", "target", "pen", "orientation"]
    return pd.DataFrame(rows, columns=columns)
