"""Back ends: what does the units of a sweep. All keep one contract and give the same bytes.

A back end is a function that takes the units as text and yields the bytes of their tables, in
any order, each unit once; it asks for units only as fast as it can do them, and when it is closed
it drops what it has not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from sim.errors import InputError
from sim.sweep.workers import Workers

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
