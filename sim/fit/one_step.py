"""One step ahead: before each voting day the rule knows the days before it."""

from __future__ import annotations

import numpy as np

from sim.fit.estimate import Estimate
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Sitting
from sim.fit.scores import Forecasts
from sim.fit.since import shown_since
from sim.world import Agenda, States


def forecast(
    agenda: Agenda,
    states: States,
    sittings: list[Sitting],
    fit: Estimate,
    use: np.ndarray,
    since: np.ndarray | None = None,
) -> Forecasts:
    """The rule's exact probabilities of the votes on ballots ``use`` [B] bool.

    They are averaged over what is new about a text, which nobody knows beforehand. With ``since``
    [B] bool, the ballots after the fit's last day, leanings go where votes of earlier days among
    these have shown (``sim.fit.since``); without it they stay where the fit has them.
    """
    shown = None
    if since is not None:
        unaware = Likelihood(agenda, states, sittings, since | use)
        theta = unaware.layout.carry(fit.layout, fit.mode)
        shown = shown_since(unaware, theta, fit.surprise, since)
    likelihood = Likelihood(agenda, states, sittings, use, shown)
    given, votes, ballot, state = [], [], [], []
    theta = likelihood.layout.carry(fit.layout, fit.mode)
    chances = likelihood.expected_chances(theta, fit.surprise)
    for s, c in zip(likelihood.sittings, chances, strict=True):
        at, who = np.nonzero(c.voted)
        given.append(np.stack([c.no, c.abstain, c.yes], -1)[at, who])
        votes.append(s.votes[at, who].astype(int))
        ballot.append(s.ballots[at])
        state.append(s.room.present[who])
    return Forecasts(*(np.concatenate(part) for part in (given, votes, ballot, state)))


def without_predecessor(agenda: Agenda) -> np.ndarray:
    """Texts whose series had not been voted on before their day, [B] bool."""
    series = agenda.slots[:, 0]
    first = {int(k): int(agenda.day[series == k].min()) for k in np.unique(series)}
    return np.array([agenda.day[b] == first[int(k)] for b, k in enumerate(series)])
