"""What a mix is worth over uncertain assumptions: mean, worst worlds, regret."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WORST = 0.1  # the share of worlds that the worst decile is the mean of


@dataclass(frozen=True)
class Robust:
    """Figures of mixes, [P, G]; values are turned so that more is always better.

    Attributes
    ----------
    mean : over worlds
    worst : the mean of the tenth of worlds in which the mix does worst
    regret : how much worse than the best of the mixes in the same world, the mean of the tenth of
        worlds in which that is largest
    """

    mean: np.ndarray
    worst: np.ndarray
    regret: np.ndarray

    def by(self, aim: str) -> np.ndarray:
        """The figure that is aimed at, [P, G], more is better: mean, worst or regret."""
        found: np.ndarray = {"mean": self.mean, "worst": self.worst, "regret": -self.regret}[aim]
        return found


def robust(values: np.ndarray) -> Robust:
    """Figures from the mean over the replicates of each world, values [P, K, G]."""
    few = max(1, round(WORST * values.shape[1]))
    ordered = np.sort(values, axis=1)
    regret = np.sort(values.max(0, keepdims=True) - values, axis=1)
    return Robust(values.mean(1), ordered[:, :few].mean(1), regret[:, -few:].mean(1))


def front(values: np.ndarray) -> np.ndarray:
    """The Pareto front: rows of [P, G] that no other row dominates, [P] bool."""
    kept = np.ones(len(values), bool)
    for n, row in enumerate(values):
        beats = (values >= row).all(1) & (values > row).any(1)
        kept[n] = not beats.any()
    return kept
