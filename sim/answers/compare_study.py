"""A comparison as a study: scenarios side by side in the same replicates, in as many as it takes.

All arms of a replicate share the draw of the weights, the assumptions and the noise of every
decision (common random numbers).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.compare import batch_sizes, figures_of, replicates_needed
from sim.analysis.compare.needed import FIRST
from sim.pool import Progress
from sim.study.aim import Aim
from sim.study.experiment import Experiment, Replicate, bloc_of
from sim.study.metrics import measure


@dataclass(frozen=True)
class Compared:
    """What was found, tidy."""

    runs: pd.DataFrame  # one row a replicate x arm, a column for each of those of the aim
    state_runs: pd.DataFrame  # one row a replicate x arm x affiliate: chances, moves
    sessions: pd.DataFrame  # one row a replicate x arm x session: moves
    width: float  # of the widest interval of the mean difference of the measure
    reached: bool  # whether it is as narrow as was asked
    ballots: float  # that came up in a replicate, in the mean


def compare_arms(
    experiment: Experiment, aim: Aim, width: float, progress: Progress | None = None
) -> Compared:
    """Run batches of replicates until every mean difference of a measure is known well enough.

    Parameters
    ----------
    experiment : the first arm of its design is the baseline
    aim : whose outcome the width is of; all that it measures is kept
    width : the 95 % interval of the mean of each paired difference, from the baseline and between
        scenarios, should be at most this wide from end to end
    progress : is told replicates done and planned so far

    The number of replicates is at most that of the design. Intervals are looked at after each
    batch; the first is of a hundred, so that their spread is known before anything is stopped.
    """
    most = experiment.design.replicates
    planned, done, found = min(FIRST, most), 0, []
    column = aim.columns.index(aim.column)

    def counts(run: Replicate) -> _One:
        return aim.levels(run), *_moves(run), int(run.comes_up.sum())

    while True:
        trials = experiment.trials(range(done, planned))
        for one in experiment.run(trials, counts):
            found.append(one)
            done += 1
            if progress:
                progress(done, planned)
        values = np.stack([one[0][:, column] for one in found])
        wide, needed = _widest(values, width)
        if not wide > width or done >= most:
            break
        planned = batch_sizes(done, needed, most)
    tables = _tables(experiment, aim, found)
    ballots = float(np.mean([one[-1] for one in found]))
    return Compared(*tables, wide, not wide > width, ballots)


def _widest(values: np.ndarray, width: float) -> tuple[float, int]:
    """The widest interval of any contrast of [R, arms], and how many replicates it needs."""
    wide, needed = 0.0, 0
    for a in range(values.shape[1]):
        for b in range(a):
            row = figures_of(values[:, a] - values[:, b])
            if row["replicates"] > 1:
                wide = max(wide, row["mean_high"] - row["mean_low"])
                needed = max(needed, replicates_needed(row["error"], int(row["replicates"]), width))
    return wide, needed


# outcomes [L, outcomes]; what ``_moves`` gives; how many texts came up
_One = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]


def _moves(run: Replicate) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chances and moves [L, affiliates], and moves by session [L, T]."""
    agenda, (affiliate, organiser) = run.world.agenda, bloc_of(run.world)
    members, arms = np.flatnonzero(affiliate), run.votes.shape[-1]
    by_state = np.zeros((2, arms, len(members)), np.int32)
    by_session = np.zeros((arms, len(agenda.session_name)), np.int32)
    for t in range(len(agenda.session_name)):
        here = agenda.session == t
        votes = np.ascontiguousarray(run.votes[here])
        together = run.world.states.bloc.together
        part = measure(votes, agenda.kind[here], affiliate, organiser, together=together)
        moves = (part.soft + part.hard).sum(0)[members]
        by_state[0] += part.chances.sum(0)[members].T
        by_state[1] += moves.T
        by_session[:, t] = moves.sum(0)
    return by_state[0], by_state[1], by_session


def _tables(
    experiment: Experiment, aim: Aim, found: list[_One]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    world, arms = experiment.setup.world, np.array(list(experiment.design.arms))
    levels, chances, moves, sessions = (np.stack([one[n] for one in found]) for n in range(4))
    number, lanes, states = chances.shape
    codes = np.array(world.states.iso3)[np.flatnonzero(bloc_of(world)[0])]
    keys = {"replicate": np.repeat(np.arange(number), lanes), "arm": np.tile(arms, number)}
    runs = pd.DataFrame(keys | {name: levels[..., n].ravel() for n, name in enumerate(aim.columns)})
    state_runs = pd.DataFrame(
        {name: np.repeat(values, states) for name, values in keys.items()}
        | {"iso3": np.tile(codes, number * lanes), "chances": chances.ravel(),
           "moves": moves.ravel()}
    )  # fmt: skip
    closing = world.agenda.closing.astype("datetime64[Y]").astype(int) + 1970
    by_session = pd.DataFrame(
        {name: np.repeat(values, len(closing)) for name, values in keys.items()}
        | {"session": np.tile(np.array(world.agenda.session_name), number * lanes),
           "year": np.tile(closing, number * lanes), "moves": sessions.ravel()}
    )  # fmt: skip
    return runs, state_runs, by_session
