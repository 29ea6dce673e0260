"""Whose draft is this, and is its owner dead?

Whatever is written first lies under a hidden name that says which process writes it: the machine,
the process and when that began. A process that is killed cannot clear up; the next command in
that place sees by the name that its owner is gone, and removes it. Nothing else is ever removed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import shutil
import time
from functools import cache
from pathlib import Path

from sim.files.kinds import is_folder

DRAFT, WRITING, SCRATCH = ".draft-", ".writing-", "lmgsim-"  # a folder, a file, a temporary folder
OLDEST_DAYS = 30  # after which a draft of another machine is taken for dead
UNKNOWN = "0" * 8  # when a process began, on a system that does not say
_TAG = re.compile(
    r"(?P<machine>[0-9a-f]{8})-(?P<process>[1-9][0-9]{0,9})-(?P<began>[0-9a-f]{8})-[0-9a-f]{8}"
)


def owned_name(prefix: str) -> str:
    """A new name that says that it belongs to this process."""
    process = os.getpid()
    return f"{prefix}{_machine()}-{process}-{_began(process)}-{secrets.token_hex(4)}"


def is_owned_name(name: str) -> bool:
    """Whether a name is one of ``owned_name``, of whatever process."""
    return any(
        name.startswith(prefix) and _TAG.fullmatch(name, len(prefix))
        for prefix in (DRAFT, WRITING, SCRATCH)
    )


def clear_dead(folder: Path, *prefixes: str) -> None:
    """Remove from ``folder`` what processes left behind that are surely dead.

    Of this machine, those that run no more; of others, what has not changed for ``OLDEST_DAYS``.
    What cannot be removed stays. Links are not followed.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(prefixes)]
    except OSError:
        return
    for name in names:
        prefix = next(prefix for prefix in prefixes if name.startswith(prefix))
        found = _TAG.fullmatch(name, len(prefix))
        if found and _is_dead(found, folder / name):
            remove(folder / name)


def remove(place: Path) -> None:
    """Remove a file or a folder of ours, as far as that can be done; a link is not followed."""
    try:
        if is_folder(place):
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink()
    except OSError:
        return


def _is_dead(tag: re.Match[str], place: Path) -> bool:
    if tag["machine"] != _machine() or os.name != "posix":
        return _days_old(place) > OLDEST_DAYS
    process = int(tag["process"])
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # another user's, which runs
        pass
    began = _began(process)
    # another process may have been given the same number since
    return began != tag["began"] and UNKNOWN not in (began, tag["began"])


def _days_old(place: Path) -> float:
    """Days since anything in a folder, or the file, was last changed."""
    try:
        times = [place.lstat().st_mtime]
        if is_folder(place):
            times += [entry.lstat().st_mtime for entry in place.iterdir()]
    except OSError:
        return 0.0
    return (time.time() - max(times)) / 86400.0


@cache
def _machine() -> str:
    """A hash of what tells this machine, or container, from others that see the same disk."""
    parts = [platform.node()]
    for read in (lambda: os.readlink("/proc/self/ns/pid"), lambda: _text("/etc/machine-id")):
        try:
            parts.append(read())
        except OSError:
            parts.append("")
    return _short("\n".join(parts))


def _began(process: int) -> str:
    """A hash of when a process began; ``UNKNOWN`` where the system does not say.

    A process that has ended and waits for its parent has not begun: it is nobody's owner.
    """
    try:
        fields = _text(f"/proc/{process}/stat").rpartition(")")[2].split()
        if fields[0] in ("Z", "X"):
            return "ffffffff"
        return _short(_text("/proc/sys/kernel/random/boot_id") + fields[19])
    except (OSError, IndexError):
        return UNKNOWN


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().strip()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
