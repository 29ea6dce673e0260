"""Where an intervention fails: regions of the assumptions, points, and what a tighter box costs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from sim.measures import better_when_low
from sim.plots import measures
from sim.plots.canvas import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
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
from sim.plots.words import percent

REGION = (VERMILION, ORANGE, GREEN)
NOT_ASSUMED = ("effect", "error", "fails", "region", "role")


def draw_discovery(folder: Path) -> list[Path]:
    """Draw every figure of a discovery into ``folder/figures``."""
    figures = {"points": points, "regions": regions, "trajectory": trajectory}
    return draw_figures(Stored.open(folder), figures)


def points(stored: Stored) -> Drawing:
    """Held-out points in the plane of the two assumptions that matter most, with the regions."""
    table, limits = stored.table("held_out"), stored.table("limits")
    names = [name for name in table.columns if name not in NOT_ASSUMED]
    x, y = _plane(table, limits, names)
    measure, threshold = stored.summary["measure"], stored.summary["threshold"]
    words = f"{measures.words(measure)}: change below {measures.change(measure, threshold)}"
    if better_when_low(measure):
        words = words.replace("below", "above")
    first = stored.table("regions")
    headline = (
        f"{percent(first.density.iloc[0])} of held-out worlds in the first region fail, "
        f"{percent(first.elsewhere.iloc[0])} elsewhere"
        if len(first)
        else "No region of the assumptions stands out"
    )
    reading = (
        f"Each dot is a held-out world of assumptions. Filled: it fails ({words}). Framed: the "
        "regions, as found on other points. All other assumptions vary too, so that regions "
        "limited in them as well hold dots that do not lie in them."
    )
    figure, height = paper(4.4, headline, reading)
    axes = panel(figure, 0.95, 0.85, 5.9, height - 1.0)
    if y is None:
        table = table.assign(_y=table.effect * measures.scale(measure))
        axes.set_ylabel(f"change in {measures.words(measure)}, {measures.unit(measure)}")
    else:
        table = table.assign(_y=table[y])
        axes.set_ylabel(y.replace("_", " "))
    for fails, colour in ((False, BLUE), (True, VERMILION)):
        part = table[table.fails == fails]
        axes.plot(part[x], part["_y"], "o", ms=4, mec=colour, mew=0.9,
                  mfc=colour if fails else "none", alpha=0.85,
                  label="fails" if fails else "does not fail")  # fmt: skip
    axes.margins(0.03)
    _frames(axes, limits, x, y)
    axes.set_xlabel(x.replace("_", " "))
    axes.legend(loc="lower right", bbox_to_anchor=(1.02, 0.98), ncols=2, frameon=False,
                fontsize=SMALL)  # fmt: skip
    return Drawing(figure, table.drop(columns="_y"))


def _plane(table: pd.DataFrame, limits: pd.DataFrame, names: list[str]) -> tuple[str, str | None]:
    """Two assumptions to draw: those that the first regions limit, then those that tell most."""
    chosen = list(dict.fromkeys(limits.assumption)) if len(limits) else []
    effect = table.effect
    rest = sorted(names, key=lambda name: -abs(_correlation(table[name], effect)))
    order = list(dict.fromkeys([*chosen, *rest]))
    return order[0], order[1] if len(order) > 1 else None


def _correlation(one: pd.Series, other: pd.Series) -> float:
    if not one.std() > 0 or not other.std() > 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _frames(axes, limits: pd.DataFrame, x: str, y: str | None) -> None:  # type: ignore[no-untyped-def]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    for n, part in limits.groupby("region"):
        known = part.set_index("assumption")
        ends = []
        for name, low, high in ((x, left, right), (y, bottom, top)):
            row = known.loc[name] if name in known.index else None
            ends.append(low if row is None or row.low != row.low else row.low)
            ends.append(high if row is None or row.high != row.high else row.high)
        axes.add_patch(
            Rectangle((ends[0], ends[2]), ends[1] - ends[0], ends[3] - ends[2], fill=False, lw=1.8,
                      ec=REGION[(int(n) - 1) % len(REGION)], zorder=4)
        )  # fmt: skip
        axes.text(ends[0], ends[3], f" {int(n)}", va="top", weight="bold",
                  color=REGION[(int(n) - 1) % len(REGION)], zorder=5)  # fmt: skip
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)


def regions(stored: Stored) -> Drawing:
    """The limits of every region within the whole range of each assumption."""
    limits, found = stored.table("limits"), stored.table("regions")
    if limits.empty:
        return say("No region of the assumptions stands out: failure does not hang on them.",
                   ["region", "assumption", "low", "high"])  # fmt: skip
    shown = limits.assign(
        from_=limits.low.fillna(limits.range_low), to=limits.high.fillna(limits.range_high)
    )
    together = stored.summary["together"]
    number = len(found)
    headline = (
        f"{'One region holds' if number == 1 else f'{number} regions hold'} "
        f"{percent(together['coverage'])} of all failures in {percent(together['mass'])} of the "
        "worlds"
        if together["coverage"] is not None
        else "No held-out world fails, so the regions cannot be tested"
    )
    reading = (
        "Faint: the whole range of an assumption. Thick: where it lies in the region. Beside it "
        "the share of held-out worlds in the region that fail, with 95 % interval."
    )
    figure, height = paper(0.45 * len(shown) + 0.5 * number + 0.9, headline, reading)
    rows, y, last = [], 0.0, None
    for region in shown.region:
        y += 1.0 if last is None or region == last else 1.9
        rows.append(y)
        last = region
    axes = rows_panel(figure, 2.1, 3.6, height, rows)
    for at, row in zip(rows, shown.itertuples(), strict=True):
        whole = row.range_high - row.range_low
        colour = REGION[(row.region - 1) % len(REGION)]
        ends = [(end - row.range_low) / whole for end in (row.from_, row.to)]
        axes.plot([0, 1], [at, at], color=FAINT, lw=2)
        axes.plot(ends, [at, at], color=colour, lw=7, solid_capstyle="butt")
        column(axes, -0.03, at, row.assumption.replace("_", " "))
        for place, end in zip((0.0, 1.0), (row.range_low, row.range_high), strict=True):
            axes.text(place, at + 0.36, f"{end:.2g}", ha="center", va="center", size=SMALL - 1,
                      color=GREY)  # fmt: skip
        for end, value in zip(ends, (row.low, row.high), strict=True):
            if value == value:
                axes.text(end, at - 0.33, f"{value:.2g}", ha="center", va="center", size=SMALL)
    for region, part in shown.assign(y=rows).groupby("region"):
        row = found[found.region == region].iloc[0]
        words = (f"{percent(row.density)} fail\n{percent(row.density_low)} to "
                 f"{percent(row.density_high)}")  # fmt: skip
        column(axes, 1.42, part.y.mean(), words)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_ylim(max(rows) + 0.8, min(rows) - 0.8)
    return Drawing(figure, shown.rename(columns={"from_": "from"}))


def trajectory(stored: Stored) -> Drawing:
    """What the first region could have been: coverage against density while it was peeled."""
    table = stored.table("trajectory")
    if table.empty:
        return say("Every world fails or none does: there is nothing to tell apart.",
                   [*table.columns])  # fmt: skip
    found = stored.table("regions")
    headline = "The tighter the region, the surer it fails, and the fewer failures it explains"
    reading = (
        "Boxes met on the points on which the first region was sought, from all points (right) to "
        "the tightest. Hollow: the region that was taken, after pasting and dropping needless "
        "limits, on the same points."
    )
    figure, height = paper(3.4, headline, reading)
    axes = panel(figure, 0.95, 0.85, 5.9, height - 1.0)
    axes.plot(table.coverage * 100, table.density * 100, "o-", color=BLUE, ms=4, lw=1)
    if len(found):
        first = found.iloc[0]
        axes.plot([first.found_coverage * 100], [first.found_density * 100], "o", ms=10, mew=2,
                  mec=VERMILION, mfc="none")  # fmt: skip
    axes.set_xlabel("coverage: % of all failures inside")
    axes.set_ylabel("density: % of worlds\ninside that fail")
    axes.set_xlim(0, 104)
    axes.set_ylim(0, 104)
    axes.grid(color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    return Drawing(figure, table)
