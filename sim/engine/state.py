"""The memory of every state, a copy a lane so that runs can part; and the working arrays.

How it changes from day to day is in ``sim.engine.learning``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.engine.buffers import in_lanes
from sim.world import GROUPS, ROOM, World

OF_A_SLOT = ("record", "habit", "last", "council", "groups", "group_habit")


class InitialState(NamedTuple):
    """What is remembered before the first day, the same in all lanes: ``Memory``, slots first."""

    record: np.ndarray  # [K, S]
    habit: np.ndarray  # [K, S]
    last: np.ndarray  # [K, S]
    council: np.ndarray  # [K]
    groups: np.ndarray  # [K, G]
    group_habit: np.ndarray  # [K, G]
    who: np.ndarray  # [N] int: the states whose memory is ever asked for


class State(NamedTuple):
    """What is remembered, in lanes; changed in place as the sessions go by.

    The fields are those of ``Memory``. A slot is asleep, its lanes without meaning, until a ballot
    needs it: ``wake`` of ``sim.engine.learning``.
    """

    asleep: np.ndarray  # [K] bool
    seen: np.ndarray  # [S, K], or [S, K, L] where lanes are replicates; so are the other two
    record: np.ndarray  # [K, S, L]
    habit: np.ndarray  # [K, S, L]
    last: np.ndarray  # [K, S, L]
    council: np.ndarray  # [K, L]
    council_seen: np.ndarray  # [K] or [K, L]
    groups: np.ndarray  # [K, G, L]
    group_habit: np.ndarray  # [K, G, L]
    groups_seen: np.ndarray  # [G, K] or [G, K, L]
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
    world: World,
    lanes: int,
    places: int = 0,
    room: Callable[..., list[np.ndarray]] = in_lanes,
    who: np.ndarray | None = None,
    apart: bool = False,
) -> tuple[InitialState, State, Workspace]:
    """The starting memory, arrays for what ``lanes`` runs make of it, and a workspace.

    Parameters
    ----------
    places : how many may be in a room
    room : arrays from ``in_lanes`` are good until the thread asks for the next ones
    who : [N] int, the states whose memory is ever asked for; all, unless given
    apart : lanes are replicates: in each another may be away, so that each counts for itself who
        was asked how often
    """
    memory, (states, slots) = world.memory, world.memory.seen.shape
    before = {n: np.ascontiguousarray(getattr(memory, n).T, float) for n in OF_A_SLOT}
    initial = InitialState(**before, who=np.arange(states) if who is None else who)
    of_state, on_desk = (slots, states, lanes), (places, lanes)
    record, habit, last, council, groups, group_habit, affiliation, mandate, *workspace = room(
        *[of_state] * 3, (slots, lanes), *[(slots, len(GROUPS), lanes)] * 2, *[(states, lanes)] * 2,
        *[on_desk] * 4, (ROOM + 1, lanes),
    )  # fmt: skip

    def counted(seen: np.ndarray) -> np.ndarray:
        return np.repeat(seen[..., None].astype(float), lanes, -1) if apart else seen.astype(float)

    affiliation[:] = memory.affiliation[:, None]
    mandate[:] = 1.0
    state = State(
        asleep=np.ones(slots, bool),
        seen=counted(memory.seen),
        record=record,
        habit=habit,
        last=last,
        council=council,
        council_seen=counted(memory.council_seen),
        groups=groups,
        group_habit=group_habit,
        groups_seen=counted(memory.groups_seen),
        affiliation=affiliation,
        mandate=mandate,
    )
    return initial, state, Workspace(*workspace)
