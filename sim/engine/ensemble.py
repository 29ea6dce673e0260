"""The fast driver: one replicate, many design points side by side, compiled.

Every lane of a block has the same replicate; what happens in a day of it is ``sim.engine.day``.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled
from sim.engine.buffers import in_lanes
from sim.engine.day import hold_day
from sim.engine.inputs import (
    SENTIMENT,
    ReplicateInputs,
    ScalarWeights,
    Seating,
    replicate_inputs,
    scalar_weights,
)
from sim.engine.learning import wake
from sim.engine.noise import Moves, ReplicateNoise, moves, replicate_noise
from sim.engine.state import InitialState, State, Workspace, allocate_state
from sim.world import NO_SEAT, PRESSURES, TODAY, Pressure, Procedures, Weights, World

# The pressures felt while states lobby, and those that are left out of the sum where no lane has
# any of them; compiled code reads both by name, as fields of a named tuple.
FELT = tuple(name for name, kind in PRESSURES.items() if kind.in_lobbying)
RARE = tuple(name for name, kind in PRESSURES.items() if kind.rare)
Heard = namedtuple("Heard", FELT)  # type: ignore[misc]
Acts = namedtuple("Acts", RARE)  # type: ignore[misc]


class Run(NamedTuple):
    """A replicate of a block of lanes while it is under way, as plain arrays."""

    inputs: ReplicateInputs
    scalar_weights: ScalarWeights
    initial: InitialState
    state: State
    workspace: Workspace
    heard: tuple[np.ndarray, ...]  # a ``Heard``
    acts: tuple[bool, ...]  # an ``Acts``
    motion: np.ndarray  # [T, L]
    rewriting: np.ndarray  # [T, L]
    moves: tuple[Moves, Moves]
    procedures: Procedures
    noise: ReplicateNoise
    taken: np.ndarray  # [B, L] 1, or 0 where a text did not come to the vote
    votes: np.ndarray  # [B, S, L] int8; NOT_TAKEN, ABSENT and NO_SEAT mark who did not vote
    affiliation: np.ndarray  # [T, S, L] at the end of each session


@compiled
def begin(run):
    """Mark every vote as not cast, and load the anti-imperial sentiment of before the first day."""
    run.votes[:], run.taken[:] = NO_SEAT, 1.0
    wake(SENTIMENT, run.initial, run.state)


@compiled
def run_block(run):
    """All days of one replicate for all lanes."""
    begin(run)
    for day in range(run.inputs.day_session.shape[0]):
        hold_day(day, run)


@dataclass(frozen=True)
class Runs:
    """The outcome of a block of lanes."""

    votes: np.ndarray  # [B, S, L] int8
    affiliation: np.ndarray  # [T, S, L] at the end of each session


def set_up(
    world: World,
    weights: Weights,
    pressure: Pressure,
    seed: int,
    replicate: int,
    seating: Seating | None = None,
    procedures: Procedures = TODAY,
    room: Callable[..., list[np.ndarray]] = in_lanes,
) -> Run:
    """A replicate before its first day; see ``simulate``.

    ``room`` makes the arrays that only last while the run is under way: by default this thread's
    own, which its next run takes back.
    """
    agenda = world.agenda
    sessions, states = len(agenda.session_name), len(world.states)
    lanes = pressure.reach.shape[-1]
    if pressure.goodwill.shape != (sessions, states, lanes):
        raise ValueError(
            f"pressure is for {pressure.goodwill.shape[:2]} sessions x states, "
            f"the world has {(sessions, states)}"
        )
    inputs = replicate_inputs(world, weights, seating)
    return Run(
        inputs,
        scalar_weights(weights),
        *allocate_state(world, lanes, inputs.present.shape[1], room),
        Heard(*(getattr(pressure, name) for name in FELT)),
        Acts(*(bool(getattr(pressure, name).any()) for name in RARE)),
        pressure.motion,
        pressure.rewriting,
        moves(world, pressure, seed, replicate),
        procedures,
        replicate_noise(world, weights, seed, replicate),
        np.empty((len(agenda), lanes)),
        np.empty((len(agenda), states, lanes), np.int8),
        np.empty((sessions, states, lanes)),
    )


def simulate(
    world: World,
    weights: Weights,
    pressure: Pressure,
    seed: int,
    replicate: int,
    seating: Seating | None = None,
    procedures: Procedures = TODAY,
) -> Runs:
    """Run one replicate for every lane of ``pressure``; ``seating`` is worked out unless given.

    Raises
    ------
    ValueError
        If the pressure's axes do not fit the world's sessions and states.
    """
    run = set_up(world, weights, pressure, seed, replicate, seating, procedures)
    run_block(run)
    return Runs(run.votes, run.affiliation)
