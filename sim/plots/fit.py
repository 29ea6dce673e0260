"""Figures of a stored fit: all shared weights, and the states' own, each with its interval."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.errors import InputError
from sim.plots import estimates, stances
from sim.plots.canvas import Drawing, house_style, save
from sim.plots.stored import Stored, StoredFit

FIT_FIGURES: dict[str, Callable[[Stored], Drawing]] = {
    "estimates": estimates.draw,
    "states": stances.draw,
}


def draw_fit(folder: Path, into: Path) -> list[Path]:
    """Draw every figure of the fit in ``folder`` into ``into``: PNG, and CSV beside it.

    They are drawn aside and moved when they are whole; other files in ``into`` stay.

    Raises
    ------
    InputError
        If the place cannot be written.
    """
    stored = StoredFit.open(folder)
    try:
        into.mkdir(parents=True, exist_ok=True)
        with house_style(), TemporaryDirectory(prefix=".figures-", dir=into) as draft:
            for name, draw in FIT_FIGURES.items():
                save(draw(stored), stored, Path(draft) / f"{name}.png")
            for item in sorted(Path(draft).iterdir()):
                item.replace(into / item.name)
    except OSError as error:
        raise InputError(f"cannot write figures to {into}: {error.strerror}") from None
    return [into / f"{name}.png" for name in FIT_FIGURES]
