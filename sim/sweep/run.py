"""A sweep: whatever is missing of some points and replicates is simulated and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from sim.pool import Progress
from sim.sweep.backends import backend_of
from sim.sweep.points import Point
from sim.sweep.shelf import Pile, Shelf
from sim.sweep.units import Unit, plan
from sim.sweep.workers import Workers


def simulate_missing(
    points: Sequence[Point],
    wanted: Sequence[int],
    order: Sequence[int],
    kept: Pile | Shelf,
    workers: Workers,
    progress: Progress | None = None,
) -> int:
    """Simulate what is not kept yet; what is finished is kept at once.

    Parameters
    ----------
    wanted : [P] replicates of each point
    order : [P] numbers of the points as they should be simulated
    progress : is told rows done and rows to do

    Returns
    -------
    int
        How many rows were simulated.

    Raises
    ------
    InputError
        If the back end cannot do it, or a result cannot be kept.
    """
    units = plan(points, wanted, order, kept.done, workers.number)
    missing, done = sum(map(len, units)), 0
    if not units:
        return 0
    if progress:
        progress(0, missing)
    with closing(backend_of(workers)(_texts(units), workers)) as tables:
        for table in tables:
            done += kept.put(table)
            if progress:
                progress(done, missing)
    return done


def _texts(units: Sequence[Unit]) -> Iterator[str]:
    for unit in units:
        yield unit.text()
