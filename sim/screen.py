"""What a run prints: a progress bar while it runs, tables when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from sim.answer import Answer
from sim.compiled import is_cached

console = Console(highlight=False)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal; what it yields takes (done, of)."""
    if not is_cached():
        console.print("Compiling the engine, once for this version ...")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console)
    task = bar.add_task(label, total=None, start=False)

    def update(done: int, of: int) -> None:
        if not bar.live.is_started:
            bar.start()
            bar.start_task(task)
        bar.update(task, completed=done, total=of)

    try:
        yield update
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def progress_bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """One bar after the other; what it yields takes the label of the next."""
    with ExitStack() as bar:

        def next_bar(label: str) -> Callable[[int, int], None]:
            bar.close()  # one at a time
            return bar.enter_context(progress_bar(label))

        yield next_bar


def show(answer: Answer) -> None:
    """Print the answer the way it is read: rates, who moves, realism, cost, where it lies."""
    summary, tables = answer.summary, answer.tables
    console.print(f"\n[bold]{summary['title']}[/bold]")
    console.print(
        f"{summary['question']}\n"
        f"{summary['states']} states sat, {summary['affiliates']} of them affiliates of the "
        f"Like-Minded Group; {summary['ballots']} ballots, {summary['replicates']} replicates, "
        f"seed {summary['seed']}. Intervals: central 95 % over replicates.\n"
    )
    console.print(_defection(tables["defection"]))
    console.print(_movers(tables["movers"]))
    console.print(_cohesion(tables["cohesion"]))
    tallies, cost = summary["tallies"], summary["cost_usd"]
    if tallies["coverage90"] is None:  # type: ignore[index]
        console.print("These years have not been recorded: there is no baseline to hold this to.")
    else:
        console.print(_realism(tables["realism"]))
        console.print(
            f"Tallies: {tallies['coverage90']:.0%} of recorded counts lie in the simulated 90 % "  # type: ignore[index]
            f"interval; adoption is right on {tallies['adoption_accuracy']:.0%} of texts."  # type: ignore[index]
        )
    left = summary["exits"]
    console.print(
        f"Exits from the group a run: {left['baseline']['mean']:.2f} without, "  # type: ignore[index]
        f"{left['intervention']['mean']:.2f} with."  # type: ignore[index]
    )
    if lists := summary["signatories"]:
        before, after = (lists[arm] for arm in ("baseline", "intervention"))  # type: ignore[index]
        console.print(
            "Signatories of rival joint statements: for scrutiny "
            f"{before['scrutiny']['mean']:.1f} without, {after['scrutiny']['mean']:.1f} with; in "
            f"defence {before['shield']['mean']:.1f} without, {after['shield']['mean']:.1f} with."
        )
    more = summary["extra_defections"]
    line = (
        f"Cost {_usd(cost)}; {more['mean']:.0f} more defections a run "  # type: ignore[index]
        f"[{more['low']:.0f}, {more['high']:.0f}]"  # type: ignore[index]
    )
    each = summary["cost_per_defection_usd"]
    console.print(line + (f", {_usd(each)} each." if each else "."))
    console.print(
        "How strongly a lever works is assumed within ranges (assumptions.csv); the rest of the "
        "rule is estimated from recorded votes."
    )
    console.print(f"\nResults: [bold]{answer.folder}[/bold] (open report.html)")


def _usd(amount: object) -> str:
    value = float(amount)  # type: ignore[arg-type]
    if value >= 1e6:
        return f"USD {value / 1e6:,.1f} million"
    return f"USD {value:,.0f}"


def table_of(title: str, *columns: str) -> Table:
    """A table whose first column is words and whose others are numbers; nothing wraps."""
    shown = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for n, column in enumerate(columns):
        shown.add_column(column, justify="left" if n == 0 else "right", no_wrap=True)
    return shown


def _range(low: float, high: float, scale: float = 100.0, digits: int = 1) -> str:
    return f"[{low * scale:.{digits}f}, {high * scale:.{digits}f}]"


def _defection(table: pd.DataFrame) -> Table:
    shown = table_of(
        "Defection from the bloc's line, % of affiliate-ballots with a line",
        "texts", "without", "with", "difference", "95 %", "P(> 0)",
    )  # fmt: skip
    for kind in ("country", "thematic", "palestine", "amendment"):
        for move in ("soft", "hard", "either"):
            part = table[(table.kind == kind) & (table.type == move)]
            rows = {row.arm: row for row in part.itertuples()}
            if "difference" not in rows or rows["baseline"].mean != rows["baseline"].mean:
                continue
            change = rows["difference"]
            shown.add_row(
                f"{kind}, {move}",
                f"{rows['baseline'].mean * 100:.1f}",
                f"{rows['intervention'].mean * 100:.1f}",
                f"{change.mean * 100:+.1f}",
                _range(change.low, change.high),
                f"{change.probability_above_zero:.2f}",
            )
    return shown


def _movers(table: pd.DataFrame) -> Table:
    shown = table_of(
        "Who moves: ballots on which a state leaves the line, %",
        "state", "without", "with", "difference", "95 %", "more a run", "P(> 0)",
    )  # fmt: skip
    for row in table.head(8).itertuples():
        shown.add_row(
            row.name,
            f"{row.baseline_mean * 100:.1f}",
            f"{row.intervention_mean * 100:.1f}",
            f"{row.difference_mean * 100:+.1f}",
            _range(row.difference_low, row.difference_high),
            f"{row.extra:+.1f}",
            f"{row.probability_above_zero:.2f}",
        )
    return shown


COHESION_LABELS = {
    "adopted_share": "texts adopted, %",
    "margin": "margin, votes",
    "rice": "bloc's Rice index",
}


def _cohesion(table: pd.DataFrame) -> Table:
    shown = table_of(
        "Adoption, margin and cohesion", "texts", "without", "with", "difference", "95 %"
    )
    for kind in ("country", "thematic"):
        for measure, label in COHESION_LABELS.items():
            part = table[(table.kind == kind) & (table.measure == measure)]
            rows = {row.arm: row for row in part.itertuples()}
            if "difference" not in rows:
                continue
            scale = 100.0 if measure == "adopted_share" else 1.0
            shown.add_row(
                f"{kind}: {label}",
                f"{rows['baseline'].mean * scale:.2f}",
                f"{rows['intervention'].mean * scale:.2f}",
                f"{rows['difference'].mean * scale:+.2f}",
                _range(rows["difference"].low, rows["difference"].high, scale, 2),
            )
    return shown


def _realism(table: pd.DataFrame) -> Table:
    shown = table_of(
        "Is the baseline like the real Council? Votes of the bloc, %",
        "texts", "real", "95 %", "model", "95 %", "holds",
    )  # fmt: skip
    for row in table.itertuples():
        shown.add_row(
            f"{row.kind}: {row.pattern}",
            f"{row.real * 100:.1f}",
            _range(row.real_low, row.real_high),
            f"{row.simulated * 100:.1f}",
            _range(row.simulated_low, row.simulated_high),
            "yes" if row.holds else "[bold red]no[/bold red]",
        )
    return shown


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
            "-" if row.real_low != row.real_low else _range(row.real_low, row.real_high, 1, 3),
            f"{row.simulated:.3f}",
            _range(row.simulated_low, row.simulated_high, 1, 3),
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
        "", *(part.removesuffix("_country") for part in parts), "earns",
    )  # fmt: skip
    for name, row in gain.iterrows():
        saved = [row[part] * 1000 for part in parts]
        cells = ["-" if value != value else f"{value:+.1f}" for value in saved]
        shown.add_row(name, *cells, "yes" if earns[name] else "[bold]assumed[/bold]")
    console.print(shown)
    console.print(
        f"Mean of {' and '.join(folds)}. A mechanism earns its place if in each of them the log "
        "loss on all texts, on country texts or on amendments is clearly higher without it. "
        "Amendments are not among all; lmg is the group's signatories on country texts."
    )
    assumed = [name for name in gain.index if not earns[name]]
    if assumed:
        console.print(
            f"Assumed, because votes not seen are met no worse without them: {', '.join(assumed)}."
        )
    for fit in unfinished:
        console.print(f"[bold red]did not converge[/bold red]: {fit}")
