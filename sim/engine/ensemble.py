"""The fast driver: many runs side by side as the lanes of a block, compiled.

Either lanes are design points of one replicate (``simulate``), or they are replicates of one design
point (``simulate_side_by_side``); a run has the same bits in both. What happens in a day of it is
``sim.engine.day``.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    inputs_side_by_side,
    replicate_inputs,
    scalar_weights,
    weights_by_lane,
)
from sim.engine.learning import wake
from sim.engine.noise import (
    Moves,
    ReplicateNoise,
    moves,
    moves_side_by_side,
    noise_side_by_side,
    replicate_noise,
)
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
    check_axes(world, pressure)
    inputs = replicate_inputs(world, weights, seating)
    lanes = pressure.reach.shape[-1]
    return Run(
        inputs,
        scalar_weights(weights),
        *allocate_state(world, lanes, inputs.present.shape[1], room, ever_present(inputs)),
        _heard(pressure),
        _acts(pressure),
        pressure.motion,
        pressure.rewriting,
        moves(world, pressure, seed, replicate),
        procedures,
        replicate_noise(world, weights, seed, replicate),
        *_outcome(world, lanes),
    )


def check_axes(world: World, pressure: Pressure) -> None:
    """Refuse a pressure of other sessions or states than the world's."""
    axes = len(world.agenda.session_name), len(world.states)
    if (
        pressure.goodwill.shape[:2] != axes
        or pressure.goodwill.shape[2:] != pressure.reach.shape[1:]
    ):
        raise ValueError(
            f"pressure is for {pressure.goodwill.shape[:2]} sessions x states, the world has {axes}"
        )


def ever_present(inputs: ReplicateInputs) -> np.ndarray:
    """The states that are ever in a room, [N] int; of others nothing needs to be known."""
    here = np.arange(inputs.present.shape[1]) < inputs.size[:, None]
    return np.unique(inputs.present[here])


def _heard(pressure: Pressure) -> tuple[np.ndarray, ...]:
    """What is felt while states lobby: a ``Heard``."""
    return Heard(*(getattr(pressure, name) for name in FELT))


def _acts(pressure: Pressure) -> tuple[bool, ...]:
    """Which of the rare pressures any lane has: an ``Acts``."""
    return Acts(*(bool(getattr(pressure, name).any()) for name in RARE))


def _outcome(world: World, lanes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What a run fills: taken, votes, affiliation."""
    ballots, states = len(world.agenda), len(world.states)
    return (
        np.empty((ballots, lanes)),
        np.empty((ballots, states, lanes), np.int8),
        np.empty((len(world.agenda.session_name), states, lanes)),
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


def simulate_side_by_side(
    world: World,
    many: Sequence[Weights],
    pressures: Iterable[Pressure],
    seed: int,
    replicates: Sequence[int],
    seating: Seating | None = None,
    procedures: Sequence[Procedures] | None = None,
) -> Iterator[Runs]:
    """Run several replicates as lanes, once for each design point.

    Parameters
    ----------
    world : one in which all texts come up, and the same states sit in every replicate
    many : [L] the weights of each replicate
    pressures : of each point, a lane for each replicate
    replicates : [L] their numbers
    procedures : [L] the rules in each; they adopt and table alike

    Raises
    ------
    ValueError
        If a pressure's axes do not fit the world, or lanes do not fit together.
    """
    if world.likely is not None:
        raise ValueError("in this world other texts come up in every replicate")
    inputs = inputs_side_by_side(world, many, seating)
    scalars, rules = weights_by_lane(many), _rules_by_lane(procedures or [TODAY] * len(many))
    noise = noise_side_by_side(world, many[0], seed, replicates)
    for pressure in pressures:
        check_axes(world, pressure)
        run = Run(
            inputs,
            scalars,
            *allocate_state(
                world, len(many), inputs.present.shape[1], who=ever_present(inputs), apart=True
            ),
            _heard(pressure),
            _acts(pressure),
            pressure.motion,
            pressure.rewriting,
            moves_side_by_side(world, pressure, seed, replicates),
            rules,
            noise,
            *_outcome(world, len(many)),
        )
        run_block(run)
        yield Runs(run.votes, run.affiliation)


def _rules_by_lane(many: Sequence[Procedures]) -> Procedures:
    """What manoeuvres are worth in each lane; the rules themselves hold in all."""
    first = many[0]
    if any(one[:2] != first[:2] for one in many):
        raise ValueError("lanes of one block need the same rules for tabling and adopting")
    ease, dilution = np.array([one[2:] for one in many], float).T.copy()
    return Procedures(float(first.adopting), float(first.tabling), ease, dilution)
