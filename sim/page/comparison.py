"""With and without: the numbers of ``lmgsim run`` for a configuration, without its folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sim import effects
from sim.page.setup import Setup, pulled, scene
from sim.scene import design_of, levers_of
from sim.study import BASELINE, INTERVENTION, conduct


@dataclass(frozen=True)
class Comparison:
    """What a study of two arms found."""

    setup: Setup
    defection: pd.DataFrame  # as in defection.csv
    movers: pd.DataFrame  # as in movers.csv
    exits: pd.DataFrame  # as in exits.csv
    cohesion: pd.DataFrame  # as in cohesion.csv
    extra: dict[str, float]  # defections that the levers add to a run
    cost_usd: float
    seconds: float


def compare(setup: Setup, progress: Callable[[int, int], None] | None = None) -> Comparison:
    """Run a configuration with its levers and without.

    Raises
    ------
    InputError
        If it cannot be run.
    """
    config, here = setup.config(), scene(setup)
    levers = levers_of(config, here)
    begun = time.perf_counter()
    design = design_of(config, here, {BASELINE: [], INTERVENTION: levers})
    found = conduct(here.world, here.fit, design, progress)
    states = here.world.states
    names = dict(zip(states.iso3, states.name, strict=True))
    return Comparison(
        setup,
        effects.defection(found.runs),
        effects.movers(found.state_runs, names),
        effects.exits(found.runs),
        effects.cohesion(found.runs),
        effects.extra_defections(found.runs),
        sum(lever.cost_usd(states) for lever in levers),
        time.perf_counter() - begun,
    )


def bill(setup: Setup) -> dict[str, float]:
    """What each lever that is pulled costs, in USD.

    Raises
    ------
    InputError
        If a lever cannot be pulled in these years.
    """
    states = scene(setup).world.states
    costs = {name: lever.cost_usd(states) for name, lever in pulled(setup).items()}
    return {name: cost for name, cost in costs.items() if cost}
