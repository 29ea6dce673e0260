"""What is said of each mechanism: the source in our own words, the model, its limits, its sign.

The words stand in ``tables/mechanisms.yaml``; sources are keys of ``tables/sources.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.data.states import TABLES
from sim.errors import InputError

FILE = "mechanisms.yaml"
KEY = re.compile(r"\[([a-z][a-z0-9_]*)\]")
PARTS = ("source", "what", "how", "sign", "limits")


@dataclass(frozen=True)
class MechanismWords:
    """The text about one mechanism."""

    source: str  # keys of the bibliography in brackets, each with its section
    what: str  # what the source says
    how: str  # how the model does it
    sign: str  # what more of it does
    limits: str  # what not to take from it

    def cited(self) -> tuple[str, ...]:
        """The keys of the bibliography, in order."""
        return tuple(dict.fromkeys(KEY.findall(self.source)))


def read_yaml(name: str) -> Any:
    """An embedded table that is kept as YAML."""
    import yaml

    return yaml.safe_load((TABLES / name).read_text(encoding="utf-8"))


@cache
def mechanism_words(keys: tuple[str, ...]) -> dict[str, MechanismWords]:
    """The words about the mechanisms ``keys``, in that order.

    Raises
    ------
    InputError
        If one of them has no words, words are there of another, a part is missing or empty, or
        a source is not in the bibliography; the message names it.
    """
    content, bibliography = read_yaml(FILE), read_yaml("sources.yaml")
    _same("mechanism", content, keys)
    return {key: _words(key, content[key], bibliography) for key in keys}


def _same(what: str, found: Collection[str], wanted: Collection[str]) -> None:
    if missing := [name for name in wanted if name not in found]:
        raise InputError(f"{FILE}: no {what} {missing[0]!r}")
    if others := [name for name in found if name not in wanted]:
        raise InputError(f"{FILE}: there is no {what} {others[0]!r}: one of {', '.join(wanted)}")


def _words(key: str, entry: dict[str, str], bibliography: Collection[str]) -> MechanismWords:
    _same(f"part of {key}", entry, PARTS)
    words = MechanismWords(**{part: " ".join(str(entry[part]).split()) for part in PARTS})
    for part in PARTS:
        if not getattr(words, part):
            raise InputError(f"{FILE}: {part} of {key} is empty")
    if not words.cited():
        raise InputError(f"{FILE}: source of {key} names no key of sources.yaml")
    for cited in words.cited():
        if cited not in bibliography:
            raise InputError(f"{FILE}: source of {key}: [{cited}] is not in sources.yaml")
    return words
