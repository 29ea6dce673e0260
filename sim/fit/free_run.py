"""Free running: from the cut-off on only the real agenda is known, and every vote is simulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.council.tally import MAJORITY, is_adopted
from sim.data.fitted import Fit
from sim.engine.ensemble import simulate
from sim.engine.inputs import rooms_of
from sim.fit.patterns import patterns
from sim.pool import thread_pool
from sim.study.metrics import VOTE_NAMES, adoption_accuracy, coverage, tallies
from sim.world import AMENDMENT, KINDS, Pressure, World

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class FreeRun:
    """How simulated tallies and patterns compare with the record; amendments apart."""

    replicates: int
    texts: int
    coverage90: float  # share of recorded yes, abstain and no counts in the 90 % interval
    coverage50: float
    adoption_accuracy: float
    amendments: dict[str, float]  # the same three of the amendments
    patterns: pd.DataFrame  # one row a pattern
    ballots: pd.DataFrame  # one row a ballot: recorded and simulated counts


def free_run(
    world: World,
    fit: Fit,
    signatory: np.ndarray,
    replicates: int,
    seed: int = 0,
    threads: int = 2,
    progress: Progress | None = None,
) -> FreeRun:
    """Simulate the world's agenda; each replicate draws weights and chance anew.

    ``signatory`` [S] bool are the affiliates of the pattern table.
    """
    seating = rooms_of(world)
    neutral = Pressure.neutral(len(world.agenda.session_name), len(world.states))

    def one(replicate: int) -> np.ndarray:
        weights = fit.weights(world.states, seed, replicate)
        return simulate(world, weights, neutral, seed, replicate, seating).votes[..., 0].copy()

    votes = np.empty((replicates, *world.agenda.recorded.shape), np.int8)
    with thread_pool(threads) as pool:
        for done, cast in enumerate(pool.map(one, range(replicates))):
            votes[done] = cast
            if progress:
                progress("running free", done + 1, replicates)
    simulated = np.stack([tallies(cast) for cast in votes])
    real = tallies(world.agenda.recorded)
    text = world.agenda.kind != AMENDMENT
    of_texts, of_amendments = (_tally_scores(simulated[:, k], real[k]) for k in (text, ~text))
    return FreeRun(
        replicates=replicates,
        texts=int(text.sum()),
        **of_texts,
        amendments=of_amendments,
        patterns=patterns(world, signatory, votes, seed),
        ballots=_ballot_table(world, simulated, real),
    )


def _tally_scores(simulated: np.ndarray, real: np.ndarray) -> dict[str, float]:
    return {
        "coverage90": coverage(simulated, real, 90),
        "coverage50": coverage(simulated, real, 50),
        "adoption_accuracy": adoption_accuracy(_passes(simulated), _passes(real)),
    }


def _passes(tally: np.ndarray) -> np.ndarray:
    """Which texts a majority adopts, [...] bool from yes, abstain and no [..., 3]."""
    passes: np.ndarray = is_adopted(tally[..., 0], tally[..., 2], MAJORITY)
    return passes


def _ballot_table(world: World, simulated: np.ndarray, real: np.ndarray) -> pd.DataFrame:
    agenda = world.agenda
    columns: dict[str, object] = {
        "symbol": agenda.symbol,
        "date": agenda.date.astype(str),
        "kind": np.array(KINDS)[agenda.kind],
        "title": agenda.title,
    }
    for k, name in enumerate(VOTE_NAMES):
        columns[f"recorded_{name}"] = real[:, k]
        columns[f"simulated_{name}"] = simulated[:, :, k].mean(0)
        for level in (5, 25, 75, 95):
            columns[f"simulated_{name}_p{level:02}"] = np.percentile(simulated[:, :, k], level, 0)
    columns["adopted"] = _passes(real)
    columns["simulated_adopted"] = _passes(simulated).mean(0)
    return pd.DataFrame(columns)
