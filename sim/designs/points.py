"""The points of a design, in the order in which a sweep should simulate them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.designs.factors import Factor, Value


@dataclass(frozen=True, eq=False)
class DesignPoints:
    """All points of a design. Points are numbered from 0 in the order of the method.

    Attributes
    ----------
    method : grid, zip, list, random, latin_hypercube, sobol, morris or one_at_a_time
    factors : name -> factor, in the order of the columns of ``codes``
    codes : [points, factors] float64, what each point gives each factor; see ``Factor.value``
    fixed : name -> value, the same for every point
    groups : group -> the names of its factors
    rows : what each point of a block is for; see ``block``
    seed : of the draws; None where the method draws nothing
    delta : length of a Morris step in shares of a factor's range; 0 for other methods
    order : [points] the numbers of the points as they should be simulated, so that a sweep cut
        short is balanced; blocks stay whole
    identity : canonical JSON of the checked design
    """

    method: str
    factors: Mapping[str, Factor]
    codes: np.ndarray
    fixed: Mapping[str, Value]
    groups: Mapping[str, tuple[str, ...]]
    rows: tuple[str, ...]
    seed: int | None
    delta: float
    order: np.ndarray
    identity: str

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the factors: dotted keys as on the command line."""
        return tuple(self.factors)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kind of each factor: continuous, integer or categorical."""
        return tuple(factor.kind for factor in self.factors.values())

    @property
    def block(self) -> int:
        """How many points in a row only answer together: a Morris trajectory, a Sobol block."""
        return len(self.rows)

    @property
    def inverse(self) -> np.ndarray:
        """[points] the place of each point in ``order``."""
        places = np.empty(len(self), np.int64)
        places[self.order] = np.arange(len(self))
        return places

    @property
    def sha256(self) -> str:
        """A short name of the content: the hash of ``identity``."""
        return hashlib.sha256(self.identity.encode()).hexdigest()

    def values(self, point: int) -> dict[str, Value]:
        """What a point gives each factor."""
        pairs = zip(self.factors.items(), self.codes[point], strict=True)
        return {name: factor.value(code) for (name, factor), code in pairs}

    def settings(self, point: int) -> dict[str, Value]:
        """What a point sets in the configuration: the fixed values, then those of the factors."""
        return {**self.fixed, **self.values(point)}


def interleaved(number: int) -> np.ndarray:
    """[number] a fixed order in which every stretch from the start covers all numbers evenly.

    Numbers are sorted by the fractional part of their multiples of the golden ratio, so a
    stretch also covers every factor of a grid evenly, whichever varies fastest.
    """
    # 64-bit integers instead of floats: the same order on every platform
    golden = np.uint64(11400714819323198485)
    keys = np.arange(number, dtype=np.uint64) * golden
    return np.argsort(keys, kind="stable")
