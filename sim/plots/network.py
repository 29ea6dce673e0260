"""Who votes like whom: the Council as a network of past agreement."""

from __future__ import annotations

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.plots.canvas import (
    BLUE,
    BODY,
    GREY,
    INK,
    MARGIN,
    SMALL,
    TINY,
    WIDTH,
    Drawing,
    panel,
    paper,
    say,
)
from sim.plots.layout import Ties, positions, strongest_ties
from sim.plots.stored import Stored
from sim.plots.words import count

EACH = 4  # strongest ties shown of every state
READING = (
    f"States that sat. Lines join each to the {EACH} it agreed with most on earlier votes; any in "
    "a bottom row have too few earlier votes. Black rings: organisers. Blue: those that move most."
)
OFTEN = 0.5  # share of runs in which a state that is shown held a seat
MOVERS = 5
DISC, LARGE, AROUND = 27.0, 31.0, 30.0  # points; room for the name around those that move
INCH = 72.0
Pair = tuple[float, float]
SCALE = LinearSegmentedColormap.from_list("affiliation", ["#fff7e6", "#f6b95a", "#a03c00"])
COLUMNS = ["element", "iso3", "iso3_b", "name", "x", "y", "affiliation", "organiser", "mover",
           "agreement"]  # fmt: skip


def draw(stored: Stored) -> Drawing:
    """States that sat, near those they vote with; affiliation as colour."""
    states = nodes(stored.table("states"), stored.table("movers"))
    if states.empty:
        return say("No state sat on a ballot: there is no network to show.", COLUMNS)
    agreement = matrix(stored.table("network"), list(states.iso3))
    ties = strongest_ties(agreement, EACH)
    figure, height = paper(6.2, finding(states, agreement), READING)
    box = ((WIDTH - 2 * MARGIN) * INCH, (height - 0.75) * INCH)
    place = positions(agreement, ties, box, np.where(states.mover, LARGE + AROUND, DISC))
    axes = panel(figure, MARGIN, 0.65, box[0] / INCH, box[1] / INCH)
    axes.set(xlim=(0, box[0]), ylim=(0, box[1]))
    axes.axis("off")
    _ties(axes, place, ties, agreement)
    _discs(axes, place, states)
    _names(axes, place, states, box)
    _scale(figure)
    return Drawing(figure, _shown(states, place, ties, agreement))


def nodes(states: pd.DataFrame, movers: pd.DataFrame) -> pd.DataFrame:
    """The states that sat in half of the runs or more; which of them move most."""
    if states.empty:
        return pd.DataFrame(columns=COLUMNS)
    sat = states[states.sat_in_runs >= OFTEN].sort_values("iso3").reset_index(drop=True)
    top: list[str] = []
    if not movers.empty:
        top = list(movers[movers.difference_mean > 0].iso3.head(MOVERS))
    return pd.DataFrame(
        {
            "iso3": sat.iso3,
            "name": sat.name,
            "affiliation": sat.affiliation_baseline.fillna(0.0),
            "organiser": sat.organiser.astype(bool),
            "mover": sat.iso3.isin(top),
        }
    ) if len(sat) else pd.DataFrame(columns=COLUMNS)  # fmt: skip


def matrix(network: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Agreement among ``codes``, [S, S]."""
    index = {code: i for i, code in enumerate(codes)}
    agreement = np.zeros((len(codes), len(codes)))
    for row in network.itertuples():
        if row.iso3_a in index and row.iso3_b in index:
            a, b = index[row.iso3_a], index[row.iso3_b]
            agreement[a, b] = agreement[b, a] = row.agreement
    return agreement


def finding(states: pd.DataFrame, agreement: np.ndarray) -> str:
    """Whom the movers have voted with so far."""
    movers, organisers = states.mover.to_numpy(), (states.organiser & ~states.mover).to_numpy()
    outside = (states.affiliation < 0.1).to_numpy() & ~movers
    if not movers.any():
        return "Who votes like whom; the intervention moves no state away from the group's line"
    subject = f"The {count(int(movers.sum()))} states that move most" if movers.sum() > 1 else (
        f"{states.name[movers].iloc[0]}, which moves most,")  # fmt: skip
    if not organisers.any() or not outside.any():
        return f"{subject} in the network of past agreement"
    near, far = (agreement[np.ix_(movers, group)].mean() for group in (organisers, outside))
    if near > far:
        return (f"{subject} voted like the organisers (agreement {near:.2f}), unlike the "
                f"states outside the group ({far:.2f})")  # fmt: skip
    return (f"{subject} voted no closer to the organisers (agreement {near:.2f}) "
            f"than to the states outside the group ({far:.2f})")  # fmt: skip


def _ties(axes: Axes, place: np.ndarray, ties: Ties, agreement: np.ndarray) -> None:
    for i, j in ties:
        width = 0.4 + 1.4 * agreement[i, j]
        axes.plot(*place[[i, j]].T, color=GREY, lw=width, alpha=0.35, zorder=1)


def _discs(axes: Axes, place: np.ndarray, states: pd.DataFrame) -> None:
    for (x, y), row in zip(place, states.itertuples(), strict=True):
        edge, width = (INK, 2.2) if row.organiser else (GREY, 0.6)
        if row.mover:
            edge, width = BLUE, 2.2
        axes.plot([x], [y], "o", ms=(LARGE if row.mover else DISC) - 3, mec=edge, mew=width,
                  color=SCALE(row.affiliation), zorder=2)  # fmt: skip
        axes.text(x, y, row.iso3, ha="center", va="center_baseline", size=TINY + 0.5, zorder=3,
                  weight="bold" if row.mover or row.organiser else "normal",
                  color="white" if row.affiliation > 0.72 else INK)  # fmt: skip


def _names(axes: Axes, place: np.ndarray, states: pd.DataFrame, box: Pair) -> None:
    """The movers by name, each where it covers least of the discs and of the other names."""
    halo = [effects.withStroke(linewidth=2.5, foreground="white")]
    reach = np.where(states.mover, LARGE, DISC) * 0.45
    taken = [(x, y, r, r) for (x, y), r in zip(place, reach, strict=True)]
    for i in np.flatnonzero(states.mover):
        name = str(states.name[i])
        half = (3.7 * len(name), 6.0)  # of its width and height, in points
        spots = _spots(place[i], half, box)
        covered = [sum(_overlap((*spot, *half), other) for other in taken) for spot in spots]
        best = spots[int(np.argmin(covered))]
        axes.text(*best, name, ha="center", va="center", size=BODY, weight="bold", color=BLUE,
                  path_effects=halo, zorder=4)  # fmt: skip
        taken.append((*best, *half))


def _spots(at: np.ndarray, half: Pair, box: Pair) -> list[Pair]:
    """Where a name of that size may stand around a disc: below, above, beside, at the corners."""
    away = LARGE / 2 + half[1]
    right = LARGE / 2 + 2 + half[0]
    turns = [(0, -away), (0, away), (right, 0), (-right, 0)]
    turns += [(x * 0.75, y) for x in (right, -right) for y in (-away * 0.8, away * 0.8)]
    spots = [(float(at[0] + x), float(at[1] + y)) for x, y in turns]
    inside = [
        (x, y) for x, y in spots
        if half[0] <= x <= box[0] - half[0] and half[1] <= y <= box[1] - half[1]
    ]  # fmt: skip
    return inside or spots[:1]


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Common area of two boxes, each the middle and half the sides."""
    wide, high = (
        min(a[k] + a[k + 2], b[k] + b[k + 2]) - max(a[k] - a[k + 2], b[k] - b[k + 2])
        for k in (0, 1)
    )
    return max(wide, 0.0) * max(high, 0.0)


def _scale(figure: Figure) -> None:
    """The colours, as a small bar above the footer."""
    high = figure.get_size_inches()[1]
    bar = figure.add_axes((0.66, 0.36 / high, 0.3, 0.12 / high))
    bar.imshow(np.linspace(0, 1, 128)[None], cmap=SCALE, aspect="auto", extent=(0, 1, 0, 1))
    bar.set_yticks([])
    bar.set_xticks([0, 0.5, 1], ["0", "0.5", "1"], size=SMALL)
    bar.tick_params(length=2, pad=1)
    for spine in bar.spines.values():
        spine.set_visible(False)
    figure.text(0.65, 0.42 / high, "affiliation with the group", ha="right", va="center",
                size=SMALL)  # fmt: skip


def _shown(states: pd.DataFrame, place: np.ndarray, ties: Ties,
           agreement: np.ndarray) -> pd.DataFrame:  # fmt: skip
    dots = states.assign(element="state", x=place[:, 0], y=place[:, 1])
    codes = states.iso3.to_numpy()
    lines = pd.DataFrame(
        {
            "element": "tie",
            "iso3": [codes[i] for i, _ in ties],
            "iso3_b": [codes[j] for _, j in ties],
            "agreement": [agreement[i, j] for i, j in ties],
        }
    )
    both = [dots, lines] if len(lines) else [dots]
    return pd.concat(both, ignore_index=True).reindex(columns=COLUMNS)
