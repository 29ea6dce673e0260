"""Scenarios by every outcome that matters, and what they bring beside what they cost."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd

from sim.measures import BASELINE, sign_of
from sim.plots import measures
from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREY,
    INK,
    SMALL,
    VERMILION,
    Drawing,
    column,
    panel,
    paper,
    rows_panel,
)
from sim.plots.choosing import basis, leader, said, told_from_nothing, turned
from sim.plots.stored import Stored
from sim.plots.words import usd

LEFT, GAP, RIGHT = 1.75, 0.28, 0.15  # inches
LOG_FROM = 10.0  # times the cheapest: costs are then drawn on a logarithmic axis


def outcomes(stored: Stored) -> Drawing:
    """Every scenario by the outcome asked for and those told beside it, a panel each."""
    table = basis(stored)
    names, arms = list(table.measure.unique()), list(table.arm.unique())
    budget = stored.summary["choice"]["budget_usd"]
    money = f"For {usd(budget)} each: " if budget else ""
    best = {name: leader(stored, name) for name in names}
    turns = [name for name in turned(stored) if name != names[0]]
    headline = f"{money}{said(best[names[0]], not money)} comes first in {measures.words(names[0])}"
    if len(arms) > 1 and not told_from_nothing(stored):
        headline = f"{money}{'no' if money else 'No'} scenario is told from doing nothing in "
        headline += measures.words(names[0])
    if len(arms) == 1:
        headline = f"What {said(arms[0], False)} changes"
    elif turns:
        headline += f", {said(best[turns[0]], False)} in {measures.words(turns[0])}"
    reading = (
        "Change against doing nothing. The thick bar is the 95 % interval of the mean, the thin "
        "line where 95 % of single worlds lie."
    )
    figure, height = paper(0.42 * len(arms) + 1.55, headline, reading)
    wide = (7.5 - LEFT - RIGHT - GAP * (len(names) - 1)) / len(names)
    rows = [float(n) for n in range(len(arms))]
    for k, name in enumerate(names):
        axes = rows_panel(figure, LEFT + k * (wide + GAP), wide, height - 0.55, rows)
        axes.axvline(0, color=GREY, lw=0.8, zorder=1)
        by = measures.scale(name)
        part = table[table.measure == name].set_index("arm")
        for y, arm in zip(rows, arms, strict=True):
            if arm not in part.index:
                continue
            row = part.loc[arm]
            colour = BLUE if arm == best[name] or len(arms) == 1 else GREY
            axes.plot([row.low * by, row.high * by], [y, y], color=colour, lw=0.9, zorder=2)
            axes.plot([row.mean_low * by, row.mean_high * by], [y, y], color=colour, lw=4.5,
                      solid_capstyle="butt", zorder=3)  # fmt: skip
            axes.plot([row["mean"] * by], [y], "o", ms=5, mfc="white", mec=colour, mew=1.4,
                      zorder=4)  # fmt: skip
            axes.annotate(measures.change(name, row["mean"]), (row["mean"] * by, y), (0, 7),
                          textcoords="offset points", ha="center", size=SMALL,
                          color=INK)  # fmt: skip
            if k == 0:
                column(axes, -0.04, y, textwrap.fill(said(arm), 20), size=SMALL)
        axes.grid(axis="x", color=FAINT, lw=0.6)
        axes.set_axisbelow(True)
        axes.locator_params(axis="x", nbins=3)
        axes.tick_params(axis="x", labelsize=SMALL)
        words = textwrap.fill(measures.words(name), 15)
        axes.text(0.5, 1.0, words, transform=axes.transAxes, ha="center", va="bottom", size=SMALL,
                  weight="bold", linespacing=1.1)  # fmt: skip
        axes.set_xlabel(textwrap.fill(measures.unit(name), 18), size=SMALL)
    return Drawing(figure, table.reset_index(drop=True))


def money(stored: Stored) -> Drawing:
    """What is gained beside what it costs, as asked for and, where sums differ, for the same."""
    measure = str(stored.summary["measure"])
    cost = stored.table("cost")
    asked = cost[(cost.measure == measure) & (cost.against == BASELINE)].assign(words="asked for")
    equal = stored.table("equal")
    parts = [asked[["arm", "cost_usd", "gained", "gained_low", "gained_high", "words"]]]
    if len(equal):
        sign = sign_of(measure)
        part = equal[equal.measure == measure]
        ends = np.sort(np.stack([part.mean_low, part.mean_high]) * sign, 0)
        parts.append(pd.DataFrame({
            "arm": part.arm, "cost_usd": part.cost_usd, "gained": part["mean"] * sign,
            "gained_low": ends[0], "gained_high": ends[1], "words": "for the same money",
        }))  # fmt: skip
    shown = pd.concat(parts, ignore_index=True)
    paid = shown[shown.cost_usd > 0]
    log = len(paid) > 0 and paid.cost_usd.max() > LOG_FROM * paid.cost_usd.min()
    best = leader(stored)
    budget = stored.summary["choice"]["budget_usd"]
    headline = f"What is gained in {measures.words(measure)}, and what it costs"
    if budget:
        headline = f"For {usd(budget)} each, {said(best, False)} gains most in " + measures.words(
            measure
        )
        if not told_from_nothing(stored):
            headline = f"For {usd(budget)} each, nothing is gained for certain in "
            headline += measures.words(measure)
    reading = (
        "Filled: at full size. Hollow: at the price of the cheapest. Bars are 95 % intervals "
        f"of the mean.{' Costs on a logarithmic scale.' if log else ''}"
    )
    figure, height = paper(3.3, headline, reading)
    axes = panel(figure, 0.85, 0.85, 5.2, height - 1.05)
    by = measures.scale(measure)
    for n, arm in enumerate(shown.arm.unique()):
        colour = (BLUE, VERMILION, "#009E73", "#E69F00", "#CC79A7", INK)[n % 6]
        rows = shown[shown.arm == arm].sort_values("cost_usd")
        axes.plot(rows.cost_usd / 1e6, rows.gained * by, ":", color=colour, lw=1.2, zorder=1)
        for row in rows.itertuples():
            hollow = row.words != "asked for"
            axes.plot([row.cost_usd / 1e6] * 2, [row.gained_low * by, row.gained_high * by],
                      color=colour, lw=1.8)  # fmt: skip
            axes.plot(row.cost_usd / 1e6, row.gained * by, "o", ms=7, mec=colour, mew=1.6,
                      mfc="white" if hollow else colour, zorder=3)  # fmt: skip
        last = rows[rows.words == "asked for"].iloc[0]
        axes.annotate(textwrap.fill(said(str(arm)), 16), (last.cost_usd / 1e6, last.gained * by),
                      (9, 3), textcoords="offset points", va="bottom", size=SMALL,
                      color=colour)  # fmt: skip
    axes.axhline(0, color=GREY, lw=0.8)
    if log:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda x, _: f"{x:g}")
        axes.set_xlim(paid.cost_usd.min() / 1e6 / 1.5, paid.cost_usd.max() / 1e6 * 2.2)
    else:
        axes.set_xlim(0, max(shown.cost_usd.max() / 1e6 * 1.3, 1e-3))
    axes.grid(color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("cost, million USD")
    axes.set_ylabel(f"gained, {measures.unit(measure)}")
    return Drawing(figure, shown)
