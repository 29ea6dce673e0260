"""The tables of an answer as they lie in its folder: what the report and the brief read, too.

A number that lies halfway between two digits may be a hair off in memory; read from one place, it
is rounded one way everywhere.
"""

from __future__ import annotations

import pandas as pd

from sim.answers.answer import Answer
from sim.plots.stored import Stored


def as_stored(found: Answer) -> dict[str, pd.DataFrame]:
    """The tables by name; one without rows is as it was made."""
    stored = Stored.open(found.folder)
    return {
        name: stored.table(name) if len(table) else table for name, table in found.tables.items()
    }
