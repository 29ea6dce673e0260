"""An experiment: replicates of arms in one Council, under one fit and one set of rules.

Every arm of a replicate has the same weights, the same assumptions and the same noise for
every decision (common random numbers), so a difference between arms is the levers' doing.
A replicate draws weights and assumptions anew, so the spread over replicates carries what is
not known about them as well as chance.

Whatever is run is asked for as trials: a run, a comparison, a portfolio, a sweep, a replay and
the page differ in their trials and in what they keep of each replicate, and in nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from sim.engine.inputs import Seating, rooms_of
from sim.engine.noise import tabled
from sim.levers import Lever
from sim.mechanisms.table import weights_without
from sim.pool import in_order
from sim.study.block import Block
from sim.study.design import Design
from sim.study.replicate import Replicate, Together, bloc_of
from sim.study.setup import Setup
from sim.study.side_by_side import Batch, batches, votes_side_by_side
from sim.study.trial import Conditions, Trial, conditions_of
from sim.world import Weights, World

__all__ = ["Experiment", "Replicate", "bloc_of"]

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Experiment:
    """A Council and how it is run: everything that replicates of any arms have in common."""

    setup: Setup
    design: Design

    @cached_property
    def seating(self) -> Seating:
        """Who is in which room, where the Council sits as it was recorded."""
        return rooms_of(self.setup.world)

    def trials(self, numbers: Iterable[int]) -> Iterator[Trial]:
        """The arms of the design in each of these replicates."""
        arms = list(self.design.arms.values())
        return (Trial(arms, number) for number in numbers)

    def run(self, trials: Iterable[Trial], keep: Callable[[Replicate], Kept]) -> Iterator[Kept]:
        """What is kept of each trial, in the order of the trials.

        The trials are run in the threads of the design, and where they have few arms many of them
        as one block; what is found does not depend on either.
        """
        if self.setup.membership is None:
            _ = self.seating  # made once, before threads ask for it
        asked, threads = list(trials), self.design.threads
        waiting: dict[int, Kept] = {}
        following = 0

        def work(batch: Batch) -> list[tuple[int, Kept]]:
            found = self._replicates(batch)
            return [(place, keep(one)) for place, one in zip(batch.places, found, strict=True)]

        for done in in_order(threads, work, batches(asked, threads)):
            waiting.update(done)
            while following in waiting:
                yield waiting.pop(following)
                following += 1

    def replicate(self, trial: Trial) -> Replicate:
        """Run one trial."""
        conditions = conditions_of(trial, self.design)
        blocks = self._blocks(trial.number, conditions)
        runs = [block.run(self.design.driver) for block in blocks]
        votes, affiliation = runs[0].votes, runs[0].affiliation
        if len(blocks) > 1:
            back = np.argsort([arm for block in blocks for arm in block.arms])
            votes = np.concatenate([part.votes for part in runs], -1)[..., back]
            affiliation = np.concatenate([part.affiliation for part in runs], -1)[..., back]
        comes_up = tabled(self.setup.world, self.design.seed, trial.number)
        sits = next(block.world.agenda.sits for block in blocks if 0 in block.arms)
        alone = Together(
            self.setup.world,
            comes_up,
            conditions.procedures.adopting,
            votes[:, :, None],
            affiliation[:, :, None],
        )
        return Replicate(trial.number, conditions, sits, alone, 0)

    def _replicates(self, batch: Batch) -> Iterator[Replicate]:
        """Run trials of the same arms: as one block where replicates share a Council."""
        world = self.setup.world
        alike = self.setup.membership is None and world.likely is None
        if not (alike and self.design.driver == "ensemble" and batch.is_wide()):
            yield from map(self.replicate, batch.trials)
            return
        given = [conditions_of(trial, self.design) for trial in batch.trials]
        votes, affiliation = votes_side_by_side(
            world,
            self.seating,
            [self._weights(one) for one in given],
            given,
            self.design.seed,
            [trial.number for trial in batch.trials],
        )
        comes_up = np.ones(len(world.agenda), bool)
        adopting = given[0].procedures.adopting
        together = Together(world, comes_up, adopting, votes, affiliation)
        for place, (trial, one) in enumerate(zip(batch.trials, given, strict=True)):
            yield Replicate(trial.number, one, world.agenda.sits, together, place)

    def blocks(self, trial: Trial) -> list[Block]:
        """A trial before its first day: its arms, those that share a Council together."""
        return self._blocks(trial.number, conditions_of(trial, self.design))

    def councils(self, trial: Trial) -> list[World]:
        """The world of each arm, with the members who sit in this replicate."""
        conditions = conditions_of(trial, self.design)
        found = {n: world for arms, world in self._councils(trial.number, conditions) for n in arms}
        return [found[n] for n in range(len(trial.arms))]

    def _blocks(self, number: int, given: Conditions) -> list[Block]:
        setup, seed, weights = self.setup, self.design.seed, self._weights(given)
        return [
            Block(
                arms,
                world,
                self.seating if setup.membership is None else rooms_of(world),
                weights,
                given.procedures,
                [given.levers[n] for n in arms],
                [given.assumed_by_arm[n] for n in arms],
                given.off,
                seed,
                number,
            )
            for arms, world in self._councils(number, given)
        ]

    def _weights(self, given: Conditions) -> Weights:
        states = self.setup.world.states
        drawn = self.setup.fit.weights(states, self.design.seed, given.draw)
        return weights_without(drawn, given.off)

    def _councils(self, number: int, given: Conditions) -> list[tuple[list[int], World]]:
        """Arms that share a Council, and the Council they share."""
        world, membership = self.setup.world, self.setup.membership
        if membership is None:
            return [(list(range(len(given.levers))), world)]
        together: dict[object, list[int]] = {}
        for arm, levers in enumerate(given.levers):
            on_seats = _on_seats(levers)
            assumed = tuple(given.assumed_by_arm[arm].values()) if on_seats else ()
            together.setdefault((on_seats, assumed), []).append(arm)
        found = []
        for arms in together.values():
            on_seats, assumed_here = _on_seats(given.levers[arms[0]]), given.assumed_by_arm[arms[0]]
            here = membership.seated(
                world, on_seats, given.off, assumed_here, self.design.seed, number
            )
            found.append((arms, here))
        return found


def _on_seats(levers: list[Lever]) -> tuple[Lever, ...]:
    return tuple(lever for lever in levers if type(lever).seat is not Lever.seat)
