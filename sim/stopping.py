"""A command that is told to stop: Ctrl-C, SIGTERM and SIGHUP end it within two seconds.

First the gentle way: ``KeyboardInterrupt`` is raised in the main thread, and every ``finally`` on
its way tidies up. Python raises it only between two of its own steps, and a compiler or a solver
may take many seconds over one. So a second thread watches: the system writes each signal into a
socket at once, and where the main thread has not ended within ``GRACE`` seconds, or is told a
second time, the watcher removes what is registered as half-written and ends the process itself.
"""

from __future__ import annotations

import atexit
import os
import select
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

GRACE = 0.7  # seconds that the main thread has for tidying up
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
TOLD = "lmgsim: stopped ({}); {}\n"
CLEAN = "nothing half-written was left behind"
UNCLEAN = "what is left in {} is cleared by the next command there"


class _Process:
    """What is known of this one process."""

    def __init__(self) -> None:
        self.told: int | None = None  # the first signal that came
        self.interrupted = False  # the main thread was
        self.errors = 2  # the file descriptor of standard error
        self.half_written: set[Path] = set()
        self.hearing = threading.Lock()
        self.ending = threading.Lock()  # taken once, by whoever ends the process


_process = _Process()


def told_to_stop() -> bool:
    """Whether a signal has come that ends this process."""
    return _process.told is not None


def over() -> None:
    """The work is done: a signal that comes now interrupts nothing any longer."""
    _process.interrupted = True


@contextmanager
def listening() -> Iterator[None]:
    """Heed the signals while a command runs; one that was ignored before stays ignored.

    A shell ignores SIGINT for what it runs in the background, and ``nohup`` ignores SIGHUP.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _process.interrupted = False
    heeded = [s for s in SIGNALS if signal.getsignal(s) is not signal.SIG_IGN]
    here, there = socket.socketpair()
    there.setblocking(False)
    before = {number: signal.signal(number, _interrupt) for number in heeded}
    wakeup = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(here, set(heeded)), daemon=True).start()
    atexit.register(_ignore, heeded)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        there.close()  # which ends the watcher


def begun(place: Path) -> None:
    """A file or folder is being written: it goes where the process is ended before it is done."""
    _process.half_written.add(place)


def done(place: Path) -> None:
    """It is written, or gone."""
    _process.half_written.discard(place)


@contextmanager
def deaf_children() -> Iterator[None]:
    """Processes and threads that are begun in here never hear Ctrl-C: their parent ends them.

    A terminal sends Ctrl-C to every process of the command. The mask is inherited; other threads
    of this process, the watcher among them, still take the signal.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(torn: bool = False) -> NoReturn:
    """End this process, told to stop: its children, what is half-written, one line, the code.

    The code is 128 and the number of the signal.

    Parameters
    ----------
    torn : the main thread is somewhere in its work, perhaps with a progress bar on the screen
    """
    _process.ending.acquire()  # never released: there is one end
    number = _process.told or signal.SIGINT
    try:
        _end_children()
        _free_semaphores()
        left = _remove_half_written()
        if torn:
            _show_cursor()
        line = TOLD.format(signal.Signals(number).name, UNCLEAN.format(left) if left else CLEAN)
        _write_error(line)
    finally:
        os._exit(128 + number)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _hear(number)
    if not _process.interrupted:
        _process.interrupted = True
        raise KeyboardInterrupt


def _hear(number: int) -> None:
    """Note the first signal; from then on nothing but the one line goes to standard error.

    Libraries and threads that are torn out of their work may have much to say about it.
    """
    if not _process.hearing.acquire(blocking=False):
        return  # somebody has, or is about to
    _process.told = number
    with suppress(OSError):
        _process.errors = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _watch(here: socket.socket, heeded: set[int]) -> None:
    """Wait for a signal; give the main thread its time; end the process."""
    with here:
        number = _next(here, heeded)
        if number is None:
            return
        _hear(number)
        _end_children()
        here.settimeout(GRACE)
        with suppress(TimeoutError):
            if _next(here, heeded) is None:
                return  # the command is over: the main thread has it in hand
        end(torn=True)


def _next(here: socket.socket, heeded: set[int]) -> int | None:
    """The next signal that is heeded; None when nobody listens any longer."""
    while True:
        seen = here.recv(1)
        if not seen:
            return None
        if seen[0] in heeded:
            return seen[0]


def _end_children() -> None:
    """End the processes that work for this one; they hold nothing that is not done again."""
    processes = sys.modules.get("multiprocessing")
    with suppress(AttributeError):  # none was begun, or it is just being imported
        for child in processes.active_children() if processes else ():
            with suppress(OSError, ValueError):  # it is gone already
                child.kill()


def _free_semaphores() -> None:
    """Remove what the processes shared, or the one that keeps count of it complains on our screen.

    Its author may be torn out of its use, so it is not waited for long.
    """
    free = getattr(sys.modules.get("multiprocessing.util"), "_run_finalizers", None)
    if free is not None:
        thread = threading.Thread(target=free, args=(0,), daemon=True)
        thread.start()
        thread.join(0.3)


def _remove_half_written() -> str:
    """Remove what is registered; returns what is left, if anything is."""
    sys.setswitchinterval(60)  # the thread that writes there is not to write on meanwhile
    left = []
    for place in list(_process.half_written):
        for _ in range(3):  # it may have written between the listing and the removal
            shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):
                place.unlink()
        if os.path.lexists(place):
            left.append(str(place))
    return ", ".join(left)


def _show_cursor() -> None:
    """Bring back the cursor that a progress bar hides, and begin a line."""
    with suppress(OSError):
        if os.isatty(1):
            os.write(1, b"\x1b[?25h\n")


def _write_error(line: str) -> None:
    """Write straight to standard error, unless nobody takes it up."""
    with suppress(OSError, ValueError):
        waits = hasattr(signal, "SIGHUP")  # elsewhere select knows sockets only
        if not waits or select.select([], [_process.errors], [], 0.2)[1]:
            os.write(_process.errors, line.encode("ascii", "backslashreplace"))


def _ignore(numbers: list[int]) -> None:
    """All is done and Python takes itself down: a signal changes nothing about that."""
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)
