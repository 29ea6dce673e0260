"""What a sweep by ``-m`` costs beside the simulation, with our launcher and with Hydra's basic one.

Both compose the same jobs of lmgsim's own configuration, and run nothing. Ours
composes all 20,000; the basic launcher, at a third of a second a job, composes 100 and is
extrapolated. All is counted, from the command line parsed to the last job returned.

    python bench/launcher.py            about a minute and a half
    python bench/launcher.py --quick    the basic launcher with 10 jobs: a quarter of a minute
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this checkout

from sim.composing.sweeping import Jobs, jobs_of
from sim.config.compose import read

JOBS, BASIC_JOBS, QUICK_BASIC_JOBS = 20_000, 100, 10
LEAST_GAIN = 300.0
MOST_MS = 1.0
BASIC = ("hydra/launcher=basic", "hydra/sweeper=basic")
GRID = ("levers.outreach.contacts=range(0,200)", "levers.mission_staff.persons=range(44,144)")


def seconds(*overrides: str) -> tuple[float, Jobs]:
    """How long it takes from the words of a command line to the jobs of a sweep, and the jobs."""
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        jobs = jobs_of(read(overrides, many=True), scratch)
        return time.perf_counter() - began, jobs


def measure_launcher(quick: bool = False) -> dict[str, float]:
    """The two numbers, and what they are made of (seconds).

    ``launcher_ms_per_job`` is what one of 20,000 jobs costs with ours, ``hydra_vs_basic`` how many
    times longer all of them would take with Hydra's basic launcher and sweeper.
    """
    few = QUICK_BASIC_JOBS if quick else BASIC_JOBS
    seconds("seed=1,2")  # imports and plug-ins, once for both
    start, _ = seconds("seed=1", *BASIC)
    basic, one_by_one = seconds(f"seed=range(0,{few})", *BASIC)
    ours, batched = seconds(*GRID)
    assert (len(one_by_one.alone), [len(b) for b in batched.together]) == (few, [JOBS])
    each = (basic - start) / (few - 1)
    return {
        "launcher_ms_per_job": round(1e3 * ours / JOBS, 4),
        "hydra_vs_basic": round((start + each * (JOBS - 1)) / ours, 1),
        "launcher_seconds": round(ours, 2),
        "basic_seconds_per_job": round(each, 3),
    }


def main() -> None:
    """Measure and print; exit code 1 where a target is missed and ``--check`` was given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer jobs of the basic launcher")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a target is missed")
    given = parser.parse_args()
    found = measure_launcher(given.quick)
    print(
        f"{JOBS:,} jobs by -m: {found['launcher_seconds']:.2f} s, "
        f"{found['launcher_ms_per_job']:.3f} ms a job (at most {MOST_MS:g}); the basic launcher, "
        f"at {found['basic_seconds_per_job']:.2f} s a job, would take "
        f"{found['hydra_vs_basic']:,.0f} times as long (at least {LEAST_GAIN:g})"
    )
    met = found["hydra_vs_basic"] >= LEAST_GAIN and found["launcher_ms_per_job"] < MOST_MS
    if given.check and not met:
        sys.exit(1)


if __name__ == "__main__":
    main()
