"""What the votes since the fit have shown: where leanings have gone that the fit did not know.

Running free, leanings drift over the years (``sim/engine/noise.py``), each state's by kind of text
and all together; nobody can know where to. Who has the votes since the fit's last day can: what
every one of them brought beyond its chance tells of the drift behind it. The estimate is that of
a linear filter, one step from the fit's leaning: what came less what was expected, summed over the
votes alike, over their information and that of a prior around nothing; old votes fade. Three
drifts are told apart: a state's own on a kind of text, that of all states on texts about a
target, and that of all states on a series. Without votes since the fit all are nothing.

Half-life, priors and weights were chosen on 2014-2019 by folds (docs/model/ledger.md), and fixed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.fit.likelihood import Chances, Likelihood
from sim.world import NO, YES, Agenda

HALF_LIFE_DAYS = 730.0
LEAST_INFORMATION = 1e-4  # of a vote that was held for certain


class Drift(NamedTuple):
    """How one drift is learnt."""

    weight: float  # of the estimate in the leaning
    prior: float  # information around nothing, in that of votes


OWN, ON_TARGET, ON_SERIES = Drift(0.9, 4.0), Drift(1.0, 30.0), Drift(2.6, 30.0)


def shown_since(
    likelihood: Likelihood, theta: np.ndarray, spread: np.ndarray, since: np.ndarray
) -> np.ndarray:
    """What earlier days' votes have shown of the leanings on every ballot, [B, S] in logits.

    Parameters
    ----------
    likelihood : of the ballots ``since`` at least, itself with nothing shown
    theta, spread : the fit: ``Likelihood.expected_chances``
    since : [B] bool
        Ballots after the fit's last day; of these alone is anything learnt.
    """
    agenda = likelihood.agenda
    missed, information = np.zeros((2, *agenda.recorded.shape))
    chances = likelihood.expected_chances(theta, spread)
    for s, c in zip(likelihood.sittings, chances, strict=True):
        keep = since[s.ballots]
        here = np.ix_(s.ballots[keep], s.room.present)
        for table, values in zip((missed, information), _beyond(s.votes, c), strict=True):
            table[here] = values[keep]
    return learnt(agenda, missed, information, since)


def _beyond(votes: np.ndarray, c: Chances) -> tuple[np.ndarray, np.ndarray]:
    """What each vote brought beyond its chance, and how much it tells, [N, A] each."""
    beyond = np.where(votes == YES, 1 - c.yes, np.where(votes == NO, c.no - 1, c.no - c.yes))
    tells = np.maximum(c.yes * (1 - c.yes) + c.no * (1 - c.no), LEAST_INFORMATION)
    return beyond * c.voted, tells * c.voted


def learnt(
    agenda: Agenda, missed: np.ndarray, information: np.ndarray, since: np.ndarray
) -> np.ndarray:
    """The three drifts together, [B, S]: for each ballot from the days before it.

    Parameters
    ----------
    missed, information : [B, S]
        What every vote brought beyond its chance, and how much it tells; nothing without a vote.
    """
    shown = np.zeros(agenda.recorded.shape)
    series, days = agenda.slots[:, 0], agenda.date.astype(int)
    for b in range(len(agenda)):
        earlier = np.flatnonzero(since & (agenda.day < agenda.day[b]))
        fades = 0.5 ** ((days[b] - days[earlier]) / HALF_LIFE_DAYS)

        def of(
            alike: np.ndarray, at: np.ndarray = earlier, fades: np.ndarray = fades
        ) -> np.ndarray:
            return (fades * alike[at]) @ np.stack([missed[at], information[at]])

        own = of(agenda.kind == agenda.kind[b])
        shown[b] = OWN.weight * own[0] / (own[1] + OWN.prior)
        about = agenda.target == agenda.target[b]
        together = [(ON_SERIES, series == series[b]), (ON_TARGET, about & (agenda.target >= 0))]
        for drift, alike in together:
            total, tells = of(alike).sum(1)
            shown[b] += drift.weight * total / (tells + drift.prior)
    return shown
