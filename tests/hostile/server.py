"""A process that has everything loaded, and forks for each hostile input: a tenth of a second each.

The parent starts no thread, so a fork is whole. Each input has a folder of its own, which is the
working directory, the home and the place of temporary files; memory, file size and time are
bounded. What the child does to itself (signals, environment, Hydra) ends with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.doors import DOORS

SECONDS = 60  # that an input may take
MEMORY = 1 << 30  # bytes beyond what the parent has
LARGEST_FILE = 256 << 20
NOT_FORESEEN = 70  # exit code of a command that made a mistake, and of a child with a traceback
MISTAKE = "lmgsim-mistake-"  # begins the name of the file in which a command tells of it
SECRET = "hostile-5f3a91c0e7"  # stands in the environment, and must not be shown anywhere


@dataclass(frozen=True)
class Outcome:
    """What came of an input."""

    code: int | None  # exit code, minus the signal; None: it had to be stopped
    seconds: float
    work: float  # seconds of a processor
    shown: str
    error: str
    before: dict[str, str]  # the files of the folder by path: a digest of their content
    after: dict[str, str]
    leaked: tuple[str, ...]  # files in which the secret stands
    trace: str = ""  # the traceback of a mistake, from the file in which it was kept


def send(case: Case, folder: Path, seconds: float = SECONDS) -> Outcome:
    """Hand an input over in a fresh folder, and wait."""
    work, told = folder / "work", folder / "told"
    for place in (work, told, folder / "tmp", folder / "home"):
        place.mkdir(parents=True)
    case.lay_out(work)
    before = digests(work) | _beside(folder)
    sys.stdout.flush()
    sys.stderr.flush()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _child(case, folder)
    code, used = _wait(child, begun + seconds)
    taken = time.monotonic() - begun
    letters = "utf-8" if case.screen in ("full", "closed") else case.screen
    shown, error = (_shown((told / name).read_bytes(), letters) for name in ("out", "err"))
    kept = [place.read_text("utf-8", "replace") for place in (folder / "tmp").glob(f"{MISTAKE}*")]
    after = digests(work) | _beside(folder)
    return Outcome(
        code, taken, used, shown, error, before, after, _leaked(work, before), "".join(kept)
    )


def _wait(child: int, until: float) -> tuple[int | None, float]:
    """The exit code, None if it had to be stopped; and the seconds of a processor it took."""
    pause = 0.002
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            _end_group(child)
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if time.monotonic() > until:
            _end_group(child)
            used = os.wait4(child, 0)[2]
            return None, used.ru_utime + used.ru_stime
        time.sleep(pause)
        pause = min(pause * 1.3, 0.05)


def _end_group(child: int) -> None:
    """End the child and what it started, which share a process group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


def _child(case: Case, folder: Path) -> None:
    code = NOT_FORESEEN
    try:
        _settle(case, folder)
        code = _through(case)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stderr.flush()
        finally:
            os._exit(code)


def _settle(case: Case, folder: Path) -> None:
    """Make the child a process as a shell would start it, in the folder of its input."""
    os.setsid()
    os.chdir(folder / "work")
    os.environ.update(
        HOME=str(folder / "home"), TMPDIR=str(folder / "tmp"), HOSTILE_SECRET=SECRET, COLUMNS="100"
    )
    os.environ.update(case.env)
    tempfile.tempdir = None
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[0])
    memory = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    error = os.open(folder / "told" / "err", os.O_WRONLY | os.O_CREAT)
    out = os.open(folder / "told" / "out", os.O_WRONLY | os.O_CREAT)
    if case.screen == "full":
        out = os.open("/dev/full", os.O_WRONLY)
    elif case.screen == "closed":
        nobody, out = os.pipe()
        os.close(nobody)
    for handle, number in ((nothing, 0), (out, 1), (error, 2)):
        os.dup2(handle, number)
    encoding = "utf-8" if case.screen in ("full", "closed") else case.screen
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(  # noqa: SIM115
        2, "w", encoding=encoding, errors="backslashreplace", closefd=False
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _through(case: Case) -> int:
    """Go through the door and end as an interpreter does; the exit code."""
    code = 0
    try:
        DOORS[case.entry](case)
    except SystemExit as left:
        if isinstance(left.code, str):
            print(left.code, file=sys.stderr)
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    threading._shutdown()  # type: ignore[attr-defined]
    try:
        sys.stdout.flush()
    except OSError as error:  # as the interpreter says it, with the same exit code
        print(f"Exception ignored in: {sys.stdout!r}\n{error!r}", file=sys.stderr)
        code = 120
    return code


def _shown(content: bytes, letters: str) -> str:
    """What stood on a screen; one of UTF-16 may begin without a mark."""
    if letters == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        letters = "utf-16-le"
    return content.decode(letters, "replace").replace("\r\n", "\n")


def _beside(folder: Path) -> dict[str, str]:
    """What lies in the homes of temporary files and of the user."""
    return {
        f"../{name}/{path}": digest
        for name in ("tmp", "home")
        for path, digest in digests(folder / name).items()
    }


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder: regular files by a digest of their content, others by their kind."""
    found = {}
    for root, folders, names in os.walk(folder):
        for name in folders:
            place = Path(root, name)
            found[f"{place.relative_to(folder)}/"] = "link" if place.is_symlink() else "folder"
        for name in names:
            place = Path(root, name)
            found[str(place.relative_to(folder))] = _digest(place)
    return found


def _digest(place: Path) -> str:
    if place.is_symlink():
        return f"link to {os.readlink(place)}"
    if not place.is_file():
        return "no file"
    size = place.stat().st_size
    if size > 64 << 20:
        return f"{size} bytes"
    return hashlib.sha256(place.read_bytes()).hexdigest()


def _leaked(work: Path, before: dict[str, str]) -> tuple[str, ...]:
    """The new files in which the secret of the environment stands."""
    found = []
    for root, _, names in os.walk(work):
        for name in names:
            place = Path(root, name)
            path = str(place.relative_to(work))
            if path in before or place.is_symlink() or not place.is_file():
                continue
            if SECRET.encode() in place.read_bytes():
                found.append(path)
    return tuple(found)


def clear(folder: Path) -> None:
    """Take the folder of an input away."""
    shutil.rmtree(folder, ignore_errors=True)
