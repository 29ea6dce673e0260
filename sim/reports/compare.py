"""The report of a comparison: which scenario, by how much, for how much, and how sure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sim.measures import BASELINE
from sim.plots import measures
from sim.plots.choosing import said
from sim.plots.noise_words import noise_of_shares
from sim.plots.stored import Stored
from sim.plots.words import chance, listed, percent, share, usd
from sim.reports.cells import leading
from sim.reports.compare_answer import answer, caveats
from sim.reports.compare_choice import for_one_sum, turning
from sim.reports.money import each, each_interval, per_unit, signed_usd
from sim.reports.page import Page, Section, Table, write_page
from sim.reports.standing import rests_on

STATES = 10
TERMS = [
    ("The group's line", "The vote that most of the group's organisers cast on a ballot. Where "
     "they split evenly there is no line."),
    ("Defection", "An affiliate abstains against the line (soft) or votes its opposite (hard)."),
    ("95 % interval of the mean", "How well the expected difference is known. It shrinks as "
     "replicates are added, and replicates were added until it was as narrow as asked."),
    ("Central 95 % interval", "Between which values the difference lies in 95 % of single "
     "possible worlds. It holds what is not known of the rule's weights and of the levers' "
     "strength, and chance. It does not shrink, however many replicates are run."),
]  # fmt: skip


def write_comparison_report(folder: Path) -> Path:
    """Write ``report.html`` from the tables and figures of a comparison."""
    stored = Stored.open(folder)
    return write_page(stored, page(stored))


def page(stored: Stored) -> Page:
    """Everything the page says."""
    summary, arms = stored.summary, stored.table("arms")
    titles = dict(zip(arms.arm, arms.title, strict=True))
    one = len(titles) == 1
    closer = [_doubt(stored), _pulls(stored)] if "replicates_of_pulls" in summary else []
    return Page(
        title="What would it change? " + next(iter(titles.values())) if one else
        "Which scenario? " + listed(list(titles.values())),
        question=" ".join(arms.question),
        answer=answer(stored),
        caveats=caveats(stored),
        sections=[
            Section("How to read this", [_how(summary)], TERMS),
            *for_one_sum(stored), _effects(stored, titles), *([] if one else [_pairs(stored)]),
            _cost(stored), turning(stored), rests_on(stored), *closer, _course(stored),
            _movers(stored), _levers(stored),
        ],
        size=f"{summary['replicates']:,} replicates",
        assumed="Each replicate draws a value from the prior of each; all scenarios share the "
        "draw. The range is its central 90 %.",
        limits=["States can answer in ways that are not modelled: counter-offers, other texts, "
                "votes that are never called, deals elsewhere."],
    )  # fmt: skip


def _how(summary: dict[str, Any]) -> str:
    enough = "which was enough" if summary["reached"] else "the most that was allowed"
    return (
        f"The model votes again on the {summary['ballots']} ballots of the Council from "
        f"{summary['since']} to {summary['until']}, without any lever and under each scenario, "
        f"{summary['replicates']:,} times: {enough} for intervals of the mean as narrow as asked. "
        "All scenarios of a replicate share the weights, the assumptions and the chance of every "
        "single decision, so that what differs is the levers' doing."
    )


def _effects(stored: Stored, titles: dict[str, str]) -> Section:
    table = stored.table("effects")
    table = table[table.against == BASELINE]
    tables = [
        Table(
            ["Measure", "Without", "With", "Difference", "95 % of the mean", "Central 95 %",
             "Rises in"],
            [
                [measures.named(m),
                 measures.level(m, row.level_against), measures.level(m, row.level),
                 measures.change(m, row.mean), measures.span(m, row.mean_low, row.mean_high),
                 measures.span(m, row.low, row.high), chance(row.above_zero)]
                for m in leading(stored.summary["measure"])
                for row in part[part.measure == m].itertuples()
            ],
            caption=f"{titles[str(arm)]} ({arm})",
            note="Differences of shares are in percentage points. More measures: effects.csv.",
        )
        for arm, part in table.groupby("arm", sort=False)
    ]  # fmt: skip
    return Section("Effects against the baseline", tables=tables, figures=[
        ("outcomes", "By every outcome that is told beside the one asked for."),
            ("effects", "Differences in the measure that was asked about, with both intervals."),
        ("kinds", "Differences in defection by kind of text."),
    ])  # fmt: skip


def _pairs(stored: Stored) -> Section:
    measure = stored.summary["measure"]
    table, best = stored.table("effects"), stored.table("best")
    pairs = table[(table.against != BASELINE) & (table.measure == measure)]
    return Section(
        "Scenario against scenario",
        tables=[
            Table(["Contrast", "Difference", "95 % of the mean", "Central 95 %", "Rises in"],
                  [[f"{said(r.arm)} less {said(r.against, False)}",
                    measures.change(measure, r.mean),
                    measures.span(measure, r.mean_low, r.mean_high),
                    measures.span(measure, r.low, r.high), chance(r.above_zero)]
                   for r in pairs.itertuples()],
                  note=f"{measures.words(measure)}, {measures.unit(measure)}."),
            Table(["Scenario", "Best in a single world", "Chance of being best"],
                  [[said(r.arm), chance(r.in_a_world), chance(r.in_the_mean)]
                   for r in best[best.measure == measure].itertuples()],
                  note="Best in a single world: the share of replicates in which it comes first; "
                  "ties are shared. Chance of being best: the share of bootstrap samples of the "
                  "replicates in which its mean comes first."),
        ],
    )  # fmt: skip


def _cost(stored: Stored) -> Section:
    tables = []
    for measure, part in stored.table("cost").groupby("measure", sort=False):
        rows = [
            [_instead(r.arm, r.against), signed_usd(r.cost_usd),
             measures.level(r.measure, r.gained),
             f"{measures.level(r.measure, r.gained_low)} to "
             f"{measures.level(r.measure, r.gained_high)}", each(r), each_interval(r)]
            for r in part.itertuples()
        ]  # fmt: skip
        head = ["Scenario", "Cost", "Gained", "95 % of the mean", "Each", "95 %"]
        tables.append(Table(head, rows, caption=f"For each {per_unit(str(measure))}"))
    return Section(
        "Cost, and cost of each unit gained",
        ["The interval of the cost of each is Fieller's: it has no upper end where it cannot be "
         "excluded that nothing is gained. A dash: nothing more is paid, or clearly nothing is "
         "gained."],
        tables=tables, figures=[("money", "What is gained beside what it costs.")],
    )  # fmt: skip


def _instead(arm: str, against: str) -> str:
    return said(arm) + ("" if against == BASELINE else f" instead of {said(against, False)}")


def _doubt(stored: Stored) -> Section:
    rows = [
        [said(r.arm), r.source, share(min(r.alone, r.in_all)),
         f"{share(r.alone_low)} to {share(r.alone_high)}", share(r.in_all),
         f"{share(r.in_all_low)} to {share(r.in_all_high)}"]
        for r in stored.table("shares").itertuples()
    ]  # fmt: skip
    noise = noise_of_shares(stored.table("shares"), int(stored.summary["replicates_of_shares"]))
    return Section(
        "Where the doubt comes from",
        ["Weights are what the fit does not know, assumptions what nobody has estimated, chance "
         "what differs from one world to the next. Replicates were run again with one of the three "
         "taken from another replicate."],
        tables=[Table(["Scenario", "Source", "Alone", "95 %", "With interactions", "95 %"], rows,
                      words=2, note="Shares of the variance of the paired difference over single "
                      "worlds. Shares alone do not sum to the whole where sources interact; those "
                      f"with interactions sum to more. {noise}".rstrip())] if rows else [],
        figures=[("doubt", "Shares of the variance of the paired difference.")],
    )  # fmt: skip


def _course(stored: Stored) -> Section:
    table = stored.table("course")
    years = table[table.unit == "year"]
    rows = [
        [said(r.arm), str(r.when), measures.change("defections", r.mean),
         measures.span("defections", r.mean_low, r.mean_high),
         measures.span("defections", r.low, r.high)]
        for r in years.itertuples()
    ]  # fmt: skip
    return Section(
        "Over time",
        tables=[Table(["Scenario", "Year", "More defections", "95 % of the mean", "Central 95 %"],
                      rows, words=2)],
        figures=[("course", "More departures from the line, session by session.")],
    )  # fmt: skip


def _movers(stored: Stored) -> Section:
    table = stored.table("states")
    tables = []
    for arm, part in table.groupby("arm", sort=False) if len(table) else []:
        rows = [
            [r.name, percent(r.rate_without), percent(r.rate_with),
             measures.change("defections", r.mean),
             measures.span("defections", r.mean_low, r.mean_high),
             measures.span("defections", r.low, r.high), chance(r.above_zero)]
            for r in part.head(STATES).itertuples()
        ]  # fmt: skip
        head = ["State", "Without", "With", "More a run", "95 % of the mean", "Central 95 %",
                "Rises in"]  # fmt: skip
        tables.append(Table(head, rows, caption=said(str(arm))))
    return Section("Who moves", ["The share of its ballots with a line on which a state departs "
                                 "from it, and how many departures that makes in a run. All states "
                                 "stand in states.csv."],
                   tables=tables, figures=[("movers", "The states that move most.")])  # fmt: skip


def _pulls(stored: Stored) -> Section:
    measure = stored.summary["measure"]
    rows = [
        [said(r.arm), r.title, measures.change(measure, r.part),
         measures.span(measure, r.part_low, r.part_high),
         measures.change(measure, r.by_itself),
         measures.span(measure, r.by_itself_low, r.by_itself_high) if r.by_itself == r.by_itself
         else ""]
        for r in stored.table("pulls").itertuples()
    ]  # fmt: skip
    return Section(
        "Through which mechanism",
        ["Each mechanism is switched off alone, with and without the levers, in "
         f"{stored.summary['replicates_of_pulls']} replicates of their own and under the same "
         f"chance: what the effect on {measures.words(measure)} loses is its part. Switched off "
         "last it loses also what it does together with others; pulled alone it shows what it does "
         "by itself. Where the two differ, no order of the parts is the right one, and parts need "
         "not sum to the whole. Switching off a pull that is always there, such as peers, also "
         "changes the world without levers; both are then compared in that world."],
        tables=[Table(["Scenario", "Mechanism", "Lost without it", "95 % of the mean", "By itself",
                       "95 % of the mean"], rows, words=2)],
        figures=[("pulls", "What each mechanism contributes.")],
    )  # fmt: skip


def _levers(stored: Stored) -> Section:
    table: pd.DataFrame = stored.table("levers")
    rows = [
        [said(r.arm), r.lever, f"{r.strength:g} {r.unit}", r.targets.replace("_", " "),
         f"{r.start} to {r.end}", r.source, usd(r.cost_usd)]
        for r in table.itertuples()
    ]  # fmt: skip
    return Section("The levers and what they cost", tables=[
        Table(["Scenario", "Lever", "Setting", "Targets", "When", "Source", "Cost"], rows, words=6)
    ])  # fmt: skip
