"""Which trials are run together: replicates fill the lanes of a block where arms are few.

A block of lanes costs little more than one lane. Where a trial has many arms they are the lanes;
where it has few, the lanes are replicates and the block is run once for each arm. Votes do not
depend on which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.ensemble import simulate_side_by_side
from sim.engine.inputs import Seating
from sim.levers import pressure_across
from sim.mechanisms.table import pressure_without
from sim.study.trial import Conditions, Trial
from sim.world import Weights, World

MOST = 64  # replicates of a block: more gain little and take more memory
FEWEST_A_LANE = 2  # replicates for each arm, from which on it pays that they are the lanes


@dataclass(frozen=True)
class Batch:
    """Trials of the same arms, by their places among all trials."""

    places: Sequence[int]
    trials: Sequence[Trial]

    def is_wide(self) -> bool:
        """Whether replicates, and not arms, should be the lanes."""
        return len(self.trials) >= FEWEST_A_LANE * max(len(self.trials[0].arms), 1)


def batches(trials: Sequence[Trial], threads: int) -> Iterator[Batch]:
    """All trials, in batches of the same arms under the same mechanisms, in order of their first.

    A batch is no larger than leaves work for every thread.
    """
    alike: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for place, trial in enumerate(trials):
        alike.setdefault((id(trial.arms), trial.off), []).append(place)
    found = []
    for places in alike.values():
        most = min(MOST, -(-len(places) // max(threads, 1)))
        cut = [places[n : n + most] for n in range(0, len(places), most)]
        found += [Batch(some, [trials[n] for n in some]) for some in cut]
    yield from sorted(found, key=lambda batch: batch.places[0])


def votes_side_by_side(
    world: World,
    seating: Seating,
    many: Sequence[Weights],
    given: Sequence[Conditions],
    seed: int,
    numbers: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Votes [B, S, R, A] and affiliation [T, S, R, A] of replicates that are the lanes.

    Parameters
    ----------
    many : [R] the weights of each replicate
    given : [R] its conditions; all have the same levers, under assumptions of their own
    numbers : [R] of the replicates
    """
    arms = range(len(given[0].levers))
    pressures = (
        pressure_without(
            pressure_across(
                given[0].levers[arm], world, [one.assumed_by_arm[arm] for one in given]
            ),
            given[0].off,
        )
        for arm in arms
    )
    rules = [one.procedures for one in given]
    runs = list(simulate_side_by_side(world, many, pressures, seed, numbers, seating, rules))
    return (
        np.stack([run.votes for run in runs], -1),
        np.stack([run.affiliation for run in runs], -1),
    )
