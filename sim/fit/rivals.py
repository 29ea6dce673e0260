"""What the rule has to beat: frequencies, persistence, boosting, a logit, and two averages.

Each rival knows before a voting day just what the rule knows: all votes of the days before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.fit.replay import Sitting
from sim.fit.scores import Forecasts
from sim.fit.seen import Seen, in_order, seen_by
from sim.fit.similar import similar_states
from sim.world import GROUPS, KINDS, YES, Agenda, States

SMOOTHING = 1.0
RULE = "rule"
WITH_BOOSTING = "rule_with_boosting"


def frequency(agenda: Agenda, member_of: np.ndarray, classes: int, use: np.ndarray) -> Forecasts:
    """Frequencies of each vote by class of state and kind of text, updated daily.

    ``member_of`` [S] gives each state's class; with one class a state it is the state's own.
    """
    counts = np.full((classes, len(KINDS), 3), SMOOTHING)
    return _day_by_day(
        agenda,
        use,
        lambda b, i: counts[member_of[i], agenda.kind[b]],
        lambda b, i, v: _add(counts, (member_of[i], agenda.kind[b]), v),
    )


def persistence(agenda: Agenda, use: np.ndarray) -> Forecasts:
    """A state's last vote in the series, trusted as past experience says; else its frequency."""
    states = agenda.recorded.shape[1]
    own = np.full((states, len(KINDS), 3), SMOOTHING)
    moves = np.full((len(KINDS), 3, 3), SMOOTHING)
    last: dict[tuple[int, int], int] = {}

    def chances(b: int, i: int) -> np.ndarray:
        before = last.get((i, int(agenda.slots[b, 0])))
        if before is None:
            return own[i, agenda.kind[b]]
        follow: np.ndarray = moves[agenda.kind[b], before + 1]
        return follow

    def learn(b: int, i: int, v: int) -> None:
        _add(own, (i, agenda.kind[b]), v)
        slot = int(agenda.slots[b, 0])
        before = last.get((i, slot))
        if before is not None:
            _add(moves, (agenda.kind[b], before + 1), v)
        last[i, slot] = v

    return _day_by_day(agenda, use, chances, learn)


def _add(counts: np.ndarray, at: tuple[Any, ...], vote: int) -> None:
    counts[(*at, vote + 1)] += 1.0


def _day_by_day(agenda, use, chances, learn) -> Forecasts:  # type: ignore[no-untyped-def]
    given, votes, ballot, state = [], [], [], []
    for day in range(int(agenda.day[-1]) + 1):
        ballots = np.flatnonzero(agenda.day == day)
        cast = [
            (b, i, int(agenda.recorded[b, i]))
            for b in ballots
            for i in np.flatnonzero(agenda.recorded[b] <= YES)
        ]
        for b, i, v in cast:
            if use[b]:
                count = chances(b, i)
                given.append(count / count.sum())
                votes.append(v)
                ballot.append(b)
                state.append(i)
        for b, i, v in cast:
            learn(b, i, v)
    return Forecasts(np.array(given), np.array(votes), np.array(ballot), np.array(state))


def boosting(agenda: Agenda, seen: Seen, train: np.ndarray, use: np.ndarray) -> Forecasts:
    """Gradient boosting (scikit-learn) on what the rule sees of a vote, and on covariates."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    x = seen.table(without=("heard",))
    known, asked = train[seen.ballot] > 0, use[seen.ballot]
    model = HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.05, early_stopping=True, random_state=0
    )
    model.fit(x[known], seen.votes[known])
    return seen.forecasts(in_order(model, x[asked]), asked)


def averaged(*given: Forecasts) -> Forecasts:
    """The mean of the chances that several forecasts give to the same votes.

    Raises
    ------
    ValueError
        If they are not of the same votes.
    """
    sorted_ones = [f.of(np.lexsort((f.state, f.ballot))) for f in given]
    first = sorted_ones[0]
    if not all(
        np.array_equal(f.ballot, first.ballot) and np.array_equal(f.state, first.state)
        for f in sorted_ones
    ):
        raise ValueError("forecasts of different votes have no mean")
    return replace(first, chances=np.mean([f.chances for f in sorted_ones], 0))


def all_rivals(
    agenda: Agenda, states: States, sittings: list[Sitting], train: np.ndarray, use: np.ndarray
) -> dict[str, Forecasts]:
    """Every rival's forecasts of the ballots ``use`` [B] bool."""
    own = np.arange(len(states))
    seen = seen_by(agenda, states, sittings)
    boosted = boosting(agenda, seen, train, use)
    alike = similar_states(agenda, seen, train, use)
    return {
        "group_frequency": frequency(agenda, states.group, len(GROUPS), use),
        "state_frequency": frequency(agenda, own, len(states), use),
        "persistence": persistence(agenda, use),
        "gradient_boosting": boosted,
        "similar_states": alike,
        "rivals_averaged": averaged(boosted, alike),
    }


def beside(rule: Forecasts, rivals: dict[str, Forecasts]) -> dict[str, Forecasts]:
    """The rule's forecasts, those of the rivals, and the mean of the rule and boosting."""
    return {RULE: rule, **rivals, WITH_BOOSTING: averaged(rule, rivals["gradient_boosting"])}
