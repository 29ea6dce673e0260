"""A rival: a plain logit on what the rule remembers, and on how similar states last voted."""

from __future__ import annotations

import numpy as np

from sim.fit.scores import Forecasts
from sim.fit.seen import Seen, in_order
from sim.world import GROUPS, KINDS, STRANDS, Agenda

NAMED = ("group", "strand", "kind", "pen")  # columns that are names, not numbers


def similar_states(agenda: Agenda, seen: Seen, train: np.ndarray, use: np.ndarray) -> Forecasts:
    """A multinomial logit (scikit-learn, its own penalty) with every number by kind of text.

    Beside what the rule remembers of a state and its covariates it has what states that have
    voted like it last said of the series and of the target, which a state that is new to the
    Council has not said itself.
    """
    from sklearn.linear_model import LogisticRegression

    numbers = seen.table(without=NAMED)
    known, asked = train[seen.ballot] > 0, use[seen.ballot]
    spread = numbers[known].std(0)
    numbers = (numbers - numbers[known].mean(0)) / np.where(spread > 0, spread, 1.0)
    kind = np.eye(len(KINDS))[agenda.kind[seen.ballot]]
    strand = np.eye(len(STRANDS))[agenda.strand[seen.ballot]]
    group = np.eye(len(GROUPS))[seen.columns["group"]]
    by_kind = (numbers[:, :, None] * kind[:, None]).reshape(len(kind), -1)
    x = np.column_stack([numbers, strand, group, by_kind])
    logit = LogisticRegression(max_iter=2000)
    logit.fit(x[known], seen.votes[known])
    return seen.forecasts(in_order(logit, x[asked]), asked)
