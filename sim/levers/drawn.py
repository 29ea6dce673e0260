"""The assumptions of a replicate: one value of each, drawn by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from sim.draws import ASSUMPTION, uniform_draws
from sim.levers.assumptions import ASSUMPTIONS


class Quantiles(Protocol):
    """A distribution, by its inverse."""

    def at(self, share: float) -> float:
        """The value with that share of the probability below it."""


def draw_assumptions(
    seed: int,
    replicate: int,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    priors: Mapping[str, Quantiles] | None = None,
) -> dict[str, float]:
    """One value of every assumption for a replicate.

    Each has one uniform number, always the same, and takes the value at that share of its
    distribution: draws under different priors are paired.

    Parameters
    ----------
    ranges : lowest and highest value of some; those are drawn evenly between them
    priors : of all assumptions; None: even over the hoped ranges, in which those of all donors of
        a side are one number
    """
    shares = uniform_draws(seed, ASSUMPTION, replicate, len(ASSUMPTIONS)).tolist()
    given = ranges or {}
    values: dict[str, float] = {}
    for one, share in zip(ASSUMPTIONS, shares, strict=True):
        if one.name in given:
            low, high = given[one.name]
            value = low + share * (high - low)
        elif priors is not None:
            value = priors[one.name].at(share)
        elif one.alike:
            value = values[one.alike]
        else:
            value = one.low + share * (one.high - one.low)
        values[one.name] = value
    rounded = np.round(list(values.values()), 8).tolist()
    return dict(zip(values, rounded, strict=True))
