"""Standard output and error that never fail: what they cannot show or take ends no command.

A character that the terminal's encoding lacks is written as one that it has. Where nothing can be
written any longer (a full disk, a pipe whose reader has gone, no output at all) the work goes on:
results lie on disk, and ``Screen.lost`` says that they were not shown.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import select
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

ALIKE = {"–": "-", "—": "-", "−": "-", "‑": "-", "·": ".", "•": "*", "×": "x", "±": "+-", "→": "->",
         "←": "<-", "≥": ">=", "≤": "<=", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"',
         "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"}  # fmt: skip
BYTES_OF_A_NAME = range(0xDC80, 0xDD00)  # how Python holds bytes of a file name that are no text
HANDLER = "lmgsim"  # the name under which Python knows ``plain``
_screens: list[Screen] = []  # the one of the command that runs


def plain(error: UnicodeError) -> tuple[str | bytes, int]:
    """What is written for characters that an encoding lacks: an error handler of ``codecs``.

    Raises
    ------
    UnicodeError
        Where it was reading, not writing.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    if any(ord(letter) in BYTES_OF_A_NAME for letter in lacking):
        return b"".join(_bytes(letter) for letter in lacking), error.end
    return "".join(map(_alike, lacking)), error.end


def _bytes(letter: str) -> bytes:
    code = ord(letter)
    return bytes([code - 0xDC00]) if code in BYTES_OF_A_NAME else _alike(letter).encode("ascii")


def _alike(letter: str) -> str:
    if letter in ALIKE:
        return ALIKE[letter]
    parts = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode("ascii")
    return parts or "?"


class Lenient(io.RawIOBase):
    """A raw stream whose first failure is kept, not raised; what comes after it goes nowhere."""

    def __init__(self, raw: Any, name: str) -> None:
        self.raw, self.name, self.mode = raw, name, "wb"
        self.lost: OSError | None = None if raw else OSError(errno.EBADF, os.strerror(errno.EBADF))

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def fileno(self) -> int:
        """The file descriptor, for those who ask whether it is a terminal and how wide."""
        if self.raw is None:
            raise io.UnsupportedOperation("fileno")
        return int(self.raw.fileno())

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.raw is not None and bool(self.raw.isatty())

    def write(self, data: Any) -> int:
        """Write, wait where it is not ready; count all as written where that fails."""
        if self.lost is not None:
            return len(data)
        try:
            while (count := self.raw.write(data)) is None:
                select.select([], [self.raw], [], 1.0)
        except OSError as error:
            self.lost = error
            return len(data)
        return int(count)


class Screen:
    """Both streams while a command runs."""

    def __init__(self) -> None:
        fill_standard_streams()
        codecs.register_error(HANDLER, plain)
        self.before = sys.stdout, sys.stderr
        self.out, sys.stdout = _lenient(sys.stdout, "<stdout>")
        self.error, sys.stderr = _lenient(sys.stderr, "<stderr>")
        self.places: list[str] = []  # the folders of results that were to be shown

    @property
    def lost(self) -> OSError | None:
        """Why standard output could not be written to; None if it could."""
        _flush(sys.stdout)
        return self.out.lost if self.out else None

    @property
    def left_by_its_reader(self) -> bool:
        """Whether it was lost because whoever read it had read enough, as ``head`` does."""
        return self.lost is not None and self.lost.errno in (errno.EPIPE, errno.EINVAL)

    @property
    def why_lost(self) -> str:
        """The same in words."""
        if self.left_by_its_reader:
            return "whoever read standard output has left"
        return f"standard output: {self.lost.strerror if self.lost else None}"


def warn(message: str) -> None:
    """One line on standard error."""
    print(f"lmgsim: {message}", file=sys.stderr, flush=True)


def note_place(place: object) -> None:
    """Have the place of results said on standard error, too, where standard output is lost."""
    if _screens:
        _screens[-1].places.append(str(place))


def fill_standard_streams() -> None:
    """Open what was closed, or the next file that is opened would be taken for the screen."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)


def _flush(stream: Any) -> None:
    with suppress(OSError, ValueError, AttributeError):  # closed, or a test's own
        stream.flush()


def _lenient(stream: Any, name: str) -> tuple[Lenient | None, Any]:
    """A stream that does not fail in place of ``stream``; one of a test's own stays as it is."""
    raw = None
    if stream is not None:
        buffer = getattr(stream, "buffer", None)
        raw = buffer if isinstance(buffer, io.RawIOBase) else getattr(buffer, "raw", None)
        if (stream is not sys.__stdout__ and stream is not sys.__stderr__) or raw is None:
            return None, stream
        _flush(stream)
    kept = Lenient(raw, name)
    encoding = stream.encoding if stream is not None else "utf-8"
    text: IO[str] = io.TextIOWrapper(
        io.BufferedWriter(kept), encoding, errors=HANDLER, line_buffering=True
    )
    return kept, text


@contextmanager
def lenient_screen() -> Iterator[Screen]:
    """Standard output and error that do not fail, until the end of a command."""
    screen = Screen()
    _screens.append(screen)
    try:
        yield screen
    finally:
        _screens.remove(screen)
        _flush(sys.stdout)
        _flush(sys.stderr)
        sys.stdout, sys.stderr = screen.before
