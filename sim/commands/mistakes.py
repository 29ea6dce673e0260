"""What is said of an error that nobody foresaw: one line, and a file with the traceback.

With ``LMGSIM_TRACE=1`` in the environment the traceback is printed instead.
"""

from __future__ import annotations

import os
import platform
import shlex
import sys
import tempfile
import traceback
from pathlib import Path

from sim import __version__

LONGEST = 160  # letters of an error's own words
TRACE = "LMGSIM_TRACE"
PACKAGE = Path(__file__).parent.parent
NO_ROOM = "there is not enough memory for this; ask for less at once, or for fewer threads"


def is_the_machines(error: Exception) -> bool:
    """Whether the machine could not do it (no memory, no room, no right), not lmgsim."""
    return isinstance(error, MemoryError | OSError)


def in_one_line(error: Exception) -> str:
    """What went wrong, where, and where more stands."""
    if os.environ.get(TRACE):
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, MemoryError):
        return NO_ROOM
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename is not None else ""
        return _short(f"{where}{error.strerror}", 2 * LONGEST)
    words = _short(f"{type(error).__name__}: {error}".rstrip(": "), LONGEST)
    kept = "see above" if os.environ.get(TRACE) else _kept(error)
    return f"a mistake of lmgsim itself, in {_place(error)}: {words} ({kept})"


def _short(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 3] + "..."


def _place(error: Exception) -> str:
    """The last line of ours that was being done."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(PACKAGE)
    ]
    if not ours:
        return "a library"
    last = ours[-1]
    return f"{Path(last.filename).relative_to(PACKAGE.parent).as_posix()} line {last.lineno}"


def _kept(error: Exception) -> str:
    """Write the traceback into a file of its own; says where."""
    story = "".join(traceback.format_exception(error))
    head = (
        f"lmgsim {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{shlex.join(['lmgsim', *sys.argv[1:]])}\n\n"
    )
    try:
        handle, name = tempfile.mkstemp(prefix="lmgsim-mistake-", suffix=".txt")
        with open(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(head + story)
    except OSError:
        return f"{TRACE}=1 shows the traceback"
    return f"the traceback is in {name}"
