"""What a portfolio prints: what to buy, what it beats, what an answer leaves."""

from __future__ import annotations

import pandas as pd
from rich.table import Table

from sim.answers.answer import Answer
from sim.plots import measures
from sim.plots.stored import Stored
from sim.plots.words import short, usd
from sim.reports.portfolio import WHO, answer, caveats
from sim.screens.as_stored import as_stored
from sim.screens.grounds import show_grounds
from sim.screens.terminal import console, say_place, table_of


def show_portfolio(found: Answer) -> None:
    """Print a portfolio the way it is read."""
    summary, tables = found.summary, as_stored(found)
    stored = Stored.open(found.folder)
    console.print(
        f"\n[bold]The best mix of levers for {usd(float(summary['budget']))}[/bold]"  # type: ignore[arg-type]
    )
    console.print(
        f"{summary['scored']:,} mixes searched; tested on {summary['worlds']} worlds that the "
        f"search has not seen, seed {summary['seed']}.\n"
    )
    for line in (*answer(stored), *caveats(stored)):
        console.print(line)
    mixes, other = tables["mixes"], WHO[str(summary["other_side"])]
    console.print(_bought("\nWhat to buy", mixes[mixes.role == "chosen"]))
    if len(tables["counter"]):
        console.print(_bought(f"What {other} can answer", mixes[mixes.mix == "counter-move"]))
    console.print(_front(tables["front"], list(summary["goals"])))  # type: ignore[call-overload]
    show_grounds(found.folder)
    say_place(found.folder, "open report.html")


def _bought(title: str, mixes: pd.DataFrame) -> Table:
    shown = table_of(title, "lever", "USD million", "setting")
    shown.columns[2].justify = "left"
    for row in mixes.sort_values("cost_usd", ascending=False).itertuples():
        setting = f"{row.strength:.3g} {short(row.unit, 38)}"
        shown.add_row(row.lever, f"{row.cost_usd / 1e6:.2f}", setting)
    return shown


def _front(front: pd.DataFrame, goals: list[str]) -> Table:
    """Finalists and the best levers alone: means, and worst worlds by the first goal."""
    shown = table_of("Means on new worlds; worst: the first goal in the worst tenth of them", "",
                     "USD m", goals[0], "worst", *goals[1:])  # fmt: skip
    order = front[front.goal == goals[0]].sort_values("mean", ascending=False)
    alone = list(order[order.role == "single"].mix.head(3))
    for first in order.itertuples():
        if first.role not in ("chosen", "front") and first.mix not in alone:
            continue
        cells = [measures.change(first.measure, value) for value in (first.mean, first.worst)]
        for goal in goals[1:]:
            row = front[(front.mix == first.mix) & (front.goal == goal)].iloc[0]
            cells.append(measures.change(row.measure, row["mean"]))
        mark = " *" if first.role == "chosen" else ""
        shown.add_row(short(f"{first.mix}{mark}", 22), f"{first.cost_usd / 1e6:.1f}", *cells)
    return shown
