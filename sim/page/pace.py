"""Send the browser no more than it can draw: the newest update waits for the last to be drawn.

Without this a slow browser would be sent every step of everything that happens meanwhile, and the
server would have to keep it all. Whatever is skipped is seldom missed: only the newest is shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

LONGEST_WAIT_SECONDS = 3.0  # for a browser that never says it has drawn


class Pace:
    """One thing at a time is on its way to the browser.

    Parameters
    ----------
    send : puts the newest on its way
    """

    def __init__(self, send: Callable[[], None]) -> None:
        """Nothing is on its way."""
        self._send = send
        self._lock = threading.Lock()
        self._on_its_way = self._newer = self._closed = False
        self._patience: threading.Timer | None = None

    def changed(self) -> None:
        """There is something new to show: now, or as soon as the last has been drawn."""
        with self._lock:
            if self._closed:
                return
            if self._on_its_way:
                self._newer = True
                return
            self._on_its_way, self._newer = True, False
            self._patience = threading.Timer(LONGEST_WAIT_SECONDS, self.drawn)
            self._patience.daemon = True
            self._patience.start()
        self._send()

    def drawn(self) -> None:
        """The browser has drawn the last, or will never say so."""
        with self._lock:
            newer, self._on_its_way, self._newer = self._newer, False, False
            if self._patience is not None:
                self._patience.cancel()
        if newer:
            self.changed()

    def close(self) -> None:
        """The window was closed: nothing is sent any more, and no thread is started.

        Work that is given up says so a moment later. A thread that is started in a window's
        context after that has gone fails before its first line, and whoever started it waits for
        ever.
        """
        with self._lock:
            self._closed, self._newer = True, False
            if self._patience is not None:
                self._patience.cancel()
