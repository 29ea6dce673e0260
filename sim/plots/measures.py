"""A measure of a run as readers meet it: its words, its unit, and how a change of it is written."""

from __future__ import annotations

import math

from sim.measures import measure_of, parts_of
from sim.plots.sensitivity_words import measure_words
from sim.plots.words import minus


def words(measure: str) -> str:
    """Its words: defection on country texts."""
    parts = parts_of(measure)
    return parts[1].words if parts and not parts[0] else measure_words(measure)


def scale(measure: str) -> float:
    """By what a stored number is multiplied before it is shown."""
    return measure_of(measure).scale


def unit(measure: str) -> str:
    """The unit of a change of it."""
    return measure_of(measure).change


def digits(measure: str) -> int:
    """How many digits after the point a change of it is shown with."""
    return measure_of(measure).digits


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
