"""Every member's chances, exactly, and votes drawn together.

The chances are those of the rule at its estimated weights, averaged over what is surprising about
a text: the very numbers that a backtest scores. Votes of one text hang together, because what is
surprising about it and how far the weights may be off are the same for all; so tallies come from
votes drawn jointly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from sim.draws import FORECAST, uniform_draws
from sim.forecast.before import Before
from sim.world import ABSENT, ABSTAIN, NO, NO_SEAT, SURPRISES, YES

CHOICES = (NO, ABSTAIN, YES)
# beside what the fit calls surprising, by kind of text and in the order of ``SURPRISES``: how much
# more amendments may bring, chosen so that 90 % intervals of 2016-2019, from a fit to 2015, hold
# 90 % of the counts; without it they hold 78 %
BEYOND_THE_FIT = np.array([(0.0, 0.0, 0.0, 0.65), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.3)])
WEIGHT_DRAWS = 50  # of the weights; each has several draws of what is surprising


@dataclass(frozen=True)
class Chances:
    """Chances of one draft's members. M is their number."""

    members: np.ndarray  # [M] positions of the states
    chances: np.ndarray  # [M, 3] of no, abstain, yes, if the member votes
    absent: np.ndarray  # [M] chance of not voting at all


def exact_chances(before: Before) -> list[Chances]:
    """The chances of every draft, in their order."""
    weights = before.fit.weights(before.states)
    theta = before.weights_vector(weights)
    found: dict[int, Chances] = {}
    given = before.likelihood.expected_chances(theta, weights.surprise)
    for s, c in zip(before.sittings, given, strict=True):
        who = s.room.present[s.room.sits]
        three = np.stack([c.no, c.abstain, c.yes], -1)[:, s.room.sits]
        for n, ballot in enumerate(s.ballots):
            found[int(ballot) - before.first] = Chances(who, three[n], weights.absence[who])
    return [found[n] for n in range(len(before))]


def drawn_votes(before: Before, draws: int, seed: int) -> np.ndarray:
    """Votes drawn jointly, [draws, N, S] int8; ABSENT and NO_SEAT mark who does not vote.

    The weights are drawn from their estimated spread, ``WEIGHT_DRAWS`` times or less; within one
    draw of them every draw has surprises and luck of its own. A draw depends on ``seed`` and its
    number alone.
    """
    states, count = len(before.states), len(before)
    votes = np.full((draws, count, states), NO_SEAT, np.int8)
    seats = [np.ix_(s.ballots - before.first, s.room.present[s.room.sits]) for s in before.sittings]
    likelihood = before.likelihood
    for r in range(draws):
        if r % max(draws // WEIGHT_DRAWS, 1) == 0:
            weights = before.fit.weights(before.states, seed, r)
            theta = before.weights_vector(weights)
            walk = likelihood.walk(theta)
            spread = np.hypot(weights.surprise, BEYOND_THE_FIT)[:, before.kind]
        luck = uniform_draws(seed, FORECAST, r, count * (len(SURPRISES) + 2 * states))
        normal = ndtri(luck[: count * len(SURPRISES)]).reshape(len(SURPRISES), count)
        lots = luck[count * len(SURPRISES) :].reshape(2, count, states)
        for name, drawn in zip(SURPRISES, spread * normal, strict=True):
            theta[likelihood.layout.slices[name]][before.first :] = drawn
        for s, here, c in zip(before.sittings, seats, likelihood.chances(theta, walk), strict=True):
            no, yes = c.no[:, s.room.sits], c.yes[:, s.room.sits]
            lot = lots[0][here]
            cast = np.where(lot < no, NO, np.where(lot >= 1 - yes, YES, ABSTAIN))
            away = lots[1][here] < weights.absence[here[1][0]]
            votes[r][here] = np.where(away, ABSENT, cast)
    return votes
