"""The patterns one step ahead: which would hold if every earlier vote were known?

Votes are drawn from each model's chances, each vote alone: what a text has in common for all is
in its chances only, so the margin of a single text is too sure. A share that fails here is missed
by the model itself; one that holds here and fails when running free is lost on the way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats.qmc import LatinHypercube

from sim.fit.patterns import patterns
from sim.fit.scores import Forecasts
from sim.world import Agenda, States, World

DRAWS = 200  # evenly spread, so that shares of votes come out as the chances say


def patterns_one_step(
    forecasts: dict[str, Forecasts],
    agenda: Agenda,
    states: States,
    world: World,
    signatory: np.ndarray,
    seed: int = 0,
) -> pd.DataFrame:
    """One row a model and pattern, with the columns of ``sim.fit.patterns.patterns``.

    Parameters
    ----------
    forecasts : by model, of votes on ``agenda`` among ``states``
    world : what was forecast of them, as free running has it
    signatory : [S] bool, over the world's states
    """
    tables = []
    for name, given in forecasts.items():
        votes = drawn_votes(given, agenda, states, world, DRAWS, seed)
        tables.append(patterns(world, signatory, votes, seed).assign(model=name))
    table = pd.concat(tables, ignore_index=True)
    return table[["model", *table.columns.drop("model")]]


def drawn_votes(
    forecasts: Forecasts, agenda: Agenda, states: States, world: World, draws: int, seed: int = 0
) -> np.ndarray:
    """Votes drawn from forecasts, [draws, B, S] of the world; who did not vote still does not.

    A Latin hypercube: over the draws every vote comes as often as its chance, to one draw.
    """
    row = {name: b for b, name in enumerate(world.agenda.id)}
    column = {code: i for i, code in enumerate(world.states.iso3)}
    b = np.array([row[agenda.id[k]] for k in forecasts.ballot])
    i = np.array([column[states.iso3[k]] for k in forecasts.state])
    edges = forecasts.chances.cumsum(1)
    drawn = LatinHypercube(len(b), rng=np.random.default_rng(seed)).random(draws)
    votes = np.repeat(world.agenda.recorded[None], draws, 0)
    votes[:, b, i] = (drawn >= edges[:, 0]).astype(np.int8) + (drawn >= edges[:, 1]) - 1
    return votes
