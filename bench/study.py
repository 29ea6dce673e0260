"""What a run of the main job costs beside one of a sweep: processor time, each in turn.

``python bench/study.py`` prints it.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this checkout

from sweep import design_points, timed

from sim.config.compose import compose
from sim.config.schema import read_config
from sim.measures import BASELINE, INTERVENTION
from sim.study.design import Design
from sim.study.setup import Setup, design_of, levers_of, setup_of
from sim.study.tables import conduct
from sim.sweep.workers import Workers

THREADS = 2


def main_job() -> tuple[Setup, Design]:
    """The study of ``lmgsim run``: two arms in a thousand replicates, signatures and all."""
    config = read_config(compose([]))
    setup = setup_of(config.council, config.rules.fit)
    design = design_of(config, {BASELINE: [], INTERVENTION: levers_of(config, setup)})
    return setup, replace(design, threads=THREADS, signatures=True)


def run_vs_sweep(rounds: int = 3, points: int = 1_000, replicates: int = 20) -> dict[str, float]:
    """Processor time a run of the main job's study, tables included, by that of a run of a sweep.

    A run of a sweep costs the same whatever its size (``flat`` of ``sweep.py``), so that fewer
    replicates than the hundred of the measure of the sweep are enough.
    """
    setup, design = main_job()
    workers, many = Workers("threads", THREADS), design_points(points)
    conduct(setup, replace(design, replicates=16))
    timed(many[:256], 1, workers)
    study, sweep = [], []
    for _ in range(rounds):
        gc.collect()
        before = time.process_time()
        conduct(setup, design)
        spent = time.process_time() - before
        study.append(spent * 1000 / design.replicates / len(design.arms))
        sweep.append(timed(many, replicates, workers)[1] * 1000 / points / replicates)
    return {
        "run_ms_vs_sweep_ms": round(median(a / b for a, b in zip(study, sweep, strict=True)), 2),
        "cpu_ms_a_run_of_a_study": round(median(study), 3),
        "cpu_ms_a_run_of_a_sweep": round(median(sweep), 3),
    }


if __name__ == "__main__":
    print(json.dumps(run_vs_sweep(), indent=1))
