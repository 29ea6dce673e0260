"""The exact likelihood of recorded votes under the rule, and its gradient.

Given what was seen before a ballot, the two rounds of lobbying are a smooth function of the
weights and the ordered logit gives each vote its probability, so nothing is simulated. The
gradient is carried back through both rounds by hand and checked against differences in the
tests. All ballots are worked on at once (``sim/fit/cells.py``, ``sim/fit/hearing.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from sim.council.own_terms import own_terms
from sim.engine.inputs import ROUNDS
from sim.fit.cells import AUTHORSHIP, OF_LEANING, STAKES, Cells, features_of_text
from sim.fit.hearing import Hearing
from sim.fit.replay import BAND_WEIGHTS, LEANING_WEIGHTS, Sitting
from sim.rules.ballot import own_band
from sim.world import DONORS, LAYERS, STRANDS, SURPRISES, YES, Agenda, States

QUADRATURE = (5, 5, 3)  # nodes for each of ``SURPRISES``


@dataclass(frozen=True)
class WeightLayout:
    """Where each weight stands in the parameter vector."""

    names: tuple[str, ...]
    slices: dict[str, slice]
    size: int
    states: int

    @staticmethod
    def of(states: int, ballots: int) -> WeightLayout:
        """The layout for a number of states and of ballots."""
        blocks = [(n, len(STRANDS)) for n in ("intercept", "by_freedom")]
        blocks += [(n, 1) for n in (*STAKES, *AUTHORSHIP, *LEANING_WEIGHTS)]
        blocks += [("own_terms", len(own_terms()))]
        blocks += [(n, len(STRANDS)) for n in ("band", "band_by_affiliation")]
        blocks += [(n, 1) for n in (*BAND_WEIGHTS, "bloc", "discipline", "outreach")]
        blocks += [("donors", len(DONORS)), ("layers", len(LAYERS))]
        blocks += [("stance", states * len(STRANDS)), ("band_state", states)]
        blocks += [(name, ballots) for name in SURPRISES]
        slices, at = {}, 0
        for name, length in blocks:
            slices[name] = slice(at, at + length)
            at += length
        return WeightLayout(tuple(slices), slices, at, states)

    def get(self, theta: np.ndarray, name: str) -> np.ndarray:
        """The block called ``name`` as a view; stance is [S, C]."""
        block = theta[self.slices[name]]
        return block.reshape(self.states, len(STRANDS)) if name == "stance" else block

    def carry(self, other: WeightLayout, theta: np.ndarray) -> np.ndarray:
        """The weights of ``other`` laid out here; surprises of single texts are left at zero."""
        laid = np.zeros(self.size)
        for name in self.names:
            if name not in SURPRISES:
                laid[self.slices[name]] = theta[other.slices[name]]
        return laid

    def main_names(self) -> list[str]:
        """The weights by name, without the surprises of single texts."""
        return [name for name in self.names if name not in SURPRISES]

    def main(self) -> slice:
        """The weights shared by all states, without stances and own bands."""
        return slice(0, self.slices["stance"].start)


@dataclass(frozen=True)
class Chances:
    """Exact probabilities of one sitting, each [N, A], and who voted."""

    yes: np.ndarray
    abstain: np.ndarray
    no: np.ndarray
    voted: np.ndarray


@dataclass(frozen=True)
class Walk:
    """Two rounds of lobbying at some weights; M cells, N ballots, R rooms.

    What is surprising about single texts comes after it, so it serves all surprises.
    """

    rooms: np.ndarray  # [R, A, A] who hears whom
    rounds: list[np.ndarray]  # [M] leanings before and after each round, surprises apart
    said: list[np.ndarray]  # [M] what is said in each round
    nearer: list[np.ndarray]  # [M] 1 / (1 + |leaning|); its square is the slope of what is said
    lines: list[np.ndarray]  # [N] the bloc's line in each round
    band: np.ndarray  # [M] half bands before they are bent


class Likelihood:
    """Log likelihood of the votes of some ballots.

    ``use`` [B] says how much each ballot counts: 0 leaves it out, True or 1 counts it in full.
    ``shown`` [B, S] is added to leanings after lobbying: what votes since a fit have shown.
    """

    def __init__(
        self,
        agenda: Agenda,
        states: States,
        sittings: list[Sitting],
        use: np.ndarray,
        shown: np.ndarray | None = None,
    ) -> None:
        self.importance = use.astype(float)
        self.agenda, self.states, self.layout = (
            agenda,
            states,
            WeightLayout.of(len(states), len(agenda)),
        )
        self.sittings = []
        for s in sittings:
            keep = use[s.ballots] > 0
            if keep.any():
                per_ballot = ("ballots", "leaning", "band", "affiliation", "friendship",
                              "ties", "votes")  # fmt: skip
                part = {name: getattr(s, name)[keep] for name in per_ballot}
                self.sittings.append(Sitting(room=s.room, **part))
        self.count = sum(int((s.votes <= YES).sum()) for s in self.sittings)
        self.cells = Cells(agenda, states, self.sittings, self.importance)
        self._shown = 0.0 if shown is None else self.cells.among(shown)
        self.hearing = Hearing(self.sittings, self.cells.parts)
        self._of_leaning, self._of_band, self._to_all = (
            np.concatenate([np.arange(self.layout.size)[self.layout.slices[n]] for n in names])
            for names in (OF_LEANING, BAND_WEIGHTS, ("donors", "outreach"))
        )

    def of_text(self, s: Sitting) -> Iterator[tuple[str, np.ndarray]]:
        """What each of ``STAKES``, ``AUTHORSHIP`` and plug-ins' terms multiplies, each [N, A]."""
        return features_of_text(self.agenda, self.states, s)

    def leanings(self, theta: np.ndarray) -> list[tuple[list[np.ndarray], np.ndarray]]:
        """Leanings before and after each round, and half bands; all [N, A], for every sitting."""
        walk, cells = self.walk(theta), self.cells
        rounds = [*walk.rounds[:-1], self._surprised(theta, walk.rounds[-1])]
        each = [cells.by_sitting(values) for values in (*rounds, self._half_band(theta, walk))]
        return [(list(of_sitting[:-1]), of_sitting[-1]) for of_sitting in zip(*each, strict=True)]

    def chances(self, theta: np.ndarray, walk: Walk | None = None) -> list[Chances]:
        """Exact vote probabilities of every sitting.

        ``walk`` is that of weights that differ from ``theta`` in surprises alone; else it is made.
        """
        walk = self.walk(theta) if walk is None else walk
        half = _bend(self._half_band(theta, walk), 0.04)[0]
        return self._by_sitting(*self._chances(theta, walk, half))

    def expected_chances(self, theta: np.ndarray, spread: np.ndarray) -> list[Chances]:
        """Probabilities before a text is known: the mean over its surprises.

        ``spread`` [3, kinds] are the standard deviations of the surprises; normal quadrature.
        """
        kind, walk = self.agenda.kind, self.walk(theta)  # surprises come after the last round
        total = np.zeros((2, len(self.cells.state)))
        for points in product(*(_quadrature(nodes) for nodes in QUADRATURE)):
            here, weight = theta.copy(), prod(p for _, p in points)
            for (x, _), sd, name in zip(points, spread, SURPRISES, strict=True):
                here[self.layout.slices[name]] = x * sd[kind]
            half = _bend(self._half_band(here, walk), 0.04)[0]
            total += weight * np.stack(self._chances(here, walk, half))
        return self._by_sitting(*total)

    def _by_sitting(self, yes: np.ndarray, no: np.ndarray) -> list[Chances]:
        """Chances of all cells, [M], sitting by sitting."""
        each = (self.cells.by_sitting(x) for x in (yes, 1 - yes - no, no, self.cells.voted))
        return [Chances(*of_sitting) for of_sitting in zip(*each, strict=True)]

    def walk(self, theta: np.ndarray) -> Walk:
        """Leanings before the votes, two rounds of lobbying included."""
        get, cells = self.layout.get, self.cells
        start = cells.leaning @ theta[self._of_leaning]
        start += (get(theta, "stance") + get(theta, "intercept")).ravel()[cells.own]
        start += cells.spread_out(get(theta, "by_freedom")[cells.ballot_strand]) * cells.freedom
        affiliation = self.states.affiliation[:, None]
        width, own = get(theta, "band"), get(theta, "band_state")[:, None]
        ready = own_band(width, get(theta, "band_by_affiliation"), affiliation, own)
        band = cells.band @ theta[self._of_band] + ready.ravel()[cells.own]
        rooms = self.hearing.matrices(get(theta, "layers"), theta[self._to_all])
        bloc = get(theta, "bloc") * cells.affiliation
        walk = Walk(rooms, [start], [], [], [], band)
        for _ in range(ROUNDS):
            nearer = 1 / (1 + np.abs(walk.rounds[-1]))
            said = walk.rounds[-1] * nearer
            line = cells.per_ballot(said * cells.in_bloc)
            heard = self.hearing.heard(rooms, said) + bloc * cells.spread_out(line)
            walk.rounds.append(start + heard)
            for kept, value in ((walk.nearer, nearer), (walk.said, said), (walk.lines, line)):
                kept.append(value)
        return walk

    def _surprised(self, theta: np.ndarray, leaning: np.ndarray) -> np.ndarray:
        """Leanings [M] with what is surprising about the texts, and what later votes have shown."""
        for_all, for_bloc = (
            self.cells.spread_out(self.layout.get(theta, name)[self.cells.ballot])
            for name in ("surprise", "surprise_to_bloc")
        )
        found: np.ndarray = leaning + for_all + for_bloc * self.cells.loyal + self._shown
        return found

    def _half_band(self, theta: np.ndarray, walk: Walk) -> np.ndarray:
        """Half bands [M] with what is surprising about the texts, before they are bent."""
        surprise = self.layout.get(theta, "surprise_to_band")[self.cells.ballot]
        return walk.band + self.cells.spread_out(surprise)

    def _chances(
        self, theta: np.ndarray, walk: Walk, half: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Chances of yes and of no, [M] each, after a walk; the surprises are those of theta.

        Parameters
        ----------
        half : [M] half bands, bent
        """
        leaning, line = self._surprised(theta, walk.rounds[-1]), walk.lines[-1]
        loyalty = self.layout.get(theta, "discipline") * self.cells.affiliation
        yes_cut, no_cut = (
            half + loyalty * self.cells.spread_out(_bend(against, 0.01)[0])
            for against in (-line, line)
        )
        return _logistic(leaning - yes_cut), _logistic(-no_cut - leaning)

    def value_and_gradient(self, theta: np.ndarray) -> tuple[float, np.ndarray]:
        """Log likelihood and its gradient at ``theta``."""
        cells, walk = self.cells, self.walk(theta)
        half, slope = _bend(self._half_band(theta, walk), 0.04)
        yes, no = self._chances(theta, walk, half)
        abstain = np.maximum(1 - yes - no, 1e-300)
        chance = np.where(cells.yes, yes, np.where(cells.no, no, abstain))
        value = float(cells.counts @ np.log(chance))
        # d/d(cuts) of the logarithm of the chance of what was voted
        between = cells.abstains / abstain
        yes_cut = cells.says_yes * (yes - 1) + yes * (1 - yes) * between
        no_cut = cells.says_no * (no - 1) + no * (1 - no) * between
        return value, self._gradient(theta, walk, slope, yes_cut, no_cut)

    def _gradient(
        self, theta: np.ndarray, walk: Walk, slope: np.ndarray, yes_cut: np.ndarray,
        no_cut: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """The gradient by all weights from that by both cuts, [M] each.

        Parameters
        ----------
        slope : [M] of the bend of the half band
        """
        cells, get = self.cells, self.layout.get
        gradient = np.zeros(self.layout.size)
        block = {name: gradient[cut] for name, cut in self.layout.slices.items()}
        leaning, half = no_cut - yes_cut, (yes_cut + no_cut) * slope
        block["surprise"][cells.ballot] = cells.per_ballot(leaning)
        block["surprise_to_bloc"][cells.ballot] = cells.per_ballot(leaning * cells.loyal)
        block["surprise_to_band"][cells.ballot] = cells.per_ballot(half)
        gradient[self._of_band] = half @ cells.band
        by_band = self._table(half)
        block["band"][:] = by_band.sum(0)
        block["band_by_affiliation"][:] = self.states.affiliation @ by_band
        block["band_state"][:] = by_band.sum(1)

        into_yes, into_no = (cells.per_ballot(cut * cells.affiliation) for cut in (yes_cut, no_cut))
        (if_no, slope_no), (if_yes, slope_yes) = (_bend(s * walk.lines[-1], 0.01) for s in (-1, 1))
        block["discipline"][:] = into_yes @ if_no + into_no @ if_yes
        # to what the bloc's line is, from the cuts and, below, from what was heard of it
        into_line = (into_no * slope_yes - into_yes * slope_no) * get(theta, "discipline")
        felt, back = [leaning], leaning.copy()
        for nearer, line in list(zip(walk.nearer, walk.lines, strict=True))[::-1]:
            tied = cells.per_ballot(felt[-1] * cells.affiliation)
            block["bloc"] += tied @ line
            into_line = into_line + tied * get(theta, "bloc")
            into_said = self.hearing.back(walk.rooms, felt[-1])
            into_said += cells.spread_out(into_line) * cells.in_bloc
            felt.append(into_said * nearer**2)
            back += felt[-1]
            into_line = np.zeros_like(into_line)
        block["layers"][:], gradient[self._to_all] = self.hearing.by_weights(
            felt[:ROUNDS], walk.said[::-1]
        )
        gradient[self._of_leaning] = back @ cells.leaning
        by_leaning = self._table(back)
        block["stance"][:] = by_leaning.ravel()
        block["intercept"][:] = by_leaning.sum(0)
        block["by_freedom"][:] = np.bincount(
            cells.ballot_strand, cells.per_ballot(back * cells.freedom), len(STRANDS)
        )
        return gradient

    def _table(self, values: np.ndarray) -> np.ndarray:
        """Sums over cells [M] by state and strand, [S, C]."""
        count = len(self.states) * len(STRANDS)
        return np.bincount(self.cells.own, values, count).reshape(-1, len(STRANDS))


def _quadrature(nodes: int) -> list[tuple[float, float]]:
    """Points and weights of a standard normal."""
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return list(zip(points.tolist(), (weights / weights.sum()).tolist(), strict=True))


def _bend(x: np.ndarray, corner: float) -> tuple[np.ndarray, np.ndarray]:
    """The rule's ``bend`` and its slope, for arrays."""
    root = np.sqrt(x * x + corner)
    return 0.5 * (x + root), 0.5 * (1.0 + x / root)


def _logistic(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))
