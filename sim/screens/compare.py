"""What a comparison prints: effects with both intervals, ranking, cost, mechanisms, doubt."""

from __future__ import annotations

import math

import pandas as pd
from rich.markup import escape
from rich.table import Table

from sim.answers.answer import Answer
from sim.measures.possible import possible
from sim.plots import measures
from sim.plots.noise_words import noise_of_shares, noise_of_spread
from sim.plots.stored import Stored
from sim.plots.words import chance, short, usd
from sim.reports.cells import leading
from sim.reports.compare_answer import answer
from sim.reports.money import per_unit
from sim.reports.standing import KNOWING, ranked, worth
from sim.reports.turning import would_change
from sim.screens.as_stored import as_stored
from sim.screens.grounds import show_grounds
from sim.screens.terminal import bold, console, say_place, table_of

MOVERS = 5
WRITTEN = "open report.html"
HIDDEN = ("palestine_either",)  # for want of room; they stand in the report


def show_comparison(found: Answer) -> None:
    """Print a comparison the way it is read: the answer first, then what it is made of."""
    summary, tables, stored = found.summary, as_stored(found), Stored.open(found.folder)
    measure = str(summary["measure"])
    console.print(f"\n{bold(summary['title'])}")
    console.print(
        f"{summary['ballots']} ballots from {summary['since']} to {summary['until']}, "
        f"{summary['replicates']:,} replicates, seed {summary['seed']}. {effort(summary)}\n"
    )
    console.print(bold(" ".join(answer(stored))))
    console.print()
    for line in would_change(stored):
        console.print(escape(line))
    console.print()
    effects = tables["effects"]
    if "equal" in tables:
        console.print(_equal(tables["equal"]))
    for arm in tables["arms"].arm:
        console.print(_effects(effects, arm, measure))
    pairs = effects[(effects.against != "baseline") & (effects.measure == measure)]
    if len(pairs):
        console.print(_contrasts(pairs, f"Between scenarios: {measures.words(measure)}, "
                                 f"{measures.unit(measure)}"))  # fmt: skip
    console.print(
        "Of the mean: its 95 % interval, how well the expected difference is known; it shrinks "
        "with more replicates. Central: where 95 % of single worlds lie; it does not shrink.\n"
    )
    console.print(_best(tables["best"], tables["cost"], measure))
    if "shares" in tables:
        if len(tables["shares"]):
            console.print(_shares(tables["shares"], measure))
            of = int(summary["replicates_of_shares"])  # type: ignore[call-overload]
            if noise := noise_of_shares(tables["shares"], of):
                console.print(f"{noise}\n")
        else:
            console.print("Whose doubt it is cannot be said from so few replicates.")
    console.print(_standings(tables["standings"], measure))
    if noise := noise_of_spread(tables["standings"]):
        console.print(f"{noise}\n")
    console.print(_knowing(tables["knowing"], measure))
    console.print(f"{KNOWING}\n")
    if "pulls" in tables:
        console.print(_pulls(tables["pulls"], measure))
        console.print(
            f"Doubt is divided over {summary['replicates_of_shares']} replicates, mechanisms over "
            f"{summary['replicates_of_pulls']}: parts need not add up to the effects above.\n"
        )
    else:
        console.print("Whose doubt it is and through which mechanism: closer=true.\n")
    console.print(_movers(tables["states"]))
    console.print()
    show_grounds(found.folder)
    say_place(found.folder, WRITTEN)


def effort(summary: dict[str, object]) -> str:
    """How many replicates it took, and whether they were enough."""
    measure = str(summary["measure"])
    by = measures.scale(measure)
    wide, asked = (float(summary[k]) * by for k in ("found_width", "asked_width"))  # type: ignore[arg-type]
    unit, d = measures.unit(measure), measures.digits(measure) + 1
    of = f"95 % interval of a mean difference in {measures.words(measure)}"
    if summary["quick"]:
        return f"A quick look: the widest {of} is {wide:.{d}f} {unit}."
    if summary["reached"]:
        return (
            f"That many were needed: the widest {of} is now {wide:.{d}f} {unit} wide; "
            f"{asked:.{d}f} was asked."
        )
    return (
        f"Not enough: the widest {of} is {wide:.{d}f} {unit}; {asked:.{d}f} was asked, and more "
        f"than {summary['most_replicates']:,} replicates were not allowed (replicates=N)."
    )


def _equal(table: pd.DataFrame) -> Table:
    budget = usd(float(table.budget_usd.iloc[0]))
    shown = table_of(f"For the same money, {budget} each", "", "outcome", "more", "of the mean",
                     "best")  # fmt: skip
    shown.columns[1].justify = "left"
    for row in table.itertuples():
        shown.add_row(
            short(row.arm, 24),
            measures.short_name(row.measure),
            measures.change(row.measure, row.mean),
            measures.pair(row.measure, row.mean_low, row.mean_high),
            chance(row.in_the_mean),
        )
    return shown


def _effects(effects: pd.DataFrame, arm: str, lead: str) -> Table:
    part = effects[(effects.arm == arm) & (effects.against == "baseline")]
    shown = table_of(f"{arm}, against the baseline", "", "from", "to", "more",
                     "of the mean", "central", "P(> 0)")  # fmt: skip
    for measure in leading(lead):
        if measure in HIDDEN and measure != lead:
            continue
        for row in part[part.measure == measure].itertuples():
            shown.add_row(
                measures.short_name(measure),
                measures.level(measure, row.level_against),
                measures.level(measure, row.level),
                measures.change(measure, row.mean),
                measures.pair(measure, row.mean_low, row.mean_high),
                measures.pair(measure, row.low, row.high),
                chance(row.above_zero),
            )
    return shown


def _contrasts(pairs: pd.DataFrame, title: str) -> Table:
    shown = table_of(title, "", "more", "of the mean", "central", "P(> 0)")
    for row in pairs.itertuples():
        shown.add_row(
            f"{row.arm} - {row.against}",
            measures.change(row.measure, row.mean),
            measures.pair(row.measure, row.mean_low, row.mean_high),
            measures.pair(row.measure, row.low, row.high),
            chance(row.above_zero),
        )
    return shown


def _best(best: pd.DataFrame, cost: pd.DataFrame, measure: str) -> Table:
    shown = table_of(f"How often the best; USD million for each {per_unit(measure)}", "",
                     "world", "mean", "cost", "each", "95 %")  # fmt: skip
    paid = cost[(cost.against == "baseline") & (cost.measure == measure)].set_index("arm")
    for row in best[best.measure == measure].itertuples():
        cells = ["\N{EN DASH}"] * 3
        if row.arm in paid.index:
            one = paid.loc[row.arm]
            cells = [f"{one.cost_usd / 1e6:,.1f}", *money(one["each"], one.each_low, one.each_high)]
        shown.add_row(row.arm, chance(row.in_a_world), chance(row.in_the_mean), *cells)
    return shown


def money(each: float, low: float, high: float) -> tuple[str, str]:
    """Cost of a unit and its interval in million USD, as they are said."""
    if math.isnan(each):
        return "\N{EN DASH}", "\N{EN DASH}"
    end = "no end" if math.isinf(high) else f"{high / 1e6:,.2f}"
    return ("none" if math.isinf(each) else f"{each / 1e6:,.2f}"), f"[{low / 1e6:,.2f}, {end}]"


def _shares(shares: pd.DataFrame, measure: str) -> Table:
    shown = table_of(f"Whose doubt: share of the variance of {measures.words(measure)}, %", "",
                     "source", "alone", "95 %", "in all", "95 %")  # fmt: skip
    shown.columns[1].justify = "left"
    for n, row in enumerate(shares.itertuples()):
        shown.add_row(
            row.arm if n % 3 == 0 else "",
            row.source,
            *_share(min(row.alone, row.in_all), row.alone_low, row.alone_high),
            *_share(row.in_all, row.in_all_low, row.in_all_high),
        )
    return shown


def _share(estimate: float, low: float, high: float) -> tuple[str, str]:
    """A share and its interval in per cent, none of them below 0 or above 100."""
    shown, least, most = (f"{100 * possible(x):.0f}" for x in (estimate, low, high))
    return shown, f"[{least}, {most}]"


def _standings(table: pd.DataFrame, measure: str) -> Table:
    shown = table_of(f"On what the change rests, {measures.unit(measure)}, and its spread, %", "",
                     "standing", "change", "spread")  # fmt: skip
    shown.columns[1].justify = "left"
    last = ""
    for row in table.itertuples():
        named = isinstance(row.assumptions, str) and bool(row.assumptions)
        shown.add_row(
            row.arm if row.arm != last else "",
            row.standing if named else "chance, weights, the rest",
            measures.change(measure, row.effect),
            f"{max(row.share_of_spread, 0) * 100:.0f}",
        )
        last = row.arm
    return shown


def _knowing(table: pd.DataFrame, measure: str) -> Table:
    shown = table_of(f"What it would be worth to know first, {measures.unit(measure)}", "",
                     "worth", "± 95 %")  # fmt: skip
    for row in ranked(table).itertuples():
        wide = worth(measure, 1.96 * row.error) if row.error == row.error else ""
        shown.add_row(row.what, worth(measure, max(row.worth, 0.0)), wide)
    return shown


def _pulls(pulls: pd.DataFrame, measure: str) -> Table:
    shown = table_of(f"Through which mechanism (part: lost without it), {measures.unit(measure)}",
                     "", "mechanism", "part", "95 %", "alone", "95 %")  # fmt: skip
    shown.columns[1].justify = "left"
    last = ""
    for row in pulls.itertuples():
        own = row.by_itself == row.by_itself
        shown.add_row(
            row.arm if row.arm != last else "",
            row.mechanism.replace("_", " "),
            measures.change(measure, row.part),
            measures.pair(measure, row.part_low, row.part_high),
            measures.change(measure, row.by_itself) if own else "",
            measures.pair(measure, row.by_itself_low, row.by_itself_high) if own else "",
        )
        last = row.arm
    return shown


def _movers(states: pd.DataFrame) -> Table:
    shown = table_of("Who moves: more departures from the line a run", "", "state", "more",
                     "of the mean", "central", "P(> 0)")  # fmt: skip
    shown.columns[1].justify = "left"
    for arm, part in states.groupby("arm", sort=False):
        for n, row in enumerate(part.head(MOVERS).itertuples()):
            shown.add_row(
                str(arm) if n == 0 else "",
                row.name,
                measures.change("defections", row.mean),
                measures.pair("defections", row.mean_low, row.mean_high),
                measures.pair("defections", row.low, row.high),
                chance(row.above_zero),
            )
    return shown
