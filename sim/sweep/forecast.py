"""What a sweep will take, measured on a small sample: time and disk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sim.sweep.points import Point
from sim.sweep.units import Done, Unit, blocks_of, plan
from sim.sweep.work import work
from sim.sweep.workers import Workers

SAMPLE = 2  # replicates that are timed
TABLES = 1.9  # the tables of a sweep, beside the bytes of its chunks: runs, and the summary


@dataclass(frozen=True)
class Forecast:
    """What is missing of a sweep, and what it will take."""

    points: int
    replicates: int
    rows: int  # of the whole sweep
    missing: int  # rows that are not there yet
    blocks: int
    seconds: float
    megabytes: float


def forecast(
    points: Sequence[Point],
    wanted: Sequence[int],
    order: Sequence[int],
    done: Done,
    workers: Workers,
) -> Forecast:
    """Plan a sweep and time a sample of it; nothing is kept.

    The largest and the smallest block are timed, in one thread each time, and time is taken to
    grow evenly with the number of points between them.
    """
    units = plan(points, wanted, order, done, workers.number)
    missing = sum(map(len, units))
    blocks = blocks_of(points, order)
    seconds = bytes_a_row = 0.0
    if units:
        widest = max(units, key=lambda unit: len(unit.points))
        narrowest = min(units, key=lambda unit: len(unit.points))
        work(Unit(widest.points[:1], [0]).text())  # so that nothing is compiled or read later
        wide, size = _timed(widest)
        thin, _ = _timed(narrowest) if narrowest is not widest else (wide, 0)
        span = max(len(widest.points) - len(narrowest.points), 1)
        slope = (wide - thin) / span if wide > thin else 0.0
        seconds = sum(
            (thin + slope * (len(unit.points) - len(narrowest.points))) * len(unit.replicates)
            for unit in units
        )
        bytes_a_row = size / (len(widest.points) * SAMPLE)
    return Forecast(
        points=len(points),
        replicates=max(wanted),
        rows=sum(wanted),
        missing=missing,
        blocks=len(blocks),
        seconds=seconds / workers.number,
        megabytes=(missing * bytes_a_row + sum(wanted) * bytes_a_row * (TABLES - 1)) / 1e6,
    )


def _timed(unit: Unit) -> tuple[float, int]:
    """Seconds a replicate of a unit, and the bytes of the table."""
    sample = Unit(unit.points, list(range(SAMPLE))).text()
    start = time.perf_counter()
    size = len(work(sample))
    return (time.perf_counter() - start) / SAMPLE, size
