"""The briefs of a comparison, a portfolio and a discovery."""

from __future__ import annotations

import pandas as pd

from sim.plots import measures
from sim.plots.choosing import basis, leader, said
from sim.plots.stored import Stored
from sim.plots.words import chance, listed, usd
from sim.reports import portfolio
from sim.reports.brief_parts import Own
from sim.reports.choice import named_texts, single_worlds
from sim.reports.compare_answer import answer
from sim.reports.standing import in_words
from sim.reports.turning import would_change

ROWS = 8  # of a table: the rest stands in the report
NOT_ADDED = (
    "Country texts, thematic texts, texts on Palestine and amendments are added up only where it "
    "says all texts."
)


def compared(stored: Stored) -> Own:
    """A comparison."""
    summary, arms = stored.summary, stored.table("arms").set_index("arm")
    measure, table = summary["measure"], basis(stored)
    names = [said(str(arm), False) for arm in arms.index]
    shown = list(table.measure.unique())
    rows = []
    for arm in table.arm.unique()[:ROWS]:
        part = table[table.arm == arm].set_index("measure")
        cells = [said(str(arm)), usd(arms.cost_usd[arm])]
        for name in shown:
            row = part.loc[name]
            cells.append(f"{measures.change(name, row['mean'])} "
                         f"{measures.pair(name, row.mean_low, row.mean_high)}")  # fmt: skip
        rows.append([*cells, chance(part.in_the_mean[measure])])
    budget = summary["choice"]["budget_usd"]
    money = f" for {usd(budget)} each, which the cheapest costs" if budget else ""
    standings = stored.table("standings")
    best = leader(stored)
    return Own(
        "What would it change? " + said(names[0]) if len(names) == 1
        else "Which one? " + listed([said(names[0]), *names[1:]]),
        f"What do{'es' if len(names) == 1 else ''} {listed(names)} change in "
        f"{measures.words(measure)} from {summary['since']} to {summary['until']}? "
        + " ".join(dict.fromkeys(arms.question)),
        answer(stored),
        "money" if budget else "outcomes",
        ["", "Cost as asked for", *(f"{measures.words(n)}, {measures.unit(n)}" for n in shown),
         "Best in the mean"],
        rows,
        f"Changes against doing nothing{money}, with 95 % intervals of the mean. Best: how sure it "
        f"is that its mean comes first in {measures.words(measure)}. {NOT_ADDED} "
        f"{named_texts(stored)}".rstrip(),
        [*would_change(stored), single_worlds(stored)],
        in_words(standings[standings.arm == best], measure, f" by {said(best, False)}"),
        f"{summary['replicates']:,} replicates of {summary['ballots']:,} ballots",
    )  # fmt: skip


def bought(stored: Stored) -> Own:
    """A portfolio."""
    summary, page = stored.summary, portfolio.page(stored)
    mixes = stored.table("mixes")
    own = mixes[mixes.role == "chosen"].sort_values("cost_usd", ascending=False)
    caveats = portfolio.caveats(stored)
    table = stored.table("standings")
    goal = summary["goals"][0]
    part = table[table.goal == goal]
    rests = in_words(part, str(part.measure.iloc[0])) if len(part) else []
    return Own(
        page.title, page.question, page.answer, "mix",
        ["Lever", "Setting", "Cost"],
        [[r.title, f"{r.strength:.3g} {r.unit}", usd(r.cost_usd)]
         for r in own.head(ROWS).itertuples()],
        f"Chosen by {summary['aim']} in {goal}; other outcomes: "
        f"{listed(list(summary['goals'][1:])) if len(summary['goals']) > 1 else 'none'}. "
        f"{NOT_ADDED}",
        [words for words in caveats if words not in rests], rests,
        f"{summary['scored']:,} mixes, {summary['worlds']:,} worlds of the test",
    )  # fmt: skip


def discovered(stored: Stored) -> Own:
    """A discovery."""
    summary, limits = stored.summary, stored.table("limits")
    measure = summary["measure"]
    mean = f"{measures.change(measure, summary['mean_effect'])} {measures.unit(measure)}"
    told = list(summary["sentences"])
    return Own(
        f"Where does it fail? {summary['title']}", summary["question"],
        [f"In the mean over what may be assumed, {measures.words(measure)} changes by {mean}.",
         told[0] if told else "No region was found in which it fails more often than elsewhere."],
        "regions",
        ["Assumption", "Fails from", "to", "Range"],
        [[r.assumption, _end(r.low), _end(r.high), f"{r.range_low:.3g} to {r.range_high:.3g}"]
         for r in limits.head(ROWS).itertuples()] if len(limits) else [],
        "It fails where the change stays below "
        f"{measures.change(measure, summary['threshold'])} {measures.unit(measure)}. {NOT_ADDED}",
        told[1:], [], f"{summary['points']:,} points, {summary['held_out']:,} held out",
    )  # fmt: skip


def _end(value: float) -> str:
    return "\N{EN DASH}" if pd.isna(value) or abs(value) == float("inf") else f"{value:.3g}"
