"""Defection with and without the intervention, and the paired difference."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from sim.plots.canvas import (
    BODY,
    FAINT,
    GREY,
    SMALL,
    WITH,
    WITHOUT,
    Drawing,
    at_margin,
    column,
    interval,
    paper,
    rows_panel,
    say,
)
from sim.plots.stored import Stored, side_by_side
from sim.plots.words import KIND_WORDS, chance, points, span

KINDS = ("country", "thematic", "amendment")
MOVES = {"soft": "soft: abstains", "hard": "hard: votes opposite", "either": "soft or hard"}
NOUNS = {"soft": "Abstentions against the line", "hard": "Votes opposite to the line",
         "either": "Departures from the line"}  # fmt: skip
READING = (
    "How often the group's affiliates depart from its line, by kind of text. Points are means, "
    "lines central 95 % intervals over replicates; P(> 0): share of replicates with a rise."
)
LIFT = 0.17  # the two arms of a row lie this far above and below it


def draw(stored: Stored) -> Drawing:
    """Paired points by kind of text and kind of defection; the difference beside them."""
    shown = table(stored.table("defection"))
    if shown.empty:
        return say("No affiliate voted on a text with a line: there is no defection to show.",
                   list(shown.columns))  # fmt: skip
    figure, height = paper(
        0.42 * len(shown) + 0.3 * shown.kind.nunique() + 1.15, finding(shown), READING
    )
    rows = list(shown.y)
    rates = rows_panel(figure, 2.0, 2.45, height - 0.25, rows)
    change = rows_panel(figure, 4.65, 1.4, height - 0.25, rows)
    left = at_margin(2.0, 2.45)
    change.axvline(0, color=GREY, lw=0.8, zorder=1)
    for kind, part in shown.groupby("kind", sort=False):
        column(rates, left, part.y.min() - 0.52, KIND_WORDS[str(kind)].capitalize(), align="left",
               weight="bold")  # fmt: skip
    for row in shown.itertuples():
        column(rates, left, row.y, MOVES[row.type], align="left")
        for arm, lift, colour in (("baseline", -LIFT, WITHOUT), ("intervention", LIFT, WITH)):
            interval(rates, row.y + lift, _figures(row, arm), colour, hollow=arm == "baseline")
        interval(change, row.y, _figures(row, "difference"), WITH)
        column(change, 1.4, row.y, points(row.difference_mean / 100))
        column(change, 1.93, row.y, chance(row.difference_probability_above_zero))
    top = min(rows) - 1.05
    column(change, 1.4, top, "mean", colour=GREY, size=SMALL)
    column(change, 1.93, top, "P(> 0)", colour=GREY, size=SMALL)
    most = shown[["baseline_high", "intervention_high"]].max().max()
    rates.set_xlim(0, min(100, most * 1.15 + 1))
    edge = max(abs(shown.difference_low.min()), abs(shown.difference_high.max()), 0.5) * 1.08
    change.set_xlim(min(shown.difference_low.min() - 0.1 * edge, -0.2 * edge), edge)
    _name_the_arms(rates, shown)
    rates.set_xlabel("share of affiliates' votes, %")
    change.set_xlabel("difference, points")
    for axes in (rates, change):
        axes.set_ylim(max(rows) + 0.6, min(rows) - 0.85)
        axes.grid(axis="x", color=FAINT, lw=0.6)
        axes.set_axisbelow(True)
    return Drawing(figure, shown.drop(columns="y"))


def table(defection: pd.DataFrame) -> pd.DataFrame:
    """What is drawn, in per cent and percentage points, one row a kind and type, top first."""
    wide = side_by_side(defection, ["kind", "type"])
    wide = wide[wide.kind.isin(KINDS) & wide.type.isin(list(MOVES))]
    wide = wide.assign(rank=wide.kind.map(KINDS.index), move=wide.type.map(list(MOVES).index))
    wide = wide.sort_values(["rank", "move"])
    for name in wide.columns:
        if name.endswith(("_mean", "_low", "_high")):
            wide[name] = wide[name].astype(float) * 100
    gaps = wide["rank"].rank(method="dense").astype(float) * 0.75 if len(wide) else 0.0
    drop = [
        "rank",
        "move",
        "baseline_probability_above_zero",
        "intervention_probability_above_zero",
    ]
    return wide.assign(y=range(len(wide))).assign(y=lambda t: t.y + gaps).drop(columns=drop)


def finding(shown: pd.DataFrame) -> str:
    """The strongest change in words."""
    if not shown.difference_mean.abs().max() > 0:
        return "The intervention changes nothing: the rates with and without it are the same"
    top = shown.loc[shown.difference_mean.abs().idxmax()]
    verb = "rise" if top.difference_mean > 0 else "fall"
    between = span(top.difference_low / 100, top.difference_high / 100)
    tail = ""
    if top.difference_low <= 0 <= top.difference_high:
        tail = "; the interval includes zero"
    return (
        f"{NOUNS[top.type]} on {KIND_WORDS[top.kind]} {verb} most: "
        f"{points(top.difference_mean / 100)} points "
        f"(95 % interval {between}){tail}"
    )


def _figures(row: object, arm: str) -> tuple[float, float, float]:
    mean, low, high = (float(getattr(row, f"{arm}_{name}")) for name in ("mean", "low", "high"))
    return mean, low, high


def _name_the_arms(axes: Axes, shown: pd.DataFrame) -> None:
    """The two arms are named once, beside the points of the first row."""
    first = shown.iloc[0]
    right = max(first.baseline_high, first.intervention_high)
    x, side, nudge = right, "left", 5
    if right > 0.75 * axes.get_xlim()[1]:
        x, side, nudge = min(first.baseline_low, first.intervention_low), "right", -5
    for text, lift, colour in (("without", -LIFT, WITHOUT), ("with", LIFT, WITH)):
        axes.annotate(text, (x, first.y + lift), xytext=(nudge, 0), textcoords="offset points",
                      ha=side, va="center", color=colour, size=BODY, weight="bold")  # fmt: skip
