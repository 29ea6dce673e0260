"""A measure of a run as readers meet it: its words, its unit, and how a change of it is written."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sim.measures import OF_KIND, OF_RUN, measure_of, parts_of
from sim.plots.sensitivity_words import measure_words
from sim.plots.stored import side_by_side
from sim.plots.words import minus

BY_TYPE = ("soft", "hard", "either")  # rates of defection, which have a table of their own


def words(measure: str) -> str:
    """Its words: defection on country texts."""
    parts = parts_of(measure)
    return parts[1].words if parts and not parts[0] else measure_words(measure)


def named(measure: str) -> str:
    """Its words with the unit of a level: defection on country texts, %."""
    return f"{words(measure)}, {'%' if _is_share(measure) else unit(measure)}"


def short_name(measure: str) -> str:
    """A name that fits into a narrow table: country any %."""
    kind, _, _ = measure.rpartition(measure_of(measure).name)
    name = measure_of(measure).short or measure_of(measure).name
    return kind.replace("_", " ") + name + (" %" if _is_share(measure) else "")


def _is_share(measure: str) -> bool:
    return unit(measure) == "percentage points"


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


def pair(measure: str, low: float, high: float) -> str:
    """An interval of a change in brackets: [3.0, 4.2]."""
    ends = (change(measure, end).removeprefix("+") for end in (low, high))
    return f"[{', '.join(ends)}]"


def level(measure: str, value: float) -> str:
    """A level of a measure: 62.6."""
    return change(measure, value).lstrip("+")


def beside_defection(table: pd.DataFrame, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of a table as ``measures.csv``, but those of defection rates, as tables show them.

    One row a measure of these kinds of text and one a measure of the run, in the order of the
    declarations: ``column`` is its name in a sweep, ``kind`` and the rest as in
    ``side_by_side``. What could not be counted has no row.
    """
    wide = side_by_side(table, ["kind", "measure"])
    found = {(row["kind"], row["measure"]): row for row in wide.to_dict("records")}
    wanted = [(f"{kind}_{m.name}", kind, m.name) for kind in kinds for m in OF_KIND
              if m.name not in BY_TYPE]  # fmt: skip
    wanted += [(m.name, "all", m.name) for m in OF_RUN]
    return [found[kind, name] | {"column": column} for column, kind, name in wanted
            if (kind, name) in found]  # fmt: skip
