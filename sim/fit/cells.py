"""Every vote that a fit reads, side by side, with what was seen before it: laid out once.

A cell is a state in the room at a ballot. Cells lie sitting after sitting, ballot after ballot,
state after state, so a sitting is a slice, and whatever is done to single votes is done to all at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import numpy as np

from sim.council.own_terms import own_terms, values_of_terms
from sim.fit.replay import BAND_WEIGHTS, LEANING_WEIGHTS, Sitting
from sim.world import AUTHOR, BLOC, OF_GROUP, STRANDS, YES, Agenda, States

AUTHORSHIP = ("own_text", "group_text", "pen_agreement")
STAKES = ("own_record_at_stake", "neighbour_at_stake", "friend_at_stake", "special_session")
# the weights that add to a leaning; the last has as many parts as there are terms of plug-ins
OF_LEANING = (*LEANING_WEIGHTS, *STAKES, *AUTHORSHIP, "own_terms")


class Cells:
    """M cells of N ballots in R sittings.

    Attributes
    ----------
    leaning : [M, parts of OF_LEANING] what each of these weights multiplies
    band : [M, len(BAND_WEIGHTS)]
    parts : [R] the cells of each sitting, and its numbers of ballots and states
    ballot, ballot_strand : [N] positions in the agenda, and what kind of text each is
    first, size : [N] the first cell of each ballot, and how many it has
    state, own : [M] the latter with the strand of the text: a place in a flattened table
    freedom : [M] of the state, in the year of the room
    loyal, affiliation : [M] its documented affiliation, and that before the vote
    in_bloc : [M] its part in the bloc's line
    yes, no, voted : [M] bool
    counts : [M] how much the vote counts; nothing where none was cast
    says_yes, abstains, says_no : [M] the same where that was the vote, elsewhere nothing
    """

    def __init__(
        self, agenda: Agenda, states: States, sittings: Sequence[Sitting], importance: np.ndarray
    ) -> None:
        shapes = [s.votes.shape for s in sittings]
        ends = list(accumulate((ballots * many for ballots, many in shapes), initial=0))
        self.parts = [
            (slice(*ends[r : r + 2]), int(ballots), int(many))
            for r, (ballots, many) in enumerate(shapes)
        ]

        def flat(values: Callable[[Sitting], np.ndarray]) -> np.ndarray:
            """[M] of values [ballots, states] or [states] of each sitting."""
            each = [np.broadcast_to(values(s), s.votes.shape).ravel() for s in sittings]
            return np.concatenate(each) if each else np.zeros(0)

        self.ballot = np.array([b for s in sittings for b in s.ballots], int)
        self.ballot_strand = agenda.strand[self.ballot]
        self.size = np.array([many for ballots, many in shapes for _ in range(ballots)], int)
        self.first = np.cumsum(self.size) - self.size
        self.state = flat(lambda s: s.room.present).astype(int)
        self.own = self.state * len(STRANDS) + self.spread_out(self.ballot_strand)
        self.freedom = flat(lambda s: s.room.freedom)
        self.loyal = states.affiliation[self.state]
        self.affiliation = flat(lambda s: s.affiliation)
        self.in_bloc = flat(lambda s: s.room.voices[BLOC])
        votes = flat(lambda s: s.votes)
        self.yes, self.no, self.voted = votes == 1, votes == -1, votes <= YES
        self.counts = self.voted * self.spread_out(importance[self.ballot])
        self.says_yes, self.says_no = self.counts * self.yes, self.counts * self.no
        self.abstains = self.counts - self.says_yes - self.says_no
        width = len(OF_LEANING) - 1 + len(own_terms())
        self.leaning = np.empty((len(self.state), width))
        self.band = np.empty((len(self.state), len(BAND_WEIGHTS)))
        for s, (cut, _, _) in zip(sittings, self.parts, strict=True):
            of_text = [feature.ravel() for _, feature in features_of_text(agenda, states, s)]
            self.leaning[cut, : len(LEANING_WEIGHTS)] = s.leaning.reshape(-1, len(LEANING_WEIGHTS))
            self.leaning[cut, len(LEANING_WEIGHTS) :] = np.stack(of_text, 1)
            self.band[cut] = s.band.reshape(-1, len(BAND_WEIGHTS))

    def per_ballot(self, values: np.ndarray) -> np.ndarray:
        """Sums [N] over the cells of each ballot."""
        return np.add.reduceat(values, self.first) if len(values) else np.zeros(0)

    def spread_out(self, values: np.ndarray) -> np.ndarray:
        """What each of the N ballots has, for all its cells: [M]."""
        return np.repeat(values, self.size)

    def among(self, table: np.ndarray) -> np.ndarray:
        """The cells' values, [M], of a table of all ballots and states [B, S]."""
        return np.asarray(table[np.repeat(self.ballot, self.size), self.state])

    def by_sitting(self, values: np.ndarray) -> list[np.ndarray]:
        """Values of cells, [M], as views [ballots, states] of each sitting."""
        return [values[cut].reshape(ballots, many) for cut, ballots, many in self.parts]


def features_of_text(
    agenda: Agenda, states: States, s: Sitting
) -> Iterator[tuple[str, np.ndarray]]:
    """What ``STAKES``, ``AUTHORSHIP`` and plug-ins' terms multiply in a sitting, each [N, A]."""
    target = agenda.target[s.ballots]
    orientation = agenda.orientation[s.ballots][:, None]
    at_home = target[:, None] == s.room.present
    border = states.neighbours[s.room.present]
    near = np.where(target[:, None] >= 0, border[:, target].T, False)
    special = np.broadcast_to(agenda.special[s.ballots][:, None], at_home.shape)
    for name, stake in zip(STAKES, (at_home, near, s.friendship, special), strict=True):
        yield name, stake * orientation
    role = agenda.authors[np.ix_(s.ballots, s.room.present)]
    own, group = (np.sign(role) * (np.abs(role) == part) for part in (AUTHOR, OF_GROUP))
    yield from zip(AUTHORSHIP, (own, group, s.ties), strict=True)
    if own_terms():
        here = values_of_terms(agenda, states)[:, s.ballots][:, :, s.room.present]
        yield from zip((f"own_terms/{name}" for name in own_terms()), here, strict=True)
