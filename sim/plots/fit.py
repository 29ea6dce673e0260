"""Figures of a stored fit: all shared weights, and the states' own, each with its interval."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.files.moving import said
from sim.plots import estimates, stances
from sim.plots.canvas import Drawing, house_style, save
from sim.plots.stored import Stored, StoredFit

FIT_FIGURES: dict[str, Callable[[Stored], Drawing]] = {
    "estimates": estimates.draw,
    "states": stances.draw,
}


def draw_fit(folder: Path, into: Path) -> list[Path]:
    """Draw every figure of the fit in ``folder`` into ``into``: PNG, and CSV beside it.

    That should be in a draft folder, such as ``sim.files.folders.kept_folder`` gives.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    stored = StoredFit.open(folder)
    with said(f"cannot write figures to {into}"), house_style():
        into.mkdir(parents=True, exist_ok=True)
        return [save(draw(stored), stored, into / f"{n}.png") for n, draw in FIT_FIGURES.items()]
