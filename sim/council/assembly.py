"""The General Assembly elects: 193 secret ballots, as many names on each as there are seats.

A voter writes down those whom it would rather have than not, at most as many as there are seats,
the best first. So a candidate on a clean slate loses only those who leave it out; a contested
slate makes voters choose. Elected are those with the most votes who have the majority of all
members (97 of 193); who else is left is voted on again. Sources: [ga_60_251] 7;
[rules_of_procedure] 92-94.

``BASE``, ``FREEDOM`` and ``SURPRISE`` are estimated from the vote totals of 82 candidacies between
2008 and 2024 [hrc_elections], by least squares on the expected totals; the mean error is 13.9
votes (17.5 root mean square: 10.6 on clean slates, 21.1 on contested ones). Without freedom it is
15.0: most of what can be told is told by the slate. Left out is the hopeless late bid of
Afghanistan in 2022 (12 votes). The ballot is secret, so nothing tells who voted for whom:
``REGION`` and ``ALIKE`` are assumed, and built to leave the totals about as they are.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from sim.council.constant import Assumed, Estimated, Fixed
from sim.world import States

BASE: Annotated[
    float,
    Estimated(
        "readiness of a free voter to vote for a candidate of middling freedom",
        "logits",
        error=0.15,
    ),
] = 2.22
FREEDOM: Annotated[
    float,
    Estimated(
        "what freedom of the candidate is worth to a free voter",
        "logits a unit of freedom",
        error=0.38,
    ),
] = 1.38
SURPRISE: Annotated[
    float, Estimated("scale of what is special about a candidacy, its spread is 0.6", "logits")
] = 0.33
REGION: Annotated[
    float, Assumed("the pull of the same regional group", "logits", valid="between 0 and 1")
] = 0.5
ALIKE: Annotated[
    float,
    Assumed("the pull of past agreement", "logits a unit of agreement", valid="between 0 and 2"),
] = 1.0
MIDDLE: Annotated[
    float, Fixed("mean freedom of all members in 2018-2024 [freedom_house]", "0 to 1")
] = 0.55
HEARING_GAIN: Annotated[
    float,
    Assumed(
        "what hearings add to FREEDOM, at most its double",
        "times FREEDOM",
        valid="between 0 and 1.4",
    ),
] = 0.7
BALLOTS: Annotated[
    int,
    Fixed("restricted ballots before somebody else may stand [rules_of_procedure] 94", "ballots"),
] = 3


def majority(voters: int) -> int:
    """More than half of all members, present or not: 97 of 193."""
    return voters // 2 + 1


def support(
    states: States,
    alike: np.ndarray,
    candidates: np.ndarray,
    campaign: np.ndarray,
    hearing_gain: float,
) -> np.ndarray:
    """The utility to every voter of electing each candidate, [N, S] logits.

    Parameters
    ----------
    alike : [S, S]
        Past agreement: ``likeness``.
    candidates : [N]
        Positions.
    campaign : [S]
        Campaign for (above 0) or against a candidate, in logits; 0 is neutral.
    hearing_gain : float
        What hearings of the candidates add to the weight of freedom; 0 without them.
    """
    same = (states.group[candidates][:, None] == states.group[None, :]).astype(float)
    near = alike[candidates]
    sorting = REGION * (same - same.mean(1, keepdims=True))
    sorting = sorting + ALIKE * (near - near.mean(1, keepdims=True))
    freer = (states.freedom[candidates] - MIDDLE)[:, None] * states.freedom[None, :]
    return BASE + sorting + (FREEDOM + hearing_gain) * freer + campaign[candidates][:, None]


def write_down(wish: np.ndarray, seats: int) -> np.ndarray:
    """Whom each voter writes down, [N, S] bool: the best of positive utility, up to ``seats``.

    Parameters
    ----------
    wish : [N, S]
        Support with all its noise.
    """
    if len(wish) <= seats:
        return wish > 0
    place = np.argsort(np.argsort(-wish, axis=0, kind="stable"), axis=0, kind="stable")
    return (place < seats) & (wish > 0)


def count(votes: np.ndarray, lots: np.ndarray, seats: int, needed: int) -> np.ndarray:
    """Who is elected, in the order of votes: positions among the candidates, at most ``seats``.

    Parameters
    ----------
    votes : [N] int
    lots : [N]
        Uniform numbers that are drawn where votes are equal; the lower wins.
    needed : int
        The majority.
    """
    order = np.lexsort((lots, -votes))
    return order[votes[order] >= needed][:seats]


def elect(
    wish: np.ndarray, lots: np.ndarray, seats: int, needed: int
) -> tuple[np.ndarray, np.ndarray]:
    """The first ballot, and restricted ones for the seats that it leaves open.

    Only those with the most votes take part in the next ballot, at most two for each open seat.

    Returns
    -------
    elected : [<= seats] positions among the candidates
    votes : [N] int, of the first ballot
    """
    elected = np.zeros(0, int)
    left, first = np.arange(len(wish)), None
    for _ in range(1 + BALLOTS):
        still_open = seats - len(elected)
        votes = write_down(wish[left], still_open).sum(1)
        first = votes if first is None else first
        won = count(votes, lots[left], still_open, needed)
        elected = np.append(elected, left[won])
        if len(elected) == seats or len(won) == len(left):
            break
        lost = np.setdiff1d(np.arange(len(left)), won)
        best = lost[np.lexsort((lots[left[lost]], -votes[lost]))]
        left = np.sort(left[best[: 2 * (seats - len(elected))]])
    assert first is not None
    return elected, first
