"""A box: a region of the assumptions, and how well it tells failure from success."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Limits:
    """Between which values an assumption lies inside a box, both included; None: no limit."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Box:
    """Limits on some assumptions; those without limits are left out.

    Attributes
    ----------
    limits : by the name of the assumption
    """

    limits: dict[str, Limits]

    def holds(self, names: list[str], points: np.ndarray) -> np.ndarray:
        """Which points [N, F] lie inside, [N] bool; ``names`` are those of the columns."""
        inside = np.ones(len(points), bool)
        for name, limits in self.limits.items():
            values = points[:, names.index(name)]
            if limits.low is not None:
                inside &= values >= limits.low
            if limits.high is not None:
                inside &= values <= limits.high
        return inside

    def scores(self, names: list[str], points: np.ndarray, fails: np.ndarray) -> dict[str, float]:
        """How well the box does on points, its own or others.

        Returns
        -------
        dict
            ``density``, the share of points inside that fail; ``coverage``, the share of all
            failures that lie inside; ``mass``, the share of points inside; ``elsewhere``, the
            share of points outside that fail; ``inside``, how many points are inside.
        """
        return scores_of(self.holds(names, points), fails)


def scores_of(inside: np.ndarray, fails: np.ndarray) -> dict[str, float]:
    """The scores of a region given as [N] bool; see ``Box.scores``."""
    number, failing = int(inside.sum()), int(fails.sum())
    caught = int((inside & fails).sum())
    outside = len(inside) - number
    return {
        "density": caught / number if number else float("nan"),
        "coverage": caught / failing if failing else float("nan"),
        "mass": number / len(inside),
        "elsewhere": (failing - caught) / outside if outside else float("nan"),
        "inside": float(number),
    }
