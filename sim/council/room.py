"""Who is in the room and who listens to whom: the network of one membership of the Council.

The members who sit are there, and with them the donors that never leave the corridors. The
tie from one to another is a weighted sum of layers (same regional group, shared
organisations, past agreement), each normalised so that what a state hears of a layer is an
average. Sources: [inboden2023] bloc and n. 23; [cow_igo].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.world import DONORS, Agenda, States, Weights

if TYPE_CHECKING:
    import networkx as nx

CORRIDOR_DONORS = ("usa", "japan", "gulf", "china", "russia")


@dataclass(frozen=True)
class Room:
    """One composition. A is the number of states present, V the voices heard by everyone."""

    present: np.ndarray  # [A] positions of the states, in order
    sits: np.ndarray  # [A] bool
    layers: np.ndarray  # [len(LAYERS), A, A] averaging weights, each row sums to 1 or is 0
    voices: np.ndarray  # [V, A] averaging weights: donors, democracies, bloc, whole room
    freedom: np.ndarray  # [A] in the year of the room
    ties: np.ndarray  # [A, D] what aid ties them to each donor with, in that year

    def peers(self, weights: Weights) -> np.ndarray:
        """The network [A, A]: row hears column."""
        network = np.zeros(self.layers.shape[1:])
        for weight, layer in zip(weights.layers, self.layers, strict=True):
            network = network + weight * layer
        return network

    def graph(self, weights: Weights) -> nx.DiGraph:
        """The same network as a graph: an edge from listener to speaker, with its weight."""
        import networkx as nx

        graph = nx.DiGraph()
        graph.add_nodes_from(range(len(self.present)))
        network = self.peers(weights)
        for listener, speaker in zip(*np.nonzero(network), strict=True):
            graph.add_edge(int(listener), int(speaker), weight=float(network[listener, speaker]))
        return graph


def _rows_to_averages(ties: np.ndarray) -> np.ndarray:
    total = ties.sum(axis=1, keepdims=True)
    return np.divide(ties, total, out=np.zeros_like(ties), where=total > 0)


def furnish(states: States, agreement: np.ndarray, seats: np.ndarray) -> Room:
    """The room when ``seats`` [S] bool hold a seat.

    Parameters
    ----------
    states : as they are in the year of the room
    agreement : [S, S], 0 to 1
    """
    corridor = np.zeros(len(states), bool)
    for donor in CORRIDOR_DONORS:
        corridor |= states.donor[DONORS.index(donor)]
    present = np.flatnonzero(seats | corridor)
    sits = seats[present]
    here = states.subset(present)

    region = (here.group[:, None] == here.group[None, :]).astype(float)
    shared = here.organisations.astype(float) @ here.organisations.T.astype(float)
    agree = agreement[np.ix_(present, present)].astype(float)
    layers = np.stack([region, shared, agree])
    layers[:, :, ~sits] = 0.0
    for layer in layers:
        np.fill_diagonal(layer, 0.0)
    layers = np.stack([_rows_to_averages(layer) for layer in layers])

    speakers = np.vstack([here.donor, here.democracy & sits, here.organiser & sits, sits])
    voices = _rows_to_averages(speakers.astype(float))
    return Room(present, sits, layers, voices, here.freedom, here.ties)


def first_ballots(agenda: Agenda) -> np.ndarray:
    """The first ballot of each voting day, [days] int."""
    return np.searchsorted(agenda.day, np.arange(int(agenda.day[-1]) + 1)).astype(np.int64)


def compositions(agenda: Agenda) -> tuple[list[int], np.ndarray]:
    """The distinct compositions of the Council, by first ballot, and which one a day has [days].

    Each year has its own, since what is known of states changes with the year.
    """
    known: dict[tuple[int, bytes], int] = {}
    met: list[int] = []
    first = first_ballots(agenda)
    day_room = np.zeros(len(first), np.int64)
    for day, ballot in enumerate(first.tolist()):
        key = (int(agenda.year[ballot]), agenda.sits[ballot].tobytes())
        which = known.setdefault(key, len(met))
        if which == len(met):
            met.append(ballot)
        day_room[day] = which
    return met, day_room
