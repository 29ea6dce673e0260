"""Figures of a backtest, from its stored tables: calibration, log loss by year, worst misses."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
    INK,
    MARGIN,
    ORANGE,
    SMALL,
    VERMILION,
    Drawing,
    column,
    draw_figures,
    panel,
    paper,
    rows_panel,
    say,
)
from sim.plots.stored import Stored
from sim.plots.words import chance, listed

WITH_BOOSTING = "rule_with_boosting"  # their mean: no rival
RULE = "rule"
NAMES = {
    RULE: "the rule",
    "group_frequency": "frequency by group",
    "state_frequency": "frequency by state",
    "persistence": "persistence",
    "gradient_boosting": "gradient boosting",
    "similar_states": "similar states",
    "rivals_averaged": "the two averaged",
    WITH_BOOSTING: "rule + boosting",
}
COLOURS = {RULE: BLUE, "gradient_boosting": VERMILION, "persistence": GREEN,
           "state_frequency": ORANGE, "group_frequency": GREY, "similar_states": "#56B4E9",
           "rivals_averaged": "#CC79A7"}  # fmt: skip
MARKERS = {RULE: "o", "gradient_boosting": "s", "persistence": "^", "state_frequency": "D",
           "group_frequency": "v", "similar_states": "P", "rivals_averaged": "X"}  # fmt: skip
SHOWN_MISSES = 15
ENDING = re.compile(r"\s*[:/]\s*(resolution|decision)\b.*$")


def best_rival(scores: pd.DataFrame) -> str:
    """The rival with the lowest log loss on all texts."""
    whole = scores[(scores.part == "all") & ~scores.model.isin([RULE, WITH_BOOSTING])]
    return str(whole.loc[whole.log_loss.idxmin(), "model"])


def calibration(stored: Stored) -> Drawing:
    """What was said across, what came up: the rule and its best rival."""
    scores = stored.table("scores")
    rival = best_rival(scores)
    shown = stored.table("calibration")
    shown = shown[shown.model.isin([RULE, rival])].reset_index(drop=True)
    error = scores[scores.part == "all"].set_index("model").calibration_error
    finding = (
        f"Where the rule gives a vote a chance, it comes about as often: the mean gap is "
        f"{error[RULE] * 100:.1f} points; that of {NAMES[rival]} is {error[rival] * 100:.1f}"
        if error[RULE] <= 0.02
        else f"The rule's chances are off by {error[RULE] * 100:.1f} points in the mean; those of "
        f"{NAMES[rival]} by {error[rival] * 100:.1f}"
    )
    reading = (
        "The chances of yes, abstention and no of every vote on texts that the fit has not seen, "
        "in ten bins; on the grey line, what is said comes true. The gap named is that of the most "
        "likely vote, in fifteen bins."
    )
    figure, height = paper(4.9, finding, reading)
    axes = panel(figure, 0.75, 0.75, 3.95, height - 0.95)
    axes.plot([0, 100], [0, 100], color=GREY, lw=0.8, zorder=0)
    for n, name in enumerate((RULE, rival)):
        part = shown[shown.model == name]
        axes.plot(part.given * 100, part.came * 100, MARKERS[name] + "-", color=COLOURS[name],
                  lw=1.4, ms=6, mfc=COLOURS[name] if name == RULE else "white")  # fmt: skip
        axes.text(1.06, 0.62 - 0.09 * n, NAMES[name], color=COLOURS[name], weight="bold",
                  transform=axes.transAxes)  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(0, 100), aspect="equal", anchor="SW",
             xlabel="chance given, %", ylabel="share that came, %")  # fmt: skip
    axes.grid(color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return Drawing(figure, shown)


def by_year(stored: Stored) -> Drawing:
    """Log loss of the rule and of every rival by year."""
    shown = stored.table("by_year")[["model", "year", "n", "log_loss", "accuracy"]]
    shown = shown[shown.model != WITH_BOOSTING].reset_index(drop=True)
    wide = shown.pivot(index="year", columns="model", values="log_loss")
    others = [name for name in wide.columns if name != RULE]
    lost = [str(year) for year in wide.index if wide.loc[year, others].min() < wide.loc[year, RULE]]
    if not lost:
        finding = "In every year the rule gives unseen votes more than all its rivals do"
    elif len(lost) == len(wide):
        finding = "In every year some rival gives unseen votes more than the rule does"
    elif len(lost) <= 5:
        finding = f"The rule gives unseen votes more than its rivals do, but not in {listed(lost)}"
    else:
        finding = (
            f"The rule gives unseen votes more than every rival in {len(wide) - len(lost)} of "
            f"{len(wide)} years"
        )
    reading = (
        "Mean log loss of single votes on texts, amendments left out, one voting day ahead; lower "
        "is better. Every model has seen all votes of the days before."
    )
    figure, height = paper(4.3, finding, reading)
    axes = panel(figure, 0.75, 0.75, 4.6, height - 0.9)
    for name in [*others, RULE]:
        axes.plot(wide.index, wide[name], MARKERS[name] + "-", color=COLOURS[name], ms=6,
                  lw=2.4 if name == RULE else 1.3,
                  mfc=COLOURS[name] if name == RULE else "white")  # fmt: skip
    axes.set_ylim(0, float(np.nanmax(wide.to_numpy())) * 1.06)
    axes.set_xticks(wide.index[:: 1 + len(wide) // 9])
    axes.set_xticklabels([str(year) for year in wide.index[:: 1 + len(wide) // 9]])
    axes.set_xlim(wide.index.min() - 0.2, wide.index.max() + 0.2)
    last = wide.iloc[-1].sort_values()
    for name, height_of in zip(last.index, _spread(last.to_numpy(), axes.get_ylim()), strict=True):
        axes.text(1.03, height_of, NAMES[name], color=COLOURS[name], va="center",
                  weight="bold" if name == RULE else "normal",
                  transform=axes.get_yaxis_transform())  # fmt: skip
    axes.set_ylabel("log loss a vote")
    axes.grid(axis="y", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return Drawing(figure, shown)


def _spread(values: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    """Rising heights moved apart as far as a line of text needs."""
    least = (limits[1] - limits[0]) * 0.065
    placed = values.astype(float).copy()
    for n in range(1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + least)
    return placed


def misses(stored: Stored) -> Drawing:
    """The votes to which the rule gave least, by name."""
    columns = ["state", "symbol", "title", "date", "vote", "given", "expected", "expected_given"]
    shown = stored.table("worst_misses")
    if shown.empty:
        return say("No vote was scored: there are no misses.", columns)
    shown = shown[columns].head(SHOWN_MISSES)
    finding = (
        f"The least expected vote: {shown.state[0]}, {shown.vote[0]} where {shown.expected[0]} was "
    )
    finding += f"given {chance(shown.expected_given[0])}"
    reading = (
        f"The {len(shown)} votes on texts to which the rule gave least before the day. In brackets "
        "what it held most likely."
    )
    figure, height = paper(0.46 * len(shown) + 0.75, finding, reading)
    left, width = 6.1, 0.001
    rows = [float(n) for n in range(len(shown))]
    axes = rows_panel(figure, left, width, height - 0.1, rows)
    axes.set_position(
        (0, 0.3 / figure.get_size_inches()[1], 1, (height - 0.4) / figure.get_size_inches()[1])
    )
    axes.axis("off")
    whole = figure.get_size_inches()[0]

    def at(inches: float) -> float:
        return inches / whole

    axes.set_ylim(max(rows) + 0.6, min(rows) - 1.0)
    for x, words, align in ((MARGIN, "state and date", "left"), (2.25, "text", "left"),
                            (6.55, "its vote", "right"), (7.35, "given", "right")):  # fmt: skip
        column(axes, at(x), -0.75, words, align=align, colour=GREY, size=SMALL)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        state = textwrap.shorten(row.state, 26, placeholder=" …")
        column(axes, at(MARGIN), y, f"{state}\n{row.date}", align="left", size=SMALL)
        title = textwrap.wrap(ENDING.sub("", row.title), 46, max_lines=2, placeholder=" …")
        column(axes, at(2.25), y, "\n".join(title), align="left", size=SMALL - 1)
        column(axes, at(6.55), y, f"{row.vote}\n({row.expected})", size=SMALL)
        column(axes, at(7.35), y, _small(row.given), weight="bold", colour=INK, size=SMALL)
    return Drawing(figure, shown)


def _small(share: float) -> str:
    """A small chance in per cent, with as many digits as it takes to tell it from nought."""
    value = share * 100
    digits = 1 if value >= 0.1 else 2 if value >= 0.01 else 3
    return (
        f"{value:.{digits}f}\N{NO-BREAK SPACE}%" if value >= 0.001 else "<0.001\N{NO-BREAK SPACE}%"
    )


BACKTEST_FIGURES: dict[str, Callable[[Stored], Drawing]] = {
    "calibration": calibration,
    "log_loss_by_year": by_year,
    "worst_misses": misses,
}


def draw_backtest(folder: Path) -> list[Path]:
    """Draw every figure of a backtest's folder into ``folder/figures``: PNG, and CSV beside it."""
    return draw_figures(Stored.open(folder), BACKTEST_FIGURES)
