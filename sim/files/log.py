"""A log file that grows by a line a step; what is in it already stays."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sim.files.moving import said


@contextmanager
def log_file(path: Path) -> Iterator[Callable[[str], None]]:
    """What adds a line to a file at once: the day and time (UTC), the seconds so far, and a text.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    begun = time.monotonic()
    with said(f"cannot write the log {path}", "name another file with log=FILE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:

            def add(text: str) -> None:
                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                file.write(f"{now} {time.monotonic() - begun:8.1f} s  {text}\n")
                file.flush()

            yield add
