"""What the levers do: both arms with intervals, who moves; numbers beside a drawing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.page.comparison import Comparison
from sim.page.lever_panel import usd
from sim.page.markup import Markup, exact, join, signed, table, tag
from sim.page.outcome_panel import KIND_WORDS, outcome_panel
from sim.plots import measures
from sim.world import KINDS

LEFT, RIGHT, ROW = 142.0, 400.0, 40.0
MOST_MOVERS = 10


def result_panel(found: Comparison) -> Markup:
    """The whole answer."""
    return join(
        outcome_panel(found.measures, found.fates),
        tag("h3", "Who leaves the group's line"),
        _headline(found),
        tag("p", "Leaving the group's line, % of an affiliate's votes on texts with a line",
            class_="quiet"),
        KEY,
        _plot(_by_kind(found.defection), "kinds"),
        tag("h3", "The states that move"),
        _plot(_by_state(found.movers), "states") if len(found.movers) else tag("p", "Nobody."),
        tag("details", tag("summary", "All numbers"), _numbers(found.defection),
            _measures(found.measures)),
    )  # fmt: skip


def _headline(found: Comparison) -> Markup:
    more, size = found.extra, found.choices.size()
    exits = found.exits.set_index("arm")["mean"]
    each = found.cost_usd / more["mean"] if found.cost_usd and more["mean"] > 0 else None
    return tag(
        "p",
        tag("strong", f"{signed(more['mean'], 1)} departures from the line a run"),
        f" [{signed(more['low'], 0)}, {signed(more['high'], 0)}]",
        f"; cost {usd(found.cost_usd)}" if found.cost_usd else "; no cost",
        f", {usd(each)} a departure" if each else "",
        f". Exits from the group: {exits['baseline']:.2f} without, {exits['intervention']:.2f} "
        f"with. {size} replicates, seed {found.choices.seed()}; intervals are the central "
        "95\N{NO-BREAK SPACE}% over replicates, each a possible world.",
        id="headline", data_extra=exact(more["mean"]),
    )  # fmt: skip


Row = dict[str, Any]
KEY = tag(
    "p",
    tag("svg", tag("g", tag("line", x1=2, x2=38, y1=10, y2=10), tag("circle", cx=20, cy=10, r=4.5),
                   class_="baseline"), viewBox="0 0 40 20", class_="plot key", aria_hidden="true"),
    " without ",
    tag("svg", tag("g", tag("line", x1=2, x2=38, y1=10, y2=10),
                   tag("rect", x=15.5, y=5.5, width=9, height=9), class_="intervention"),
        viewBox="0 0 40 20", class_="plot key", aria_hidden="true"),
    " with the levers, and where 95 % of possible worlds lie",
    class_="quiet",
)  # fmt: skip


def _by_kind(defection: pd.DataFrame) -> list[Row]:
    rows: list[Row] = []
    either = defection[defection.type == "either"]
    for kind, words in KIND_WORDS.items():
        here = either[either.kind == kind].set_index("arm")
        if "difference" not in here.index or here["mean"].isna().all():
            continue
        row: Row = {"name": words, "key": kind}
        for arm in ("baseline", "intervention", "difference"):
            row |= {f"{arm}_{n}": float(here.loc[arm, n]) for n in ("mean", "low", "high")}
        row["chance"] = float(here.loc["difference", "probability_above_zero"])
        rows.append(row)
    return rows


def _by_state(movers: pd.DataFrame) -> list[Row]:
    order = movers.difference_mean.abs().sort_values(ascending=False, kind="stable").index
    top = movers.loc[order].head(MOST_MOVERS).sort_values("difference_mean", ascending=False)
    rows: list[Row] = []
    for line in top.to_dict("records"):
        arms = ("baseline", "intervention", "difference")
        row: Row = {"name": str(line["name"]), "key": str(line["iso3"])}
        row |= {f"{arm}_{n}": float(line[f"{arm}_{n}"]) for arm in arms
                for n in ("mean", "low", "high")}  # fmt: skip
        rows.append(row | {"chance": float(line["probability_above_zero"])})
    return rows


def _plot(rows: list[Row], name: str) -> Markup:
    """A row each: without (grey) above with (blue), their intervals, and the difference."""
    top = max([row[f"{arm}_high"] for row in rows for arm in ("baseline", "intervention")]
              + [0.05])  # fmt: skip
    top = min(1.0, next(t for t in (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01) if top <= t))
    scale, height = (RIGHT - LEFT) / top, 26 + len(rows) * ROW
    ticks = [0.0, top / 2, top]
    drawn: list[object] = [
        join(
            tag("line", x1=LEFT + t * scale, x2=LEFT + t * scale, y1=18, y2=height, class_="grid"),
            tag("text", f"{100 * t:g}", x=LEFT + t * scale, y=13, class_="tick"),
        )
        for t in ticks
    ]
    drawn.append(tag("text", "difference [95 %]", x=598, y=13, class_="tick end"))
    for n, row in enumerate(rows):
        y = 26 + n * ROW
        words = (f"{signed(100 * row['difference_mean'], 1)} "
                 f"[{signed(100 * row['difference_low'], 1)}, "
                 f"{signed(100 * row['difference_high'], 1)}]")  # fmt: skip
        drawn.append(
            tag(
                "g",
                tag("title", f"{row['name']}: {100 * row['baseline_mean']:.1f} % without, "
                    f"{100 * row['intervention_mean']:.1f} % with; difference {words}"),
                tag("text", row["name"], x=LEFT - 8, y=y + 18, class_="name"),
                _interval(row, "baseline", y + 7, scale),
                _interval(row, "intervention", y + 20, scale),
                tag("text", words, x=598, y=y + 12, class_="figure"),
                tag("text", f"P(> 0) {row['chance']:.2f}", x=598, y=y + 27,
                    class_="figure quiet"),
                data_row=row["key"], data_difference=exact(row["difference_mean"]),
                data_without=exact(row["baseline_mean"]),
                data_with=exact(row["intervention_mean"]),
            )
        )  # fmt: skip
    label = "; ".join(
        f"{row['name']} {100 * row['baseline_mean']:.1f} without, "
        f"{100 * row['intervention_mean']:.1f} with"
        for row in rows
    )
    return tag("svg", drawn, viewBox=f"0 0 600 {height:.0f}", class_="plot", id=f"plot-{name}",
               role="img", aria_label=label)  # fmt: skip


def _interval(row: Row, arm: str, y: float, scale: float) -> Markup:
    mean, low, high = (LEFT + row[f"{arm}_{n}"] * scale for n in ("mean", "low", "high"))
    if arm == "baseline":
        mark = tag("circle", cx=mean, cy=y, r=4.5)
    else:
        mark = tag("rect", x=mean - 4.5, y=y - 4.5, width=9, height=9)
    return tag("g", tag("line", x1=low, x2=high, y1=y, y2=y), mark, class_=arm)


def _numbers(defection: pd.DataFrame) -> Markup:
    rows: list[list[object]] = []
    for kind, words in KIND_WORDS.items():
        for move in ("soft", "hard", "either"):
            here = defection[(defection.kind == kind) & (defection.type == move)].set_index("arm")
            if "difference" not in here.index or here["mean"].isna().all():
                continue
            change = here.loc["difference"]
            rows.append([
                f"{words}, {move}", f"{100 * here.loc['baseline', 'mean']:.1f}",
                f"{100 * here.loc['intervention', 'mean']:.1f}", signed(100 * change["mean"], 1),
                f"[{signed(100 * change['low'], 1)}, {signed(100 * change['high'], 1)}]",
                f"{change['probability_above_zero']:.2f}",
            ])  # fmt: skip
    header = ["% of affiliate-ballots", "without", "with", "difference", "95 %", "P(> 0)"]
    return table(header, rows)


def _measures(found: pd.DataFrame) -> Markup:
    rows: list[list[object]] = [
        [
            measures.named(row["column"]),
            measures.level(row["column"], row["baseline_mean"]),
            measures.level(row["column"], row["intervention_mean"]),
            measures.change(row["column"], row["difference_mean"]),
            measures.pair(row["column"], row["difference_low"], row["difference_high"]),
        ]
        for row in measures.beside_defection(found, KINDS)
    ]
    return table(["", "without", "with", "difference", "95 %"], rows)
