"""A measure of a run as readers meet it: its words, its unit, and how a change of it is written."""

from __future__ import annotations

import math

from sim.plots.sensitivity_words import measure_words
from sim.plots.words import minus

SHARES = ("soft", "hard", "either", "adopted")
OF_RUN = {"defections": "defections, all texts", "exits": "exits from the group"}
UNITS = {"margin": "votes", "rice": "index, 0 to 1", "defections": "votes a run", "exits": "states"}


def _what(measure: str) -> str:
    return measure.rpartition("_")[2]


def words(measure: str) -> str:
    """Its words: defection on country texts."""
    if _what(measure) in ("soft", "hard"):
        return f"{measure_words(measure)}"
    return OF_RUN.get(measure, measure_words(measure))


def scale(measure: str) -> float:
    """By what a stored number is multiplied before it is shown."""
    return 100.0 if _what(measure) in SHARES else 1.0


def unit(measure: str) -> str:
    """The unit of a change of it."""
    return "percentage points" if _what(measure) in SHARES else UNITS[_what(measure)]


def digits(measure: str) -> int:
    """How many digits after the point a change of it is shown with."""
    return {"rice": 2, "margin": 2, "exits": 2}.get(_what(measure), 1)


def change(measure: str, value: float) -> str:
    """A change of a measure, signed: +3.6."""
    if math.isnan(value):
        return "\N{EN DASH}"
    text = f"{value * scale(measure):+.{digits(measure)}f}"
    return minus(text) if float(text) else text.lstrip("+-")


def span(measure: str, low: float, high: float) -> str:
    """An interval of a change: +3.0 to +4.2."""
    return f"{change(measure, low)} to {change(measure, high)}"


def level(measure: str, value: float) -> str:
    """A level of a measure: 62.6."""
    return change(measure, value).lstrip("+")
