"""What a unit of an outcome costs, in words: on the screen, in the report and in the brief."""

from __future__ import annotations

import math
from typing import Any

from sim.plots import measures
from sim.plots.words import usd

ONE = {"votes": "vote", "percentage points": "percentage point", "texts a run": "text",
       "votes a run": "vote", "states": "state", "index, 0 to 1": "whole point"}  # fmt: skip
NONE, DASH = "no upper end", "\N{EN DASH}"


def per_unit(measure: str) -> str:
    """What is counted: vote of margin on country texts."""
    return f"{ONE[measures.unit(measure)]} of {measures.words(measure)}"


def each(row: Any) -> str:
    """The cost of a unit: USD 0.8 million; a dash where nothing is paid or gained."""
    return DASH if math.isnan(row.each) or math.isinf(row.each) else usd(row.each)


def each_interval(row: Any) -> str:
    """Its interval: USD 0.6 million to no upper end."""
    if math.isnan(row.each):
        return DASH
    return f"{usd(row.each_low)} to {NONE if math.isinf(row.each_high) else usd(row.each_high)}"


def each_words(row: Any) -> str:
    """The cost of a unit in a sentence, with its interval."""
    unit = per_unit(row.measure)
    if math.isnan(row.each):
        return f"nothing gained by way of {measures.words(row.measure)}"
    if math.isinf(row.each):
        return f"at least {usd(row.each_low)} for each {unit}, and perhaps nothing for it"
    return f"{usd(row.each)} for each {unit} (95 %: {each_interval(row)})"


def signed_usd(dollars: float) -> str:
    """An amount that may be below zero."""
    return "\N{MINUS SIGN}" + usd(-dollars) if dollars < 0 else usd(dollars)
