"""Many sizes of one thing, combined: what further setting they speak for, and how far they reach.

Sources: [dersimonian1986] the between-study variance; [higgins2009] a further setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from sim.evidence.literature import Row

FEW = 3  # with fewer studies, how much studies differ cannot be seen
REACH = 1.96  # spreads from the middle to the end of the central 95 %


@dataclass(frozen=True)
class Size:
    """An effect with its standard error."""

    effect: float
    se: float


@dataclass(frozen=True)
class Combined:
    """Studies together: the mean and its error, and how much studies differ (a spread)."""

    mean: float
    se: float
    between: float
    studies: int

    @property
    def further(self) -> float:
        """The spread of a further setting, about the mean."""
        return sqrt(self.se**2 + self.between**2)


def by_study(rows: Iterable[Row]) -> dict[str, Size]:
    """One size a study: rows of a study look at the same votes, and are one voice."""
    found: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        found.setdefault(row.study, []).append(row.size())
    return {study: one_voice(sizes) for study, sizes in found.items()}


def one_voice(sizes: Sequence[tuple[float, float]]) -> Size:
    """Looks at the same votes: mean effect; mean variance plus the variance among the looks."""
    number = len(sizes)
    mean = sum(effect for effect, _ in sizes) / number
    within = sum(se**2 for _, se in sizes) / number
    among = sum((effect - mean) ** 2 for effect, _ in sizes) / number
    return Size(mean, sqrt(within + among))


def combine(sizes: Sequence[Size]) -> Combined:
    """Studies by inverse variance, with a between-study variance by the method of moments.

    With fewer than three studies the between-study variance is at least that of the mean.
    """
    weights = [size.se**-2 for size in sizes]
    fixed = _mean(sizes, weights)
    spare = len(sizes) - 1
    between = 0.0
    if spare:
        off = sum(w * (s.effect - fixed) ** 2 for w, s in zip(weights, sizes, strict=True))
        scale = sum(weights) - sum(w * w for w in weights) / sum(weights)
        between = max(0.0, (off - spare) / scale)
    weights = [1.0 / (size.se**2 + between) for size in sizes]
    variance = 1.0 / sum(weights)
    if len(sizes) < FEW:
        between = max(between, variance)
    return Combined(_mean(sizes, weights), sqrt(variance), sqrt(between), len(sizes))


def bound(sizes: Iterable[Size]) -> float:
    """How large the thing is at most: the loosest of what the studies leave possible."""
    return max(max(size.effect, 0.0) + REACH * size.se for size in sizes)


def _mean(sizes: Sequence[Size], weights: Sequence[float]) -> float:
    pairs = zip(weights, sizes, strict=True)
    return sum(weight * size.effect for weight, size in pairs) / sum(weights)
