"""Chances of every vote and every text: many replicates of the same years, counted.

A replicate is one possible world. What is counted is what ``lmgsim run`` would count in its
replicates under the same seed: here the first ``RUNS`` of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.measures import BASELINE
from sim.page.choices import Choices, chosen_setup
from sim.pool import Progress
from sim.study.counts import adopted_of
from sim.study.experiment import Experiment, Replicate
from sim.study.setup import design_of, levers_of
from sim.world import ABSENT, ABSTAIN, NO, YES

RUNS = 100
CAST = (YES, ABSTAIN, NO, ABSENT)  # what is counted of a seat
YEARS = ("council", "rules", "evidence", "seed")  # what a run without levers depends on
INTERVAL = (5.0, 95.0)  # per cent of the replicates: the central 90 %


@dataclass(frozen=True)
class Wish:
    """Which years, and whether with the levers."""

    choices: Choices
    levers: bool

    def about(self) -> tuple[object, ...]:
        """What the answer depends on: equal for wishes that have the same answer."""
        content = self.choices.content
        keys = [*YEARS, "levers", "scenario"] if self.levers else YEARS
        return (self.levers, *(content[key] for key in keys))


@dataclass(frozen=True)
class Odds:
    """How often what happened. B texts, S states."""

    wish: Wish
    runs: int
    taken: np.ndarray  # [B] replicates in which the text was voted on
    adopted: np.ndarray  # [B] in which it was adopted
    votes: np.ndarray  # [B, S, 4] in which a state with a seat did each of CAST
    mean: np.ndarray  # [B, 3] of yes, abstain, no, over the replicates with a vote
    low: np.ndarray  # [B, 3] the ends of INTERVAL
    high: np.ndarray

    def of_seat(self, b: int, i: int) -> tuple[float, float, float, float] | None:
        """The chances of yes, abstain, no and absence; None for a state without a seat."""
        cast = self.votes[b, i]
        total = int(cast.sum())
        if not total:
            return None
        yes, abstain, no, absent = (float(n) / total for n in cast)
        return yes, abstain, no, absent


def count_odds(wish: Wish, progress: Progress | None = None) -> Odds:
    """Run the years ``RUNS`` times and count.

    Raises
    ------
    InputError
        If they cannot be run.
    """
    config, here = wish.choices.config(), chosen_setup(wish.choices)
    levers = levers_of(config, here) if wish.levers else []
    design = replace(design_of(config, {BASELINE: levers}), replicates=RUNS)
    experiment = Experiment(here, design)
    votes = np.zeros((len(here.world.agenda), len(here.world.states), len(CAST)), np.int32)
    tallies, adopted = [], []

    def keep(one: Replicate) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return one.votes[..., 0], one.measures.tally[..., 0], adopted_of(one)[:, 0]

    for done, (cast, tally, passed) in enumerate(
        experiment.run(experiment.trials(range(RUNS)), keep)
    ):
        for n, value in enumerate(CAST):
            votes[..., n] += cast == value
        tallies.append(tally)
        adopted.append(passed)
        if progress:
            progress(done + 1, RUNS)
    counts = np.stack(tallies).astype(float)
    taken = counts.sum(2) > 0
    counts[~taken] = np.nan
    return Odds(wish, RUNS, taken.sum(0), np.stack(adopted).sum(0), votes, *_spread(counts, taken))


def _spread(counts: np.ndarray, taken: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean and interval of each tally over the replicates with a vote; 0 where there was none."""
    found = np.zeros((3, *counts.shape[1:]))
    some = taken.any(0)
    found[0, some] = np.nanmean(counts[:, some], 0)
    for n, end in enumerate(INTERVAL):
        found[n + 1, some] = np.nanpercentile(counts[:, some], end, axis=0, method="nearest")
    return found[0], found[1], found[2]
