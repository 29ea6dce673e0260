"""The memory of every state, a copy a lane so that runs can part; and the working arrays.

How it changes from day to day is in ``sim.engine.learning``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.engine.buffers import in_lanes
from sim.world import GROUPS, ROOM, World


class InitialState(NamedTuple):
    """What is remembered before the first day, the same in all lanes: ``Memory``, slots first."""

    record: np.ndarray  # [K, S]
    habit: np.ndarray  # [K, S]
    last: np.ndarray  # [K, S]
    council: np.ndarray  # [K]
    groups: np.ndarray  # [K, G]
    group_habit: np.ndarray  # [K, G]


class State(NamedTuple):
    """What is remembered, in lanes; changed in place as the sessions go by.

    The fields are those of ``Memory``. A slot is asleep, its lanes without meaning, until a ballot
    needs it: ``wake`` of ``sim.engine.learning``.
    """

    asleep: np.ndarray  # [K] bool
    seen: np.ndarray  # [S, K]
    record: np.ndarray  # [K, S, L]
    habit: np.ndarray  # [K, S, L]
    last: np.ndarray  # [K, S, L]
    council: np.ndarray  # [K, L]
    council_seen: np.ndarray  # [K]
    groups: np.ndarray  # [K, G, L]
    group_habit: np.ndarray  # [K, G, L]
    groups_seen: np.ndarray  # [G, K]
    affiliation: np.ndarray  # [S, L]
    mandate: np.ndarray  # [S, L] what is left of the mandates on a state, 0 to 1


class Workspace(NamedTuple):
    """Working arrays of one ballot; nothing in them is carried over to the next."""

    start: np.ndarray  # [A, L] leanings before anyone lobbies
    half_band: np.ndarray  # [A, L] half-width of the abstention band
    leaning: np.ndarray  # [A, L] leanings after the last round of lobbying
    said: np.ndarray  # [A, L] what others hear of each leaning, -1 to 1
    voiced: np.ndarray  # [V, L] means of what groups of speakers say, heard by everybody


def allocate_state(
    world: World, lanes: int, places: int = 0, room: Callable[..., list[np.ndarray]] = in_lanes
) -> tuple[InitialState, State, Workspace]:
    """The starting memory, arrays for what ``lanes`` runs make of it, and a workspace.

    ``places`` is how many may be in a room. Arrays from ``in_lanes`` are good until the thread
    asks for the next ones.
    """
    memory, (states, slots) = world.memory, world.memory.seen.shape
    initial = InitialState(
        *(np.ascontiguousarray(getattr(memory, name).T, float) for name in InitialState._fields)
    )
    of_state, on_desk = (slots, states, lanes), (places, lanes)
    record, habit, last, council, groups, group_habit, affiliation, mandate, *workspace = room(
        *[of_state] * 3, (slots, lanes), *[(slots, len(GROUPS), lanes)] * 2, *[(states, lanes)] * 2,
        *[on_desk] * 4, (ROOM + 1, lanes),
    )  # fmt: skip
    affiliation[:] = memory.affiliation[:, None]
    mandate[:] = 1.0
    state = State(
        asleep=np.ones(slots, bool),
        seen=memory.seen.astype(float),
        record=record,
        habit=habit,
        last=last,
        council=council,
        council_seen=memory.council_seen.astype(float),
        groups=groups,
        group_habit=group_habit,
        groups_seen=memory.groups_seen.astype(float),
        affiliation=affiliation,
        mandate=mandate,
    )
    return initial, state, Workspace(*workspace)
