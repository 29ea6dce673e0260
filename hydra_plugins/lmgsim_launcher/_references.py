"""Read references such as ``${a.b}`` off plain dicts: OmegaConf parses each anew for every job.

Only what cannot be read otherwise is read here: references by full name to single values, alone or
within a text. The rest is handed back, for OmegaConf to resolve.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from omegaconf import AnyNode, Node

Path = tuple[Any, ...]
OpenEnd = tuple[Path, Node]

_KEY = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_REFERENCE = re.compile(rf"\$\{{({_KEY})\}}")
_READABLE = re.compile(rf"(?:[^$\\{{}}]|\$\{{{_KEY}\}})+")


class _Unsure(Exception):
    """Not to be read here."""


def read_references(
    plain: dict[str, Any], open_ends: list[OpenEnd]
) -> tuple[list[tuple[Path, Any]], list[OpenEnd]]:
    """The values of open ends that are plain references, and the open ends that are not."""
    reader = _Reader(plain, dict(open_ends))
    rest = []
    for path, node in open_ends:
        try:
            reader.value_of(path)
        except _Unsure:
            rest.append((path, node))
    return list(reader.found.items()), rest


class _Reader:
    def __init__(self, plain: dict[str, Any], nodes: dict[Path, Node]) -> None:
        self.plain = plain
        self.nodes = nodes
        self.found: dict[Path, Any] = {}
        self.begun: set[Path] = set()

    def value_of(self, path: Path) -> Any:
        """The value of an open end."""
        if path not in self.found:
            if path in self.begun or type(self.nodes[path]) is not AnyNode:
                raise _Unsure  # a circle, or one that was not read before, or a typed value
            self.begun.add(path)
            parts = _parts(self.nodes[path]._value())
            if parts is None:
                raise _Unsure
            values = [part if isinstance(part, str) else self._value_at(part) for part in parts]
            value = values[0] if len(values) == 1 else "".join(map(str, values))
            if isinstance(value, str) and ("$" in value or "\\" in value or "???" in value):
                raise _Unsure
            self.found[path] = value
        return self.found[path]

    def _value_at(self, path: Path) -> Any:
        """The value at a place in the configuration."""
        if path in self.nodes:
            return self.value_of(path)
        here: Any = self.plain
        for depth, key in enumerate(path, 1):
            if type(here) is not dict or key not in here or path[:depth] in self.nodes:
                raise _Unsure
            here = here[key]
        if not (here is None or isinstance(here, str | bool | int | float)):
            raise _Unsure
        return here


@lru_cache(maxsize=4096)
def _parts(text: str) -> list[str | Path] | None:
    """A text cut into what it says and the paths it refers to, or None if it says more."""
    if not isinstance(text, str) or not _READABLE.fullmatch(text):
        return None
    cut = _REFERENCE.split(text)
    mixed = [tuple(part.split(".")) if i % 2 else part for i, part in enumerate(cut)]
    return [part for part in mixed if part != ""]
