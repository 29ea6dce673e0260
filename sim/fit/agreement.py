"""Who has voted like whom: the agreement layer of the network, from recorded votes."""

from __future__ import annotations

import numpy as np

from sim.world import YES

HALF_SEEN = 20.0  # common votes at which agreement counts by half


def voting_agreement(recorded: np.ndarray) -> np.ndarray:
    """How alike two states vote beyond half of the time, squared; [S, S], 0 to 1.

    Agreement is the mean of 1 - |difference| / 2 over the roll calls both voted on
    [hug_lukacs2014]; it is shrunk to nothing where there are few.

    Parameters
    ----------
    recorded : [B, S] int8
    """
    voted = recorded <= YES
    yes, no = ((recorded == sign) & voted for sign in (1, -1))
    shown = voted.astype(float)
    plus, minus = yes.astype(float), no.astype(float)
    both = shown.T @ shown
    middle = shown - plus - minus
    apart = 2 * (plus.T @ minus + minus.T @ plus) + (
        (plus + minus).T @ middle + middle.T @ (plus + minus)
    )
    alike = 1 - np.divide(apart, 2 * both, out=np.full_like(both, 0.5), where=both > 0)
    beyond = np.clip(2 * alike - 1, 0, None) ** 2
    agreement = beyond * both / (both + HALF_SEEN)
    np.fill_diagonal(agreement, 0.0)
    return agreement
