"""What a command says of its own in a brief."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Own:
    """The parts of a brief that differ from command to command."""

    title: str
    question: str
    answer: list[str]
    figure: str  # its name
    head: list[str]
    rows: list[list[str]]  # cells as they are shown, the first of each a name
    note: str
    change: list[str]  # what would change our mind
    rests: list[str]
    foot: str
