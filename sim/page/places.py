"""Where the states stand on the drawing: rows of a hemicycle, or a network of past agreement."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sim.levers import AFFILIATED
from sim.world import States, World

WIDTH, HEIGHT = 1000.0, 560.0
ROWS = (215.0, 297.0, 379.0, 461.0)  # radii of the hemicycle
CENTRE = (WIDTH / 2, 512.0)
SPREAD = 68.0  # room that a state takes in the network
GROUP_ORDER = (0, 1, 3, 2, 4)  # African, Asia-Pacific, GRULAC, Eastern European, WEOG


def bench_order(states: States, seated: np.ndarray) -> np.ndarray:
    """Who sits where, left to right: the bloc with its organisers first, the rest by group.

    Parameters
    ----------
    seated : positions of the states that sit

    Returns
    -------
    The same positions in the order of the benches.
    """
    rank = np.empty(len(GROUP_ORDER), int)
    rank[list(GROUP_ORDER)] = np.arange(len(GROUP_ORDER))
    bloc = states.affiliation[seated] >= AFFILIATED
    keys = (
        np.array(states.iso3)[seated],
        rank[states.group[seated]],
        ~states.organiser[seated],
        ~bloc,
    )
    return seated[np.lexsort(keys)]


def hemicycle(states: States, seated: np.ndarray) -> dict[int, tuple[float, float]]:
    """The place of every state that sits: x to the right, y down."""
    count = len(seated)
    shares = np.array(ROWS) / sum(ROWS) * count
    seats = np.floor(shares).astype(int)
    for n in np.argsort(seats - shares)[: count - seats.sum()]:
        seats[n] += 1
    spots = []
    for radius, many in zip(ROWS, seats, strict=True):
        for k in range(many):
            angle = np.pi * (1 - (k + 0.5) / many)
            spots.append((float(angle), radius))
    spots.sort(key=lambda spot: (-spot[0], spot[1]))
    x, y = CENTRE
    return {
        int(i): (x + radius * float(np.cos(angle)), y - radius * float(np.sin(angle)))
        for i, (angle, radius) in zip(bench_order(states, seated), spots, strict=True)
    }


Places = dict[int, tuple[float, float]]
Ties = list[tuple[int, int, float]]


def network(world: World, present: np.ndarray) -> tuple[Places, Ties]:
    """The place of everybody in the room, close where they voted alike, and their closest ties."""
    return _network(_Hashed(world), tuple(present.tolist()))


class _Hashed:
    """A world as a key: worlds of the same states and peers share a layout."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.key = world.states.iso3, world.peers.tobytes()

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.key == other.key


@lru_cache(maxsize=16)
def _network(hashed: _Hashed, present: tuple[int, ...]) -> tuple[Places, Ties]:
    from sim.plots.layout import positions, strongest_ties  # loads the house style of figures

    agreement = hashed.world.peers[np.ix_(present, present)].astype(float)
    np.fill_diagonal(agreement, 0.0)
    ties = strongest_ties(agreement, 3)
    size = np.full(len(present), SPREAD)
    found = positions(agreement, ties, (WIDTH, HEIGHT), size)
    places = {i: (float(x), float(HEIGHT - y)) for i, (x, y) in zip(present, found, strict=True)}
    return places, [(present[a], present[b], float(agreement[a, b])) for a, b in ties]
