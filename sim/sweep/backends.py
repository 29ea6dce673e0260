"""Back ends: what does the units of a sweep. All keep one contract and give the same bytes.

A back end is a function that takes the units as text and yields the bytes of their tables, in
any order, each unit once; it asks for units only as fast as it can do them, and when it is closed
it drops what it has not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

from sim.errors import InputError

AHEAD = 2  # units in the queue of each worker


@dataclass(frozen=True)
class Workers:
    """Who does the work."""

    backend: str = "threads"
    number: int = 2
    address: str | None = None  # of a scheduler that runs already; for dask


Backend = Callable[[Iterable[str], Workers], Generator[bytes, None, None]]
NAMES = ("threads", "processes", "dask")


def backend_of(workers: Workers) -> Backend:
    """The back end of that name.

    Raises
    ------
    InputError
        If there is none.
    """
    if workers.backend == "threads":
        from sim.sweep.threads import in_threads

        return in_threads
    if workers.backend == "processes":
        from sim.sweep.processes import in_processes

        return in_processes
    if workers.backend == "dask":
        from sim.sweep.with_dask import with_dask

        return with_dask
    raise InputError(f"unknown back end {workers.backend!r}: one of {', '.join(NAMES)}")


def through(
    pool: Executor, work: Callable[[str], bytes], units: Iterable[str], ahead: int
) -> Iterator[bytes]:
    """Tables as they are finished, with at most ``ahead`` units under way."""
    waiting: set[Future[bytes]] = set()
    for text in units:
        waiting.add(pool.submit(work, text))
        if len(waiting) >= ahead:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (unit.result() for unit in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (unit.result() for unit in done)
