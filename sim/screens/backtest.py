"""What a backtest prints: scores beside those of the rivals, and the patterns of free running."""

from __future__ import annotations

import pandas as pd
from rich.table import Table

from sim.screens.terminal import console, interval, table_of

SCORES = {
    "log_loss": "Log loss (lower is better; the best in bold)",
    "accuracy": "Accuracy, %",
    "calibration_error": "Expected calibration error, points (lower is better)",
}


def show_backtest(
    scores: pd.DataFrame, free: dict[str, float], patterns: pd.DataFrame | None
) -> None:
    """Print scores beside those of the rivals, and how free running compares.

    Parameters
    ----------
    scores : one row a model and part of the record
    free : coverage and adoption of the free-running simulation; empty where there is none
    patterns : one row a pattern; None where there is none
    """
    whole = scores[(scores.model == "rule") & (scores.part == "all")].iloc[0]
    console.print(f"\nOne step ahead: {whole.n:,.0f} votes on texts, amendments apart\n")
    for figure, title in SCORES.items():
        console.print(_scores(scores, figure, title))
    if patterns is None:
        return
    console.print(
        f"Free running from the cut-off, {free['replicates']:.0f} replicates, "
        f"{free['texts']:.0f} texts: {free['coverage90']:.0%} of recorded counts lie in the 90 % "
        f"interval, {free['coverage50']:.0%} in the 50 % interval; adoption is right on "
        f"{free['adoption_accuracy']:.1%}.\n"
    )
    shown = table_of("Patterns of the record, free running", "texts", "real", "95 %", "model",
                     "95 %", "holds")  # fmt: skip
    for row in patterns.itertuples():
        shown.add_row(
            f"{row.kind}: {row.pattern}".replace(" explained by", ":"),
            f"{row.real:.3f}",
            "-" if row.real_low != row.real_low else interval(row.real_low, row.real_high, 1, 3),
            f"{row.simulated:.3f}",
            interval(row.simulated_low, row.simulated_high, 1, 3),
            "yes" if row.holds else "[bold red]no[/bold red]",
        )
    console.print(shown)


def _scores(scores: pd.DataFrame, figure: str, title: str) -> Table:
    parts = [part for part in scores.part.unique() if scores[scores.part == part].n.max() > 0]
    wide = scores.pivot(index="model", columns="part", values=figure)
    best = wide.max() if figure == "accuracy" else wide.min()
    scale, digits = (1, 3) if figure == "log_loss" else (100, 1)
    shown = table_of(title, "", *(part.replace("_", " ") for part in parts))
    for model in scores.model.unique():
        cells = []
        for part in parts:
            value = wide.loc[model, part]
            text = f"{value * scale:.{digits}f}"
            cells.append(f"[bold]{text}[/bold]" if value == best[part] else text)
        shown.add_row(f"the {model}" if model == "rule" else model.replace("_", " "), *cells)
    return shown
