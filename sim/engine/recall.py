"""Memory of recorded votes: before a simulation, the engine's learning is fed with real votes.

One and the same learning fills the memory that a fit ends with, and carries it on from there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.council.room import compositions, furnish
from sim.engine.hearing import places, speakers
from sim.engine.inputs import ReplicateInputs, ScalarWeights, of_agenda
from sim.engine.learning import learn, wake
from sim.engine.state import State, allocate_state
from sim.world import STRANDS, Agenda, Memory, States, World


class Speeds(NamedTuple):
    """How fast memory follows what is new: the slowest rates, 0 to 1."""

    series: float
    target: float
    strand: float
    council: float
    affiliation: float
    abstention_credit: float


def only_learning(speeds: Speeds, weight: str | None = None) -> ScalarWeights:
    """Weights of 0, but the one that is named, which is 1; memory has these speeds."""
    values = dict.fromkeys(ScalarWeights._fields, 0.0)
    values |= {
        "rate_series": speeds.series,
        "rate_target": speeds.target,
        "rate_strand": speeds.strand,
        "rate_council": speeds.council,
        "rate_affiliation": speeds.affiliation,
        "abstention_credit": speeds.abstention_credit,
    }
    if weight:
        values[weight] = 1.0
    return ScalarWeights(**{field: float(value) for field, value in values.items()})


def inputs_of_record(
    agenda: Agenda,
    states: States,
    day_room: np.ndarray,
    seated: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> ReplicateInputs:
    """Inputs in which nobody leans anywhere and nobody is heard; ``seated`` is as of ``places``."""
    size, present, sits = seated
    nobody = speakers(np.zeros((0, 0, 0)))
    return ReplicateInputs(
        **of_agenda(agenda, states),
        base=np.zeros((len(agenda), len(states))),
        band=np.zeros((len(STRANDS), len(states))),
        day_room=day_room,
        size=size,
        present=present,
        sits=sits,
        voices=nobody,
        peers=nobody,
        donors=nobody,
        openness=np.zeros((0, 0)),
    )


def awake(agenda: Agenda, states: States, memory: Memory) -> State:
    """The state of one run in which every slot of the agenda is remembered.

    Raises
    ------
    ValueError
        If the memory is not of these states and of the agenda's slots.
    """
    shape = (len(states), len(agenda.slot_name))
    if memory.seen.shape != shape:
        raise ValueError(f"memory of {memory.seen.shape} states and slots; wanted is {shape}")
    none = np.zeros((0, 0))
    initial, state, _ = allocate_state(World(states, agenda, memory, none, none, none), 1)
    for k in range(len(agenda.slot_name)):
        wake(k, initial, state)
    return state


def recalled(agenda: Agenda, states: States, memory: Memory, speeds: Speeds) -> Memory:
    """What is remembered after the recorded votes of an agenda, the last of them included.

    Parameters
    ----------
    agenda : with its recorded votes, over ``states``
    memory : what was remembered before its first vote
    """
    met, day_room = compositions(agenda)
    alike = np.zeros((len(states), len(states)))
    rooms = [furnish(states, alike, agenda.sits[ballot]) for ballot in met]
    inputs = inputs_of_record(agenda, states, day_room, places(rooms))
    state = awake(agenda, states, memory)
    votes = np.ascontiguousarray(agenda.recorded[:, :, None])
    taken, tabled = np.ones((len(agenda), 1)), np.ones(len(agenda)) > 0
    weights = only_learning(speeds)
    for day in range(len(inputs.day_session)):
        first, last = (int(inputs.day_first[day + n]) for n in (0, 1))
        learn(first, last, int(day_room[day]), inputs, weights, state, votes, taken, tabled)
    return memory_of(state)


def memory_of(state: State) -> Memory:
    """The memory of a state of one run."""
    # copies: the thread's next run works on the same memory
    return Memory(
        seen=state.seen,
        record=state.record[..., 0].T.copy(),
        habit=state.habit[..., 0].T.copy(),
        last=state.last[..., 0].T.copy(),
        council=state.council[..., 0].copy(),
        council_seen=state.council_seen,
        groups=state.groups[..., 0].T.copy(),
        group_habit=state.group_habit[..., 0].T.copy(),
        groups_seen=state.groups_seen,
        affiliation=state.affiliation[..., 0].copy(),
    )
