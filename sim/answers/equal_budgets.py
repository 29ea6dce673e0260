"""Scenarios of unequal cost at one budget: the dearer ones scaled to what the cheapest costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sim.answers.portfolio_levers import priced_lever
from sim.config.schema import RunConfig, make_lever
from sim.levers import Lever
from sim.measures import BASELINE
from sim.pool import Progress
from sim.study.aim import Aim
from sim.study.experiment import Experiment
from sim.study.setup import Setup, pullable
from sim.study.trial import Trial

UNEQUAL = 1.1  # times the cheapest: dearer than that is not the same money


@dataclass(frozen=True)
class AtOneBudget:
    """Every scenario for the same money."""

    budget: float  # USD, what the cheapest that costs anything costs
    levers: dict[str, list[Lever]]  # by arm, the baseline first
    runs: pd.DataFrame  # as those of the comparison, in the same replicates


def unequal(cost: Mapping[str, float]) -> bool:
    """Whether scenarios cost so different sums that effects alone say little."""
    paid = [usd for usd in cost.values() if usd > 0]
    return len(paid) > 1 and max(paid) > UNEQUAL * min(paid)


def at_one_budget(
    experiment: Experiment, configs: Mapping[str, RunConfig], aim: Aim, cost: Mapping[str, float],
    replicates: int, progress: Progress | None = None,
) -> AtOneBudget:  # fmt: skip
    """Run all scenarios for the money of the cheapest, in the replicates of the comparison.

    All levers of a dearer scenario are pulled less, each for the same part of its cost, as far as
    its main setting allows; a lever that cannot be had for so little is left out, and one that
    costs nothing stays.

    Parameters
    ----------
    cost : of every scenario, USD
    """
    budget = min(usd for usd in cost.values() if usd > 0)
    arms: dict[str, list[Lever]] = {BASELINE: []}
    for name, config in configs.items():
        own = experiment.design.arms[name]
        dear = cost[name] > UNEQUAL * budget
        arms[name] = scaled(config, experiment.setup, budget / cost[name]) if dear else own
    lanes, found = list(arms.values()), []
    trials = (Trial(lanes, number) for number in range(replicates))
    for n, levels in enumerate(experiment.run(trials, aim.levels)):
        keys = {"replicate": n, "arm": list(arms)}
        found.append(pd.DataFrame(levels, columns=list(aim.columns)).assign(**keys))
        if progress:
            progress(n + 1, replicates)
    runs = pd.concat(found, ignore_index=True)
    return AtOneBudget(budget, arms, runs[["replicate", "arm", *aim.columns]])


def scaled(config: RunConfig, setup: Setup, part: float) -> list[Lever]:
    """The levers of a scenario, each for this part of its cost."""
    states, levers = setup.world.states, []
    for name, settings in config.levers.items():
        made = make_lever(name, settings)
        if not made.strength():
            continue
        lever: Lever | None = pullable(made, config.council, setup)
        assert lever is not None
        usd = lever.cost_usd(states)
        if usd > 0:
            field = made.main_setting
            bare = {**settings, field: type(made).model_fields[field].default}
            priced = priced_lever(name, bare, config.council, setup)
            lever = priced.at_cost(usd * part) if priced else lever
        if lever is not None:
            levers.append(lever)
    return levers
