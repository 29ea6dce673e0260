"""Bytes as text: UTF-8 or UTF-16 with or without its mark, and a refusal that names the line."""

from __future__ import annotations

import codecs
from pathlib import Path

from sim.errors import InputError
from sim.files.reading import LARGEST_TEXT, read_bytes

MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(path: Path, largest: int = LARGEST_TEXT, hint: str = "") -> str:
    """The text of a regular file; line ends are as they stand.

    Raises
    ------
    InputError
        If it cannot be read (``sim.files.reading.read_bytes``), or is no text.
    """
    return decoded(read_bytes(path, largest, hint), str(path))


def decoded(content: bytes, where: str) -> str:
    """``content`` as text; a mark at its beginning says how it is written, else it is UTF-8.

    Raises
    ------
    InputError
        If it is not text in that encoding, or holds a zero byte. It names the line.
    """
    encoding = "utf-8"
    for mark, name in MARKS:
        if content.startswith(mark):
            content, encoding = content[len(mark) :], name
            break
    else:
        encoding = _unmarked(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="replace")
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise InputError(
            f"{where}, line {line_of(before)}: byte 0x{content[error.start]:02x} is not {name} "
            "text; save the file as UTF-8"
        ) from None
    if "\0" in text:
        line = line_of(text[: text.index("\0")])
        raise InputError(f"{where}, line {line}: a zero byte; this is not a text file")
    return text


def line_of(before: str) -> int:
    """The number of the line that comes after the text ``before``, counted from 1."""
    return before.count("\n") + before.replace("\r\n", "\n").count("\r") + 1


def _unmarked(content: bytes) -> str:
    """The encoding of a text without a mark: UTF-16 shows by a zero in every second byte."""
    head = content[:2048]
    if len(head) >= 4 and len(content) % 2 == 0:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2
        if odd > 0.7 * half and not even:
            return "utf-16-le"
        if even > 0.7 * half and not odd:
            return "utf-16-be"
    return "utf-8"
