"""How willing states are to sign rival joint statements: the stored estimate, and draws from it.

Sources: computed by ``python -m sim.fit.signatures`` from published lists [statements].
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
from scipy.special import ndtri

from sim.council.statements import FEATURES, SIDES, Signing
from sim.data.states import load_states
from sim.draws import SIGNING, uniform_table
from sim.errors import InputError
from sim.world import States

PLACE = files("sim.data") / "fitted"
TABLE, COVARIANCE, OWN = "signing.json", "signing_covariance.csv", "signing_states.csv"
CONSTANT = "constant"
OF_A_NUMBER = 2000  # columns of noise from which on weights and own terms are drawn
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

    def drawn(self, seed: int = 0, replicate: int | None = None) -> Signing:
        """The weights at the mode, or drawn for a replicate from their estimated spread."""
        weights, own = self.mode, self.own
        if replicate is not None:
            columns = OF_A_NUMBER + np.arange(self.mode.size + self.own.size)
            normal = ndtri(uniform_table(seed, SIGNING, replicate, FIRST_ROW, columns)[0])
            for_weights, for_own = np.split(normal, [self.mode.size])
            weights = weights + (self.root @ for_weights).reshape(len(SIDES), -1).T
            own = own + self.own_sd * for_own.reshape(own.shape)
        return Signing(self.everyone, weights, own, self.spread)


@cache
def load_signing() -> SigningFit:
    """Read the stored estimate.

    Raises
    ------
    InputError
        If its states are not the members of the UN.
    """

    def table(name: str) -> pd.DataFrame:
        with (PLACE / name).open(encoding="utf-8") as handle:
            return pd.read_csv(handle, keep_default_na=False)

    story = json.loads((PLACE / TABLE).read_text(encoding="utf-8"))
    own, everyone = table(OWN), load_states()
    if tuple(own.iso3) != everyone.iso3:
        raise InputError(
            f"{OWN} is not of the states of states.csv: make it anew, {TABLE} says how"
        )

    def weights(what: str) -> np.ndarray:
        each = story["weights"]
        return np.array([[each[side][name][what] for side in SIDES] for name in FEATURES], float)

    covariance = table(COVARIANCE).to_numpy(float)
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return SigningFit(
        everyone=everyone,
        mode=weights("mode"),
        error=weights("standard_error"),
        root=(vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T,
        own=own[list(SIDES)].to_numpy(float),
        own_sd=own[[f"{side}_sd" for side in SIDES]].to_numpy(float),
        spread=np.array([story["spread"][side] for side in SIDES]),
    )
