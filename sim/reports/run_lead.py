"""What a run says first: the outcome that was asked for, on which texts, and those beside it."""

from __future__ import annotations

from typing import Any

from sim.measures import beside, parts_of
from sim.plots import measures
from sim.plots.stored import Stored, side_by_side
from sim.plots.words import listed
from sim.reports.choice import named_texts
from sim.reports.turning import would_change

WHOLE_RUN = "all"  # the kind of a measure of the run, in measures.csv
MORE = ("country_rice", "thematic_margin", "defections")  # told in the table beside the leading


def lead_rows(stored: Stored, more: tuple[str, ...] = MORE) -> dict[str, dict[str, Any]]:
    """Rows of ``measures.csv`` with all arms side by side, by column, the leading one first."""
    if "measure" not in stored.summary:
        return {}  # a folder of before
    wide = side_by_side(stored.table("measures"), ["kind", "measure"])
    found = {(row["kind"], row["measure"]): row for row in wide.to_dict("records")}
    rows = {}
    for column in (*beside(stored.summary["measure"]), *more):
        parts = parts_of(column)
        assert parts is not None, column
        key = parts[0] or WHOLE_RUN, parts[1].name
        if key in found:
            rows[column] = found[key]
    return rows


def lead(stored: Stored) -> list[str]:
    """The first sentence: what becomes of the texts, and of defection beside it."""
    rows = lead_rows(stored, ())
    if not rows:
        return []
    first, *rest = rows
    row = rows[first]
    others = [
        f"{measures.words(name)} by {measures.change(name, rows[name]['difference_mean'])} "
        f"{measures.unit(name)}"
        for name in rest
    ]
    beside_it = f"; beside it {listed(others)}" if others else ""
    return [
        f"The levers change {measures.words(first)} by "
        f"{measures.change(first, row['difference_mean'])} {measures.unit(first)} in the mean "
        f"(central 95 % {measures.span(first, row['difference_low'], row['difference_high'])})"
        f"{beside_it}."
    ]


def change_points(stored: Stored) -> list[str]:
    """What would change our mind about a run, and which texts were named."""
    if stored.table("assumptions").empty or "choice" not in stored.summary:
        return []
    return [words for words in (*would_change(stored), named_texts(stored)) if words]
