"""What was worked out about things that stay the same, looked up by the very same things."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Found = TypeVar("Found")
KEPT = 8  # the last few: a command has one world, but one that elects members has many


def looked_up(work_out: Callable[..., Found]) -> Callable[..., Found]:
    """A function of objects that nobody changes, which is not worked out again for the same ones.

    The last few answers are kept with what they are about, so that no other object can come to have
    its identity.
    """
    known: dict[tuple[int, ...], tuple[object, Found]] = {}

    @wraps(work_out)
    def found(*given: object) -> Found:
        key = tuple(map(id, given))
        kept = known.get(key)
        if kept is None:
            kept = given, work_out(*given)
            if len(known) >= KEPT:
                known.clear()
            known[key] = kept
        return kept[1]

    return found
