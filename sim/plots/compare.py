"""Scenarios compared: effects with both intervals, over time, by state, mechanism and doubt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.measures import BASELINE, better_when_low
from sim.measures.possible import possible
from sim.plots import measures
from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREEN,
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
from sim.plots.choice import money, outcomes
from sim.plots.stored import Stored
from sim.plots.words import chance, minus, percent, short

COLOURS = (BLUE, VERMILION, GREEN, ORANGE, "#CC79A7", "#56B4E9", INK)
BOTH = (
    "The thick bar is the 95 % interval of the mean: how well the expected difference is known. "
    "The thin line is the central interval: where 95 % of single worlds lie."
)
KINDS = ("country_soft", "country_hard", "country_either", "thematic_either", "palestine_either",
         "amendment_either")  # fmt: skip
STATES = 12
LABELS, AXES = 2.45, 3.2  # inches


def draw_comparison(folder: Path) -> list[Path]:
    """Draw every figure of a comparison into ``folder/figures``."""
    stored = Stored.open(folder)
    figures = {"outcomes": outcomes, "effects": effects, "kinds": kinds, "course": course,
               "movers": movers}  # fmt: skip
    if stored.table("arms").cost_usd.gt(0).any():
        figures["money"] = money
    if "replicates_of_pulls" in stored.summary:
        figures |= {"pulls": pulls, "doubt": doubt}
    return draw_figures(stored, figures)


def effects(stored: Stored) -> Drawing:
    """Every contrast of the measure that was asked about."""
    measure = stored.summary["measure"]
    table = stored.table("effects")
    shown = _scaled(table[table.measure == measure], measure)
    shown["words"] = [
        _said(row.arm)
        if row.against == BASELINE
        else f"{short(_said(row.arm), 28)}\nless {short(_said(row.against), 24)}"
        for row in shown.itertuples()
    ]
    own = shown[shown.against == BASELINE]
    best = own.sort_values("mean", ascending=better_when_low(measure)).iloc[0]
    headline = (
        f"{_upper(_said(best.arm))} changes {measures.words(measure)} most: "
        f"{measures.change(measure, best['mean'] / measures.scale(measure))} "
        f"{measures.unit(measure)} in the mean"
    )
    return _dots(shown, headline, f"{_upper(measures.words(measure))}. {BOTH}",
                 [COLOURS[0] if row.against == BASELINE else GREY for row in shown.itertuples()],
                 f"difference, {measures.unit(measure)}", measure)  # fmt: skip


def kinds(stored: Stored) -> Drawing:
    """Defection by kind of text and of defection, every scenario against the baseline."""
    table = stored.table("effects")
    part = table[(table.against == BASELINE) & table.measure.isin(KINDS)]
    if part.empty:
        return say("No affiliate voted on a text with a line.", [*table.columns])
    shown = _scaled(part, KINDS[0])
    arms = list(shown.arm.unique())
    order = {name: n for n, name in enumerate(KINDS)}
    shown = shown.sort_values("measure", key=lambda m: m.map(order), kind="stable")
    shown["words"] = [measures.words(m) for m in shown.measure]
    top = shown.loc[shown["mean"].idxmax()]
    headline = (
        f"The largest change is that of {_said(top.arm)} in {top.words}: "
        f"{minus(format(top['mean'], '+.1f'))} percentage points"
    )
    colours = [COLOURS[arms.index(arm) % len(COLOURS)] for arm in shown.arm]
    reading = f"Percentage points, by scenario against the baseline. {BOTH}"
    return _dots(
        shown, headline, reading, colours, "difference, percentage points", KINDS[0], "words", arms
    )


def movers(stored: Stored) -> Drawing:
    """The states that move most, by scenario."""
    table = stored.table("states")
    if table.empty:
        return say("No affiliate of the group voted on a text with a line.", ["arm", "iso3"])
    most = table.groupby("iso3")["mean"].max().sort_values(ascending=False).head(STATES).index
    arms = list(table.arm.unique())
    order = {iso3: n for n, iso3 in enumerate(most)}
    shown = table[table.iso3.isin(most)].sort_values("iso3", key=lambda c: c.map(order),
                                                     kind="stable")  # fmt: skip
    shown = shown.assign(words=shown.name)
    top = shown.iloc[shown["mean"].to_numpy().argmax()]
    headline = (
        f"{top['name']} moves most: {minus(format(top['mean'], '+.1f'))} departures from the line "
        f"a run with {_said(top.arm)}"
    )
    colours = [COLOURS[arms.index(arm) % len(COLOURS)] for arm in shown.arm]
    reading = f"More departures from the line in a run, all texts. {BOTH}"
    return _dots(
        shown, headline, reading, colours, "more departures a run", "defections", "words", arms
    )


def course(stored: Stored) -> Drawing:
    """The effect over time: more departures from the line, session by session."""
    table = stored.table("course")
    shown = table[table.unit == "session"].astype({"when": str}).reset_index(drop=True)
    whens = list(shown[shown.arm == shown.arm.iloc[0]]["when"])
    arms = list(shown.arm.unique())
    years = table[(table.unit == "year") & (table.arm == arms[0])]
    first, last = years.iloc[0], years.iloc[-1]
    headline = f"{_upper(_said(arms[0]))}: {first['mean']:+.1f} departures in {first['when']}"
    if len(years) > 1:
        headline += f", {last['mean']:+.1f} in {last['when']}"
    reading = (
        "More departures from the line than in the baseline, all texts, in each session (S: "
        "special session; few ballots). Means; bars are the 95 % interval of the mean."
    )
    figure, height = paper(3.6, minus(headline), reading)
    axes = panel(figure, 0.7, 0.95, 6.6, height - 1.3)
    places = np.arange(len(whens))
    for n, arm in enumerate(arms):
        part = shown[shown.arm == arm].set_index("when").loc[whens]
        x = places + (n - (len(arms) - 1) / 2) * 0.8 / max(len(arms), 4)
        colour = COLOURS[n % len(COLOURS)]
        axes.vlines(x, part.mean_low, part.mean_high, color=colour, lw=1.8)
        axes.plot(x, part["mean"], "o", color=colour, ms=5, label=_said(arm))
    axes.axhline(0, color=GREY, lw=0.8)
    axes.set_xticks(places, whens, rotation=0 if len(whens) < 16 else 90, size=SMALL)
    axes.set_ylabel("more departures")
    axes.set_xlabel("session of the Council")
    _legend(axes, len(arms))
    return Drawing(figure, shown)


def pulls(stored: Stored) -> Drawing:
    """What each mechanism contributes, taken out last and put in alone."""
    table, measure = stored.table("pulls"), stored.summary["measure"]
    if table.empty:
        return say("No mechanism changes anything here.", [*table.columns])
    names = ["whole", "part", "part_low", "part_high", "by_itself", "by_itself_low",
             "by_itself_high"]  # fmt: skip
    shown = table.assign(**{name: table[name] * measures.scale(measure) for name in names})
    shown["words"] = shown.mechanism.str.replace("_", " ")
    top = shown.iloc[0]
    headline = (
        f"Without {top.words}, {_said(top.arm)} loses {minus(format(top.part, '.1f'))} of its "
        f"{minus(format(top.whole, '+.1f'))} {measures.unit(measure)}"
    )
    reading = (
        f"{_upper(measures.words(measure))}. Filled: what is lost when the mechanism alone is "
        "switched off. Hollow: what its levers do with no other pulled. Dashed: the whole effect. "
        "95 % intervals of the mean. The order matters where the two differ; parts need not sum."
    )
    figure, height = paper(0.34 * len(shown) + 0.4 * shown.arm.nunique() + 1.1, headline, reading)
    rows = _rows(shown, "arm")
    axes = rows_panel(figure, LABELS, AXES + 0.9, height - 0.2, rows)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.02, y, row.words)
        _bar(axes, y - 0.12, row.part, row.part_low, row.part_high)
        if row.by_itself == row.by_itself:
            _bar(axes, y + 0.16, row.by_itself, row.by_itself_low, row.by_itself_high, hollow=True)
        column(axes, 1.13, y, measures.change(measure, row.part / measures.scale(measure)))
    for arm, part in shown.assign(y=rows).groupby("arm", sort=False):
        axes.plot([part.whole.iloc[0]] * 2, [part.y.min() - 0.3, part.y.max() + 0.4], "--",
                  color=GREY, lw=1)  # fmt: skip
        column(axes, -0.55, part.y.min() - 0.62, _said(str(arm)), align="left", weight="bold")
    axes.set_ylim(max(rows) + 0.6, min(rows) - 1.0)
    axes.set_xlabel(measures.unit(measure))
    return Drawing(figure, shown)


def stands_out(shares: pd.DataFrame) -> str | None:
    """The source on which most of one scenario's spread hangs, if its interval clears the next."""
    first, second, *_ = shares.sort_values("in_all", ascending=False).itertuples()
    return str(first.source) if first.in_all_low > second.in_all_high else None


def doubt(stored: Stored) -> Drawing:
    """How much of the spread of the effect comes from weights, assumptions and chance."""
    table, measure = stored.table("shares"), stored.summary["measure"]
    if table.empty:
        return say("There is no spread to divide, or there are too few replicates to divide it.",
                   [*table.columns])  # fmt: skip
    shown = table.reset_index(drop=True)
    lead = {stands_out(part) for _, part in shown.groupby("arm", sort=False)}
    headline = "No one source of doubt stands out in every scenario"
    if len(lead) == 1 and None not in lead:
        headline = f"Most of the spread of single worlds hangs on {lead.pop()}"
    reading = (
        f"Shares of the variance of the paired difference in {measures.words(measure)}. Filled: "
        "what a source does alone. Hollow: with its interactions. 95 % intervals over couples of "
        f"replicates ({stored.summary['replicates_of_shares']} replicates)."
    )
    figure, height = paper(0.42 * len(shown) + 0.4 * shown.arm.nunique() + 1.1, headline, reading)
    rows = _rows(shown, "arm")
    axes = rows_panel(figure, 1.7, 4.2, height - 0.2, rows)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        column(axes, -0.02, y, row.source)
        alone = possible(min(row.alone, row.in_all))
        _bar(axes, y - 0.14, alone, possible(row.alone_low), possible(row.alone_high))
        in_all = possible(row.in_all)
        _bar(axes, y + 0.16, in_all, possible(row.in_all_low), possible(row.in_all_high),
             hollow=True)  # fmt: skip
        column(axes, 1.14, y, percent(alone))
        column(axes, 1.33, y, percent(in_all), colour=GREY)
    for arm, part in shown.assign(y=rows).groupby("arm", sort=False):
        column(axes, -0.36, part.y.min() - 0.62, _said(str(arm)), align="left", weight="bold")
    axes.set_ylim(max(rows) + 0.6, min(rows) - 1.0)
    axes.set_xlabel("share of the variance")
    for x, head in ((1.14, "alone"), (1.33, "in all")):
        axes.text(x, 1.0, head, transform=axes.transAxes, ha="right", va="bottom", color=GREY,
                  size=SMALL)  # fmt: skip
    return Drawing(figure, shown)


def _dots(shown: pd.DataFrame, headline: str, reading: str, colours: list[str], label: str,
          measure: str, group: str = "", names: list[str] | None = None) -> Drawing:  # fmt: skip
    """Rows with thick and thin interval; rows of one ``group`` share a label."""
    rows = _rows(shown, group, 0.55 if group else 1.0, 0.5) if group else _rows(shown, "")
    step = 0.42
    space = (max(rows) - min(rows)) * step + 1.9 + (0.3 if names else 0)
    figure, height = paper(space, headline, reading)
    axes = rows_panel(figure, LABELS, AXES, height - 0.35, rows)
    axes.axvline(0, color=GREY, lw=0.8, zorder=1)
    last = None
    for y, row, colour in zip(rows, shown.itertuples(), colours, strict=True):
        axes.plot([row.low, row.high], [y, y], color=colour, lw=1.0, zorder=2)
        axes.plot([row.mean_low, row.mean_high], [y, y], color=colour, lw=4.5,
                  solid_capstyle="butt", zorder=3)  # fmt: skip
        axes.plot([row.mean], [y], "o", ms=5.5, mfc="white", mec=colour, mew=1.4, zorder=4)
        if row.words != last:
            column(axes, -0.03, y, row.words, size=SMALL)
        last = row.words if group else None
        column(axes, 1.2, y, measures.change(measure, row.mean / measures.scale(measure)))
        column(axes, 1.45, y, chance(row.above_zero), colour=GREY)
    for x, head in ((1.2, "mean"), (1.45, "P(> 0)")):
        axes.text(x, 1.0, head, transform=axes.transAxes, ha="right", va="bottom", color=GREY,
                  size=SMALL)  # fmt: skip
    axes.set_xlabel(label)
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    if names and len(names) > 1:
        for n, name in enumerate(names):
            axes.plot([], [], "o", color=COLOURS[n % len(COLOURS)], ms=5, label=_said(name))
        _legend(axes, len(names))
    return Drawing(figure, shown)


def _bar(axes: Axes, y: float, at: float, low: float, high: float, hollow: bool = False) -> None:
    axes.plot([low, high], [y, y], color=BLUE, lw=1.6, solid_capstyle="butt", zorder=2)
    axes.plot([at], [y], "o", ms=5.5, mec=BLUE, mew=1.4, mfc="white" if hollow else BLUE, zorder=3)


def _rows(shown: pd.DataFrame, group: str, step: float = 1.0, gap: float = 0.9) -> list[float]:
    """Heights of rows, with a gap wherever the group changes."""
    rows, y, last = [], 0.0, None
    for n, name in enumerate(shown[group] if group else range(len(shown))):
        if n:
            y += step + (gap if group and name != last else 0.0)
        rows.append(y)
        last = name
    return rows


def _legend(axes: Axes, number: int) -> None:
    axes.legend(loc="lower left", bbox_to_anchor=(-0.1, 1.03), ncols=min(number, 3), frameon=False,
                fontsize=SMALL, handletextpad=0.2, columnspacing=1.2)  # fmt: skip


def _scaled(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    names = ["level", "level_against", "mean", "error", "mean_low", "mean_high", "low", "high"]
    by = measures.scale(measure)
    return table.assign(**{name: table[name] * by for name in names}).reset_index(drop=True)


def _said(arm: str) -> str:
    return arm.replace("_", " ")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
