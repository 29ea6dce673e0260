"""The first paragraph of a comparison: which scenario, by which outcome, for how much money.

Screen, report and brief all say what is said here.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.measures import BASELINE, better_when_low, sign_of
from sim.plots import measures
from sim.plots.choosing import (
    basis,
    leader,
    said,
    surely_worse,
    told_from_nothing,
    turned,
)
from sim.plots.stored import Stored
from sim.plots.words import chance, listed, usd
from sim.reports.money import each_words

SURE = 0.95  # of bootstrap samples in which a scenario comes first: then it is said to be first


def first_paragraph(stored: Stored) -> list[str]:
    """The answer: which scenario by the outcome asked for, for how much, and by other outcomes."""
    table, measure = basis(stored), str(stored.summary["measure"])
    part = table[table.measure == measure].set_index("arm")
    if len(part) == 1:
        return _alone(stored, part.iloc[0])
    return [_which(stored, part), *_worse(stored), *_money(stored, part), _turns(stored)]


def figure(measure: str, row: Any, unit: bool = True) -> str:
    """A change with its unit and the interval of its mean."""
    change = measures.change(measure, row["mean"])
    told = f"{change} {measures.unit(measure)}" if unit else change
    return f"{told} (95 % interval {measures.span(measure, row['mean_low'], row['mean_high'])})"


def _which(stored: Stored, part: pd.DataFrame) -> str:
    measure, best = stored.summary["measure"], leader(stored)
    rest = part.drop(best)
    good = rest["mean"] * sign_of(measure)
    rest = rest.loc[good.sort_values(ascending=False).index]
    others = [f"{said(str(arm), False)} {figure(measure, row, False)}"
              for arm, row in rest.iterrows()]  # fmt: skip
    for_money = ""
    if stored.summary["choice"]["budget_usd"]:
        for_money = f"For {usd(stored.summary['choice']['budget_usd'])} each, "
    name = said(best)
    moved = "lowers" if better_when_low(measure) else "raises"
    words = measures.words(measure)
    told = told_from_nothing(stored)
    if not told:
        each = [f"{name} {figure(measure, part.loc[best], False)}", *others]
        none = "no" if for_money else "No"
        return (
            f"{for_money}{none} scenario can be told from doing nothing in {words} "
            f"({measures.unit(measure)}): {listed(each)}."
        )
    if part.in_the_mean[best] >= SURE:
        return (
            f"{for_money}{name} {moved} {words} most: {figure(measure, part.loc[best])}, against "
            f"{listed(others)}."
        )
    return (
        f"{for_money}{name} comes first in {words}, {figure(measure, part.loc[best])}, but "
        f"{listed(others)} may be as good."
        + ("" if best in told else f" Only {_names(told)} can be told from doing nothing.")
    )


def _money(stored: Stored, part: pd.DataFrame) -> list[str]:
    """What they cost as they were asked for, and each unit; nothing where nothing costs."""
    arms, cost = stored.table("arms").set_index("arm"), stored.table("cost")
    measure = stored.summary["measure"]
    paid = arms.cost_usd[arms.cost_usd > 0]
    if paid.empty:
        return []
    if not stored.summary["choice"]["budget_usd"]:
        sums = sorted({usd(value) for value in paid})
        free = [said(a, False) for a in arms.index[arms.cost_usd == 0]]
        nothing = f"; {listed(free)} costs nothing that the model counts" if free else ""
        about = "about " if len(sums) > 1 else ""
        return [f"Each costs {about}{listed(sums)}{nothing}."]
    own = cost[(cost.against == BASELINE) & (cost.measure == measure)]
    told = [
        f"{said(row.arm, False)} costs {usd(row.cost_usd)}, which is {each_words(row)}"
        for row in own.itertuples() if row.cost_usd > 0
    ]  # fmt: skip
    return [f"As they were asked for, {'; '.join(told)}."]


def _turns(stored: Stored) -> str:
    """Whether another scenario is best by another outcome."""
    table, first, lead = basis(stored), leader(stored), stored.summary["measure"]
    turns = turned(stored)
    words = []
    for measure, other in turns.items():
        rows = table[table.measure == measure].set_index("arm")
        shown = [measures.change(measure, rows["mean"][arm]) for arm in (other, first)]
        doubt = "" if rows.in_the_mean[first] <= 1 - SURE else ", though not surely"
        words.append(
            f"in {measures.words(measure)} {said(other, False)} does more, {shown[0]} against "
            f"{shown[1]} {measures.unit(measure)}{doubt}"
        )
    if words:
        return f"Which is best depends on the outcome: {'; '.join(words)}."
    same = [measures.words(m) for m in table.measure.unique() if m != lead]
    return f"No other does more in {_or(same)} either." if same else ""


def _worse(stored: Stored) -> list[str]:
    """What a scenario surely does harm to."""
    table = basis(stored).set_index(["arm", "measure"])
    words = [
        f"{said(arm, False)} makes {measures.words(name)} worse, "
        f"{figure(name, table.loc[(arm, name)])}"
        for arm, name in surely_worse(stored)
    ]
    return [f"Against it: {'; '.join(words)}."] if words else []


def _names(arms: list[str]) -> str:
    return listed([said(arm, False) for arm in arms])


def _or(names: list[str]) -> str:
    return " or ".join(filter(None, ["; ".join(names[:-1]), names[-1]]))


def _alone(stored: Stored, row: Any) -> list[str]:
    measure, arm = stored.summary["measure"], str(row.name)
    cost = stored.table("cost")
    own = cost[(cost.measure == measure) & (cost.against == BASELINE)].iloc[0]
    paid = f", for {usd(own.cost_usd)}, which is {each_words(own)}" if own.cost_usd > 0 else ""
    first = f"{said(arm)} changes {measures.words(measure)} by {figure(measure, row)}{paid}."
    table = basis(stored)
    others = [
        f"{measures.words(str(r.measure))} by {measures.change(str(r.measure), r.mean)} "
        f"{measures.unit(str(r.measure))}"
        for r in table[table.measure != measure].itertuples()
    ]
    return [first, f"Beside that it changes {listed(others)}."] if others else [first]


def single_worlds(stored: Stored) -> str:
    """Between which values the effect of the best lies in single possible worlds."""
    table, measure, best = basis(stored), stored.summary["measure"], leader(stored)
    row = table[(table.measure == measure) & (table.arm == best)].iloc[0]
    words = (
        f"In a single possible world the change by {said(best, False)} lies between "
        f"{measures.change(measure, row.low)} and {measures.change(measure, row.high)} "
        f"{measures.unit(measure)} (central 95 %); it is above zero in {chance(row.above_zero)} of "
        "them"
    )
    if table.arm.nunique() > 1:
        words += f", and it is the best of all in {chance(row.in_a_world)}"
    return words + "."


def named_texts(stored: Stored) -> str:
    """Which texts were named; empty where none were."""
    about = stored.summary.get("about") or ""
    return f"The named texts: {about}. Amendments to them are not among them." if about else ""
