"""The house style of the figures: paper, colours, headline, intervals, footer, and saving."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.plots.stored import Stored
from sim.store import write_csv

# Okabe and Ito (2008): told apart with every common colour vision.
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
INK, GREY, FAINT = "#1a1a1a", "#6e6e6e", "#d4d4d4"
WITHOUT, WITH = GREY, BLUE  # the two arms, everywhere

WIDTH = 7.5  # inches
MARGIN = 0.15  # inches
DPI = 200
TITLE, BODY, SMALL, TINY = 13.0, 11.0, 9.5, 8.0  # points: legible at half size
_LINE, _FINE = 0.235, 0.19  # inches a line of the headline, of the grey text below it
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": BODY,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
}


@dataclass(frozen=True)
class Drawing:
    """A figure and exactly what it shows."""

    figure: Figure
    shown: pd.DataFrame


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style whatever the reader's own settings are, and leave those alone."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def paper(height: float, finding: str, reading: str) -> tuple[Figure, float]:
    """A sheet with its finding as headline and, in grey, how to read it.

    Parameters
    ----------
    height : inches below the headline, the footer included

    Returns
    -------
    figure, height
        The sheet and the height in inches that is left below the headline.
    """
    headline = textwrap.wrap(_bound(finding), 67, break_on_hyphens=False)
    small = textwrap.wrap(_bound(reading), 104, break_on_hyphens=False)
    top = 0.12 + _LINE * len(headline) + _FINE * len(small) + 0.1
    figure = Figure(figsize=(WIDTH, height + top), dpi=DPI)
    FigureCanvasAgg(figure)
    whole = height + top
    figure.text(MARGIN / WIDTH, 1 - 0.12 / whole, "\n".join(headline), va="top", weight="bold",
                size=TITLE, linespacing=1.25)  # fmt: skip
    below = 1 - (0.17 + _LINE * len(headline)) / whole
    figure.text(MARGIN / WIDTH, below, "\n".join(small), va="top", color=GREY, size=SMALL,
                linespacing=1.25)  # fmt: skip
    return figure, height


def _bound(text: str) -> str:
    """Keep what belongs together on one line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%").replace("> 0", ">\N{NO-BREAK SPACE}0")


def panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes placed in inches."""
    wide, high = figure.get_size_inches()
    return figure.add_axes((left / wide, bottom / high, width / wide, height / high))


def rows_panel(figure: Figure, left: float, width: float, height: float, rows: list[float]) -> Axes:
    """Axes for a list of rows, the first on top, with no line or tick on the left.

    ``rows`` are the heights of the rows on a downward axis; 0.6 is left free at both ends.
    """
    axes = panel(figure, left, 0.72, width, height - 0.72)
    axes.set_ylim(max(rows, default=0) + 0.6, min(rows, default=0) - 0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    return axes


def interval(axes: Axes, y: float, row: tuple[float, float, float], colour: str,
             marker: str = "o", hollow: bool = False) -> None:  # fmt: skip
    """A point (mean, low, high) with its interval, lying."""
    mean, low, high = row
    axes.plot([low, high], [y, y], color=colour, lw=1.8, solid_capstyle="butt", zorder=2)
    axes.plot([mean], [y], marker, ms=6.5, mec=colour, mew=1.5, mfc="white" if hollow else colour,
              zorder=3, clip_on=False)  # fmt: skip


def column(axes: Axes, x: float, y: float, text: str, *, align: str = "right",
           weight: str = "normal", colour: str = INK, size: float = BODY) -> None:  # fmt: skip
    """Text beside the rows: ``x`` in widths of the axes, ``y`` in data."""
    axes.text(x, y, text, transform=axes.get_yaxis_transform(), ha=align, va="center",
              weight=weight, color=colour, size=size, linespacing=1.15)  # fmt: skip


def at_margin(left: float, width: float) -> float:
    """Where the left margin lies, in widths of axes placed at ``left`` inches."""
    return (MARGIN - left) / width


def say(words: str, columns: list[str]) -> Drawing:
    """A figure that says in words why there is nothing to draw."""
    figure, _ = paper(0.6, words, "")
    return Drawing(figure, pd.DataFrame(columns=columns))


def draw_figures(stored: Stored, figures: Mapping[str, Callable[[Stored], Drawing]]) -> list[Path]:
    """Draw figures by name into the folder ``figures`` of stored results: PNG, CSV beside it."""
    place = stored.folder / "figures"
    place.mkdir(exist_ok=True)
    with house_style():
        return [save(draw(stored), stored, place / f"{name}.png") for name, draw in figures.items()]


def save(drawing: Drawing, stored: Stored, path: Path) -> Path:
    """Write the PNG with its footer and the CSV beside it; the same bytes for the same tables."""
    figure = drawing.figure
    height = figure.get_size_inches()[1]
    figure.text(MARGIN / WIDTH, 0.09 / height, stored.footer, size=TINY, color=GREY, va="bottom")
    figure.savefig(path, dpi=DPI, metadata={"Software": None}, facecolor="white")
    write_csv(drawing.shown, path.with_suffix(".csv"))
    return path
