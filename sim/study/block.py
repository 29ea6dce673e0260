"""A block: arms of one replicate that share a Council.

Here the settings of levers become pressure on the states, and the engine, or the Mesa model, is
called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.ensemble import Runs, simulate
from sim.engine.inputs import Seating
from sim.levers import Lever, pressure_of, pressures_of
from sim.mechanisms.table import pressure_without
from sim.world import Pressure, Procedures, Weights, World


@dataclass(frozen=True)
class Block:
    """Everything that a driver needs to run some arms of a replicate."""

    arms: Sequence[int]  # their places among those of the trial
    world: World  # with the members who sit in this replicate
    seating: Seating
    weights: Weights
    procedures: Procedures
    levers: Sequence[Sequence[Lever]]  # of each arm
    assumed: Sequence[dict[str, float]]  # the assumptions under which each arm's levers work
    off: tuple[str, ...]  # mechanisms that are switched off
    seed: int
    replicate: int

    def pressure(self) -> Pressure:
        """What the levers add, a lane for each arm."""
        return pressure_without(pressures_of(self.levers, self.world, self.assumed), self.off)

    def pressure_alone(self, arm: int) -> Pressure:
        """What the levers of one arm add: the same, bit for bit, as its lane of ``pressure``."""
        levers, assumed = list(self.levers[arm]), self.assumed[arm]
        return pressure_without(pressure_of(levers, self.world, assumed), self.off)

    def run(self, driver: str) -> Runs:
        """Votes and affiliation of its arms: by ``mesa`` or ``ensemble``, bit for bit the same."""
        if driver == "mesa":
            return self._with_mesa()
        return simulate(
            self.world, self.weights, self.pressure(), self.seed, self.replicate, self.seating,
            self.procedures,
        )  # fmt: skip

    def _with_mesa(self) -> Runs:
        from sim.mesa_model.model import (
            CouncilModel,  # a second and a half to import; only where it is asked for
        )

        votes, affiliation, agenda = [], [], self.world.agenda
        last = [np.flatnonzero(agenda.session == t)[-1] for t in range(len(agenda.session_name))]
        closing = agenda.day[last]
        for arm in range(len(self.levers)):
            model = CouncilModel(
                self.world, self.weights, self.pressure_alone(arm), self.replicate, self.seed,
                self.seating, self.procedures,
            )  # fmt: skip
            days = []
            while model.running:
                model.step()
                days.append([agent.affiliation for agent in model.members])
            votes.append(model.votes)
            affiliation.append(np.array(days)[closing])
            model.remove_all_agents()
        return Runs(np.stack(votes, -1), np.stack(affiliation, -1))
