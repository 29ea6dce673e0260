"""A portfolio as a study: what many mixes of levers do in the same uncertain worlds.

A world is one draw of the assumptions; in each the model votes in a few replicates, with their own
weights and chance. All mixes share worlds and replicates, and replicates of one set (search,
choice, test) are never those of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.answers.compare_study import in_parallel
from sim.answers.portfolio_levers import PricedLever
from sim.engine.inputs import Seating, rooms_of
from sim.engine.noise import tabled
from sim.errors import InputError
from sim.levers import Lever, draw_assumptions
from sim.measures import COMPARED, GOALS, OUTCOMES, measure_of
from sim.mechanisms.table import procedures_without
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.study import bloc_of, run_lanes
from sim.sweep.rows import rows_of

USUAL_GOALS = ("defections", "adoptions", "margin", "cohesion")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Worlds:
    """A set of worlds: ``number`` of them, with ``replicates`` in each, from ``first`` on."""

    first: int
    number: int
    replicates: int

    def world_of(self, n: int) -> int:
        """The replicate whose draw of the assumptions the n-th run has."""
        return self.first + n // self.replicates * self.replicates


@dataclass(frozen=True)
class Field:
    """Where mixes are tried: the Council, and how it is run."""

    setup: Setup
    design: Design
    seating: Seating

    @classmethod
    def of(cls, setup: Setup, design: Design) -> Field:
        """The Council of a setup; the arms of the design are not used."""
        return cls(setup, design, rooms_of(setup.world))

    def effects(
        self,
        mixes: Sequence[Sequence[Lever]],
        worlds: Worlds,
        goals: Sequence[str],
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Differences from the baseline without any lever, [mixes, worlds, goals].

        Each is the mean over the replicates of a world, in the measure's own direction.
        """
        number = worlds.number * worlds.replicates
        columns = [len(OUTCOMES) + COMPARED.index(GOALS[goal]) for goal in goals]
        pulled = [list(levers) for levers in mixes]
        found = np.empty((number, len(pulled), len(goals)))

        def run(n: int) -> np.ndarray:
            return self._one(pulled, worlds.first + n, worlds.world_of(n))[:, columns]

        for n, rows in enumerate(in_parallel(self.design.threads, run, range(number))):
            found[n] = rows
            if progress:
                progress(n + 1, number)
        by_world = found.reshape(worlds.number, worlds.replicates, len(pulled), len(goals))
        return np.moveaxis(np.nan_to_num(by_world).mean(1), 1, 0)

    def _one(self, mixes: list[list[Lever]], replicate: int, world_draw: int) -> np.ndarray:
        design, world = self.design, self.setup.world
        assumed = draw_assumptions(design.seed, world_draw, design.ranges)
        arms: list[list[Lever]] = [[], *mixes]
        drawn = replicate if design.draw_weights else None
        runs = run_lanes(
            world, self.setup.fit, design, self.seating, replicate, drawn, arms,
            [assumed] * len(arms), assumed,
        )  # fmt: skip
        affiliate, organiser = bloc_of(world)
        return rows_of(
            runs.votes, runs.affiliation, world.agenda.kind, affiliate, organiser,
            tabled(world, design.seed, replicate),
            procedures_without(design.procedures, design.off).adopting,
        )  # fmt: skip


def direction(side: str, goals: Sequence[str]) -> np.ndarray:
    """1 where a side wants more of a goal's measure, -1 where less, [G].

    Raises
    ------
    InputError
        For a goal that there is not, or one named twice.
    """
    for goal in goals:
        if goal not in GOALS:
            raise InputError(f"goals={','.join(goals)}: {goal!r} is none of {', '.join(GOALS)}")
    if len(set(goals)) < len(goals):
        raise InputError(f"goals={','.join(goals)} names one of them twice")
    sign = 1.0 if side == "democracies" else -1.0
    return np.array([measure_of(GOALS[goal]).wanted * sign for goal in goals])


def levers_at_cost(priced_levers: Sequence[PricedLever], spending: np.ndarray) -> list[Lever]:
    """The levers of a mix, as far as they can be pulled for what is spent on each [F]."""
    levers = (
        priced.at_cost(float(usd)) for priced, usd in zip(priced_levers, spending, strict=True)
    )
    return [lever for lever in levers if lever is not None]
