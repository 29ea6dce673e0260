"""Intervals by a Bayesian bootstrap of blocks of points and of replicates.

The Bayesian bootstrap (Sources: [rubin1981]): instead of drawing blocks with replacement, each
resample gives them random weights that add up to one. Blocks and replicates are weighed
independently, so that an interval carries both the design's and chance's share of doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
WIDE = 1.96  # standard deviations on either side of an estimate: 95 %
_CELLS = 4_000_000  # blocks x resamples held at a time


@dataclass(frozen=True)
class Weights:
    """Weights of a stretch of resamples.

    Attributes
    ----------
    blocks : [resamples, blocks], each row adds up to 1
    replicates : [resamples, replicates], each row adds up to 1
    """

    blocks: np.ndarray
    replicates: np.ndarray


def weighings(blocks: int, replicates: int, resamples: int, seed: int) -> Iterator[Weights]:
    """Even weights first (the estimate itself), then ``resamples`` random ones, in stretches."""
    yield Weights(np.full((1, blocks), 1 / blocks), np.full((1, replicates), 1 / replicates))
    generator = np.random.default_rng(seed)
    left = resamples
    while left:
        size = min(left, max(1, _CELLS // (blocks * max(1, replicates // 8))))
        yield Weights(generator.dirichlet(np.ones(blocks), size),
                      generator.dirichlet(np.ones(replicates), size))  # fmt: skip
        left -= size


def interval(estimates: np.ndarray) -> dict[str, float]:
    """Estimate and 95 % interval from [1 + resamples] estimates, the first of which counts."""
    spread = estimates[1:].std(ddof=1) if len(estimates) > 2 else float("nan")
    middle = float(estimates[0])
    return {"estimate": middle, "low": middle - WIDE * spread, "high": middle + WIDE * spread}


def without_noise(of_means: np.ndarray, of_each: np.ndarray, replicates: np.ndarray) -> np.ndarray:
    """A quadratic statistic of expected outcomes, without what chance adds to it.

    A square of means over replicates holds squares of single replicates, in which chance does not
    cancel. They are taken out: only products of different replicates remain.

    Parameters
    ----------
    of_means : [resamples] the statistic of the weighted means over replicates
    of_each : [resamples, replicates] the statistic of each replicate
    replicates : [resamples, replicates] weights

    Notes
    -----
    With a single replicate nothing can be taken out, and the statistic is returned as it is.
    """
    if replicates.shape[1] == 1:
        return of_means
    squares = replicates**2
    return np.asarray((of_means - (squares * of_each).sum(axis=1)) / (1 - squares.sum(axis=1)))
