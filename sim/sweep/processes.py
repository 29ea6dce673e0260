"""The back end of processes on this machine. A process that is killed has its work done again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for

from sim.errors import InputError
from sim.stopping import deaf_children
from sim.sweep.work import work
from sim.sweep.workers import AHEAD, Workers

ATTEMPTS = 3  # pools that may break one after the other without a unit done in between


def _begin() -> None:
    """Leave interrupts to the parent, and end when it ends, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a mask does not do it (``deaf_children``)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def in_processes(units: Iterable[str], workers: Workers) -> Generator[bytes, None, None]:
    """Do the units in processes; see ``sim.sweep.backends``.

    Raises
    ------
    InputError
        If processes are killed again and again.
    """
    left, again = iter(units), list[str]()
    ahead, broken = AHEAD * workers.number, 0
    while True:
        pool = ProcessPoolExecutor(
            workers.number, multiprocessing.get_context("spawn"), initializer=_begin
        )
        waiting: dict[Future[bytes], str] = {}
        waits = True
        try:
            while True:
                again += islice(left, max(0, ahead - len(waiting) - len(again)))
                while again and len(waiting) < ahead:
                    with deaf_children():
                        waiting[pool.submit(work, again[-1])] = again[-1]
                    again.pop()
                if not waiting:
                    return
                for unit in wait(waiting, return_when=FIRST_COMPLETED).done:
                    table = unit.result()
                    del waiting[unit]
                    broken = 0
                    yield table
        except BrokenProcessPool:
            broken += 1
            if broken >= ATTEMPTS:
                raise InputError(
                    f"{ATTEMPTS} times in a row a worker process was killed before any had done "
                    "its work; is there enough memory? What was finished is kept"
                ) from None
            again += waiting.values()
        except (KeyboardInterrupt, GeneratorExit):
            waits = False  # a process may be compiling for a minute
            raise
        finally:
            pool.shutdown(wait=waits, cancel_futures=True)
