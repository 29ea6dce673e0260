"""Work in the background for the latest request; work on an older request is given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from sim.errors import InputError
from sim.pool import Progress

Asked = TypeVar("Asked")
Found = TypeVar("Found")
TELL_EVERY_SECONDS = 0.2


class _GivenUp(Exception):
    """Somebody asked for something else."""


class Worker(Generic[Asked, Found]):
    """Finds one thing at a time, in a thread of its own.

    Parameters
    ----------
    find : what is done about a wish; it calls the progress it is given now and then
    changed : called, in the thread, whenever there is something new to show
    """

    def __init__(
        self, find: Callable[[Asked, Progress], Found], changed: Callable[[], None]
    ) -> None:
        """Nothing is asked yet."""
        self.find, self.changed = find, changed
        self.found: Found | None = None
        self.error: str | None = None
        self.done, self.of = 0, 0  # progress
        self._wish: Asked | None = None
        self._number = 0  # of the latest wish
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def busy(self) -> bool:
        """Whether something is being worked on."""
        return self._thread is not None

    def ask(self, wish: Asked) -> None:
        """Ask for something; whatever is under way is given up."""
        with self._lock:
            self._wish, self._number = wish, self._number + 1
            self.done, self.of, self.error = 0, 0, None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def give_up(self) -> None:
        """Ask for nothing any more."""
        with self._lock:
            self._wish, self._number = None, self._number + 1

    def _work(self) -> None:
        while True:
            with self._lock:
                wish, number = self._wish, self._number
                if wish is None:
                    self._thread = None
                    break
            found, error = None, None
            try:
                found = self.find(wish, self._progress(number))
            except _GivenUp:
                continue
            except InputError as problem:
                error = str(problem)
            except Exception as problem:
                error = unforeseen(problem)
            with self._lock:
                if number != self._number:
                    continue
                self._wish, self.error = None, error
                self.found = found if error is None else self.found
                self._thread = None
                break
        self.changed()

    def _progress(self, number: int) -> Progress:
        told = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal told
            if number != self._number:
                raise _GivenUp
            self.done, self.of = done, of
            if time.monotonic() - told > TELL_EVERY_SECONDS:
                told = time.monotonic()
                self.changed()

        return progress


def unforeseen(problem: BaseException) -> str:
    """An error that nobody foresaw, in words, and as much of it as helps to report it."""
    import logging

    logging.getLogger("lmgsim.page").error("unforeseen", exc_info=problem)
    what = " ".join(str(problem).split())[:300]
    return f"something went wrong that should not have: {type(problem).__name__}: {what}"
