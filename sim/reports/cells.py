"""Cells that more than one page or screen shows: made once, so that all show the same digits."""

from __future__ import annotations

from sim.measures import LEADING, NAMED, parts_of

ABOUT = "\N{ALMOST EQUAL TO}"  # for what is out of bounds by chance alone


def share(value: float) -> str:
    """A share of a variance: 31 %; about 0 or 100 % where an estimate fell outside by chance."""
    if value != value:
        return "\N{EN DASH}"
    bounded = min(max(value, 0.0), 1.0)
    return f"{ABOUT if bounded != value else ''}{bounded * 100:.0f}\N{NO-BREAK SPACE}%"


def share_span(low: float, high: float) -> str:
    """An interval of such a share, cut where it leaves what can be: 0 to 17 %."""
    ends = (min(max(end, 0.0), 1.0) * 100 for end in (low, high))
    return "{:.0f} to {:.0f}".format(*ends) + "\N{NO-BREAK SPACE}%"


def leading(measure: str) -> list[str]:
    """The outcomes of a comparison's table, the one that was asked for first."""
    parts = parts_of(measure)
    named = parts is not None and parts[0] == NAMED
    own = [f"{NAMED}_{column.removeprefix('country_')}" for column in LEADING
           if column.startswith("country_")] if named else []  # fmt: skip
    return list(dict.fromkeys([measure, *own, *LEADING]))
