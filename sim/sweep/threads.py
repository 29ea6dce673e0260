"""The back end of threads in this process: the compiled engine holds no interpreter lock."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from sim.pool import thread_pool
from sim.sweep.work import work
from sim.sweep.workers import AHEAD, Workers, through


def in_threads(units: Iterable[str], workers: Workers) -> Generator[bytes, None, None]:
    """Do the units in threads; see ``sim.sweep.backends``."""
    with thread_pool(workers.number) as pool:
        yield from through(pool, work, units, AHEAD * workers.number)
