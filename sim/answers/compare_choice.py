"""Which scenario to choose, for how much, what would turn the choice, and what to find out first.

Where scenarios cost about the same they are compared by what they bring; where they do not, by what
they bring for the money of the cheapest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.compare import (
    contrasts,
    figures_of,
    levels_of_arms,
    probability_of_best,
    switching,
)
from sim.analysis.portfolio import robust
from sim.answers.at_work import Resting
from sim.answers.equal_budgets import AtOneBudget
from sim.answers.standings import drawn_in, knowing_table
from sim.measures import BASELINE, beside
from sim.study.design import Design
from sim.study.setup import Setup

TOLD = ("standing", "unit", "meaning")  # of an assumption, beside its switching value


@dataclass(frozen=True)
class Choice:
    """The best scenario and the next, by one outcome."""

    measure: str
    best: str
    rival: str
    difference: np.ndarray  # [R] what the best brings more than the rival, more is better
    values: np.ndarray  # [R, A] what each arm brings more than the baseline, more is better
    arms: list[str]  # [A]
    replicates: list[int]  # [R]
    budget: float | None  # USD, where all were run for one sum; None: by what they bring


def choose(runs: pd.DataFrame, measure: str, budget: float | None) -> Choice:
    """The best and the second best in the mean, doing nothing among them."""
    level = levels_of_arms(runs, measure)
    arms, values = list(level), level.to_numpy(float)
    values = values - values[:, :1]
    order = np.argsort(-values.mean(0), kind="stable") if len(values) else np.arange(len(arms))
    best, rival = order[0], order[1]
    difference = values[:, best] - values[:, rival]
    return Choice(measure, arms[best], arms[rival], difference, values, arms,
                  level.index.tolist(), budget)  # fmt: skip


def told_of(choice: Choice) -> dict[str, object]:
    """A choice as ``summary.json`` holds it."""
    figures = figures_of(choice.difference)
    return {
        "budget_usd": choice.budget, "best": choice.best, "rival": choice.rival,
        **{name: None if figures[name] != figures[name] else figures[name]
           for name in ("mean", "mean_low", "mean_high", "above_zero")},
    }  # fmt: skip


def choice_tables(
    choice: Choice, design: Design, resting: Sequence[Resting], runs: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """What would turn a choice, how steady each scenario is, and what is worth knowing first.

    Parameters
    ----------
    runs : those that the choice was made on
    """
    names = [one.name for one in resting]
    drawn = drawn_in(design, choice.replicates, resting)
    turns = switching(choice.difference, drawn, names, design.seed)
    of = {one.name: one for one in resting}
    for column in TOLD:
        turns[column] = [getattr(of[name], column) for name in turns.assumption]
    turns = turns.assign(best=choice.best, rival=choice.rival, measure=choice.measure)
    steady = pd.DataFrame({"arm": choice.arms, "measure": choice.measure})
    if len(choice.values):
        figures = robust(choice.values.T[:, :, None])
        for name in ("mean", "worst", "regret"):
            steady[name] = getattr(figures, name)[:, 0]
    return {
        "switching": turns,
        "steadiness": steady,
        "knowing": knowing_table(runs, choice.measure, design, resting),
    }


def equal_table(
    equal: AtOneBudget, choice: Choice, setup: Setup, seed: int, cost: Mapping[str, float]
) -> pd.DataFrame:
    """Every scenario for the money of the cheapest: one row a scenario and outcome."""
    effects = contrasts(equal.runs)
    best = {
        measure: probability_of_best(equal.runs, measure, seed).set_index("arm")
        for measure in beside(choice.measure)
        if equal.runs[measure].notna().any()
    }
    paid = {arm: sum(lever.cost_usd(setup.world.states) for lever in levers)
            for arm, levers in equal.levers.items()}  # fmt: skip
    rows = []
    for measure, chances in best.items():
        part = effects[(effects.measure == measure) & (effects.against == BASELINE)]
        for row in part.to_dict("records"):
            arm = str(row["arm"])
            settings = "; ".join(f"{lever.title}: {lever.strength():g} {lever.unit}"
                                 for lever in equal.levers[arm] if lever.strength())  # fmt: skip
            told = {"arm": arm, "measure": measure, "budget_usd": equal.budget,
                    "usual_cost_usd": cost[arm], "cost_usd": paid[arm],
                    "settings": settings}  # fmt: skip
            told |= {name: row[name] for name in row if name not in ("arm", "against", "measure")}
            rows.append(told | chances.loc[arm, ["in_a_world", "in_the_mean"]].to_dict())
    return pd.DataFrame(rows)
