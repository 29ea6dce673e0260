"""Findings that are known, each with an input that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

LIST = Path(__file__).with_name("known.yaml")


@dataclass(frozen=True)
class Known:
    """A finding that is not mended yet."""

    rule: str
    signature: str
    seed: int
    number: int
    stream: str

    @property
    def what(self) -> tuple[str, str]:
        """What it is known by."""
        return self.rule, self.signature


def known(path: Path = LIST) -> list[Known]:
    """The list."""
    return [Known(**row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def news(found: Iterable[tuple[str, str]], there: Iterable[Known]) -> list[tuple[str, str]]:
    """What was found and is on no list, each once."""
    listed = {one.what for one in there}
    return [what for what in dict.fromkeys(found) if what not in listed]
