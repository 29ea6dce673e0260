"""Recorded yes votes of every text against the simulated ones."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.plots.canvas import (
    BLUE,
    BODY,
    FAINT,
    GREEN,
    GREY,
    INK,
    SMALL,
    VERMILION,
    WIDTH,
    Drawing,
    panel,
    paper,
    say,
)
from sim.plots.stored import Stored
from sim.plots.words import KIND_WORDS, percent

READING = (
    "Each mark is a text put to the vote, amendments left out, simulated without the intervention; "
    "lines are central 95 % intervals over replicates. Filled: recorded count inside."
)
COLOURS = {"country": VERMILION, "thematic": BLUE, "palestine": GREEN}
MARKERS = {"country": "o", "thematic": "s", "palestine": "^"}
DODGE = {"country": 0.0, "thematic": 0.22, "palestine": -0.22}  # votes; texts share their counts
COLUMNS = ["id", "symbol", "kind", "title", "recorded_yes", "simulated_mean", "simulated_low",
           "simulated_high", "inside", "drawn_at", "number"]  # fmt: skip
MISSES = 5  # the worst misses are numbered


def draw(stored: Stored) -> Drawing:
    """Each text once: recorded yes across, simulated mean and interval up."""
    shown = table(stored.table("ballots"))
    if shown.empty:
        words = "No recorded text apart from amendments: there are no tallies to compare."
        return say(words, COLUMNS)
    figure, height = paper(5.45, finding(shown), READING)
    axes = panel(figure, 0.72, 0.75, 4.55, height - 0.9)
    for kind, part in shown.groupby("kind", sort=False):
        colour = COLOURS[str(kind)]
        axes.vlines(part.drawn_at, part.simulated_low, part.simulated_high, color=colour, lw=1.1,
                    alpha=0.45)  # fmt: skip
        for inside, marks in part.groupby("inside"):
            axes.plot(marks.drawn_at, marks.simulated_mean, MARKERS[str(kind)], ms=5, mec=colour,
                      mfc=colour if inside else "white", mew=1.2)  # fmt: skip
    top = max(shown.recorded_yes.max(), shown.simulated_high.max()) + 2
    bottom = max(0, min(shown.recorded_yes.min(), shown.simulated_low.min()) - 2)
    axes.plot([bottom, top], [bottom, top], color=GREY, lw=0.8, zorder=0)
    axes.set(xlim=(bottom, top), ylim=(bottom, top), aspect="equal", anchor="SW",
             xlabel="recorded yes votes", ylabel="simulated yes votes, mean")  # fmt: skip
    axes.grid(color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    _number(axes, shown)
    _key(figure, shown)
    return Drawing(figure, shown)


def table(ballots: pd.DataFrame) -> pd.DataFrame:
    """What is drawn, one row a text; ``number`` marks the worst misses, the worst first."""
    if ballots.empty or "baseline_yes" not in ballots:
        return pd.DataFrame(columns=COLUMNS)
    counts = ballots.filter(regex="^recorded_(yes|abstain|no)$")
    recorded = (counts.sum(axis=1) > 0) | (counts.shape[1] < 3)  # a year to come has no record
    texts = ballots[ballots.kind.isin(list(COLOURS)) & recorded]
    if texts.empty:
        return pd.DataFrame(columns=COLUMNS)
    shown = texts[["id", "symbol", "kind", "title", "recorded_yes"]].assign(
        simulated_mean=texts.baseline_yes,
        simulated_low=texts.baseline_yes_low,
        simulated_high=texts.baseline_yes_high,
        inside=texts.recorded_yes.between(texts.baseline_yes_low, texts.baseline_yes_high),
        drawn_at=texts.recorded_yes + texts.kind.map(DODGE),
    )
    beyond = np.maximum(shown.simulated_low - shown.recorded_yes,
                        shown.recorded_yes - shown.simulated_high)  # fmt: skip
    off = (shown.recorded_yes - shown.simulated_mean).abs()
    missed = (
        pd.DataFrame({"beyond": beyond, "off": off})[~shown.inside]
        .sort_values(["beyond", "off"], ascending=False)
        .head(MISSES)
    )
    number = pd.Series(range(1, len(missed) + 1), index=missed.index, dtype="Int64")
    return shown.assign(number=number.reindex(shown.index)).reset_index(drop=True)


def finding(shown: pd.DataFrame) -> str:
    """The share of recorded counts inside their interval, and which way the rest err."""
    inside, texts = int(shown.inside.sum()), len(shown)
    words = (
        f"{inside} of {texts} recorded yes counts ({percent(inside / texts)}) lie inside the "
        "simulated 95 % interval"
    )
    out = shown[~shown.inside]
    few = int((out.simulated_mean < out.recorded_yes).sum())
    if len(out) > 2 and (few > 0.75 * len(out) or few < 0.25 * len(out)):
        words += f"; most misses have too {'few' if few > len(out) / 2 else 'many'} yes votes"
    return words


def _number(axes: Axes, shown: pd.DataFrame) -> None:
    """A number at the far end of the interval of each of the worst misses."""
    marked = shown.dropna(subset=["number"]).sort_values("drawn_at")
    at = marked.drawn_at.to_numpy()
    for i, row in enumerate(marked.itertuples()):
        left, right = (bool(((away > 0) & (away < 1.6)).any()) for away in (at[i] - at, at - at[i]))
        side = "center" if left == right else "left" if left else "right"
        end, nudge, level = (
            (row.simulated_low, -2, "top")
            if row.simulated_mean < row.recorded_yes
            else (row.simulated_high, 2, "bottom")
        )
        axes.annotate(str(row.number), (row.drawn_at, end), xytext=(0, nudge), ha=side, va=level,
                      textcoords="offset points", size=BODY, weight="bold", color=INK)  # fmt: skip


def _key(figure: Figure, shown: pd.DataFrame) -> None:
    """What the colours and the numbers mean, in the right margin."""
    axes = figure.add_axes((5.4 / WIDTH, 0.0, 2.05 / WIDTH, 1.0))
    axes.set(xlim=(0, 2.05), ylim=(0, figure.get_size_inches()[1]))
    axes.axis("off")
    y = 5.1
    for kind in COLOURS:
        part = shown[shown.kind == kind]
        if part.empty:
            continue
        axes.plot([0.08], [y], MARKERS[kind], ms=6, color=COLOURS[kind])
        axes.text(0.22, y, f"{KIND_WORDS[kind]} ({len(part)})", va="center", color=COLOURS[kind],
                  weight="bold", size=SMALL)  # fmt: skip
        y -= 0.25
    misses = shown.dropna(subset=["number"]).sort_values("number")
    if len(misses):
        y -= 0.15
        axes.text(0.02, y, "Worst misses", va="center", color=GREY, size=SMALL)
        y -= 0.14
    for row in misses.itertuples():
        lines = [f"{row.number}  {_symbol(row.symbol)}", *_wrapped(row.title),
                 f"recorded {row.recorded_yes}, model {row.simulated_mean:.0f}"]  # fmt: skip
        for i, line in enumerate(lines):
            first, last = i == 0, i == len(lines) - 1
            axes.text(0.02 if first else 0.19, y, line, va="top", color=GREY if last else INK,
                      weight="bold" if first else "normal", size=SMALL - 0.5)  # fmt: skip
            y -= 0.17
        y -= 0.1


def _symbol(symbol: str) -> str:
    return symbol.replace("A/HRC/RES/", "Res. ").replace("A/HRC/", "")


def _wrapped(title: str, width: int = 24, most: int = 2) -> list[str]:
    """A title on at most two short lines."""
    return textwrap.wrap(title, width, max_lines=most, break_on_hyphens=False,
                         placeholder=" …")  # fmt: skip
