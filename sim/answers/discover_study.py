"""A discovery as a study: the effect of one scenario at many points of its assumptions.

Points are spread evenly over the assumptions on which the levers rest (a Latin hypercube). At each
the effect is the mean paired difference over a few replicates, in which weights and chance are
drawn: what is left is the assumptions' doing. Held-out points are others, with other replicates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.designs import read_design
from sim.errors import InputError
from sim.levers import Assumption
from sim.measures import COLUMNS, DIFFERENCE
from sim.pool import Progress
from sim.sweep.assembly import slices
from sim.sweep.evaluation import points_at
from sim.sweep.factors import ASSUMED, Space
from sim.sweep.run import simulate_missing
from sim.sweep.shelf import Pile
from sim.sweep.workers import Workers


@dataclass(frozen=True)
class Sample:
    """Points of the assumptions and the effect at each."""

    names: list[str]
    points: np.ndarray  # [N, F] values of the assumptions
    effect: np.ndarray  # [N] mean paired difference over the replicates
    error: np.ndarray  # [N] its standard error


def sample_effect(
    overrides: list[str],
    assumptions: Sequence[Assumption],
    ranges: dict[str, tuple[float, float]],
    measure: str,
    points: int,
    replicates: int,
    seed: int,
    threads: int,
    progress: Progress | None = None,
) -> Sample:
    """Simulate the effect of a scenario over its assumptions.

    Parameters
    ----------
    overrides : of the configuration, the scenario among them
    assumptions : what is varied
    ranges : of those that are not taken from their usual range
    seed : of the points, and of all draws in the replicates

    Raises
    ------
    InputError
        If the configuration cannot be simulated, or an assumption has no range to vary in.
    """
    factors = {}
    for one in assumptions:
        low, high = ranges.get(one.name, (one.low, one.high))
        if low < high:
            factors[ASSUMED + one.name] = {"low": low, "high": high}
    if not factors:
        raise InputError("the levers of this scenario rest on no assumption that could be varied")
    method = "latin_hypercube"
    design = read_design({"method": method, "points": points, "seed": seed, "factors": factors})
    settings = [{**design.values(n), "seed": seed} for n in range(len(design))]
    where = points_at(Space(overrides), settings)
    kept, wanted = Pile(), [replicates] * len(where)
    workers = Workers("threads", threads)
    simulate_missing(where, wanted, range(len(where)), kept, workers, progress)
    column = COLUMNS.index(measure + DIFFERENCE)
    values = np.concatenate([part.values[..., column] for part in slices(where, wanted, kept)])
    error = values.std(1, ddof=1) / np.sqrt(replicates) if replicates > 1 else values[:, 0] * np.nan
    names = [name.removeprefix(ASSUMED) for name in design.names]
    table = np.array([[float(s[ASSUMED + n]) for n in names] for s in settings])  # type: ignore[arg-type]
    return Sample(names, table, values.mean(1), error)
