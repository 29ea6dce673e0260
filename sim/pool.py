"""Threads that a command which is stopped does not wait for, and the queue that feeds them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

AHEAD = 4  # pieces of work in the queue of each thread: enough to keep it busy, quick to stop
Progress = Callable[[int, int], None]  # told how many pieces of work are done, of how many
Given = TypeVar("Given")
Done = TypeVar("Done")


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


def in_order(
    threads: int, work: Callable[[Given], Done], pieces: Iterable[Given]
) -> Iterator[Done]:
    """Results in the order of the pieces of work, whatever the number of threads.

    Parameters
    ----------
    threads : 0: none of its own, the work is done where the results are taken
    """
    if threads == 0:
        yield from map(work, pieces)
        return
    waiting: deque[Future[Done]] = deque()
    with thread_pool(threads) as pool:
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) >= AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
