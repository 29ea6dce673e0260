"""How willing states are to sign rival joint statements: the stored estimate, and draws from it.

Sources: computed by ``python -m sim.fit.signatures`` from published lists [statements].
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sim.council.statements import FEATURES, SIDES, Signing, features
from sim.data.fit_checks import LARGEST_WEIGHT
from sim.data.packaged import PLACE
from sim.data.states import states_of_the_group
from sim.data.stored_table import check_covariance, read_stored
from sim.draws import SIGNING, uniform_table
from sim.errors import InputError
from sim.files.json_text import read_json
from sim.world import States

DIGITS = (4, 4)  # decimals of the covariance and of the standard errors
TABLE, COVARIANCE, OWN = "signing.json", "signing_covariance.csv", "signing_states.csv"
CONSTANT = "constant"
OF_A_NUMBER = 2000  # columns of noise from which on weights and own terms are drawn
LISTED_IN = 2020  # the year of the lists, and of what is known of the states on them
FIRST_ROW = np.zeros(1, int)  # no session has this number


@dataclass(frozen=True)
class SigningFit:
    """The estimate as it is stored."""

    everyone: States
    mode: np.ndarray  # [F, 2]
    error: np.ndarray  # [F, 2] standard errors
    root: np.ndarray  # [2 F, 2 F] square root of their covariance, all of a side together
    own: np.ndarray  # [S, 2]
    own_sd: np.ndarray  # [S, 2]
    spread: np.ndarray  # [2]

    def rows(self) -> list[tuple[str, str, float, float]]:
        """Side, feature, weight and standard error of every weight."""
        return [
            (side, name, float(self.mode[f, s]), float(self.error[f, s]))
            for s, side in enumerate(SIDES)
            for f, name in enumerate(FEATURES)
        ]

    @cached_property
    def _known(self) -> np.ndarray:
        return features(self.everyone)

    def drawn(self, seed: int = 0, replicate: int | None = None) -> Signing:
        """The weights at the mode, or drawn for a replicate from their estimated spread."""
        weights, own = self.mode, self.own
        if replicate is not None:
            columns = OF_A_NUMBER + np.arange(self.mode.size + self.own.size)
            from scipy.special import ndtri  # takes a while to load

            normal = ndtri(uniform_table(seed, SIGNING, replicate, FIRST_ROW, columns)[0])
            for_weights, for_own = np.split(normal, [self.mode.size])
            weights = weights + (self.root @ for_weights).reshape(len(SIDES), -1).T
            own = own + self.own_sd * for_own.reshape(own.shape)
        return Signing(self.everyone, weights, own, self.spread, self._known)


@cache
def load_signing(folder: Path | None = None) -> SigningFit:
    """Read the stored estimate, checked; without a folder the package's own.

    Raises
    ------
    InputError
        If its states are not the members of the UN, its covariance is none, or a number is out of
        range; file and row are named.
    """
    place = folder if folder is not None else PLACE
    everyone = states_of_the_group().in_year(LISTED_IN)
    columns = [column for side in SIDES for column in (side, f"{side}_sd")]
    table = read_stored(place / OWN, ["iso3", *columns])
    if tuple(table.columns["iso3"]) != everyone.iso3:
        raise InputError(
            f"{place / OWN} is not of the states of states.csv: make it anew, {TABLE} says how"
        )
    own = {
        name: table.numbers(name, 0 if name.endswith("_sd") else -LARGEST_WEIGHT, LARGEST_WEIGHT)
        for name in columns
    }
    weights, spread = _weights(read_json(place / TABLE), place / TABLE)
    mode, error = weights
    labels = [f"{side}/{name}" for side in SIDES for name in FEATURES]
    covariance = read_stored(place / COVARIANCE, labels)
    values, vectors = check_covariance(covariance, error.T.ravel(), DIGITS)
    return SigningFit(
        everyone=everyone,
        mode=mode,
        error=error,
        root=(vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T,
        own=np.column_stack([own[side] for side in SIDES]),
        own_sd=np.column_stack([own[f"{side}_sd"] for side in SIDES]),
        spread=spread,
    )


def _weights(story: dict[str, Any], path: Path) -> tuple[list[np.ndarray], np.ndarray]:
    """Weights and standard errors, both [F, 2], and the spread between statements, [2]."""
    ranges = {"mode": (-LARGEST_WEIGHT, LARGEST_WEIGHT), "standard_error": (0.0, LARGEST_WEIGHT)}
    block = story.get("weights")
    found = []
    try:
        for what, (low, high) in ranges.items():
            each = [[block[side][name][what] for side in SIDES] for name in FEATURES]  # type: ignore[index]
            found.append(_finite(each, low, high, f"{path}: {what} of a weight"))
        beside = [story["spread"][side] for side in SIDES]
        return found, _finite(beside, 0.0, LARGEST_WEIGHT, f"{path}: spread")
    except (KeyError, TypeError):
        raise InputError(
            f"{path} lacks weights or spread of {' and '.join(SIDES)}, by {', '.join(FEATURES)}"
        ) from None


def _finite(numbers: list[Any], low: float, high: float, what: str) -> np.ndarray:
    for one in np.array(numbers, dtype=object).ravel():
        if isinstance(one, bool) or not isinstance(one, int | float) or not low <= one <= high:
            raise InputError(f"{what} is {str(one)[:40]!r}; a number from {low:g} to {high:g}")
    return np.array(numbers, float)
