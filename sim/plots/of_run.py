"""The figures of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.plots import defection, movers, network, realism, tallies
from sim.plots.canvas import Drawing, draw_figures
from sim.plots.stored import Stored

FIGURES: dict[str, Callable[[Stored], Drawing]] = {
    "defection": defection.draw,
    "movers": movers.draw,
    "network": network.draw,
    "tallies": tallies.draw,
    "realism": realism.draw,
}

__all__ = ["FIGURES", "draw_all"]


def draw_all(folder: Path) -> list[Path]:
    """Draw every figure of a results folder into ``folder/figures``.

    Returns
    -------
    list of Path
        The PNG files; each has a CSV of the same name with what is drawn.
    """
    return draw_figures(Stored.open(folder), FIGURES)
