"""lmgsim: coalition voting in the UN Human Rights Council, simulated state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.sweep.evaluation import evaluate as evaluate

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """``sim.evaluate``, which is loaded when it is asked for: the engine takes a while."""
    if name == "evaluate":
        from sim.sweep.evaluation import evaluate

        return evaluate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
