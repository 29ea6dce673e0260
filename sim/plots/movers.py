"""Who moves: the states ranked by how much more often they leave the line."""

from __future__ import annotations

import pandas as pd

from sim.plots.canvas import (
    FAINT,
    GREY,
    INK,
    SMALL,
    WITH,
    Drawing,
    column,
    interval,
    paper,
    rows_panel,
    say,
)
from sim.plots.stored import Stored
from sim.plots.words import chance, count, points, short

READING = (
    "Share of its ballots on which a state departs from the group's line, softly or hard, with "
    "minus without the intervention. Means and 95 % intervals over replicates; filled where the "
    "interval leaves out zero. P(> 0): share of replicates in which it departs more often."
)
SHOWN = 20  # states at most
PERCENT = ["baseline_mean", "intervention_mean", "difference_mean", "difference_low",
           "difference_high"]  # fmt: skip
COLUMNS = ["iso3", "name", *PERCENT, "probability_above_zero"]


def draw(stored: Stored) -> Drawing:
    """States ranked by the paired difference, with interval, both rates and P(> 0)."""
    shown = table(stored.table("movers"))
    if shown.empty:
        words = "No affiliate of the group voted on a text with a line: nobody can move."
        return say(words, COLUMNS)
    figure, height = paper(0.31 * len(shown) + 1.35, finding(shown), READING)
    rows = [float(y) for y in range(len(shown))]
    axes = rows_panel(figure, 1.75, 3.2, height - 0.38, rows)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.03, y, short(row.name))
        sure = row.difference_low > 0 or row.difference_high < 0
        interval(axes, y, (row.difference_mean, row.difference_low, row.difference_high), WITH,
                 hollow=not sure)  # fmt: skip
        rates = f"{row.baseline_mean:.0f} → {row.intervention_mean:.0f}"
        column(axes, 1.19, y, points(row.difference_mean / 100), colour=INK)
        column(axes, 1.505, y, rates, colour=GREY)
        column(axes, 1.755, y, chance(row.probability_above_zero))
    for x, head in ((1.19, "mean"), (1.505, "without\n→ with, %"), (1.755, "P(> 0)")):
        axes.text(x, 1.0, head, transform=axes.transAxes, ha="right", va="bottom", color=GREY,
                  size=SMALL)  # fmt: skip
    axes.set_xlabel("difference, percentage points")
    low, high = min(shown.difference_low.min(), -0.5), max(shown.difference_high.max(), 0.5)
    axes.set_xlim(low - 0.04 * (high - low), high + 0.04 * (high - low))
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return Drawing(figure, shown)


def table(movers: pd.DataFrame) -> pd.DataFrame:
    """What is drawn, rates and differences in per cent and points, those that move most first.

    Who sits in less than half of the runs is left out: a few runs say little about a state.
    """
    if movers.empty:
        return pd.DataFrame(columns=COLUMNS)
    known = movers[movers.often].dropna(subset=["difference_mean"])
    known = known[COLUMNS].head(SHOWN).reset_index(drop=True)
    return known.assign(**{name: known[name] * 100 for name in PERCENT})


def finding(shown: pd.DataFrame) -> str:
    """Who moves most, and of how many that is sure."""
    if not shown.difference_mean.abs().max() > 0:
        return "No state moves: each departs as often with the intervention as without it"
    top, sure = shown.iloc[0], int((shown.difference_low > 0).sum())
    if top.difference_mean <= 0:
        return "No state leaves the line more often with the intervention than without it"
    most = "most, " if len(shown) > 1 else ""
    moves = f"{top['name']} moves {most}{points(top.difference_mean / 100)} points; the interval "
    if len(shown) == 1:
        return moves + ("lies wholly above zero" if sure else "does not leave out zero")
    some = count(sure) if sure else "none"
    return moves + f"lies wholly above zero for {some} of {count(len(shown))} states"
