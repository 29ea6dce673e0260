"""The Assembly suspends a member: two thirds of those present and voting.

A member that commits gross and systematic violations may lose its rights. It has happened twice:
Libya on 1 March 2011, by consensus, and Russia on 7 April 2022, with 93 votes for, 24 against
and 58 abstentions; 18 members stayed away. The weights are estimated from what the 192 others did
about Russia: an ordered logit (log likelihood -123, against -187 for the shares alone) that tells
71 % of it. Those who stayed away are counted with those who abstained. One roll call is one roll
call: what it says about another target is a guess, and it does not give Libya's consensus, which
the target's own neighbours asked for. Sources: [ga_60_251] 8; [ga_es_11_3]; [libya_2011];
[inboden2023] step 1.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np

from sim.council.constant import Assumed, Estimated, Fixed
from sim.council.leaving import NEVER, Departure
from sim.council.likeness import likeness
from sim.council.terms import DAY
from sim.draws import logistic_table
from sim.world import ABSENT, ABSTAIN, NO, YES, States

READY: Annotated[
    float,
    Estimated(
        "a state of middling freedom, where severity is that of April 2022", "logits", error=0.25
    ),
] = 1.68
BY_FREEDOM: Annotated[float, Estimated("by freedom", "logits", error=0.82)] = 4.28
BY_AGREEMENT: Annotated[
    float,
    Estimated("agreement with the target, over that with the democracies", "logits", error=1.48),
] = -3.87
BY_BLOC: Annotated[
    float, Estimated("the state's tie to the bloc times the target's", "logits", error=0.65)
] = -1.03
BAND: Annotated[float, Estimated("half-width of not taking a side", "logits", error=0.2)] = 1.82
AWAY: Annotated[
    float, Fixed("share of those who take no side that stays away altogether", "share")
] = 18 / 76
BY_SEVERITY: Annotated[
    float,
    Assumed("from nothing known to what was known of Bucha", "logits", valid="between 2 and 6"),
] = 4.0
MIDDLE: Annotated[
    float, Fixed("freedom and agreement are counted from about their means", "0 to 1")
] = 0.55
MEAN_AGREEMENT: Annotated[float, Fixed("mean agreement", "0 to 1")] = 0.30


def is_removed(yes: int, no: int) -> bool:
    """Two thirds of the members present and voting; abstentions do not count."""
    return yes > 0 and yes >= 2 * no


def readiness_to_suspend(
    states: States, agreement: np.ndarray, target: int, severity: float
) -> np.ndarray:
    """How ready each state is to vote for the suspension of ``target``, [S] logits.

    Parameters
    ----------
    agreement : [S, S]
        Past voting agreement, 0 to 1; 0 where it is not known.
    target : int
        Position.
    severity : float
        What is known of its violations: 0 nothing, 1 as much as in April 2022.
    """
    alike = likeness(states, agreement)
    with_target = alike[:, target] - alike[:, target].mean()
    with_democracies = alike[:, states.democracy].mean(1) - MEAN_AGREEMENT
    return (
        READY
        + BY_SEVERITY * (severity - 1.0)
        + BY_FREEDOM * (states.freedom - MIDDLE)
        + BY_AGREEMENT * (with_target - with_democracies)
        + BY_BLOC * states.affiliation * states.affiliation[target]
    )


def votes_on(
    states: States, agreement: np.ndarray, target: int, severity: float, uniforms: np.ndarray
) -> np.ndarray:
    """The vote of every member, [S] int8; the target votes no.

    Parameters
    ----------
    uniforms : [S, 2]
        Uniform numbers: of the vote, and of being there for those who take no side.
    """
    ready = readiness_to_suspend(states, agreement, target, severity)
    leaning = ready + logistic_table(uniforms[:, 0])
    votes = np.where(leaning > BAND, YES, np.where(leaning < -BAND, NO, ABSTAIN))
    votes = np.where((votes == ABSTAIN) & (uniforms[:, 1] < AWAY), ABSENT, votes)
    votes[target] = NO
    return votes.astype(np.int8)


def suspend(
    states: States, agreement: np.ndarray, target: int, severity: float, uniforms: np.ndarray
) -> tuple[int, int, int, bool]:
    """The outcome: votes for, votes against, abstentions, and whether the target is removed.

    Parameters
    ----------
    agreement : [S, S]
        Past voting agreement, 0 to 1; 0 where it is not known.
    target : int
        Position.
    severity : float
        What is known of its violations: 0 nothing, 1 as much as in April 2022.
    uniforms : [S, 2]
        Uniform numbers: of the vote, and of being there for those who take no side.
    """
    votes = votes_on(states, agreement, target, severity, uniforms)
    yes, no, abstain = (int((votes == v).sum()) for v in (YES, NO, ABSTAIN))
    return yes, no, abstain, is_removed(yes, no)


def removal(target: int, day: np.datetime64, back: np.datetime64 = NEVER) -> Departure:
    """The departure of a member that loses its seat on ``day``: a by-election fills it."""
    return Departure(target, day - DAY, back)
