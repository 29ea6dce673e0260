"""A comparison as a study: scenarios side by side in the same replicates, in as many as it takes.

All arms of a replicate share the draw of the weights, the assumptions and the noise of every
decision (common random numbers).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from sim.analysis.compare import BASELINE, batch_sizes, figures_of, replicates_needed
from sim.analysis.compare.needed import FIRST
from sim.engine.inputs import Seating, rooms_of
from sim.engine.noise import tabled
from sim.levers import Lever, draw_assumptions
from sim.measures import OUTCOMES
from sim.mechanisms.table import procedures_without
from sim.pool import thread_pool
from sim.study.design import Design
from sim.study.metrics import measure
from sim.study.setup import Setup
from sim.study.study import AHEAD, bloc_of, run_lanes
from sim.sweep.rows import rows_of

Progress = Callable[[int, int], None]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Ground:
    """What all runs of a comparison stand on."""

    setup: Setup
    design: Design  # its arms, the baseline's first
    seating: Seating

    @classmethod
    def of(cls, setup: Setup, design: Design) -> Ground:
        """A comparison of the arms of ``design``."""
        assert next(iter(design.arms)) == BASELINE
        return cls(setup, design, rooms_of(setup.world))

    @property
    def arms(self) -> list[str]:
        """Names of the arms, the baseline's first."""
        return list(self.design.arms)

    def votes(self, arms: list[list[Lever]], chance: int, weights: int, doubts: int,
              off: tuple[str, ...] = ()) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
        """Votes and affiliation of some arms, with each source of doubt of any replicate."""
        design = replace(self.design, off=tuple({*self.design.off, *off}))
        assumed = draw_assumptions(design.seed, doubts, design.ranges)
        drawn = weights if design.draw_weights else None
        runs = run_lanes(
            self.setup.world, self.setup.fit, design, self.seating, chance, drawn, arms,
            [assumed] * len(arms), assumed,
        )  # fmt: skip
        return runs.votes, runs.affiliation

    def levels(self, votes: np.ndarray, affiliation: np.ndarray, chance: int) -> np.ndarray:
        """The measures of every lane, [L, measures]."""
        world, design = self.setup.world, self.design
        affiliate, organiser = bloc_of(world)
        twice = [0, *range(votes.shape[-1])]  # the first lane is what rows are compared with
        rows = rows_of(
            np.ascontiguousarray(votes[..., twice]),
            np.ascontiguousarray(affiliation[..., twice]),
            world.agenda.kind, affiliate, organiser, tabled(world, design.seed, chance),
            procedures_without(design.procedures, design.off).adopting,
        )  # fmt: skip
        return rows[:, : len(OUTCOMES)]


@dataclass(frozen=True)
class Compared:
    """What was found, tidy."""

    runs: pd.DataFrame  # one row a replicate x arm, a column for each of OUTCOMES
    state_runs: pd.DataFrame  # one row a replicate x arm x affiliate: chances, moves
    sessions: pd.DataFrame  # one row a replicate x arm x session: moves
    width: float  # of the widest interval of the mean difference of the measure
    reached: bool  # whether it is as narrow as was asked


def compare_arms(
    ground: Ground, measure_name: str, width: float, progress: Progress | None = None
) -> Compared:
    """Run batches of replicates until every mean difference of a measure is known well enough.

    Parameters
    ----------
    measure_name : one of ``sim.measures.OUTCOMES``
    width : the 95 % interval of the mean of each paired difference, from the baseline and between
        scenarios, should be at most this wide from end to end
    progress : is told replicates done and planned so far

    The number of replicates is at most that of the design. Intervals are looked at after each
    batch; the first is of a hundred, so that their spread is known before anything is stopped.
    """
    most = ground.design.replicates
    planned, done, found = min(FIRST, most), 0, []
    column = OUTCOMES.index(measure_name)
    while True:
        for one in in_parallel(ground.design.threads, _main_run(ground), range(done, planned)):
            found.append(one)
            done += 1
            if progress:
                progress(done, planned)
        values = np.stack([one[0][:, column] for one in found])
        wide, needed = _widest(values, width)
        if not wide > width or done >= most:
            break
        planned = batch_sizes(done, needed, most)
    tables = _tables(ground, found)
    return Compared(*tables, wide, not wide > width)


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


_One = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _main_run(ground: Ground) -> Callable[[int], _One]:
    world = ground.setup.world
    affiliate, organiser = bloc_of(world)
    members = np.flatnonzero(affiliate)
    sessions = range(len(world.agenda.session_name))
    arms = list(ground.design.arms.values())

    def run(replicate: int) -> _One:
        votes, affiliation = ground.votes(arms, replicate, replicate, replicate)
        levels = ground.levels(votes, affiliation, replicate)
        by_state = np.zeros((2, len(arms), len(members)), np.int32)
        by_session = np.zeros((len(arms), len(sessions)), np.int32)
        for t in sessions:
            here = world.agenda.session == t
            part = measure(
                np.ascontiguousarray(votes[here]), world.agenda.kind[here], affiliate, organiser
            )
            moves = (part.soft + part.hard).sum(0)[members]
            by_state[0] += part.chances.sum(0)[members].T
            by_state[1] += moves.T
            by_session[:, t] = moves.sum(0)
        return levels, by_state[0], by_state[1], by_session

    return run


def _tables(ground: Ground, found: list[_One]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    world, arms = ground.setup.world, np.array(ground.arms)
    levels, chances, moves, sessions = (np.stack(part) for part in zip(*found, strict=True))
    number, lanes, states = chances.shape
    codes = np.array(world.states.iso3)[np.flatnonzero(bloc_of(world)[0])]
    keys = {"replicate": np.repeat(np.arange(number), lanes), "arm": np.tile(arms, number)}
    runs = pd.DataFrame(keys | {name: levels[..., n].ravel() for n, name in enumerate(OUTCOMES)})
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


def in_parallel(
    threads: int, work: Callable[[int], Found], replicates: Iterable[int]
) -> Iterator[Found]:
    """Results in the order of the replicates; a run that is stopped does not finish its queue."""
    waiting: deque[Future[Found]] = deque()
    with thread_pool(threads) as pool:
        for replicate in replicates:
            waiting.append(pool.submit(work, replicate))
            if len(waiting) >= AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
