"""The report of a portfolio: what to buy for a budget, and what is left after the answer to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sim.measures import better_when_low
from sim.plots import measures
from sim.plots.grounds import group_of
from sim.plots.stored import Stored
from sim.plots.words import count, listed, usd
from sim.reports.page import Page, Section, Table, write_page
from sim.reports.standing import in_words

WHO = {"democracies": "the democracies", "lmg": "the Like-Minded Group"}
AIM = {
    "mean": "the mean over worlds",
    "worst": "the mean of the worst tenth of worlds",
    "regret": "the least regret in the worlds where that is largest",
}


def write_portfolio_report(folder: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a portfolio."""
    stored = Stored.open(folder)
    return write_page(stored, page(stored))


def _sides(summary: dict[str, Any]) -> dict[str, str]:
    """Either side as it stands in a sentence."""
    return {**WHO, "lmg": group_of(summary)}


def page(stored: Stored) -> Page:
    """Everything the page says."""
    summary = stored.summary
    sides = _sides(summary)
    who = sides[summary["side"]]
    return Page(
        title=f"The best mix of levers for {usd(summary['budget'])}",
        question=f"What should {who} do with {usd(summary['budget'])} from {summary['since']} to "
        f"{summary['until']}, and what is left of it once {sides[summary['other_side']]} answer"
        f"{'s' if summary['other_side'] == 'lmg' else ''}?",
        answer=answer(stored),
        caveats=caveats(stored),
        sections=[_how(summary), _mix(stored), _rivals(stored), _front(stored), _counter(stored)],
        size=f"{summary['scored']:,} mixes searched, tested on {summary['worlds']:,} worlds with "
        f"{summary['replicates_a_world']} replicates each",
        assumed="A world is one draw of all of them from their priors; the range is the central "
        "90 %.",
        limits=["The search is not exhaustive: a better mix may exist. What it found was measured "
                "on worlds that it had not seen.",
                "Costs are unit costs times amounts. What a lever takes besides money (time, "
                "attention, goodwill) is not in them."],
    )  # fmt: skip


def answer(stored: Stored) -> list[str]:
    """The answer in two sentences: what to buy with what effect, and what beats what."""
    summary, mixes = stored.summary, stored.table("mixes")
    own = mixes[mixes.role == "chosen"].sort_values("cost_usd", ascending=False)
    parts = [f"{_lower(row.title)} ({usd(row.cost_usd)})" for row in own.head(4).itertuples()]
    rest = own.cost_usd.iloc[4:].sum()
    if rest:
        parts.append(f"{count(len(own) - 4)} more ({usd(rest)})")
    goal = summary["goals"][0]
    row = _row(stored.table("front"), summary["chosen"], goal)
    first = (
        f"The best mix found spends {usd(summary['cost_usd'])} on {listed(parts)}; it changes "
        f"{measures.words(row.measure)} by {_figure(row)}"
    )
    against = stored.table("against")
    single = against[(against.goal == goal)].iloc[0]
    random = against[(against.goal == goal)].iloc[1]
    second = (
        f"That is {_figure(single)} against the {single.against}, and {_figure(random)} against "
        f"the {random.against}"
    )
    return [first + ".", second + "."]


def caveats(stored: Stored) -> list[str]:
    """What has to be said beside the answer."""
    summary, counter = stored.summary, stored.table("counter")
    goal, found = summary["goals"][0], []
    row = _row(stored.table("front"), summary["chosen"], goal)
    found.append(
        f"In the worst tenth of worlds the change is {measures.change(row.measure, row.worst)} "
        f"{measures.unit(row.measure)}; single worlds lie between "
        f"{measures.span(row.measure, row.low, row.high).replace(' to ', ' and ')} (central 95 %)."
    )
    if len(counter):
        after = counter[(counter.goal == goal) & counter.chosen].iloc[0]
        mixes = stored.table("mixes")
        answers = mixes[mixes.mix == "counter-move"].sort_values("cost_usd", ascending=False)
        found.append(
            f"{_upper(WHO[summary['other_side']])} can answer for "
            f"{usd(answers.cost_usd.sum())}, most of all with "
            f"{listed([_lower(t) for t in answers.title.head(3)])}: what is left is "
            f"{_figure(after)}."
        )
        others = counter[(counter.goal != goal) & counter.chosen]
        if len(others):
            by = [f"{measures.words(row.measure)} {_figure(row)}" for _, row in others.iterrows()]
            found.append(f"By the other goals, after that answer: {'; '.join(by)}.")
        best = summary["best_after_counter"]
        found.append(
            "After that answer the chosen mix is still the best of the finalists."
            if best == summary["chosen"]
            else f"After that answer {best} is the best of the finalists."
        )
    table = stored.table("standings")
    found += in_words(table[table.goal == goal], row.measure)
    if summary["left_out"]:
        found.append(
            f"Left out because it costs nothing, so that no budget limits it: "
            f"{listed([name.replace('_', ' ') for name in summary['left_out']])}."
        )
    return found


def _row(table: pd.DataFrame, mix: str, goal: str) -> Any:
    return table[(table.mix == mix) & (table.goal == goal)].iloc[0]


def _figure(row: Any) -> str:
    measure = row.measure
    return (
        f"{measures.change(measure, row['mean'])} {measures.unit(measure)} (95 % interval of the "
        f"mean {measures.span(measure, row.mean_low, row.mean_high)})"
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _how(summary: dict[str, Any]) -> Section:
    return Section(
        "How to read this",
        [f"{summary['scored']:,} mixes of {len(summary['levers'])} levers were scored in 32 "
         "worlds, none of them above the budget. The best of them, simpler versions of these and "
         "every lever alone were compared in 120 other worlds, and the one that is best by "
         f"{AIM[summary['aim']]} in {summary['goals'][0]} was chosen. All figures on this page "
         f"come from {summary['worlds']} further worlds that neither the search nor the choice has "
         "seen."],
        [("World", "One draw of everything that is assumed about how strongly levers work; in each "
          "the model votes several times, with its own weights and chance."),
         ("Worst tenth", "The mean of the tenth of worlds in which a mix does worst."),
         ("Regret", "How much worse than the best mix of the same world; the mean of the tenth of "
          "worlds in which that is largest."),
         ("Front", "Mixes that no other finalist equals or beats in all goals at once."),
         ("95 % interval of the mean", "How well the mean over worlds is known.")],
    )  # fmt: skip


def _mix(stored: Stored) -> Section:
    mixes = stored.table("mixes")
    own = mixes[(mixes.role == "chosen") | (mixes.mix == "counter-move")]
    own = own.sort_values(["mix", "cost_usd"], ascending=[False, False])
    tables = [
        Table(["Lever", "Setting", "Targets", "Source", "Cost"],
              [[r.title, f"{r.strength:.3g} {r.unit}", str(r.targets).replace("_", " "),
                r.source, usd(r.cost_usd)] for r in part.itertuples()],
              words=4, caption=_upper(str(name)))
        for name, part in own.groupby("mix", sort=False)
    ]  # fmt: skip
    return Section("What to buy", tables=tables,
                   figures=[("mix", "What is spent on each lever.")])  # fmt: skip


def _rivals(stored: Stored) -> Section:
    rows = [
        [_upper(r.against), measures.words(r.measure), measures.change(r.measure, r.mean),
         measures.span(r.measure, r.mean_low, r.mean_high),
         measures.span(r.measure, r.low, r.high), f"{r.above_zero * 100:.0f} %"]
        for r in stored.table("against").itertuples()
    ]  # fmt: skip
    return Section(
        "Is it better than something simpler?",
        ["The chosen mix less its rivals, world by world. The best single lever was chosen on the "
         "same worlds as the mix; it is pulled as far as its range or the budget allows."],
        tables=[Table(["Against", "In", "Difference", "95 % of the mean", "Central 95 %",
                       "Above 0"], rows, words=2)],
        figures=[("rivals", "The chosen mix less its rivals.")],
    )  # fmt: skip


def _front(stored: Stored) -> Section:
    table, goals = stored.table("front"), stored.summary["goals"]
    tables = []
    for goal in goals:
        part = table[(table.goal == goal) & table.role.isin(["chosen", "front", "single"])]
        other_side = stored.summary["side"] == "lmg"
        low = better_when_low(part.measure.iloc[0]) != other_side  # less of it is better
        part = part.sort_values("mean", ascending=low)
        single = part[part.role == "single"].head(3)
        part = part[part.role.isin(["chosen", "front"]) | part.mix.isin(single.mix)]
        measure = part.measure.iloc[0]
        tables.append(
            Table(["Mix", "On the front", "Cost", "Mean", "95 % of the mean", "Worst tenth",
                   "Regret"],
                  [[r.mix + (" (chosen)" if r.role == "chosen" else ""),
                    "yes" if r.on_front else "no", usd(r.cost_usd),
                    measures.change(measure, r.mean),
                    measures.span(measure, r.mean_low, r.mean_high),
                    measures.change(measure, r.worst), measures.level(measure, r.regret)]
                   for r in part.itertuples()],
                  words=2,
                  caption=f"{_upper(goal)}: {measures.words(measure)}, {measures.unit(measure)}",
                  note="What each mix is made of stands in mixes.csv. Of single levers the best "
                  "three are shown.")
        )  # fmt: skip
    return Section("The front", tables=tables,
                   figures=[("front", "Finalists, levers alone and random mixes.")])  # fmt: skip


def _counter(stored: Stored) -> Section:
    table, summary = stored.table("counter"), stored.summary
    if table.empty:
        return Section("What is still good after the answer?", ["No counter-move was asked for."])
    rows = [
        [r.mix + (" (chosen)" if r.chosen else ""), measures.words(r.measure),
         measures.change(r.measure, r.before), measures.change(r.measure, r.mean),
         measures.span(r.measure, r.mean_low, r.mean_high)]
        for r in table[table.goal.isin(summary["goals"][:2])].itertuples()
    ]  # fmt: skip
    return Section(
        "What is still good after the answer?",
        [f"The same search was made for {_sides(summary)[summary['other_side']]}, for "
         f"{usd(summary['counter_budget'])}, against the chosen mix. All finalists were then "
         "tested under the answer it found. It was made against the chosen mix and may suit the "
         "others less."],
        tables=[Table(["Mix", "In", "Before", "After", "95 % of the mean"], rows, words=2,
                      note="Changes from the Council in which nobody pulls a lever.")],
        figures=[("counter", "Before and after the answer.")],
    )  # fmt: skip
