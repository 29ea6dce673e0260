"""A pool of threads that a command which is stopped does not wait for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def thread_pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Threads for a piece of work; what is still in the queue at the end is not begun.

    Where the work is broken off (Ctrl-C, or nobody takes its results any longer), what runs is
    not waited for: a thread may be compiling for a minute.
    """
    pool = ThreadPoolExecutor(threads)
    waits = True
    try:
        yield pool
    except (KeyboardInterrupt, GeneratorExit):
        waits = False
        raise
    finally:
        pool.shutdown(wait=waits, cancel_futures=True)
