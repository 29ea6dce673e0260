"""How many times faster a step of a fit is than when features were made anew in every one.

A step is one evaluation of the likelihood and its gradient: that of the fit to 2019, at the stored
weights of the default fit. Both ways take turns, and the quickest of each counts. BLAS has one
thread, as ``lmgsim`` gives it: what is multiplied here is small.

    OPENBLAS_NUM_THREADS=1 python bench/calibrate.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from before import Before

from sim.data.fitted import load_fit
from sim.data.training import training_votes
from sim.fit.calibrate import importance
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, replay
from sim.fit.warm_start import warm_start

UNTIL = "2019-12-31"
SAME = 1e-9  # how far the two may differ, relative to the largest slope
LEAST_FASTER = 4.0


def steps() -> tuple[Callable[[], object], Callable[[], object]]:
    """A step as it was and as it is; they are checked to give the same first."""
    agenda, states, _ = training_votes(None, UNTIL)
    sittings, _ = replay(agenda, states, Rates(), assembly=True)
    now = Likelihood(agenda, states, sittings, importance(agenda))
    before = Before(now.importance, agenda, states, now.layout, now.sittings)
    theta = warm_start(load_fit(), now.layout, states).theta
    (value, slope), (value_before, slope_before) = (
        way.value_and_gradient(theta) for way in (now, before)
    )
    off = np.abs(slope - slope_before).max() / np.abs(slope_before).max()
    if off > SAME or abs(value / value_before - 1) > SAME:
        sys.exit(f"the likelihood is another than before, by {off:.1e}: no benchmark")
    return lambda: before.value_and_gradient(theta), lambda: now.value_and_gradient(theta)


def measure_calibrate() -> dict[str, float]:
    """``calibrate_vs_before``, and what a step takes now, from a process of its own."""
    command, alone = [sys.executable, __file__], os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=alone, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def timed(rounds: int = 60) -> dict[str, float]:
    """The quickest of each way, in milliseconds of CPU, and their ratio."""
    best = [np.inf, np.inf]
    both = steps()
    for _ in range(rounds):
        for n, step in enumerate(both):
            began = time.process_time()
            step()
            best[n] = min(best[n], time.process_time() - began)
    return {
        "calibrate_vs_before": round(best[0] / best[1], 1),
        "calibrate_ms_a_step": round(best[1] * 1e3, 1),
    }


if __name__ == "__main__":
    print(json.dumps(timed()))
