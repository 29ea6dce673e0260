"""The one error a user meets: what was given, what is allowed, where to look."""

from __future__ import annotations

import re

LONGEST = 390  # letters of a message; with the name of the program before it, it has less than 400
LONG_WORD, HEAD, TAIL = 80, 250, 130  # what is cut, and what is kept, of a message that is longer
ENDS_OF_LINES = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
# what would move the cursor, colour the screen or turn the direction of what follows
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class InputError(ValueError):
    """Something the user gave (a file, a value, a name) cannot be used. One plain line.

    Whatever stands in the message, a value of thousands of letters among it, it is shown as one
    line that fits on a screen; its beginning and its end, which says where to look, are kept.
    """

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


def one_line(message: str) -> str:
    """A message in one line of at most ``LONGEST`` letters that can do nothing to a screen."""
    line = ENDS_OF_LINES.sub(" ", message).replace("\t", " ")
    line = CONTROLS.sub(lambda found: ascii(found[0])[1:-1], line)
    if len(line) > LONGEST:
        line = " ".join(map(_short, line.split(" ")))
    if len(line) > LONGEST:
        line = f"{line[:HEAD]} ... {line[-TAIL:]}"
    return line


def _short(word: str) -> str:
    return word if len(word) <= LONG_WORD else f"{word[: LONG_WORD // 2]}...{word[-20:]}"
