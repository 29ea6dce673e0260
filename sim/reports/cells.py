"""Which outcomes a comparison tells, and in what order: the same on screen and in the report."""

from __future__ import annotations

from sim.measures import LEADING, NAMED, parts_of


def leading(measure: str) -> list[str]:
    """The outcomes of a comparison's table, the one that was asked for first."""
    parts = parts_of(measure)
    named = parts is not None and parts[0] == NAMED
    own = [f"{NAMED}_{column.removeprefix('country_')}" for column in LEADING
           if column.startswith("country_")] if named else []  # fmt: skip
    return list(dict.fromkeys([measure, *own, *LEADING]))
