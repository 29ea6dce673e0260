"""Who does the work of a sweep, and how a pool of them is kept busy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass

AHEAD = 2  # units in the queue of each worker


@dataclass(frozen=True)
class Workers:
    """Who does the work."""

    backend: str = "threads"
    number: int = 2
    address: str | None = None  # of a scheduler that runs already; for dask


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
