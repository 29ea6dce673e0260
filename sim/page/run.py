"""One run to look into: a replicate of the study as a Mesa model that keeps every ballot it took.

The run of replicate R is replicate R of ``lmgsim run``, vote for vote: same weights, same
assumptions, same noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np

from sim.council.line import NO_LINE, modal_vote
from sim.levers import OF_MANOEUVRES, Lever, draw_assumptions, pressure_of
from sim.mechanisms.table import (
    levers_without,
    pressure_without,
    procedures_without,
    weights_without,
)
from sim.mesa_model.model import CouncilModel
from sim.page.pulls import Pulls, pulls_of
from sim.rules.ballot import cut_for_no, cut_for_yes
from sim.study.design import Design
from sim.study.setup import Setup
from sim.world import ABSTAIN, BLOC, NO, YES


@dataclass(frozen=True, slots=True)
class Mind:
    """How one state made up its mind on one ballot."""

    sits: bool
    vote: int
    leaning: float
    pulls: Pulls
    cut_no: float  # it votes no where leaning and chance together lie below minus this
    cut_yes: float  # and yes where they lie above this
    chance: float  # what nobody could know beforehand
    affiliation: float


@dataclass(frozen=True)
class Floor:
    """A ballot that was taken, and everybody who was in the room."""

    ballot: int  # its position on the agenda
    minds: dict[int, Mind]  # by the position of the state
    line: int  # the bloc's, or NO_LINE
    tally: tuple[int, int, int]  # yes, abstain, no
    taken: bool  # False where a motion kept it from the vote
    adopted: bool


class OpenModel(CouncilModel):
    """The Council, ballot by ballot, with everything that moved it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Set up one run, as ``CouncilModel`` does."""
        self.floors: list[Floor] = []
        super().__init__(*given, **named)

    def _take(self, b: int) -> None:
        mandates = list(self.mandate)
        super()._take(b)
        mandate = mandates[self.scrutinised[b]] if self.scrutinised[b] >= 0 else 1.0
        minds = {agent.index: self._mind(agent, b, mandate) for agent in self.present}
        votes = [mind.vote for mind in minds.values() if mind.sits and mind.vote <= YES]
        behind = [
            minds[agent.index].vote
            for agent in self.present
            if agent.organiser and agent.sits and agent.vote <= YES
        ]
        adopted = bool(self.datacollector.tables["ballots"]["adopted"][-1])
        self.floors.append(
            Floor(b, minds, line_of(behind), count(votes), bool(self.taken[b]), adopted)
        )

    def _mind(self, agent: Any, b: int, mandate: float) -> Mind:
        discipline, line = self.weights.discipline, self.voices[BLOC]
        half, loyal = agent.half_band, agent.affiliation
        return Mind(
            sits=agent.sits,
            vote=int(agent.vote),
            leaning=float(agent.leaning),
            pulls=pulls_of(agent, b, mandate, self.carried),
            cut_no=float(cut_for_no(half, discipline, loyal, line)),
            cut_yes=float(cut_for_yes(half, discipline, loyal, line)),
            chance=float(self.noise[b, agent.index]),
            affiliation=float(loyal),
        )

    def close(self) -> None:
        """Let go of everything; Mesa would keep the model for as long as the process lives."""
        self.remove_all_agents()
        ids = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)


def count(votes: list[int]) -> tuple[int, int, int]:
    """Yes, abstain, no."""
    return votes.count(YES), votes.count(ABSTAIN), votes.count(NO)


def line_of(votes: list[int]) -> int:
    """The organisers' line, or NO_LINE."""
    return int(modal_vote(*count(votes)))


def leaves_the_line(vote: int, line: int) -> bool:
    """Whether a vote is a defection, soft or hard: line of yes or no, and another vote."""
    return vote <= YES and line not in (NO_LINE, ABSTAIN) and vote != line


def open_run(setup: Setup, design: Design, levers: list[Lever], replicate: int) -> OpenModel:
    """Replicate ``replicate`` of a study under some of its levers."""
    seed, off = design.seed, design.off
    assumed = draw_assumptions(seed, replicate, design.ranges)
    weights = setup.fit.weights(
        setup.world.states, seed, replicate if design.draw_weights else None
    )
    worth = {name: assumed[name] for name in OF_MANOEUVRES}
    world, pulled = setup.world, levers_without(levers, off)
    if design.membership is not None:
        world = design.membership.seated(world, pulled, off, assumed, seed, replicate)
    return OpenModel(
        world,
        weights_without(weights, off),
        pressure_without(pressure_of(pulled, world, assumed), off),
        replicate,
        seed,
        procedures=procedures_without(design.procedures._replace(**worth), off),
    )


def recorded_line(recorded: np.ndarray, organiser: np.ndarray) -> int:
    """The line of the recorded votes [S] of one ballot."""
    return line_of([int(v) for v in recorded[organiser] if v <= YES])
