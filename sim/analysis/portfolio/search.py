"""The search for the best mixes: NSGA-II, from Optuna, in generations that are scored at once.

It begins with every lever alone, with the levers filled up in the order of what they bring for
their cost, and with random mixes. Part of every generation are neighbours of the best mixes so far,
in which one lever gives money to another. Sources: [deb2002]; [akiba2019].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import optuna
from optuna.distributions import BaseDistribution, FloatDistribution

from sim.analysis.portfolio.mixes import exchanged, filled, genes_of, singles, within_budget
from sim.pool import Progress

Score = Callable[[np.ndarray], np.ndarray]
NEIGHBOURS = 0.4  # of a generation


@dataclass(frozen=True)
class Searched:
    """Every mix that was scored."""

    spending: np.ndarray  # [N, F] USD
    values: np.ndarray  # [N, G] more is better
    generation: np.ndarray  # [N] 0 for the levers alone


def search(
    names: list[str],
    most: np.ndarray,
    budget: float,
    score: Score,
    population: int,
    generations: int,
    seed: int,
    progress: Progress | None = None,
) -> Searched:
    """Search for the Pareto front of mixes by several goals.

    Parameters
    ----------
    names : of the levers [F]
    most : [F] USD, what each can take
    score : values [P, G] of mixes given as spending [P, F]; more is better
    population, generations : mixes in a generation, and how many generations
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    alone = singles(most)
    spending, values = [alone], [score(alone)]
    goals = values[0].shape[1]
    sampler = optuna.samplers.NSGAIISampler(population_size=population, seed=seed)
    study = optuna.create_study(directions=["maximize"] * goals, sampler=sampler)
    ranges: dict[str, BaseDistribution] = {name: FloatDistribution(0.0, 1.0) for name in names}
    for genes in _first(most, budget, values[0], alone)[:population]:
        study.enqueue_trial(dict(zip(names, genes.tolist(), strict=True)))
    rng = np.random.default_rng(seed)
    for n in range(generations):
        if n:
            near = _neighbours(spending, values, most, budget, round(NEIGHBOURS * population), rng)
            for genes in genes_of(near, most):
                study.enqueue_trial(dict(zip(names, genes.tolist(), strict=True)))
        trials = [study.ask(ranges) for _ in range(population)]
        genes = np.array([[trial.params[name] for name in names] for trial in trials])
        mixes = within_budget(genes, most, budget)
        found = score(mixes)
        for trial, row in zip(trials, found, strict=True):
            study.tell(trial, row.tolist())
        spending.append(mixes)
        values.append(found)
        if progress:
            progress(n + 1, generations)
    number = [len(part) for part in spending]
    return Searched(
        np.concatenate(spending), np.concatenate(values), np.repeat(np.arange(len(number)), number)
    )


def _neighbours(
    spending: list[np.ndarray], values: list[np.ndarray], most: np.ndarray, budget: float,
    number: int, rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Neighbours of the mixes that are best by each goal, half of them by the first."""
    mixes, found = np.concatenate(spending), np.concatenate(values)
    goals = found.shape[1]
    shares = np.bincount(np.arange(number) % 2 * (np.arange(number) // 2 % goals), minlength=goals)
    parts = [
        exchanged(mixes[found[:, goal].argmax()], most, budget, int(share), rng)
        for goal, share in enumerate(shares)
    ]
    return np.concatenate(parts)


def _first(
    most: np.ndarray, budget: float, alone_values: np.ndarray, alone: np.ndarray
) -> np.ndarray:
    """Genes to begin with: fillings by worth, by goal, and every lever alone, best first."""
    cost = alone.sum(1)
    mixes = []
    for goal in alone_values.T:
        each = np.divide(goal, cost, out=np.zeros(len(cost)), where=cost > 0)
        mixes.append(filled(np.argsort(-each, kind="stable"), most, budget))
        mixes.append(filled(np.argsort(-goal, kind="stable"), most, budget))
    order = np.argsort(-alone_values[:, 0], kind="stable")
    return genes_of(np.array([*mixes, *alone[order]]), most)
