"""Why a member is expected to vote as it is: what pulls its leaning to yes or to no.

The leaning is a sum; its parts at the estimated weights are gathered under the headings below and
add up to it exactly. What surprises there may be counts nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.council.own_terms import own_terms
from sim.fit.cells import AUTHORSHIP, STAKES
from sim.fit.replay import LEANING_WEIGHTS, Sitting
from sim.forecast.before import Before
from sim.world import BLOC, DEMOCRACIES, DONORS

# what is remembered, by heading
MEMORIES = {
    "series": ("series", "series_of_amendment", "series_last"),
    "target": ("target", "target_of_country"),
    "strand": ("strand", "strand_when_new"),
    "council": ("council", "council_when_new"),
    "group": ("group_on_series", "group_on_strand"),
    "assembly": ("assembly",),
    "sentiment": ("sentiment",),
}
SHOWN = 3


@dataclass(frozen=True)
class Pulls:
    """The parts of the leanings of one draft's members, in logits. M is their number."""

    leaning: np.ndarray  # [M] the sum
    parts: dict[str, np.ndarray]  # by heading, each [M]

    def strongest(self, m: int, towards: int) -> list[str]:
        """The headings that pull member ``m`` most towards a vote: up to ``SHOWN``.

        ``towards`` is 1 yes or -1 no; 0, an abstention, takes the largest in either direction.
        """
        size = {name: float(part[m]) for name, part in self.parts.items()}
        if towards:
            size = {name: towards * value for name, value in size.items() if towards * value > 0}
        order = sorted(size, key=lambda name: -abs(size[name]))
        return [name for name in order if abs(size[name]) >= 0.05][:SHOWN]


def pulls_of(before: Before) -> list[Pulls]:
    """What pulls the members on every draft, in the order of the drafts."""
    theta = before.weights_vector(before.fit.weights(before.states))
    found: dict[int, Pulls] = {}
    for s, (rounds, _) in zip(before.sittings, before.likelihood.leanings(theta), strict=True):
        parts = _parts(before, theta, s, rounds[-2])
        sits = s.room.sits
        for n, ballot in enumerate(s.ballots):
            mine = {name: part[n][sits] for name, part in parts.items()}
            total: np.ndarray = sum(mine.values(), np.zeros(int(sits.sum())))
            found[int(ballot) - before.first] = Pulls(total, mine)
    return [found[n] for n in range(len(before))]


def _parts(
    before: Before, theta: np.ndarray, s: Sitting, leaning: np.ndarray
) -> dict[str, np.ndarray]:
    """Every heading's part of the leanings of a sitting, each [N, A].

    Parameters
    ----------
    leaning : [N, A] before the last round
    """
    likelihood = before.likelihood
    layout, present = likelihood.layout, s.room.present
    strand = before.agenda.strand[s.ballots]

    def weight(name: str) -> float:
        return float(theta[layout.slices[name]][0])

    get = layout.get
    standing = (
        get(theta, "intercept")[strand][:, None]
        + get(theta, "by_freedom")[strand][:, None] * s.room.freedom
        + get(theta, "stance")[present][:, strand].T
    )
    parts = {"standing": standing}
    for heading, names in MEMORIES.items():
        at = [LEANING_WEIGHTS.index(name) for name in names]
        parts[heading] = s.leaning[..., at] @ np.array([weight(name) for name in names])
    of_text = dict(likelihood.of_text(s))
    for heading, given in (("stakes", STAKES), ("authorship", AUTHORSHIP)):
        whole: np.ndarray = sum(
            (weight(name) * of_text[name] for name in given), np.zeros(standing.shape)
        )
        parts[heading] = whole
    for term, worth in zip(own_terms(), get(theta, "own_terms"), strict=True):
        parts[term] = worth * of_text[f"own_terms/{term}"]
    parts["since"] = before.shown[np.ix_(s.ballots, present)]
    said = leaning / (1 + np.abs(leaning))
    voices = said @ s.room.voices.T
    network = np.tensordot(get(theta, "layers"), s.room.layers, 1)
    ties = s.room.ties * get(theta, "donors")
    parts["peers"] = said @ network.T
    parts["donors"] = voices[:, : len(DONORS)] @ ties.T
    parts["bloc"] = weight("bloc") * s.affiliation * voices[:, BLOC : BLOC + 1]
    heard = voices[:, DEMOCRACIES : DEMOCRACIES + 1]
    parts["democracies"] = weight("outreach") * s.room.freedom * heard
    return parts
