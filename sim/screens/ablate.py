"""What an ablation prints: what each mechanism saves, and which are merely assumed."""

from __future__ import annotations

import pandas as pd

from sim.plots.words import fixed
from sim.screens.backtest import PARTS_IN_SHORT
from sim.screens.terminal import console, table_of


def show_ablation(table: pd.DataFrame, unfinished: tuple[str, ...]) -> None:
    """Print what each mechanism saves in log loss, best first, and which are merely assumed.

    Parameters
    ----------
    table : one row a mechanism, fold and part of the record
    unfinished : fits that did not converge
    """
    *folds, mean = table.fold.unique()
    parts = list(table.part.unique())
    gain = table[table.fold == mean].pivot(index="mechanism", columns="part", values="gain")
    gain = gain.sort_values(parts[0], ascending=False)
    earns = table.groupby("mechanism").earns.first()
    shown = table_of(
        "Log loss, in thousandths, that each mechanism saves one step ahead",
        "", *(PARTS_IN_SHORT.get(part, part) for part in parts), "earns",
    )  # fmt: skip
    for name, row in gain.iterrows():
        saved = [row[part] * 1000 for part in parts]
        cells = ["-" if value != value else fixed(value, 1, "difference") for value in saved]
        shown.add_row(name, *cells, "yes" if earns[name] else "[bold]no[/bold]")
    console.print(shown)
    console.print(
        f"Mean of {' and '.join(folds)}. A mechanism earns its place if in each of them the log "
        "loss on all texts, on country texts or on amendments is clearly higher without it. "
        "Amendments are not among all; lmg is the group's signatories on country texts."
    )
    assumed = [name for name in gain.index if not earns[name]]
    if assumed:
        console.print(
            f"Assumed, because votes not seen are met no worse without them: {'; '.join(assumed)}."
        )
    for fit in unfinished:
        console.print(f"[bold red]did not converge[/bold red]: {fit}")
