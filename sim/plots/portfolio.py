"""A portfolio: what the best mix is made of, the front, its rivals, what an answer leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.plots import measures
from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREY,
    INK,
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
from sim.plots.words import count, minus, short, usd

ROLES = {  # colour, size, words
    "random": (FAINT, 5.0, "random mix of the same cost"),
    "single": (ORANGE, 5.5, "one lever alone"),
    "front": (BLUE, 6.0, "finalist of the search"),
    "chosen": (VERMILION, 9.0, "chosen"),
}


def draw_portfolio(folder: Path) -> list[Path]:
    """Draw every figure of a portfolio into ``folder/figures``."""
    stored = Stored.open(folder)
    figures = {"mix": mix, "front": front, "rivals": rivals}
    if len(stored.table("counter")):
        figures["counter"] = counter
    return draw_figures(stored, figures)


def mix(stored: Stored) -> Drawing:
    """What the chosen mix and the counter-move spend on each lever."""
    table, summary = stored.table("mixes"), stored.summary
    shown = table[table.mix.isin([summary["chosen"], "counter-move"])]
    shown = shown[(shown.role == "chosen") | (shown.mix == "counter-move")]
    shown = shown.sort_values(["mix", "cost_usd"], ascending=[False, False]).reset_index(drop=True)
    if shown.empty:
        return say("The best mix pulls no lever.", [*table.columns])
    own = shown[shown.role == "chosen"]
    headline = f"{usd(own.cost_usd.sum())} of {usd(summary['budget'])}: most goes to "
    headline += own.lever.iloc[0].replace("_", " ") if len(own) else "nothing"
    reading = (
        "What is spent on each lever from start to end, million USD, and how far it is pulled. "
        "Below, in grey, the other side's best answer for its own budget."
    )
    figure, height = paper(0.36 * len(shown) + 1.2, headline, reading)
    rows, y = [], 0.0
    for n, row in enumerate(shown.itertuples()):
        y += 1.8 if n and row.role != shown.role[n - 1] else 1.0
        rows.append(y)
    axes = rows_panel(figure, 2.0, 2.6, height, rows)
    colours = [VERMILION if role == "chosen" else GREY for role in shown.role]
    axes.barh(rows, shown.cost_usd / 1e6, color=colours, height=0.62)
    for at, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.03, at, row.lever.replace("_", " "))
        column(axes, 1.04, at, f"{row.cost_usd / 1e6:.2f}", align="left", colour=INK)
        words = f"{row.strength:.3g} {short(row.unit, 27)}"
        column(axes, 1.24, at, words, align="left", colour=GREY, size=SMALL)
    axes.set_xlabel("million USD")
    return Drawing(figure, shown)


def front(stored: Stored) -> Drawing:
    """Two goals against one another: finalists, levers alone, random mixes; on new worlds."""
    table, goals = stored.table("front"), stored.summary["goals"]
    first = goals[0]
    other = goals[1] if len(goals) > 1 else None
    if len(goals) > 2:
        other = "margin" if "margin" in goals[1:] else goals[1]
    wide = _wide(table)
    kept = int(table[table.on_front].mix.nunique())
    headline = (
        f"{count(kept).capitalize()} finalist{'s' if kept != 1 else ''} of the search "
        f"{'are' if kept != 1 else 'is'} beaten by no other in all goals at once"
    )
    reading = (
        "Means over worlds that neither the search nor the choice has seen; bars are 95 % "
        "intervals of the mean. Ringed: on the front of all goals together, of which two are drawn."
    )
    figure, height = paper(4.2, headline, reading)
    axes = panel(figure, 0.95, 0.85, 5.9, height - 1.3)
    by = {goal: _by(goal, table) for goal in goals}
    for role, (colour, size, words) in ROLES.items():
        part = wide[wide.role == role]
        if other:
            _errors(axes, part, (first, by[first]), (other, by[other]), colour)
        marks: tuple[tuple[pd.DataFrame, dict[str, Any]], ...] = (
            (part, {"color": colour, "ms": size, "label": words}),
            (part[part.on_front], {"mfc": "none", "mec": INK, "ms": size + 3}),
        )
        for some, mark in marks:
            across = some["mean", other] * by[other] if other else some.cost_usd / 1e6
            depth = 4 if role == "chosen" else 3
            axes.plot(some["mean", first] * by[first], across, "o", zorder=depth, **mark)
    axes.set_xlabel(_axis(first, table))
    axes.set_ylabel(_axis(other, table) if other else "cost, million USD")
    axes.axhline(0, color=FAINT, lw=0.8, zorder=0)
    axes.axvline(0, color=FAINT, lw=0.8, zorder=0)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.1, 1.0), ncols=4, frameon=False,
                fontsize=SMALL, handletextpad=0.1, columnspacing=0.8)  # fmt: skip
    return Drawing(figure, table)


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    keys = ["mix", "role", "on_front", "cost_usd"]
    wide = table.pivot(index=keys, columns="goal", values=["mean", "mean_low", "mean_high"])
    return wide.reset_index()


def _errors(axes: Axes, part: pd.DataFrame, x: tuple[str, float], y: tuple[str, float],
            colour: str) -> None:  # fmt: skip
    """The intervals of the mean, along both axes."""
    (first, by_first), (other, by_other) = x, y
    for _, row in part.iterrows():
        axes.plot([row["mean_low", first] * by_first, row["mean_high", first] * by_first],
                  [row["mean", other] * by_other] * 2, color=colour, lw=1, zorder=2)  # fmt: skip
        axes.plot([row["mean", first] * by_first] * 2,
                  [row["mean_low", other] * by_other, row["mean_high", other] * by_other],
                  color=colour, lw=1, zorder=2)  # fmt: skip


def _measure(goal: str, table: pd.DataFrame) -> str:
    return str(table[table.goal == goal].measure.iloc[0])


def _by(goal: str, table: pd.DataFrame) -> float:
    return measures.scale(_measure(goal, table))


def _axis(goal: str, table: pd.DataFrame) -> str:
    measure = _measure(goal, table)
    return f"change in {measures.words(measure)},\n{measures.unit(measure)}"


def rivals(stored: Stored) -> Drawing:
    """The chosen mix less its rivals, in the first goal, on new worlds."""
    table, goals = stored.table("against"), stored.summary["goals"]
    shown = table[table.goal == goals[0]].reset_index(drop=True)
    measure = shown.measure.iloc[0]
    by = measures.scale(measure)
    first = shown.iloc[0]
    headline = (
        f"The chosen mix less the best single lever: {measures.change(measure, first['mean'])} "
        f"{measures.unit(measure)}"
    )
    reading = (
        f"Difference in {measures.words(measure)}, world by world, on worlds that neither the "
        "search nor the choice has seen. Thick: 95 % interval of the mean. "
        "Thin: where 95 % of worlds lie."
    )
    figure, height = paper(0.55 * len(shown) + 1.0, headline, reading)
    rows = [float(n) for n in range(len(shown))]
    axes = rows_panel(figure, 3.2, 3.1, height, rows)
    axes.axvline(0, color=GREY, lw=0.8)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        words = row.against.replace(": ", ":\n").replace(" of the same", "\nof the same")
        column(axes, -0.03, y, words.replace(", chosen", ",\nchosen"), size=SMALL)
        axes.plot([row.low * by, row.high * by], [y, y], color=BLUE, lw=1)
        axes.plot([row.mean_low * by, row.mean_high * by], [y, y], color=BLUE, lw=4.5,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot([row.mean * by], [y], "o", ms=5.5, mfc="white", mec=BLUE, mew=1.4)
        column(axes, 1.2, y, minus(measures.change(measure, row.mean)))
    axes.set_xlabel(measures.unit(measure))
    return Drawing(figure, shown)


def counter(stored: Stored) -> Drawing:
    """What the other side's answer leaves of each finalist."""
    table, goals = stored.table("counter"), stored.summary["goals"]
    shown = table[table.goal == goals[0]].reset_index(drop=True)
    measure = shown.measure.iloc[0]
    by = measures.scale(measure)
    own = shown[shown.chosen].iloc[0]
    headline = (
        f"The other side's answer takes the chosen mix from "
        f"{measures.change(measure, own.before)} to {measures.change(measure, own['mean'])} "
        f"{measures.unit(measure)}"
    )
    reading = (
        f"Change in {measures.words(measure)} from the Council in which nobody pulls a lever, "
        "before (hollow) and after (filled) the answer that is best against the chosen mix. "
        "Bars are 95 % intervals of the mean."
    )
    figure, height = paper(0.32 * len(shown) + 1.2, headline, reading)
    rows = [float(n) for n in range(len(shown))]
    axes = rows_panel(figure, 1.9, 4.2, height, rows)
    axes.axvline(0, color=GREY, lw=0.8)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        colour = VERMILION if row.chosen else BLUE
        column(axes, -0.03, y, short(row.mix, 24), weight="bold" if row.chosen else "normal")
        axes.plot([row.before * by, row.mean * by], [y, y], color=FAINT, lw=1.5, zorder=1)
        axes.plot([row.mean_low * by, row.mean_high * by], [y, y], color=colour, lw=3,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot([row.before * by], [y], "o", ms=6, mfc="white", mec=colour)
        axes.plot([row.mean * by], [y], "o", ms=6, color=colour)
        column(axes, 1.13, y, measures.change(measure, row.mean))
    axes.set_xlabel(f"change in {measures.words(measure)}, {measures.unit(measure)}")
    return Drawing(figure, shown)
