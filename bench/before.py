"""The likelihood as it was evaluated before: sitting by sitting, features made anew every time.

Kept as a yardstick: ``calibrate_vs_before`` says how many times faster it is evaluated now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.engine.inputs import ROUNDS
from sim.fit.cells import AUTHORSHIP, STAKES
from sim.fit.likelihood import WeightLayout
from sim.fit.replay import BAND_WEIGHTS, LEANING_WEIGHTS, Sitting
from sim.rules.ballot import own_band
from sim.world import (
    AUTHOR,
    BLOC,
    DEMOCRACIES,
    DONORS,
    OF_GROUP,
    ROOM,
    STRANDS,
    YES,
    Agenda,
    States,
)


@dataclass(frozen=True)
class Before:
    """Log likelihood of the votes of some sittings; the attributes are ``Likelihood``'s."""

    importance: np.ndarray
    agenda: Agenda
    states: States
    layout: WeightLayout
    sittings: list[Sitting]

    def _start(self, theta: np.ndarray, s: Sitting) -> tuple[np.ndarray, np.ndarray]:
        get, layout = self.layout.get, self.layout
        present, strand = s.room.present, self.agenda.strand[s.ballots]
        freedom = s.room.freedom
        weights = np.array([theta[layout.slices[n]][0] for n in LEANING_WEIGHTS])
        leaning = (
            s.leaning @ weights
            + get(theta, "intercept")[strand][:, None]
            + get(theta, "by_freedom")[strand][:, None] * freedom
            + get(theta, "stance")[present][:, strand].T
        )
        for name, feature in self.of_text(s):
            leaning += theta[layout.slices[name]] * feature
        band_weights = np.array([theta[layout.slices[n]][0] for n in BAND_WEIGHTS])
        band = s.band @ band_weights + own_band(
            get(theta, "band")[strand][:, None],
            get(theta, "band_by_affiliation")[strand][:, None],
            self.states.affiliation[present],
            get(theta, "band_state")[present],
        )
        band = band + get(theta, "surprise_to_band")[s.ballots][:, None]
        return leaning, band

    def of_text(self, s: Sitting) -> Iterator[tuple[str, np.ndarray]]:
        """What each of ``STAKES`` and ``AUTHORSHIP`` multiplies, each [N, A]."""
        role = self.agenda.authors[np.ix_(s.ballots, s.room.present)]
        own, group = (np.sign(role) * (np.abs(role) == part) for part in (AUTHOR, OF_GROUP))
        yield from zip(AUTHORSHIP, (own, group, s.ties), strict=True)
        target = self.agenda.target[s.ballots]
        orientation = self.agenda.orientation[s.ballots][:, None]
        at_home = target[:, None] == s.room.present
        border = self.states.neighbours[s.room.present]
        near = np.where(target[:, None] >= 0, border[:, target].T, False)
        special = np.broadcast_to(self.agenda.special[s.ballots][:, None], at_home.shape)
        for name, stake in zip(STAKES, (at_home, near, s.friendship, special), strict=True):
            yield name, stake * orientation

    def _hear(self, theta: np.ndarray, s: Sitting, said: np.ndarray) -> np.ndarray:
        get = self.layout.get
        voices = said @ s.room.voices.T
        network = np.tensordot(get(theta, "layers"), s.room.layers, 1)
        ties = s.room.ties * get(theta, "donors")
        return (
            said @ network.T
            + voices[:, : len(DONORS)] @ ties.T
            + get(theta, "bloc") * s.affiliation * voices[:, BLOC : BLOC + 1]
            + get(theta, "outreach") * s.room.freedom * voices[:, DEMOCRACIES : DEMOCRACIES + 1]
        )

    def _hear_back(
        self, theta: np.ndarray, s: Sitting, said: np.ndarray, g: np.ndarray, gradient: np.ndarray
    ) -> np.ndarray:
        """Add to the gradient what ``g`` = d/d(heard) says; return d/d(said)."""
        get, cut = self.layout.get, self.layout.slices
        voices, donors = said @ s.room.voices.T, len(DONORS)
        freedom, ties = s.room.freedom, s.room.ties
        cross = g.T @ said
        gradient[cut["layers"]] += np.tensordot(s.room.layers, cross, 2)
        felt = g @ ties
        gradient[cut["donors"]] += (felt * voices[:, :donors]).sum(0)
        by_bloc = (g * s.affiliation).sum(1)
        by_outreach = g @ freedom
        gradient[cut["bloc"]] += (by_bloc * voices[:, BLOC]).sum()
        gradient[cut["outreach"]] += (by_outreach * voices[:, DEMOCRACIES]).sum()
        network = np.tensordot(get(theta, "layers"), s.room.layers, 1)
        to_voices = np.column_stack(
            [felt * get(theta, "donors"), by_outreach * get(theta, "outreach"),
             by_bloc * get(theta, "bloc")]
        )  # fmt: skip
        return g @ network + to_voices @ s.room.voices[:ROOM]

    def leanings(self, theta: np.ndarray, s: Sitting) -> tuple[list[np.ndarray], np.ndarray]:
        """Leanings before and after each round, and half bands; all [N, A]."""
        start, band = self._start(theta, s)
        rounds = [start]
        for _ in range(ROUNDS):
            said = _voice(rounds[-1])
            rounds.append(start + self._hear(theta, s, said))
        get, loyal = self.layout.get, self.states.affiliation[s.room.present]
        rounds[-1] = (
            rounds[-1]
            + get(theta, "surprise")[s.ballots][:, None]
            + get(theta, "surprise_to_bloc")[s.ballots][:, None] * loyal
        )
        return rounds, band

    def _cuts(
        self, theta: np.ndarray, s: Sitting, rounds: list[np.ndarray], band: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where yes and no begin, [N, A], and the bloc's line as last heard, [N, 1]."""
        half, said = _bend(band, 0.04)[0], _voice(rounds[-2])
        line = said @ s.room.voices[BLOC][:, None]
        loyalty = self.layout.get(theta, "discipline") * s.affiliation
        against_no, against_yes = _bend(-line, 0.01)[0], _bend(line, 0.01)[0]
        return half + loyalty * against_no, half + loyalty * against_yes, line

    def value_and_gradient(self, theta: np.ndarray) -> tuple[float, np.ndarray]:
        """Log likelihood and its gradient at ``theta``."""
        cut, strands = self.layout.slices, len(STRANDS)
        gradient, total = np.zeros(self.layout.size), 0.0
        stance = gradient[cut["stance"]].reshape(-1, strands)
        for s in self.sittings:
            present, strand = s.room.present, self.agenda.strand[s.ballots]
            rounds, band = self.leanings(theta, s)
            yes_cut, no_cut, line = self._cuts(theta, s, rounds, band)
            yes, no = _logistic(rounds[-1] - yes_cut), _logistic(-no_cut - rounds[-1])
            abstain = np.maximum(1 - yes - no, 1e-300)
            voted = s.votes <= YES
            said_yes, said_no = (s.votes == 1), (s.votes == -1)
            chance = np.where(said_yes, yes, np.where(said_no, no, abstain))
            counts = voted * self.importance[s.ballots][:, None]
            total += (counts * np.log(np.where(voted, chance, 1.0))).sum()
            dy, dn = yes * (1 - yes), no * (1 - no)
            g = np.where(said_yes, 1 - yes, np.where(said_no, no - 1, (dn - dy) / abstain))
            by_yes_cut = np.where(said_yes, yes - 1, np.where(said_no, 0.0, dy / abstain)) * counts
            by_no_cut = np.where(said_no, no - 1, np.where(said_yes, 0.0, dn / abstain)) * counts
            g, h = g * counts, (by_yes_cut + by_no_cut) * _bend(band, 0.04)[1]
            if_no, slope_no = _bend(-line, 0.01)
            if_yes, slope_yes = _bend(line, 0.01)
            gradient[cut["discipline"]] += (
                s.affiliation * (by_yes_cut * if_no + by_no_cut * if_yes)
            ).sum()
            loyalty = self.layout.get(theta, "discipline") * s.affiliation
            into_line = (by_no_cut * slope_yes - by_yes_cut * slope_no) * loyalty
            from_cuts = into_line.sum(1, keepdims=True) * s.room.voices[BLOC]
            back = g.copy()
            upstream = g
            for leaning in rounds[-2::-1]:
                said = _voice(leaning)
                into_said = self._hear_back(theta, s, said, upstream, gradient) + from_cuts
                from_cuts = 0.0
                upstream = into_said * (1 - np.abs(said)) ** 2
                back += upstream
            flat = back.reshape(-1)
            memory = s.leaning.reshape(len(flat), -1).T @ flat
            for k, name in enumerate(LEANING_WEIGHTS):
                gradient[cut[name]] += memory[k]
            for name, feature in self.of_text(s):
                gradient[cut[name]] += (back * feature).sum()
            freedom = s.room.freedom
            np.add.at(gradient[cut["intercept"]], strand, back.sum(1))
            np.add.at(gradient[cut["by_freedom"]], strand, back @ freedom)
            gradient[cut["surprise"]][s.ballots] += g.sum(1)
            gradient[cut["surprise_to_band"]][s.ballots] += h.sum(1)
            gradient[cut["surprise_to_bloc"]][s.ballots] += g @ self.states.affiliation[present]
            np.add.at(stance, (present[None, :], strand[:, None]), back)
            bands = s.band.reshape(len(flat), -1).T @ h.reshape(-1)
            for k, name in enumerate(BAND_WEIGHTS):
                gradient[cut[name]] += bands[k]
            np.add.at(gradient[cut["band"]], strand, h.sum(1))
            tied = h @ self.states.affiliation[present]
            np.add.at(gradient[cut["band_by_affiliation"]], strand, tied)
            np.add.at(gradient[cut["band_state"]], present, h.sum(0))
        return total, gradient


def _bend(x: np.ndarray, corner: float) -> tuple[np.ndarray, np.ndarray]:
    """The rule's ``bend`` and its slope, for arrays."""
    root = np.sqrt(x * x + corner)
    return 0.5 * (x + root), 0.5 * (1.0 + x / root)


def _voice(leaning: np.ndarray) -> np.ndarray:
    return leaning / (1 + np.abs(leaning))


def _logistic(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))
