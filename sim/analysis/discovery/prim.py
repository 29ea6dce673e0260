"""The patient rule induction method: peel off a little at a time until what is left fails.

Peeling takes away, again and again, the thin slice (``alpha`` of the points left) of one assumption
whose loss raises the share of failures most, measured by the gain for each point given up. Pasting
puts slices back where that raises the share still. Of the boxes met on the way, the one with the
best balance of coverage and density is taken; limits without which it is no worse are dropped. The
points in it are then set aside and the search begins anew, for a second region. In the end
regions that explain next to nothing beside the others are dropped.

Written here because the packages that hold this method are under the GNU General Public License or
need packages that are. Sources: [friedman1999]; on its use for scenarios [bryant2010].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.discovery.box import Box, Limits, scores_of


@dataclass(frozen=True)
class PrimSettings:
    """How patient the search is.

    Attributes
    ----------
    alpha : share of the points left that one peel takes
    paste : share of the points inside that one paste puts back
    least : share of all points that a box holds at least
    boxes : how many regions are looked for at most
    lift : how many times denser with failures than all points a region has to be
    adds : share of all failures that a further region has to explain beside those before it
    worth : share of the balance of coverage and density that a limit has to add to be kept
    """

    alpha: float = 0.05
    paste: float = 0.05
    least: float = 0.05
    boxes: int = 3
    lift: float = 1.5
    adds: float = 0.1
    worth: float = 0.02


def find_boxes(
    names: list[str], points: np.ndarray, fails: np.ndarray, settings: PrimSettings | None = None
) -> list[Box]:
    """Regions where points fail, the best first; each is sought among what the others left.

    Parameters
    ----------
    names : of the assumptions
    points : [N, F]
    fails : [N] bool
    """
    settings = settings or PrimSettings()
    left = np.ones(len(points), bool)
    found: list[Box] = []
    while len(found) < settings.boxes and fails[left].any() and not fails[left].all():
        box = _best(names, points[left], fails[left], settings)
        inside = left & box.holds(names, points) if box.limits else np.zeros(len(points), bool)
        if inside.sum() < settings.least * len(points):
            break
        if fails[inside].mean() < settings.lift * fails.mean() and found:
            break
        found.append(box)
        left &= ~inside
    return _worth_telling(names, points, fails, found, settings)


def _worth_telling(
    names: list[str],
    points: np.ndarray,
    fails: np.ndarray,
    boxes: list[Box],
    settings: PrimSettings,
) -> list[Box]:
    """The boxes in the order of their balance over all points, without those that add little.

    A region that was found among what another left may turn out to hold that other as well: the
    one that explains fewest failures by itself goes first.
    """
    held = {n: box.holds(names, points) for n, box in enumerate(boxes)}
    while len(held) > 1:
        often = np.sum(list(held.values()), axis=0)
        alone = {n: int((inside & fails & (often == 1)).sum()) for n, inside in held.items()}
        least = min(alone, key=lambda n: alone[n])
        if alone[least] >= settings.adds * fails.sum():
            break
        del held[least]
    order = sorted(held, key=lambda n: -_balanced(scores_of(held[n], fails)))
    return [boxes[n] for n in order]


def trajectory(
    points: np.ndarray, fails: np.ndarray, settings: PrimSettings | None = None
) -> list[np.ndarray]:
    """The boxes met while peeling, the first without limits: each [F, 2], infinite where open."""
    settings = settings or PrimSettings()
    limits = np.tile([-np.inf, np.inf], (points.shape[1], 1))
    met = [limits]
    inside = np.ones(len(points), bool)
    while not fails[inside].all():
        step = _peel(points, fails, inside, limits, settings)
        if step is None:
            break
        limits, inside = step
        met.append(limits)
    return met


def _peel(
    points: np.ndarray, fails: np.ndarray, inside: np.ndarray, limits: np.ndarray,
    settings: PrimSettings,
) -> tuple[np.ndarray, np.ndarray] | None:  # fmt: skip
    number, density = int(inside.sum()), float(fails[inside].mean())
    best, chosen = 0.0, None
    for k in range(points.shape[1]):
        values = points[inside, k]
        for side, share in ((0, settings.alpha), (1, 1 - settings.alpha)):
            edge = np.quantile(values, share, method="lower" if side else "higher")
            within = points[:, k] <= edge if side else points[:, k] >= edge
            kept = np.logical_and(inside, within)
            lost = number - int(kept.sum())
            if not lost or kept.sum() < settings.least * len(points):
                continue
            gain = (float(fails[kept].mean()) - density) / lost
            if gain > best:
                best, chosen = gain, (k, side, edge, kept)
    if chosen is None:
        return None
    k, side, edge, kept = chosen
    tighter = limits.copy()
    tighter[k, side] = edge
    return tighter, kept


def _paste(
    points: np.ndarray, fails: np.ndarray, limits: np.ndarray, settings: PrimSettings
) -> np.ndarray:
    """Widen a box as long as that raises the share of failures in it."""
    while True:
        inside = _inside(points, limits)
        density, best = float(fails[inside].mean()), 0.0
        chosen: np.ndarray | None = None
        more = max(int(settings.paste * inside.sum()), 1)
        for k in range(points.shape[1]):
            for side in (0, 1):
                if np.isinf(limits[k, side]):
                    continue
                wider = _wider(points, limits, k, side, more)
                gain = float(fails[_inside(points, wider)].mean()) - density
                if gain > best:
                    best, chosen = gain, wider
        if chosen is None:
            return limits
        limits = chosen


def _wider(points: np.ndarray, limits: np.ndarray, k: int, side: int, more: int) -> np.ndarray:
    """The box with the next points beyond one of its limits."""
    wider = limits.copy()
    wider[k, side] = np.inf if side else -np.inf
    beyond = _inside(points, wider) & ~_inside(points, limits)
    values = np.sort(points[beyond, k])
    values = values if side else values[::-1]
    if len(values) > more:
        wider[k, side] = values[more - 1]
    return wider


def _inside(points: np.ndarray, limits: np.ndarray) -> np.ndarray:
    within = (points >= limits[:, 0]) & (points <= limits[:, 1])
    inside: np.ndarray = np.all(within, axis=1)
    return inside


def _balance(points: np.ndarray, fails: np.ndarray, limits: np.ndarray) -> float:
    """The harmonic mean of coverage and density: low where either is."""
    return _balanced(scores_of(_inside(points, limits), fails))


def _balanced(found: dict[str, float]) -> float:
    total = found["density"] + found["coverage"]
    return 2 * found["density"] * found["coverage"] / total if total > 0 else 0.0


def _best(names: list[str], points: np.ndarray, fails: np.ndarray, settings: PrimSettings) -> Box:
    met = trajectory(points, fails, settings)
    limits = max(met, key=lambda limits: _balance(points, fails, limits))
    limits = _paste(points, fails, limits, settings)
    limits = _without_needless(points, fails, limits, settings)
    return Box(
        {
            name: Limits(
                None if np.isinf(low) else float(low), None if np.isinf(high) else float(high)
            )
            for name, (low, high) in zip(names, limits, strict=True)
            if not (np.isinf(low) and np.isinf(high))
        }
    )


def _without_needless(
    points: np.ndarray, fails: np.ndarray, limits: np.ndarray, settings: PrimSettings
) -> np.ndarray:
    """Drop the limits, one after another, that add next to nothing."""
    while True:
        now, best, chosen = _balance(points, fails, limits), -np.inf, None
        for k, side in zip(*np.nonzero(np.isfinite(limits)), strict=True):
            wider = limits.copy()
            wider[k, side] = np.inf if side else -np.inf
            there = _balance(points, fails, wider)
            if there > best:
                best, chosen = there, wider
        if chosen is None or best < now * (1 - settings.worth):
            return limits
        limits = chosen
