"""What a backtest prints: scores beside those of the rivals, and the patterns of free running."""

from __future__ import annotations

import pandas as pd
from rich.table import Table

from sim.plots.backtest import NAMES, RULE
from sim.screens.terminal import console, table_of

PARTS_IN_SHORT = {"thematic": "themes", "palestine": "Palest.", "amendment": "amend.",
                  "lmg_country": "lmg"}  # fmt: skip
NAMES_IN_SHORT = {"group_frequency": "group's shares", "state_frequency": "own shares",
                  "gradient_boosting": "boosting", "rivals_averaged": "two averaged",
                  "rule_with_boosting": "rule, boosting"}  # fmt: skip
IN_SHORT = {  # patterns, for a screen of eighty columns
    "signatories vote yes": "signatories say yes",
    "signatories vote no": "signatories say no",
    "signatories depart from their modal vote": "depart from mode",
    "against the organisers' line: soft": "soft departures",
    "against the organisers' line: hard": "hard departures",
    "mean vote of EU members": "mean vote of EU",
    "mean vote of all others": "mean vote of others",
    "African Group's share of the yes votes": "African yes share",
    "variance explained by preferences alone less by membership alone": "preferences first",
    "draft decision on Xinjiang: yes less no": "Xinjiang: margin",
    "draft decision on Xinjiang: rejected": "Xinjiang: rejected",
}

SCORES = {
    "log_loss": "Log loss (lower is better; the best in bold)",
    "accuracy": "Accuracy, %",
    "f1_macro": "F1, mean of no, abstain and yes, % (higher is better)",
    "calibration_error": "Expected calibration error, points (lower is better)",
}


def show_backtest(
    scores: pd.DataFrame,
    free: dict[str, float],
    patterns: pd.DataFrame | None,
    ahead: pd.DataFrame | None,
) -> None:
    """Print scores beside those of the rivals, and how free running compares.

    Parameters
    ----------
    scores : one row a model and part of the record
    free : coverage and adoption of the free-running simulation; empty where there is none
    patterns : one row a pattern; None where there is none
    ahead : one row a model and pattern, one step ahead; None likewise
    """
    whole = scores[(scores.model == RULE) & (scores.part == "all")].iloc[0]
    console.print(f"\nOne step ahead: {whole.n:,.0f} votes on texts, amendments apart\n")
    for figure, title in SCORES.items():
        console.print(_scores(scores, figure, title))
    console.print(
        "Amendments are not among all; lmg is the signatories of 2014 on country texts, new are "
        "texts without a predecessor, close those on which yes and no came within ten votes. "
        "Two averaged: boosting and the logit with similar states' votes; rule, boosting: their "
        "mean.\n"
    )
    if patterns is None or ahead is None:
        return
    console.print(
        f"Free running from the cut-off, {free['replicates']:.0f} replicates, "
        f"{free['texts']:.0f} texts: {free['coverage90']:.0%} of recorded counts lie in the 90 % "
        f"interval, {free['coverage50']:.0%} in the 50 % interval; adoption is right on "
        f"{free['adoption_accuracy']:.1%}.\n"
    )
    shown = _patterns(patterns, ahead[ahead.model == RULE])
    console.print(shown)
    held = ahead.groupby("model", sort=False).holds.sum()
    by_model = ", ".join(f"{NAMES[str(model)]} {count}" for model, count in held.items())
    console.print(
        f"Running free {patterns.holds.sum()} of {len(patterns)} patterns hold. One step ahead, "
        f"drawn from the chances of models that know every earlier day: {by_model}; where the "
        "rule fails there, *.\n"
    )


def _patterns(patterns: pd.DataFrame, ahead: pd.DataFrame) -> Table:
    shown = table_of("Patterns of the record; means and 95 % intervals", "", "recorded",
                     "running free", "holds", "ahead")  # fmt: skip
    known = ahead.set_index(["kind", "pattern"])
    for kind, part in patterns.groupby("kind", sort=False):
        shown.add_row(f"[bold]{kind}[/bold]")
        for row in part.itertuples():
            before = known.loc[row.kind, row.pattern]
            shown.add_row(
                IN_SHORT.get(row.pattern, row.pattern),
                _with_interval(row.real, row.real_low, row.real_high),
                _with_interval(row.simulated, row.simulated_low, row.simulated_high),
                "yes" if row.holds else "[bold red]no[/bold red]",
                _marked(_figure(before.simulated), before.holds),
            )
    return shown


def _marked(text: str, holds: bool) -> str:
    return text if holds else f"[bold red]{text}*[/bold red]"


def _with_interval(value: float, low: float, high: float) -> str:
    known = f" [{_figure(low)}, {_figure(high)}]" if low == low else ""
    return _figure(value) + known


def _figure(value: float) -> str:
    """A share to the thousandth, without the nought before the point; larger numbers to a tenth."""
    return f"{value:.1f}" if abs(value) >= 1.0005 else f"{value:.3f}".replace("0.", ".", 1)


def _scores(scores: pd.DataFrame, figure: str, title: str) -> Table:
    parts = [part for part in scores.part.unique() if scores[scores.part == part].n.max() > 0]
    wide = scores.pivot(index="model", columns="part", values=figure)
    best = wide.min() if figure in ("log_loss", "calibration_error") else wide.max()
    scale, digits = (1, 3) if figure == "log_loss" else (100, 1)
    shown = table_of(title, "", *(PARTS_IN_SHORT.get(part, part) for part in parts))
    for model in scores.model.unique():
        cells = []
        for part in parts:
            value = wide.loc[model, part]
            text = f"{value * scale:.{digits}f}"
            cells.append(f"[bold]{text}[/bold]" if value == best[part] else text)
        shown.add_row(NAMES_IN_SHORT.get(model, NAMES[model]), *cells)
    return shown
