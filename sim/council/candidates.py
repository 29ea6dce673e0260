"""Who stands for the Council: those of a group most ready to stand, as many as the slate takes.

A group that agrees on as many candidates as it has seats presents a clean slate; else the slate
is contested. Readiness was estimated from who was elected: a conditional logit of the 220 members
elected from 2012 to 2025 among all of their group who might have stood (log likelihood -656,
against -770 for a draw by lot). Losers were taken as if they had not stood.
Sources: [ohchr_votes], [hrc_membership]; income as in states.csv.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from sim.council.constant import Estimated, Fixed
from sim.council.terms import DAY, Terms
from sim.world import States

BY_HABIT: Annotated[
    float, Estimated("of the share of past time in the Council", "logits", error=0.46)
] = 1.72
BY_INCOME: Annotated[float, Estimated("of the logarithm of income", "logits", error=0.05)] = 0.34
AGAIN: Annotated[
    np.ndarray, Estimated("for a second term running, by group", "logits", error=0.2)
] = np.array([1.39, 0.31, -1.47, 0.05, -0.21])
HABIT_YEARS: Annotated[
    float, Fixed("years without a seat that everybody is taken to have behind it", "years")
] = 6.0

CONTESTED: Annotated[
    np.ndarray,
    Fixed(
        "share of contested slates by group in the ten elections from 2016 to 2025: 0, 5, 3, 4 "
        "and 0 of 10, each counted as (n + 1/2) / 11 [hrc_elections]; from 2006 to 2016 it was "
        "22 of all 55 slates [clean_slates]",
        "share",
    ),
] = np.array([0.05, 0.5, 0.32, 0.41, 0.05])
TWO_MORE: Annotated[
    float,
    Fixed(
        "share of contested slates with two candidates too many: 1 of these 12, rounded", "share"
    ),
] = 0.1
YEAR = 365.25 * DAY / DAY  # days


def habit(terms: Terms, states: States, day: np.datetime64) -> np.ndarray:
    """Share of the time up to ``day`` that each state has had a seat, [S], 0 to 1.

    Time runs from the first day in ``terms``; ``HABIT_YEARS`` without a seat are added.
    """
    held = np.zeros(len(states))
    seated = (np.minimum(terms.until, day) - terms.since) / DAY + 1.0
    np.add.at(held, terms.state, np.maximum(seated, 0.0))
    record = (day - terms.since.min()) / DAY + 1.0 if len(terms) else 0.0
    return held / (record + HABIT_YEARS * YEAR)


def readiness(
    terms: Terms, states: States, since: np.datetime64, candidacies: np.ndarray
) -> np.ndarray:
    """How ready each state is to stand for a seat from ``since`` on, [S] logits.

    Parameters
    ----------
    candidacies : [S]
        Readiness added, in logits; 0 is neutral.
    """
    ready = BY_HABIT * habit(terms, states, since) + BY_INCOME * np.log(states.income)
    just_served = np.zeros(len(states))
    just_served[terms.state[terms.until + DAY == since]] = 1.0
    return ready + AGAIN[states.group] * just_served + candidacies


def too_many(usual: float, contested: float, uniform: float) -> int:
    """How many more candidates than seats: 0 on a clean slate, else 1 or 2.

    Parameters
    ----------
    usual : float
        Share of contested slates.
    contested : float
        Share of the others that are contested too, 0 to 1; 0 is neutral.
    uniform : float
    """
    share = usual + contested * (1.0 - usual)
    if uniform >= share:
        return 0
    return 2 if uniform < TWO_MORE * share else 1


def field(may: np.ndarray, ready: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Everybody who may stand, the readiest first; a slate takes as many as it needs.

    Parameters
    ----------
    may : [S] bool
    ready, noise : [S]
        Readiness in logits, and Gumbel noise.

    Returns
    -------
    [N] positions
    """
    able = np.flatnonzero(may)
    return able[np.argsort(-(ready + noise)[able], kind="stable")]
