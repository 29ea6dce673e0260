"""The bytes of a file that somebody handed over: a regular file of bounded size, or a refusal.

A name can lead to a pipe that never ends, to a device, to a file of a terabyte. Nothing of the
kind is opened for long: the file is opened without waiting, looked at, and read up to a bound.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from sim.errors import InputError

MEGABYTE = 1 << 20
MORE = 1 << 16  # bytes read at a time of a file that does not tell its size
LARGEST_TEXT = 16 * MEGABYTE  # a scenario, a design, a story in JSON: written by hand or by us
LARGEST_TABLE = 2048 * MEGABYTE  # the bulk files of votes are some hundreds of megabytes


def read_bytes(path: Path, largest: int = LARGEST_TEXT, hint: str = "") -> bytes:
    """The content of a regular file.

    Parameters
    ----------
    largest : how many bytes it may have
    hint : what to do where there is no such file

    Raises
    ------
    InputError
        If there is no such file, it is a folder, a pipe, a socket or a device, it is larger than
        ``largest``, or it cannot be read.
    """
    content = _read(path, largest, hint, whole=True)
    if len(content) > largest:  # it grew, or never told its size
        raise InputError(_too_large(path, largest))
    return content


def read_head(path: Path, count: int) -> bytes:
    """The first ``count`` bytes of a regular file, or all if it has fewer.

    Raises
    ------
    InputError
        As for ``read_bytes``, but for its size.
    """
    return _read(path, count - 1, "", whole=False)


def _read(path: Path, largest: int, hint: str, whole: bool) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise InputError(f"no file {path}" + (f": {hint}" if hint else "")) from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise InputError(f"{path}: cannot be read ({_reason(error)})") from None
    if stat.S_ISDIR(os.fstat(handle).st_mode):  # Python would not open it, and leave it open
        os.close(handle)
        raise InputError(f"{path}: a folder; a regular file is wanted")
    try:
        with open(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{path}: {_kind(status.st_mode)}; a regular file is wanted")
            if whole and status.st_size > largest:
                raise InputError(_too_large(path, largest))
            return _up_to(largest + 1, file, status.st_size)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({_reason(error)})") from None


def _up_to(most: int, file: BinaryIO, size: int) -> bytes:
    """At most so many bytes of a file that says it has ``size``.

    ``file.read(most)`` would ask for memory for all of them, though the file has a few.
    """
    content = file.read(min(most, size + 1))
    while len(content) < most and (more := file.read(min(most - len(content), MORE))):
        content += more
    return content


def is_regular(path: Path) -> bool:
    """Whether ``path`` leads to a regular file; False where that cannot be found out."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _too_large(path: Path, largest: int) -> str:
    return f"{path}: larger than {largest // MEGABYTE:,} MB, the most that is read of such a file"


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
