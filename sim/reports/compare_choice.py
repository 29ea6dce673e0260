"""Sections of a comparison's report about choosing: for the same money, and what would turn it."""

from __future__ import annotations

from sim.plots import measures
from sim.plots.choosing import said
from sim.plots.stored import Stored
from sim.plots.words import chance, usd
from sim.reports.page import Section, Table
from sim.reports.turning import switching_rows


def for_one_sum(stored: Stored) -> list[Section]:
    """All scenarios for the money of the cheapest, where they cost unequal sums."""
    table = stored.table("equal")
    if table.empty:
        return []
    rows = [
        [said(r.arm), measures.words(r.measure),
         f"{measures.change(r.measure, r.mean)} {measures.unit(r.measure)}",
         measures.span(r.measure, r.mean_low, r.mean_high),
         measures.span(r.measure, r.low, r.high), chance(r.in_the_mean)]
        for r in table.itertuples()
    ]  # fmt: skip
    budget = stored.summary["choice"]["budget_usd"]
    lead = table[table.measure == stored.summary["measure"]]
    how = [
        f"{said(r.arm)}, {usd(r.usual_cost_usd)} as it was asked for: {usd(r.cost_usd)} "
        f"({r.settings})"
        for r in lead.itertuples()
    ]
    return [Section(
        "For the same money",
        [f"The scenarios cost unequal sums. Here each is pulled for {usd(budget)}, which the "
         "cheapest costs: all levers of a dearer one less, each for the same part of its cost. The "
         "replicates are the same as below."],
        tables=[Table(["Scenario", "Outcome", "Difference", "95 % of the mean", "Central 95 %",
                       "Chance of being best"], rows, words=2)],
        points=how,
    )]  # fmt: skip


def turning(stored: Stored) -> Section:
    """Where the choice turns, and how steady each scenario is."""
    table, measure = stored.table("switching"), stored.summary["measure"]
    steady, choice = stored.table("steadiness"), stored.summary["choice"]
    rows = [[said(r.arm), measures.change(measure, r.mean), measures.change(measure, r.worst),
             measures.level(measure, r.regret)]
            for r in steady.itertuples()] if "worst" in steady else []  # fmt: skip
    return Section(
        "What would change the choice",
        [f"The best is {said(choice['best'], False)}, the second {said(choice['rival'], False)}. "
         "The table says at which value of one assumption, all others being drawn as ever, the "
         "second becomes the better one in the mean."],
        tables=[
            Table(["Assumption", "Standing", "Central 95 %", "Turns at", "95 %", "Drawn beyond"],
                  switching_rows(table), words=2),
            Table(["Scenario", "Mean", "Worst tenth", "Regret"], rows,
                  note="Gains on doing nothing, turned so that more is better, in "
                  f"{measures.unit(measure)}. Regret: how much less than the best of the same "
                  "world, mean of the tenth of worlds where that is most."),
        ],
    )  # fmt: skip
