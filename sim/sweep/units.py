"""What is left to simulate, cut into units of work.

Points that share years and rules are run side by side in blocks, as wide as the engine is fast; a
unit is a block in a few replicates. Units come in rounds: every point has its first replicates
before any has more, and blocks follow the order of the design, so a sweep that is cut short is
balanced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.data.record.about import asked
from sim.data.record.in_force import in_force
from sim.sweep.identity import canonical, science
from sim.sweep.points import Point

LANES = 159  # points of a block; the baseline is one more
ROWS = 1_024  # of a unit, at most: a second or less of work, and a file of half a megabyte
PARTS = 2  # for each worker, if the sweep is large enough


@dataclass(frozen=True)
class Unit:
    """Some points in some replicates."""

    points: Sequence[Point]
    replicates: Sequence[int]

    def __len__(self) -> int:
        return len(self.points) * len(self.replicates)

    def text(self) -> str:
        """The unit as JSON, for a worker."""
        return canonical(
            {
                "science": science(),
                "data": in_force().name,
                "bloc": asked(),
                "shared": self.points[0].shared,
                "points": [p.told for p in self.points],
                "replicates": list(self.replicates),
            }
        )


class Done:
    """Which replicates of which points are there already."""

    def __init__(self) -> None:
        self._replicates: dict[str, np.ndarray] = {}

    def add(self, keys: Sequence[str], replicates: Sequence[int]) -> None:
        """Note rows that are there."""
        if not len(replicates):
            return
        for key in keys:
            known = self._replicates.get(key)
            if known is None or len(known) <= max(replicates):
                wider = np.zeros(
                    max(max(replicates) + 1, 2 * (0 if known is None else len(known))), bool
                )
                if known is not None:
                    wider[: len(known)] = known
                known = self._replicates[key] = wider
            known[list(replicates)] = True

    def missing(self, key: str, first: int, last: int) -> tuple[int, ...]:
        """The replicates from ``first`` to before ``last`` that are not there."""
        known = self._replicates.get(key)
        if known is None:
            return tuple(range(first, last))
        there = np.zeros(last - first, bool)
        there[: len(known[first:last])] = known[first:last]
        return tuple((first + np.flatnonzero(~there)).tolist())


def blocks_of(points: Sequence[Point], order: Sequence[int]) -> list[list[int]]:
    """Numbers of points that are run side by side, each point once, in the order of the design."""
    together: dict[str, list[int]] = {}
    names: dict[int, str] = {}  # points of one sweep have few
    met: set[str] = set()
    for n in order:
        point = points[n]
        if point.key in met:
            continue
        met.add(point.key)
        name = names.get(id(point.shared)) or canonical(point.shared)
        names[id(point.shared)] = name
        together.setdefault(name, []).append(n)
    blocks = []
    for members in together.values():
        parts = -(-len(members) // LANES)
        ends = [len(members) * part // parts for part in range(parts + 1)]
        blocks += [members[a:b] for a, b in pairwise(ends)]
    return blocks


def plan(
    points: Sequence[Point],
    wanted: Sequence[int],
    order: Sequence[int],
    done: Done,
    workers: int = 1,
) -> list[Unit]:
    """The units that are missing, in the order in which they should be done.

    Parameters
    ----------
    wanted : [P] how many replicates each point shall have
    order : the numbers of the points as they should be simulated
    workers : how many shall share them: a small sweep is cut finer, so that each has its part
    """
    rows = min(ROWS, sum(wanted) // (PARTS * workers))
    most: dict[str, int] = {}
    for point, number in zip(points, wanted, strict=True):
        most[point.key] = max(number, most.get(point.key, 0))
    found: list[tuple[int, int, Unit]] = []
    for place, block in enumerate(blocks_of(points, order)):
        step = max(1, rows // len(block))
        for first in range(0, max(most[points[n].key] for n in block), step):
            for replicates, numbers in _alike(points, block, most, first, step, done):
                unit = Unit([points[n] for n in numbers], replicates)
                found.append((first, place, unit))
    found.sort(key=lambda item: item[:2])
    return [unit for _, _, unit in found]


def _alike(
    points: Sequence[Point],
    block: Sequence[int],
    most: Mapping[str, int],
    first: int,
    step: int,
    done: Done,
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """The points of a block that lack the same replicates of a round."""
    lacking: dict[tuple[int, ...], list[int]] = {}
    for n in block:
        last = max(first, min(first + step, most[points[n].key]))
        missing = done.missing(points[n].key, first, last)
        if missing:
            lacking.setdefault(missing, []).append(n)
    yield from lacking.items()
