"""Where the states of the network stand: close where they vote alike, apart enough to be read."""

from __future__ import annotations

import numpy as np

SEED = 1  # of the spring layout; it starts from a layout without chance
PUSHES = 600
ROW = 1.15  # distance of the discs of the bottom row, in diameters
EVEN = 0.8  # how far places follow ranks, so that no corner is empty or crowded


Ties = list[tuple[int, int]]


def strongest_ties(agreement: np.ndarray, each: int) -> Ties:
    """The ``each`` strongest ties of every state, without repetition, in order."""
    ties = set()
    for i, row in enumerate(agreement):
        best = np.argsort(-row, kind="stable")[:each]
        ties |= {(min(i, int(j)), max(i, int(j))) for j in best if row[j] > 0 and j != i}
    return sorted(ties)


def positions(agreement: np.ndarray, ties: Ties, box: tuple[float, float],
              size: np.ndarray) -> np.ndarray:  # fmt: skip
    """Places [S, 2] in a box in points; discs of diameter ``size`` [S] do not overlap.

    States that agree with nobody stand in a row at the bottom.

    Parameters
    ----------
    agreement : [S, S] 0 to 1
    ties : pairs that the springs pull together
    """
    alone = ~(agreement > 0).any(1)
    floor = float(size.min()) * 1.5 if alone.any() else 0.0
    place = np.zeros((len(agreement), 2))
    step = min(float(size.min()) * ROW, box[0] / max(int(alone.sum()), 1))
    place[alone, 0] = (np.arange(alone.sum()) + 0.5) * step
    place[alone, 1] = size.min() / 2
    tied = np.flatnonzero(~alone)
    if len(tied):
        upper = (box[0], box[1] - floor)
        loose = _springs(agreement[np.ix_(tied, tied)], np.searchsorted(tied, ties).tolist())
        place[tied] = _apart(_fill(loose, upper, size[tied]), upper, size[tied])
        place[tied, 1] += floor
    return np.round(place, 2)


def _springs(agreement: np.ndarray, ties: list[list[int]]) -> np.ndarray:
    start = _scaling(agreement)
    import networkx as nx  # takes a while to load

    graph = nx.Graph()
    graph.add_nodes_from(range(len(agreement)))
    graph.add_weighted_edges_from((i, j, float(agreement[i, j])) for i, j in ties)
    found = nx.spring_layout(graph, pos=dict(enumerate(start)), seed=SEED, iterations=60,
                             k=1.6 / np.sqrt(len(agreement)))  # fmt: skip
    return np.array([found[i] for i in range(len(agreement))])


def _scaling(agreement: np.ndarray) -> np.ndarray:
    """Classical multidimensional scaling of 1 - agreement, signs fixed, within about one."""
    count = len(agreement)
    if count < 3:
        return np.array([[0.0, 0.0], [1.0, 0.0]])[:count]
    apart = (1 - agreement) ** 2
    np.fill_diagonal(apart, 0)
    centring = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ apart @ centring)
    best = vectors[:, -2:][:, ::-1] * np.sqrt(np.clip(values[-2:][::-1], 0, None))
    best *= np.where(best[np.abs(best).argmax(0), [0, 1]] < 0, -1, 1)
    spiral = np.arange(count)[:, None] * np.array([1.0, 1.7])
    return best + 1e-3 * np.sin(spiral)  # states that vote exactly alike do not coincide


def _fill(placed: np.ndarray, box: tuple[float, float], size: np.ndarray) -> np.ndarray:
    """Stretch to the box, part of the way by rank."""
    if len(placed) == 1:
        return np.array([box]) / 2
    even = placed.argsort(0, kind="stable").argsort(0, kind="stable") / (len(placed) - 1)
    reach = np.ptp(placed, axis=0)
    plain = (placed - placed.min(0)) / np.where(reach > 0, reach, 1)
    pad = size.min() / 2
    return pad + (EVEN * even + (1 - EVEN) * plain) * (np.array(box) - 2 * pad)


def _apart(placed: np.ndarray, box: tuple[float, float], size: np.ndarray) -> np.ndarray:
    """Push overlapping discs apart, a little at a time, inside the box."""
    least = (size[:, None] + size[None, :]) / 2 + 1.5
    edge = size[:, None] / 2
    for _ in range(PUSHES):
        gap = placed[:, None] - placed[None, :]
        distance = np.sqrt((gap**2).sum(-1))
        np.fill_diagonal(distance, np.inf)
        push = np.clip(least - distance, 0, None)
        if not push.any():
            break
        step = (gap / np.maximum(distance, 1e-6)[..., None] * push[..., None]).sum(1)
        placed = np.clip(placed + 0.4 * step, edge, np.array(box) - edge)
    return placed
