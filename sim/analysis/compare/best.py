"""How probable it is that a scenario is the best of those compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.measures import sign_of

RESAMPLES = 4_000


def probability_of_best(runs: pd.DataFrame, measure: str, seed: int) -> pd.DataFrame:
    """The chance that an arm is the best, the baseline among them.

    Returns
    -------
    pandas.DataFrame
        One row an arm: ``in_a_world``, the share of replicates in which it has the best value
        (those that share it have equal parts), and ``in_the_mean``, the share of bootstrap samples
        of the replicates in which its mean is the best. The first says what one world may bring
        and stays as it is with more replicates; the second says how sure the ranking is.
    """
    level = levels_of_arms(runs, measure)
    arms, values = list(level), level.to_numpy(float)
    rng = np.random.default_rng([seed, len(values)])
    weights = rng.multinomial(len(values), np.full(len(values), 1 / len(values)), RESAMPLES)
    means = weights @ values / len(values)
    shares = {"in_a_world": _share(values), "in_the_mean": _share(means)}
    return pd.DataFrame({"arm": arms, "measure": measure} | shares)


def levels_of_arms(runs: pd.DataFrame, measure: str) -> pd.DataFrame:
    """A measure by replicate and arm, more of it better; replicates without it are left out."""
    level = runs.pivot(index="replicate", columns="arm", values=measure).dropna()
    return level[list(runs.arm.unique())] * sign_of(measure)


def _share(values: np.ndarray) -> np.ndarray:
    """How often each column of [R, A] holds the highest value of its row."""
    top = values >= values.max(1, keepdims=True) - 1e-12
    share: np.ndarray = (top / top.sum(1, keepdims=True)).mean(0)
    return share
