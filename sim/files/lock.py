"""A file whose lock says that a command is at work in a folder; it ends with its process."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sim.errors import InputError
from sim.files.moving import said

LOCK = ".lock"


@contextmanager
def locked(folder: Path, busy: str, hint: str) -> Iterator[None]:
    """Hold a folder, which is made if it is not there, while a command works in it.

    Parameters
    ----------
    busy : what to say where another command holds it
    hint : how to name another folder

    Raises
    ------
    InputError
        If it cannot be written, or another command is at work in it.
    """
    with said(f"cannot write to {folder}", hint):
        folder.mkdir(parents=True, exist_ok=True)
        file = _opened(folder / LOCK, hint)
    with file:
        _hold(file.fileno(), busy)
        yield


def _opened(path: Path, hint: str) -> BinaryIO:
    """The file, opened without waiting for anybody.

    Raises
    ------
    OSError
        If it cannot be opened.
    InputError
        If it is no regular file.
    """
    handle = os.open(
        path,
        os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_NOFOLLOW", 0),
        0o666,
    )  # fmt: skip
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError(f"{path}: a regular file is wanted; {hint}")
    return os.fdopen(handle, "ab")


def _hold(handle: int, busy: str) -> None:
    """Hold the folder until this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        return  # where the system has no such locks, two commands do the work twice
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(busy) from None
