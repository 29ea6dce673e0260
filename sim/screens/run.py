"""What a run prints when it is done: tables, the answer in words, where it lies."""

from __future__ import annotations

import pandas as pd
from rich.markup import escape
from rich.table import Table

from sim.answers.answer import Answer
from sim.plots import measures
from sim.plots.grounds import group_of
from sim.plots.stored import Stored
from sim.plots.words import short
from sim.reports import standing
from sim.reports.run import assumed_members, in_words, may_turn
from sim.screens.as_stored import as_stored
from sim.screens.grounds import show_grounds
from sim.screens.terminal import bold, console, interval, say_place, table_of


def show(answer: Answer) -> None:
    """Print the answer the way it is read: tables first, then the answer in words."""
    summary, tables = answer.summary, as_stored(answer)
    console.print(f"\n{bold(summary['title'])}")
    group = group_of(summary)
    if summary["drawn"]:
        sat = f"{summary['affiliates']} affiliates of {group} sat in at least one run"
        held = f"{summary['ballots']} ballots a run on average"
    else:
        sat = (
            f"{summary['states']} states sat, {summary['affiliates']} of them affiliates of {group}"
        )
        held = f"{summary['ballots']} ballots"
    console.print(escape(str(summary["question"])))
    if by_hand := ", ".join(summary["set_by_hand"]):  # type: ignore[arg-type]
        console.print(f"Changed from this scenario: {escape(by_hand)}")
    console.print(
        f"{summary['since']} to {summary['until']}: {sat}; {held}, "
        f"{summary['replicates']} replicates, seed {summary['seed']}. Intervals: central 95 % "
        "over replicates.\n"
    )
    console.print(_defection(tables["defection"]))
    console.print(_movers(tables["movers"]))
    console.print(_measures(tables["measures"]))
    tallies = summary["tallies"]
    if tallies["coverage90"] is None:  # type: ignore[index]
        console.print("These years have not been recorded: there is no baseline to hold this to.")
    else:
        console.print(_realism(tables["realism"]))
        console.print(_verdicts(tables["realism"], summary["replicates"]))
        console.print(
            f"Tallies: {tallies['coverage90']:.0%} of recorded counts lie in the simulated 90 % "  # type: ignore[index]
            f"interval; adoption is right on {tallies['adoption_accuracy']:.0%} of texts."  # type: ignore[index]
        )
    if lists := summary["signatories"]:
        before, after = (lists[arm] for arm in ("baseline", "intervention"))  # type: ignore[index]
        console.print(
            "Signatories of rival joint statements: for scrutiny "
            f"{before['scrutiny']['mean']:.1f} without, {after['scrutiny']['mean']:.1f} with; in "
            f"defence {before['shield']['mean']:.1f} without, {after['shield']['mean']:.1f} with."
        )
    stored = Stored.open(answer.folder)
    show_grounds(answer.folder, assumed_members(stored))
    said = " ".join(in_words(stored))
    rests = " ".join(standing.in_words(tables["standings"], "defections"))
    console.print(
        f"\n{bold(said)} How strongly a lever works is drawn from what is known of it "
        "(assumptions.csv, lmgsim evidence); the weights of the rule are estimated from recorded "
        f"votes. {rests}".rstrip()
    )
    console.print()
    say_place(answer.folder, "open report.html")


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
                interval(change.low, change.high),
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
            short(row.name),
            f"{row.baseline_mean * 100:.1f}",
            f"{row.intervention_mean * 100:.1f}",
            f"{row.difference_mean * 100:+.1f}",
            interval(row.difference_low, row.difference_high),
            f"{row.extra:+.1f}",
            f"{row.probability_above_zero:.2f}",
        )
    return shown


def _measures(table: pd.DataFrame) -> Table:
    shown = table_of(
        "Does it change results?", "", "without", "with", "difference", "95 %", "P(> 0)"
    )
    for row in measures.beside_defection(table, ("country", "thematic")):
        name = row["column"]
        shown.add_row(
            measures.short_name(name),
            measures.level(name, row["baseline_mean"]),
            measures.level(name, row["intervention_mean"]),
            measures.change(name, row["difference_mean"]),
            measures.pair(name, row["difference_low"], row["difference_high"]),
            f"{row['difference_probability_above_zero']:.2f}",
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
            interval(row.real_low, row.real_high),
            f"{row.simulated * 100:.1f}",
            interval(row.simulated_low, row.simulated_high),
            "yes" if row.holds else "[bold red]no[/bold red]",
        )
    return shown


def _verdicts(table: pd.DataFrame, replicates: object) -> str:
    """What "holds" means, and where more replicates might turn it."""
    said = "A pattern holds where the model's mean lies in the recorded interval."
    turning = may_turn(table)
    more = f" With {replicates} replicates this may turn: {', '.join(turning)}." if turning else ""
    return said + more
