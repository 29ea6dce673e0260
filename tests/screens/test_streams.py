"""What a screen cannot show or take ends no command."""

import errno
import io
import os
import sys

import pytest

from sim.screens.streams import HANDLER, Lenient, Screen, note_place

SPOKEN = "Côte d'Ivoire – 3 × 4 → “yes” · ±2 …"


class Full(io.RawIOBase):
    """A disk with room for a few bytes."""

    def __init__(self, room=0, reason=errno.ENOSPC):
        self.taken, self.room, self.reason = b"", room, reason

    def writable(self):
        return True

    def write(self, data):
        if self.room <= 0:
            raise OSError(self.reason, os.strerror(self.reason))
        part = bytes(data)[: self.room]
        self.taken, self.room = self.taken + part, self.room - len(part)
        return len(part)


@pytest.fixture(autouse=True)
def streams():
    """The error handler is known, and the streams are afterwards what they were."""
    before = sys.stdout, sys.stderr
    Screen()
    yield
    sys.stdout, sys.stderr = before


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8", "utf-16"])
def test_every_character_is_written_as_one_that_the_encoding_has(encoding):
    shown = SPOKEN.encode(encoding, HANDLER).decode(encoding)
    assert len(shown) >= len(SPOKEN)
    assert "?" not in shown


def test_what_has_no_likeness_becomes_a_question_mark():
    assert "日本 ok".encode("ascii", HANDLER) == b"?? ok"


def test_the_bytes_of_a_name_that_is_no_text_come_out_as_they_are():
    name = b"d\xe9j\xe0 vu"
    assert name.decode("utf-8", "surrogateescape").encode("utf-8", HANDLER) == name
    assert name.decode("ascii", "surrogateescape").encode("ascii", HANDLER) == name


def test_reading_is_not_made_lenient():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", HANDLER)


def lenient(raw):
    kept = Lenient(raw, "<stdout>")
    return kept, io.TextIOWrapper(io.BufferedWriter(kept), "utf-8", line_buffering=True)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EPIPE, errno.EIO])
def test_a_screen_that_takes_no_more_raises_nothing_and_says_why(reason):
    raw = Full(8, reason)
    kept, text = lenient(raw)
    for _ in range(3):
        print("twelve words", file=text)
    assert raw.taken == b"twelve w"
    assert kept.lost.errno == reason


def test_nothing_follows_what_was_lost():
    raw = Full(4)
    _, text = lenient(raw)
    print("lost", file=text)
    raw.room = 100
    print("late", file=text)
    assert raw.taken == b"lost"


def test_a_slow_reader_is_waited_for():
    class Slow(Full):
        asked = 0

        def write(self, data):
            self.asked += 1
            return None if self.asked < 3 else super().write(data)

        def fileno(self):
            return 1

    raw = Slow(100)
    kept, text = lenient(raw)
    print("in the end", file=text)
    assert raw.taken == b"in the end\n"
    assert kept.lost is None


def test_no_screen_at_all_is_one_that_was_lost():
    kept, text = lenient(None)
    print("nobody", file=text)
    assert kept.lost.errno == errno.EBADF
    assert not kept.isatty()


def test_a_place_is_noted_only_while_a_command_runs():
    note_place("results/x")  # no command, no screen: nothing to note it on
