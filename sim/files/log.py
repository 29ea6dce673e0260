"""A log file that grows by a line a step; what is in it already stays.

It is a new file, an empty one, or one that such lines have made: to nobody else's is a line added.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from sim.errors import InputError
from sim.files.moving import said
from sim.files.reading import read_head

HINT = "name another file with log=FILE"
LINE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +\d+\.\d s  ")  # how each begins
BEGINNING = 60  # bytes


@contextmanager
def log_file(path: Path) -> Iterator[Callable[[str], None]]:
    """What adds a line to a file at once: the day and time (UTC), the seconds so far, and a text.

    Raises
    ------
    InputError
        If it cannot be written, is a link or no regular file, or holds something else.
    """
    begun = time.monotonic()
    with said(f"cannot write the log {path}", HINT):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(path) as file:

            def add(text: str) -> None:
                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                file.write(f"{now} {time.monotonic() - begun:8.1f} s  {text}\n")
                file.flush()

            yield add


def _opened(path: Path) -> TextIO:
    """The file, opened without waiting for anybody, if it is ours to write.

    Raises
    ------
    OSError
        If it cannot be opened.
    InputError
        If it is no regular file, or not one of ours.
    """
    of_unix = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | of_unix, 0o666)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path}: a regular file is wanted for the log; {HINT}")
        if status.st_size and not LINE.match(read_head(path, BEGINNING)):
            raise InputError(
                f"{path} holds something else than a log of lmgsim's, and is left as it is; {HINT}"
            )
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "a", encoding="utf-8", newline="\n")
