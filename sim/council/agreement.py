"""Who has voted like whom: in the Council, and in the Assembly where the Council cannot say."""

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
    beyond, both = _beyond_chance(recorded)
    return _no_self(beyond * both / (both + HALF_SEEN))


def peer_agreement(recorded: np.ndarray, elsewhere: np.ndarray) -> np.ndarray:
    """The same, filled in from another hall where two states have seldom voted together here.

    What is known here counts by half at ``HALF_SEEN`` common votes; the rest is what is known
    elsewhere, shrunk likewise. Without votes elsewhere it is ``voting_agreement``.

    Parameters
    ----------
    recorded, elsewhere : [B, S] and [R, S] int8
        Votes here and there, of the same states.
    """
    here, both_here = _beyond_chance(recorded)
    there, both_there = _beyond_chance(elsewhere)
    of_here = both_here / (both_here + HALF_SEEN)
    of_there = (1 - of_here) * both_there / (both_there + HALF_SEEN)
    return _no_self(of_here * here + of_there * there)


def _beyond_chance(recorded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Agreement beyond half of the time, squared, and the votes that two have in common."""
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
    return np.clip(2 * alike - 1, 0, None) ** 2, both


def _no_self(agreement: np.ndarray) -> np.ndarray:
    np.fill_diagonal(agreement, 0.0)
    return agreement
