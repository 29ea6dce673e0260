"""What a sweep costs: flat from a hundred runs to a hundred thousand, in little memory, anywhere.

Each function measures one thing and returns a dict of numbers. Run this file to print them all:
``python bench/sweep.py``, or ``python bench/sweep.py shares`` for one of them.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from sim.sweep.assembly import write_tables
from sim.sweep.evaluation import points_at
from sim.sweep.factors import Space
from sim.sweep.points import Point
from sim.sweep.run import simulate_missing
from sim.sweep.shelf import Shelf, shelf
from sim.sweep.workers import Workers

GIB = 2**30


def design_points(number: int) -> list[Point]:
    """Points of the default experiment that differ in three levers, spread evenly."""
    rng = np.random.default_rng(1)
    shares = rng.uniform(size=(number, 3)).round(4)
    return points_at(
        Space([]),
        [
            {
                "levers.outreach.contacts": 40 * a,
                "levers.mission_staff.persons": 44 + round(80 * b),
                "levers.narrative.campaigns_a_year": 10 * c,
            }
            for a, b, c in shares.tolist()
        ],
    )


def sweep(points: list[Point], replicates: int, workers: Workers, place: Path) -> float:
    """Seconds for a sweep into an empty folder, tables included."""
    wanted = [replicates] * len(points)
    start = time.perf_counter()
    with shelf(place, None) as kept:
        simulate_missing(points, wanted, range(len(points)), kept, workers)
        write_tables(place, points, wanted, kept)
    return time.perf_counter() - start


def timed(points: list[Point], replicates: int, workers: Workers) -> tuple[float, float]:
    """Wall and processor seconds of this process for a sweep."""
    gc.collect()  # earlier rubbish is not its cost
    with tempfile.TemporaryDirectory() as place:
        before = time.process_time()
        wall = sweep(points, replicates, workers, Path(place))
        return wall, time.process_time() - before


def flat(sizes: tuple[int, ...] = (100, 1_000, 10_000, 100_000)) -> dict[str, object]:
    """Milliseconds a run by the number of runs, in a warm process; 100 points, more replicates.

    Every size is timed several times and the least counts: what else a shared machine does only
    ever adds. The median is given beside it.
    """
    points, workers = design_points(100), Workers("threads", 2)
    timed(points, 2, workers)
    found: dict[str, object] = {}
    spent = []
    goes: dict[int, list[tuple[float, float]]] = {runs: [] for runs in sizes}
    for _ in range(2):  # now and later, because it also has its moods
        for runs in sizes:
            for _ in range(max(1, min(12, 20_000 // runs))):
                goes[runs].append(timed(points, runs // 100, workers))
    for runs in sizes:
        wall, cpu = np.min(goes[runs], axis=0) * 1000
        found[f"ms_a_run_{runs}"] = round(float(wall) / runs, 4)
        found[f"cpu_ms_a_run_{runs}"] = round(float(cpu) / runs, 4)
        usual = np.median([go[1] for go in goes[runs]]) * 1000
        found[f"median_cpu_ms_a_run_{runs}"] = round(float(usual) / runs, 4)
        spent.append(float(cpu))
    # what a sweep costs before its first run: threads, files, tables
    fixed = (spent[0] * sizes[1] - spent[1] * sizes[0]) / (sizes[1] - sizes[0])
    beyond = [(cpu - fixed) / runs for cpu, runs in zip(spent, sizes, strict=True)]
    whole = [cpu / runs for cpu, runs in zip(spent, sizes, strict=True)]
    return found | {
        "fixed_cpu_ms": round(fixed, 1),
        "flat": round(max(whole) / min(whole), 3),
        "flat_beyond_the_fixed": round(max(beyond) / min(beyond), 3),
    }


def backends(points: int = 1_000, replicates: int = 100) -> dict[str, object]:
    """Seconds for one sweep on each back end with two workers, and Dask's speed by threads'."""
    some = design_points(points)
    timed(some[:10], 2, Workers("threads", 2))
    found: dict[str, object] = {"runs": points * replicates}
    tables = {}
    for name in ("threads", "processes", "dask"):
        with tempfile.TemporaryDirectory() as place:
            seconds = sweep(some, replicates, Workers(name, 2), Path(place))
            found[f"{name}_s"] = round(seconds, 2)
            tables[name] = (Path(place) / "runs.parquet").read_bytes()
    return found | {
        "dask_vs_threads": round(found["threads_s"] / found["dask_s"], 3),  # type: ignore[operator]
        "same_bytes": len(set(tables.values())) == 1,
    }


def peak(points: int = 1_000, replicates: int = 100) -> dict[str, object]:
    """Peak memory of a sweep in a process of its own, GiB; the same of importing everything."""
    script = (
        "import sys; sys.path[:0] = {path!r}\n"
        "from bench.sweep import *\n"
        "with tempfile.TemporaryDirectory() as place:\n"
        "    if {points}: sweep(design_points({points}), {replicates}, Workers(), Path(place))\n"
        # not getrusage: that begins at the peak of the process that started this one
        "held = open('/proc/self/status').read().split('VmHWM:')[1].split()\n"
        "assert held[1] == 'kB'\n"
        "print(int(held[0]) * 1024)"
    )
    root = str(Path(__file__).parent.parent)

    def grown(number: int) -> float:
        text = script.format(path=[root], points=number, replicates=replicates)
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return round(int(done.stdout.split()[-1]) / GIB, 3)

    return {"peak_gib": grown(points), "peak_gib_of_imports": grown(0)}


class Stopwatch:
    """Processor seconds of threads inside some functions, those inside one another once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._lock = Lock()

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*given: Any, **named: Any) -> Any:
            start = time.thread_time()
            try:
                return function(*given, **named)
            finally:
                with self._lock:
                    spent = time.thread_time() - start
                    self.seconds[name] = self.seconds.get(name, 0.0) + spent

        return timed


def shares(points: int = 254, replicates: int = 48) -> dict[str, object]:
    """Shares of processor time: engine, setting up a replicate, pressing, measuring, writing."""
    import sim.engine.ensemble
    import sim.study.study
    import sim.sweep.rows
    import sim.sweep.work

    some = design_points(points)
    timed(some, 2, Workers("threads", 1))
    watch = Stopwatch()
    places: dict[str, tuple[Any, str]] = {
        "engine": (sim.engine.ensemble, "run_block"),
        "simulate": (sim.study.study, "simulate"),
        "pressing": (sim.study.study, "pressures_of"),
        "measuring": (sim.sweep.work, "rows_of"),
        "encoding": (sim.sweep.work, "encode"),
        "keeping": (Shelf, "put"),
        "replicates": (sim.sweep.work, "_replicate"),
    }
    before = {name: getattr(*place) for name, place in places.items()}
    for name, (where, what) in places.items():
        setattr(where, what, watch.around(name, before[name]))
    try:
        _, cpu = timed(some, replicates, Workers("threads", 1))
    finally:
        for name, (where, what) in places.items():
            setattr(where, what, before[name])
    seen = watch.seconds
    parts = {
        "engine": seen["engine"],
        "setting_up": seen["simulate"] - seen["engine"],
        "pressing": seen["pressing"],
        "measuring": seen["measuring"],
        "drawing": seen["replicates"] - seen["simulate"] - seen["pressing"] - seen["measuring"],
        "writing": seen["encoding"] + seen["keeping"],
    }
    parts["other"] = cpu - sum(parts.values())
    return {"cpu_ms_a_run": round(cpu / points / replicates * 1000, 4)} | {
        name: round(seconds / cpu, 3) for name, seconds in parts.items()
    }


MEASURES = {"flat": flat, "backends": backends, "peak": peak, "shares": shares}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        print(json.dumps({name: MEASURES[name]()}, indent=1), flush=True)
