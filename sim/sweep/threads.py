"""The back end of threads in this process: the compiled engine holds no interpreter lock."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor

from sim.sweep.work import work
from sim.sweep.workers import AHEAD, Workers, through


def in_threads(units: Iterable[str], workers: Workers) -> Generator[bytes, None, None]:
    """Do the units in threads; see ``sim.sweep.backends``."""
    pool = ThreadPoolExecutor(workers.number)
    try:
        yield from through(pool, work, units, AHEAD * workers.number)
    finally:
        pool.shutdown(cancel_futures=True)
