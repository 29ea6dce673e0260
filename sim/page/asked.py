"""What a browser sent, as what is meant by it: a block, a text, a number, one of some words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.errors import InputError

LONGEST_TEXT = 2_000  # letters that a field may send


def block(sent: object) -> dict[Any, Any]:
    """An object of JSON; an empty one for anything else."""
    return sent if isinstance(sent, dict) else {}


def number(sent: object) -> int:
    """The number of an event, as browsers count them; 0 for anything else."""
    plain = isinstance(sent, int) and not isinstance(sent, bool)
    return sent if plain and 0 <= sent <= 2**53 else 0  # type: ignore[operator, return-value]


def text(value: object) -> str:
    """Plain words, and no more of them than ``LONGEST_TEXT``."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:LONGEST_TEXT]


def one_of(value: str, allowed: Mapping[str, object]) -> str:
    """One of some words.

    Raises
    ------
    InputError
        For any other.
    """
    if value not in allowed:
        raise InputError(f"{value[:60]!r} is none of {', '.join(allowed)}")
    return value


def whole(value: str, what: str) -> int:
    """A whole number.

    Raises
    ------
    InputError
        For anything else.
    """
    try:
        return int(value)
    except ValueError:
        raise InputError(f"{what} is a whole number, not {value[:60]!r}") from None
