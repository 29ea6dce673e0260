"""What a gzip file holds, up to a bound: a megabyte of zeros packs into a kilobyte."""

from __future__ import annotations

import zlib

CHUNK = 65536  # bytes unzipped at a time, so that a break can be placed
MAGIC = b"\x1f\x8b"
CUT, BROKEN = "the compressed file is cut off here", "the compressed data are broken from here on"


def unzipped(content: bytes, largest: int) -> tuple[bytes, str]:
    """The content of a gzip file, all its members, and what is wrong with it.

    Parameters
    ----------
    content : the bytes of the file
    largest : how many bytes of content are unzipped at most

    Returns
    -------
    content, why
        ``why`` is "" for a whole file, else what ended the reading; ``content`` is then what came
        before.
    """
    parts: list[bytes] = []
    size = 0
    unzip = zlib.decompressobj(wbits=31)
    try:
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            while chunk:
                if unzip.eof:
                    unzip = zlib.decompressobj(wbits=31)
                part = unzip.decompress(chunk, largest + 1 - size)
                parts.append(part)
                size += len(part)
                if size > largest:
                    return b"".join(parts), f"more than {largest >> 20:,} MB once it is unzipped"
                chunk = unzip.unconsumed_tail or unzip.unused_data.lstrip(b"\0")
    except zlib.error:
        return b"".join(parts), BROKEN
    return b"".join(parts), "" if unzip.eof else CUT
