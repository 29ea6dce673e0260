"""Is the baseline like the real Council: recorded and simulated patterns side by side."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from sim.plots.canvas import (
    BLUE,
    FAINT,
    INK,
    VERMILION,
    Drawing,
    at_margin,
    column,
    interval,
    paper,
    rows_panel,
    say,
)
from sim.plots.stored import Stored
from sim.plots.words import KIND_WORDS, count, pattern_words

READING = (
    "Share of the votes of the group's affiliates and organisers, without any intervention. A "
    "pattern holds where the simulated mean lies within the recorded interval (95 %)."
)
SHARES = ["real", "real_low", "real_high", "simulated", "simulated_low", "simulated_high"]
COLUMNS = ["kind", "pattern", "texts", *SHARES, "holds"]
LIFT = 0.15


def draw(stored: Stored) -> Drawing:
    """One row a pattern: the recorded interval above the simulated one."""
    found = stored.table("realism")
    if found.empty:
        return say("Too few texts to compare the baseline with the real Council.", COLUMNS)
    shown = found.assign(**{name: found[name] * 100 for name in SHARES})
    figure, height = paper(0.5 * len(shown) + 0.36 * shown.kind.nunique() + 1.0, finding(shown),
                           READING)  # fmt: skip
    group = shown.kind.map({kind: i for i, kind in enumerate(shown.kind.unique(), start=1)})
    rows = [i + 0.8 * float(step) for i, step in enumerate(group)]
    axes = rows_panel(figure, 2.3, 4.05, height - 0.1, rows)
    axes.set_ylim(max(rows) + 0.6, min(rows) - 0.9)
    left = at_margin(2.3, 4.05)
    for (kind, texts), part in shown.assign(y=rows).groupby(["kind", "texts"], sort=False):
        column(axes, left, part.y.min() - 0.6, f"{KIND_WORDS[kind].capitalize()} ({texts})",
               align="left", weight="bold")  # fmt: skip
    for y, row in zip(rows, shown.itertuples(), strict=True):
        words = textwrap.wrap(pattern_words(row.pattern), 22)
        column(axes, left, y, "\n".join(words), align="left")
        interval(axes, y - LIFT, (row.real, row.real_low, row.real_high), INK, marker="D")
        interval(axes, y + LIFT, (row.simulated, row.simulated_low, row.simulated_high), BLUE)
        if row.holds:
            column(axes, 1.245, y, "holds")
        else:
            column(axes, 1.245, y, "does not\nhold", weight="bold", colour=VERMILION)
    axes.set_xlim(0, min(100, shown[SHARES].max().max() * 1.12 + 2))
    _name_the_two(axes, shown, rows)
    axes.set_xlabel("share of the group's votes, %")
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return Drawing(figure, shown[COLUMNS])


def finding(shown: pd.DataFrame) -> str:
    """How many patterns hold, and which do not."""
    failed = shown[~shown.holds.astype(bool)]
    if failed.empty:
        if len(shown) == 1:
            return "The one pattern of the recorded votes holds in the simulated baseline"
        return (
            f"All {count(len(shown))} patterns of the recorded votes hold in the simulated baseline"
        )
    patterns = failed.pattern.map(pattern_words)
    named = "; ".join(patterns + ", " + failed.kind.map(KIND_WORDS))
    held = len(shown) - len(failed)
    if len(shown) == 1:
        return f"The one pattern of the recorded votes does not hold: {named}"
    some = count(held).capitalize() if held else "None"
    return f"{some} of {count(len(shown))} patterns hold. Not so: {named}"


def _name_the_two(axes: Axes, shown: pd.DataFrame, rows: list[float]) -> None:
    """Recorded and simulated are named once, at the row with most room on its right."""
    ends = shown[["real_high", "simulated_high", "simulated"]].max(axis=1).to_numpy()
    i = int(ends.argmin())
    x = ends[i]
    for text, lift, colour in (("recorded", -LIFT, INK), ("simulated", LIFT, BLUE)):
        axes.annotate(text, (x, rows[i] + lift), xytext=(6, 0), textcoords="offset points",
                      ha="left", va="center", color=colour, weight="bold")  # fmt: skip
