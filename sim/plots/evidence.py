"""Estimates of all designs beside the priors before and after: a forest."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.plots.canvas import (
    BLUE,
    GREY,
    MARGIN,
    ORANGE,
    SMALL,
    WIDTH,
    Drawing,
    column,
    draw_figures,
    interval,
    paper,
    rows_panel,
    say,
)
from sim.plots.stored import Stored

ROW, FOOT, LABELS, FIGURES = 0.26, 1.1, 2.75, 1.25  # inches: a row, axis and footer, texts
COLUMNS = ["group", "words", "effect", "low", "high", "kind"]
WHEN = {"without": "prior before", "after": "prior after"}


def draw_evidence(folder: Path) -> list[Path]:
    """Draw the forest of stored estimates into ``folder/figures``."""
    return draw_figures(Stored.open(folder), {"forest": forest})


def forest(stored: Stored) -> Drawing:
    """Every estimate in logits, and the priors of what it speaks to, before and after."""
    shown = rows_of(stored.table("estimates"), stored.table("priors"))
    if shown.empty:
        return say("No design was estimated.", COLUMNS)
    heights, at, last = [], 0.3, ""
    for group in shown.group:
        at += 1.7 if group != last else 1.0
        heights.append(at)
        last = group
    figure, height = paper(ROW * (at + 2) + FOOT, finding(stored), READING)
    wide = WIDTH - 2 * MARGIN - LABELS - FIGURES
    axes = rows_panel(figure, MARGIN + LABELS, wide, height, heights)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    middle = shown[["low", "high"]].abs().to_numpy().max(1)
    most = 1.15 * pd.Series(middle).quantile(0.85)
    axes.set_xlim(-most, most)
    axes.set_xlabel("logits of the model a unit of the treatment, towards scrutiny", size=SMALL)
    left, right, last = -LABELS / wide, 1 + FIGURES / wide, ""
    for y, row in zip(heights, shown.itertuples(), strict=True):
        if row.group != last:
            column(axes, left, y - 0.85, row.group, align="left", weight="bold", size=SMALL)
        column(axes, left, y, f"  {row.words}", align="left", size=SMALL)
        low, high = max(row.low, -most), min(row.high, most)
        colour = ORANGE if row.kind == "prior" else GREY if row.kind == "check" else BLUE
        effect = min(max(row.effect, -most), most)
        interval(axes, y, (effect, low, high), colour, hollow=row.low <= 0 <= row.high)
        column(axes, right, y, f"{row.effect:+.2f} [{row.low:+.2f}, {row.high:+.2f}]", size=7.5)
        last = row.group
    return Drawing(figure, shown)


READING = (
    "Dots with 95 % intervals, filled where those leave out nothing. Blue: estimates; grey: "
    "placebos and leads, which should be nothing; orange: priors, in the assumption's own unit and "
    "direction (middle and central 95 %). Intervals are cut off at the edge; the figures are not."
)


def rows_of(estimates: pd.DataFrame, priors: pd.DataFrame) -> pd.DataFrame:
    """What is drawn: a design's estimates, then the priors of what it speaks to."""
    rows = []
    for design, part in estimates.groupby("design", sort=False):
        for row in part.itertuples():
            kind = "check" if row.what.startswith(("placebo", "lead")) else "estimate"
            rows.append((design, row.what, row.effect, row.low, row.high, kind))
        fed = list(part.feeds[part.use.isin(("estimate", "bound"))].unique())
        for one in priors[priors.assumption.isin(fed) & priors.when.isin(WHEN)].itertuples():
            words = f"{one.assumption}: {WHEN[one.when]}"
            rows.append((design, words, one.middle, one.low, one.high, "prior"))
    return pd.DataFrame(rows, columns=COLUMNS)


def finding(stored: Stored) -> str:
    """How many of the main estimates are clear of nothing, many looks corrected for."""
    table = stored.table("estimates")
    main = table[table.what == "main"]
    clear = list(main.design[main.p_holm < 0.05])
    said = f"{len(clear)} of {len(main)} designs find an effect, many looks corrected for"
    return f"{said}: {', '.join(clear).replace('_', ' ')}" if clear else said
