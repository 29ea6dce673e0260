"""How good the intervals of ``lmgsim compare`` are, and what common random numbers save.

    python bench/compare.py [worlds]      about five minutes on two cores with 200 worlds

1. Coverage. Many worlds (seeds) of a small Council are each compared as a user would: replicates
   are added until the interval of the mean difference is as narrow as asked. How often does it hold
   the true mean difference, which is known from many more replicates of other seeds?
2. Common random numbers. How many replicates do independent seeds need for an interval as narrow,
   on the default experiment?
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import numpy as np

from sim.analysis.compare import figures_of
from sim.answers.compare_study import compare_arms
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.measures import OUTCOMES
from sim.study.aim import Aim
from sim.study.experiment import Experiment
from sim.study.setup import design_of, levers_of, setup_of

MEASURE, WIDTH, MOST = "defections", 0.6, 400
TRUTH = 10_000  # replicates from which the true mean is known
SMALL = ["council.since=2022-10-01", "council.until=2022-10-31", "scenario=staff_and_outreach"]


def experiment_of(overrides: list[str], seed: int, most: int) -> Experiment:
    """The baseline and one scenario."""
    config = read_config(compose(overrides))
    setup = setup_of(config.council, config.rules.fit)
    arms = {"baseline": [], "scenario": levers_of(config, setup)}
    return Experiment(setup, replace(design_of(config, arms), seed=seed, replicates=most))


def differences(experiment: Experiment, replicates: int) -> np.ndarray:
    """The paired difference of exactly so many replicates."""
    fixed = Experiment(experiment.setup, replace(experiment.design, replicates=replicates))
    runs = compare_arms(fixed, Aim(MEASURE), 1e-12).runs
    level = runs.pivot(index="replicate", columns="arm", values=MEASURE)
    return (level.scenario - level.baseline).to_numpy()


def coverage(worlds: int) -> dict[str, float]:
    """How often the interval of a comparison that stops by itself holds the truth."""
    truth = differences(experiment_of(SMALL, 10**6, 1), TRUTH)
    true = truth.mean()
    held, took, wide = 0, [], []
    for seed in range(worlds):
        runs = compare_arms(experiment_of(SMALL, seed, MOST), Aim(MEASURE), WIDTH).runs
        level = runs.pivot(index="replicate", columns="arm", values=MEASURE)
        row = figures_of((level.scenario - level.baseline).to_numpy())
        held += row["mean_low"] <= true <= row["mean_high"]
        took.append(row["replicates"])
        wide.append(row["mean_high"] - row["mean_low"])
    return {
        "worlds": worlds, "true_mean": true, "error_of_the_truth": truth.std() / np.sqrt(TRUTH),
        "held": held / worlds, "mean_replicates": float(np.mean(took)),
        "mean_width": float(np.mean(wide)),
    }  # fmt: skip


def saved(replicates: int) -> dict[str, float]:
    """How many times more replicates independent seeds need, by measure."""
    paired = compare_arms(experiment_of([], 2026, replicates), Aim(MEASURE), 1e-12).runs
    other = compare_arms(experiment_of([], 1999, replicates), Aim(MEASURE), 1e-12).runs
    found = {}
    for name in ("country_either", "country_margin", "country_rice", "defections"):
        assert name in OUTCOMES
        one = paired.pivot(index="replicate", columns="arm", values=name)
        two = other.pivot(index="replicate", columns="arm", values=name)
        independent = (two.scenario - one.baseline).var(ddof=1)
        found[name] = float(independent / (one.scenario - one.baseline).var(ddof=1))
    return found


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    found = {"times_fewer_replicates": saved(300), "coverage": coverage(number)}
    print(json.dumps(found, indent=1))
