"""Morris screening: exact on a linear function, SALib's own measures, and what chance leaves."""

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as salib

from sim.analysis.sensitivity import morris_screening
from sim.designs import read_design
from sim.errors import InputError

FACTORS = {
    "levers.a": {"low": -2, "high": 3},
    "levers.n": {"low": 0, "high": 9, "integer": True},
    "scenario": {"values": ["none", "civil_society"]},
}


def morris(points: int = 20, factors: dict | None = None):
    return read_design({"method": "morris", "points": points, "seed": 1,
                        "factors": factors or FACTORS})  # fmt: skip


def runs(y: np.ndarray) -> pd.DataFrame:
    y = y[:, None] if y.ndim == 1 else y
    points, replicates = np.indices(y.shape)
    return pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(), "y": y.ravel()})


def wide(table: pd.DataFrame, column: str = "estimate") -> pd.DataFrame:
    return table.pivot(index="name", columns="index", values=column)


def test_a_linear_function_is_screened_exactly():
    factors = {"levers.a": {"low": -2, "high": 3}, "levers.b": {"low": 0, "high": 10},
               "levers.c": {"low": 0, "high": 1}}  # fmt: skip
    design = morris(factors=factors)
    y = design.codes @ [2.0, -0.5, 0.0] + 7
    found = morris_screening(design, runs(np.stack([y, y + 3], axis=1)))
    estimate = wide(found)
    assert estimate.mu.to_dict() == pytest.approx({"levers.a": 10, "levers.b": -5, "levers.c": 0})
    assert estimate.mu_star.tolist() == pytest.approx([10, 5, 0])
    assert estimate.sigma.tolist() == pytest.approx([0, 0, 0], abs=1e-9)
    assert estimate.noise.tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    assert wide(found, "low").mu.tolist() == pytest.approx(estimate.mu.tolist())
    assert (found.blocks == 20).all()
    assert (found.replicates == 2).all()


def test_the_measures_are_those_of_salib():
    design = morris()
    a, n, c = design.codes.T
    y = 2 * a - n**2 * c + c
    found = morris_screening(design, runs(y), resamples=3000)
    problem = {"num_vars": 3, "names": list(FACTORS), "bounds": [[-2, 3], [0, 9], [0, 1]]}
    known = salib.analyze(problem, design.codes, y, num_resamples=3000, seed=1)
    estimate = wide(found).loc[list(FACTORS)]
    for index in ("mu", "mu_star", "sigma"):
        assert estimate[index].tolist() == pytest.approx(np.array(known[index]), abs=1e-9)
    half = (wide(found, "high").mu_star - estimate.mu_star).loc[list(FACTORS)]
    assert half.iloc[1:].tolist() == pytest.approx(np.array(known["mu_star_conf"])[1:], rel=0.1)
    assert estimate.noise.isna().all()


def test_a_factor_that_does_nothing_shows_what_chance_alone_would():
    design = morris(200)
    rng = np.random.default_rng(0)
    y = 5 * rng.normal(size=20) + rng.normal(size=(len(design), 20))
    found = morris_screening(design, runs(y))
    estimate = wide(found)
    # a difference of two means of 20 draws, over a step of two thirds
    assert estimate.noise.tolist() == pytest.approx([(2 / 20) ** 0.5 * 1.5] * 3, rel=0.05)
    assert (estimate.mu_star / estimate.noise).tolist() == pytest.approx([0.8] * 3, rel=0.1)
    assert (estimate.sigma < 0.25).all()
    low, high = wide(found, "low"), wide(found, "high")
    assert (low.mu < 0).all()
    assert (high.mu > 0).all()
    assert (low[["mu_star", "sigma", "noise"]] >= 0).all(axis=None)


def test_the_spread_over_the_space_is_freed_of_chance():
    design = morris(400, {"levers.a": {"low": 0, "high": 1}, "levers.b": {"low": 0, "high": 1}})
    rng = np.random.default_rng(1)
    truth = 4 * design.codes[:, 0] * design.codes[:, 1]
    known = wide(morris_screening(design, runs(truth))).sigma
    y = truth[:, None] + 3 * rng.normal(size=(len(design), 10))
    assert wide(morris_screening(design, runs(y))).sigma.tolist() == pytest.approx(
        known.tolist(), rel=0.15
    )


def test_another_design_is_refused():
    design = read_design({"method": "random", "points": 8, "factors": FACTORS})
    with pytest.raises(InputError, match="needs a design by method morris, not random"):
        morris_screening(design, runs(np.zeros(8)))
