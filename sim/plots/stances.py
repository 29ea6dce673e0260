"""The states' own weights from a stored fit: stance on scrutiny of countries, and abstention."""

from __future__ import annotations

import pandas as pd

from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
    SMALL,
    Drawing,
    column,
    interval,
    paper,
    rows_panel,
    say,
)
from sim.plots.estimates import WIDE
from sim.plots.stored import Stored
from sim.plots.words import count, short

SHOWN = 40  # states
STRAND = "country-scrutiny"
MEASURES = {"stance": STRAND, "abstention": "band"}  # columns of the fit's table of states
COLUMNS = ["iso3", "name", *(f"{name}{end}" for name in MEASURES for end in
                             ("", "_sd", "_low", "_high"))]  # fmt: skip


def draw(stored: Stored) -> Drawing:
    """The states whose stance on scrutiny is the strongest, and their readiness to abstain."""
    states = stored.table("states")
    shown = table(states)
    if shown.empty:
        return say("The fit holds no states.", COLUMNS)
    reading = (
        "Each state's own part, beyond what the shared weights make of its freedom, its past votes "
        f"and its ties: the {len(shown)} of {len(states)} states with the largest stances. "
        "Log-odds, with 95 % intervals (1.96 standard deviations, the shared weights taken as "
        "known); filled where the interval leaves out zero."
    )
    figure, height = paper(0.235 * len(shown) + 1.4, finding(shown), reading)
    rows = [float(y) for y in range(len(shown))]
    for name, colour, left, width, heads in (
        ("stance", BLUE, 2.05, 2.75, ("← against scrutiny", "for it →")),
        ("abstention", GREEN, 5.1, 2.2, ("← votes", "abstains →")),
    ):
        axes = rows_panel(figure, left, width, height - 0.38, rows)
        axes.axvline(0, color=GREY, lw=0.8, zorder=1)
        for y, row in zip(rows, shown.itertuples(), strict=True):
            mode, low, high = (float(getattr(row, name + end)) for end in ("", "_low", "_high"))
            interval(axes, y, (mode, low, high), colour, hollow=low <= 0 <= high)
            if name == "stance":
                column(axes, -0.04, y, short(str(row.name), 24), size=SMALL)
        edge = 1.06 * max(shown[f"{name}_high"].max(), -shown[f"{name}_low"].min(), 0.1)
        axes.set_xlim(-edge, edge)
        for x, head, align in zip((0, 1), heads, ("left", "right"), strict=True):
            axes.text(x, 1, head, transform=axes.transAxes, ha=align, va="bottom", color=GREY,
                      size=SMALL)  # fmt: skip
        axes.set_xlabel({"stance": "own stance on scrutiny of countries",
                         "abstention": "own readiness to abstain"}[name], size=SMALL)  # fmt: skip
        axes.tick_params(axis="x", labelsize=SMALL)
        axes.grid(axis="x", color=FAINT, lw=0.6)
        axes.set_axisbelow(True)
    return Drawing(figure, shown)


def table(states: pd.DataFrame) -> pd.DataFrame:
    """What is drawn: the largest stances, those most for scrutiny first, with their intervals."""
    if states.empty:
        return pd.DataFrame(columns=COLUMNS)
    shown = pd.DataFrame({"iso3": states.iso3, "name": states.get("name", states.iso3)})
    for name, of in MEASURES.items():
        shown[name], shown[f"{name}_sd"] = states[of], states[f"{of}_sd"]
        shown[f"{name}_low"] = states[of] - WIDE * states[f"{of}_sd"]
        shown[f"{name}_high"] = states[of] + WIDE * states[f"{of}_sd"]
    largest = shown.stance.abs().sort_values(ascending=False, kind="stable").index[:SHOWN]
    shown = shown.loc[sorted(largest)].sort_values("stance", ascending=False, kind="stable")
    return shown.reset_index(drop=True)[COLUMNS]


def finding(shown: pd.DataFrame) -> str:
    """How many of the stances are sure, and who stands furthest on either side."""
    clear = int(((shown.stance_low > 0) | (shown.stance_high < 0)).sum())
    some = count(clear).capitalize() if clear else "None"
    said = (
        f"{some} of the {count(len(shown))} largest stances on scrutiny of countries "
        f"{'are' if clear > 1 else 'is'} clear of zero"
    )
    first, last = shown.iloc[0], shown.iloc[-1]
    ends = [f"{first['name']} leans furthest for it"] if first.stance > 0 else []
    ends += [f"{last['name']} furthest against it"] if last.stance < 0 else []
    return said + ("; " + ", ".join(ends) if ends else "")
