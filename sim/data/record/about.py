"""Which bloc is asked about: the Like-Minded Group, or the one that ``bloc=`` or LMGSIM_BLOC names.

A bloc is a name of ``sim.data.blocs`` or a file. What was made of states under one bloc is never
taken for that of another: ``key`` is part of what ``by_record`` keeps it under.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sim.data.record.stored import sha256_of
from sim.files.reading import LARGEST_TEXT, read_bytes
from sim.world import LMG

VARIABLE = "LMGSIM_BLOC"
USUAL = LMG.key
ENDINGS = (".yaml", ".yml")


def asked() -> str:
    """What was asked for: a name, or where a file lies."""
    return os.environ.get(VARIABLE) or LMG.key


def of_the_group() -> bool:
    """Whether it is the Like-Minded Group, as usual."""
    return asked() == LMG.key


def ask(told: str) -> None:
    """Let a bloc be asked about here and in processes that begin here."""
    if told == LMG.key:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = told


@contextmanager
def asking(told: str) -> Iterator[None]:
    """The same for a while."""
    before = asked()
    ask(told)
    try:
        yield
    finally:
        ask(before)


def is_file(told: str) -> bool:
    """Whether this names a file and no bloc that the package knows."""
    return told.endswith(ENDINGS)


def key() -> str:
    """What tells the bloc asked about from all others.

    Raises
    ------
    InputError
        If it is a file that cannot be read.
    """
    told = asked()
    return _digest(told) if is_file(told) else told


@lru_cache(maxsize=8)
def _digest(told: str) -> str:
    return sha256_of(read_bytes(Path(told), LARGEST_TEXT))[:16]
