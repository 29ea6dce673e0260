"""How alike two members of the Assembly vote: past agreement, imputed where they never met.

Seventy-five members have had no seat in the Council, so that their agreement is not known. It is
taken from those of the same group who are about as free. On pairs that are known, the guess
explains two thirds of the variance (R2 = .67 over 3,370 pairs of [ohchr_votes]). Two who always
voted against one another have an agreement of 0 too, and get a guess, which is low.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from sim.council.constant import Fixed
from sim.world import States

NEAR: Annotated[
    float, Fixed("difference in freedom at which a state of the group counts by half", "0 to 1")
] = 0.1
DECIMALS: Annotated[
    int, Fixed("the last bits of a matrix product differ from one machine to the next")
] = 6


def likeness(states: States, agreement: np.ndarray) -> np.ndarray:
    """How alike states vote, [S, S], 0 to 1; symmetric, and 1 with oneself.

    Parameters
    ----------
    agreement : [S, S]
        Past voting agreement, 0 to 1; 0 is read as not known.
    """
    apart = (states.freedom[:, None] - states.freedom[None, :]) / NEAR
    weight = (states.group[:, None] == states.group[None, :]) / (1.0 + apart * apart)
    np.fill_diagonal(weight, 0.0)
    known = agreement > 0
    of_others, weights = weight @ agreement, weight @ known.astype(float)
    guess = np.divide(of_others, weights, out=np.zeros_like(of_others), where=weights > 0)
    guesses = (weights > 0).astype(float)
    total, count = guess + guess.T, guesses + guesses.T
    plain = float(agreement[known].mean()) if known.any() else 0.0
    guess = np.divide(total, count, out=np.full_like(total, plain), where=count > 0)
    alike = np.round(np.where(known, agreement, guess), DECIMALS)
    np.fill_diagonal(alike, 1.0)
    return alike
