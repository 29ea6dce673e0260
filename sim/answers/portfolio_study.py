"""A portfolio as a study: what many mixes of levers do in the same uncertain worlds.

A world is one draw of the assumptions; in each the model votes in a few replicates, with their own
weights and chance. All mixes share worlds and replicates, and replicates of one set (search,
choice, test) are never those of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.answers.portfolio_levers import PricedLever
from sim.errors import InputError
from sim.levers import Lever
from sim.measures import COMPARED, GOALS, OUTCOMES, measure_of
from sim.pool import Progress
from sim.study.experiment import Experiment
from sim.study.trial import Trial
from sim.sweep.rows import rows_of

USUAL_GOALS = ("margin", "adoptions", "defections", "cohesion")


@dataclass(frozen=True)
class Worlds:
    """A set of worlds: ``number`` of them, with ``replicates`` in each, from ``first`` on."""

    first: int
    number: int
    replicates: int

    def world_of(self, n: int) -> int:
        """The replicate whose draw of the assumptions the n-th run has."""
        return self.first + n // self.replicates * self.replicates


def effects_of(
    experiment: Experiment,
    mixes: Sequence[Sequence[Lever]],
    worlds: Worlds,
    goals: Sequence[str],
    progress: Progress | None = None,
) -> np.ndarray:
    """Differences of mixes from the baseline without any lever, [mixes, worlds, goals].

    Each is the mean over the replicates of a world, in the measure's own direction. The arms of
    the experiment's design are not used.
    """
    number = worlds.number * worlds.replicates
    columns = [len(OUTCOMES) + COMPARED.index(GOALS[goal]) for goal in goals]
    arms: list[Sequence[Lever]] = [[], *mixes]
    trials = (Trial(arms, worlds.first + n, assumptions=worlds.world_of(n)) for n in range(number))
    found = np.empty((number, len(mixes), len(goals)))
    for n, rows in enumerate(experiment.run(trials, lambda run: rows_of(run)[:, columns])):
        found[n] = rows
        if progress:
            progress(n + 1, number)
    by_world = found.reshape(worlds.number, worlds.replicates, len(mixes), len(goals))
    return np.moveaxis(np.nan_to_num(by_world).mean(1), 1, 0)


def direction(side: str, goals: Sequence[str]) -> np.ndarray:
    """1 where a side wants more of a goal's measure, -1 where less, [G].

    Raises
    ------
    InputError
        For a goal that there is not, or one named twice.
    """
    for goal in goals:
        if goal not in GOALS:
            raise InputError(f"outcome={','.join(goals)}: {goal!r} is none of {', '.join(GOALS)}")
    if len(set(goals)) < len(goals):
        raise InputError(f"outcome={','.join(goals)} names one of them twice")
    sign = 1.0 if side == "democracies" else -1.0
    return np.array([measure_of(GOALS[goal]).wanted * sign for goal in goals])


def levers_at_cost(priced_levers: Sequence[PricedLever], spending: np.ndarray) -> list[Lever]:
    """The levers of a mix, as far as they can be pulled for what is spent on each [F]."""
    levers = (
        priced.at_cost(float(usd)) for priced, usd in zip(priced_levers, spending, strict=True)
    )
    return [lever for lever in levers if lever is not None]
