"""With and without: the numbers of ``lmgsim run`` for a configuration, without its folder."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pandas as pd

from sim.analysis import effects
from sim.measures import BASELINE, INTERVENTION
from sim.page.choices import Choices, chosen_setup, pulled
from sim.page.outcome_panel import Fate, fates_of
from sim.pool import Progress
from sim.study.setup import design_of, levers_of
from sim.study.tables import conduct


@dataclass(frozen=True)
class Comparison:
    """What a study of two arms found."""

    choices: Choices
    defection: pd.DataFrame  # as in defection.csv
    movers: pd.DataFrame  # as in movers.csv
    exits: pd.DataFrame  # as in exits.csv
    measures: pd.DataFrame  # as in measures.csv
    fates: list[Fate]  # of every text
    extra: dict[str, float]  # defections that the levers add to a run
    cost_usd: float
    seconds: float


def compare(choices: Choices, progress: Progress | None = None) -> Comparison:
    """Run a configuration with its levers and without.

    Raises
    ------
    InputError
        If it cannot be run.
    """
    config, here = choices.config(), chosen_setup(choices)
    levers = levers_of(config, here)
    begun = time.perf_counter()
    design = design_of(config, {BASELINE: [], INTERVENTION: levers})
    found = conduct(here, design, progress)
    states = here.world.states
    names = dict(zip(states.iso3, states.name, strict=True))
    return Comparison(
        choices,
        effects.defection(found.runs),
        effects.movers(found.state_runs, names),
        effects.exits(found.runs),
        effects.measured(found.runs),
        fates_of(found.ballot_runs, here.world.agenda),
        effects.extra_defections(found.runs),
        sum(lever.cost_usd(states) for lever in levers),
        time.perf_counter() - begun,
    )


def bill(choices: Choices) -> dict[str, float]:
    """What each lever that is pulled costs, in USD.

    Raises
    ------
    InputError
        If a lever cannot be pulled in these years.
    """
    states = chosen_setup(choices).world.states
    costs = {name: lever.cost_usd(states) for name, lever in pulled(choices).items()}
    return {name: cost for name, cost in costs.items() if cost}
