"""lmgsim for programs: what ``sim`` offers, under the name that one installs, and its questions.

``import lmgsim`` is quick: a name is loaded when it is first asked for. The names of ``sim`` and
their promises are those of docs/reference/api.md; docs/how-to/python.md shows the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import sim
from sim import __version__ as __version__

if TYPE_CHECKING:
    from sim import *  # noqa: F403
    from sim.forecast.asked import forecast as forecast
    from sim.sweep.ballots import votes as votes

QUESTIONS = {"forecast": "sim.forecast.asked", "votes": "sim.sweep.ballots"}

__all__ = sorted({*sim.__all__, *QUESTIONS})


def __getattr__(name: str) -> object:
    """A public name, from where it is defined."""
    if name in QUESTIONS:
        return getattr(import_module(QUESTIONS[name]), name)
    if name in sim.DEFINED_IN:
        return getattr(sim, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "QUESTIONS"]
