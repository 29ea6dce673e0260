"""The Council as a Mesa model whose days are run by compiled code: to watch and to sweep in Mesa.

Its agents read the arrays of the run; whoever wants to see a state make up its mind
step by step looks at ``sim.mesa_model.model``. The votes of both are the same, bit for bit.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np

from sim.council.majority import share_needed
from sim.council.tally import is_adopted
from sim.engine.day import hold_day
from sim.engine.ensemble import begin, set_up
from sim.engine.inputs import Seating, rooms_of
from sim.mesa_model.collector import collector, enter
from sim.world import (
    NO_SEAT,
    TODAY,
    YES,
    Pressure,
    Procedures,
    Weights,
    World,
)


class StateView(mesa.Agent):
    """One member state of the United Nations, as the run has it at this moment."""

    model: Any  # the CompiledCouncilModel it looks into

    def __init__(self, model: Any, index: int) -> None:
        """A view of one state."""
        super().__init__(model)
        states = model.world.states
        self.index = index
        self.iso3 = states.iso3[index]
        self.group = int(states.group[index])
        self.organiser = bool(states.organiser[index])

    @property
    def vote(self) -> int:
        """The last vote of the day: -1, 0, 1, or NO_SEAT and its like."""
        return int(self.model.last_votes[self.index])

    @property
    def affiliation(self) -> float:
        """How close the state stands to the bloc, 0 to 1."""
        return float(self.model.affiliation[self.index])


class CompiledCouncilModel(mesa.Model):
    """The Council over an agenda, a voting day a step, with the arguments of ``CouncilModel``."""

    def __init__(
        self,
        world: World,
        weights: Weights,
        pressure: Pressure | None = None,
        replicate: int = 0,
        rng: int = 0,
        seating: Seating | None = None,
        procedures: Procedures = TODAY,
    ) -> None:
        """Set up one run; ``rng`` is the seed and ``replicate`` the number of the run."""
        super().__init__(rng=rng)
        agenda = world.agenda
        self.world, self.weights, self.procedures = world, weights, procedures
        pressure = pressure or Pressure.neutral(len(agenda.session_name), len(world.states))
        if pressure.reach.shape[-1] != 1:
            raise ValueError("a model is one run: its pressure must have one lane")
        seating = seating or rooms_of(world)
        self.engine_run = set_up(
            world, weights, pressure, rng, replicate, seating, procedures, _of_its_own
        )
        begin(self.engine_run)
        self.votes = self.engine_run.votes[..., 0]
        self.affiliation = self.engine_run.state.affiliation[:, 0]
        self.last_votes = np.full(len(world.states), NO_SEAT, np.int8)
        self.day, self.days = 0, int(agenda.day[-1]) + 1
        self.adopted_today = 0
        self.members = [StateView(self, index) for index in range(len(world.states))]
        self.datacollector = collector()
        self.running = True

    def step(self) -> None:
        """One voting day."""
        hold_day(self.day, self.engine_run)
        first, last = self.engine_run.inputs.day_first[self.day : self.day + 2]
        held = [b for b in range(first, last) if self.engine_run.noise.tabled[b]]
        self.adopted_today = sum(self._enter(b) for b in held)
        if held:
            self.last_votes = self.votes[held[-1]]
        self.datacollector.collect(self)
        self.day += 1
        self.running = self.day < self.days

    def run(self) -> np.ndarray:
        """All remaining days; returns the votes [B, S] int8."""
        while self.running:
            self.step()
        return self.votes

    def _enter(self, b: int) -> bool:
        """Enter a ballot in the table of ballots; whether it was adopted."""
        agenda, votes = self.world.agenda, self.votes[b]
        yes, abstain, no = (int(np.count_nonzero(votes == v)) for v in (YES, 0, -1))
        share = float(share_needed(agenda.kind[b], self.procedures.adopting))
        adopted = bool(self.engine_run.taken[b, 0]) and bool(is_adopted(yes, no, share))
        enter(self.datacollector, agenda.id[b], (yes, abstain, no), votes, adopted)
        return adopted


def _of_its_own(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Arrays that last as long as the model."""
    return [np.empty(shape) for shape in shapes]
