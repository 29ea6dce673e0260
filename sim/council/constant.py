"""A number that the code writes down once, with all that a reader has to be told about it.

The number itself stays a plain one, so that compiled code can use it. What it means goes with its
type:

    HALF_CONTACTS: Annotated[float, Assumed("contacts that win half", "contacts a session")] = 10.0
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, get_type_hints


@dataclass(frozen=True)
class Constant:
    """What a number means, in which unit, and what else it might be."""

    meaning: str
    unit: str = ""
    error: float | None = None  # standard error; None where it was not estimated from data
    valid: str = ""  # another range that may hold; empty where none is given

    basis: ClassVar[str]


class Assumed(Constant):
    """A number for which there is no evidence but its plausibility."""

    basis = "assumed"


class Estimated(Constant):
    """A number estimated from data that are not part of the stored fit."""

    basis = "estimated"


class Fixed(Constant):
    """A number that is a fact, a convention or a choice; the meaning names its source."""

    basis = "fixed"


@cache
def constants_of(module: str) -> dict[str, Constant]:
    """The numbers that a module declares, by name, in the order in which they stand there."""
    hints = get_type_hints(import_module(module), include_extras=True)
    return {
        name: mark
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Constant)
    }


def taken_from(module: str, other: str) -> dict[str, Constant]:
    """The numbers of another module that a module has imported under their own names."""
    own: dict[str, Any] = vars(import_module(module))
    there: dict[str, Any] = vars(import_module(other))
    return {
        name: mark
        for name, mark in constants_of(other).items()
        if name in own and own[name] is there[name] and name not in constants_of(module)
    }
