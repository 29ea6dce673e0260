"""A whole ``lmgsim run -m`` as one ensemble run, with a row for every job.

Every job is a point beside the baseline of its own Council; jobs that share their years and rules
are run side by side. What is written is what a sweep writes, without what it keeps to go on from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim import store
from sim.config.schema import read_config
from sim.errors import InputError
from sim.files.folders import new_folder
from sim.files.places import own_path
from sim.pool import Progress
from sim.sweep.assembly import slices, summary_table, write_tables
from sim.sweep.evaluation import replicates_of
from sim.sweep.points import Point, PointReader
from sim.sweep.run import simulate_missing
from sim.sweep.shelf import Pile
from sim.sweep.workers import Workers

TOLD = ("country_either_difference", "thematic_either_difference", "defections_difference")


@dataclass(frozen=True)
class Job:
    """One job: what sets it apart, and its composed configuration."""

    overrides: Sequence[str]
    config: Mapping[str, object]


@dataclass(frozen=True)
class Batch:
    """What the jobs found, and where it lies."""

    place: Path
    rows: list[dict[str, object]]  # one a job, in order: its number, cost and mean differences


def run_batch(jobs: Sequence[Job], command: list[str], progress: Progress | None) -> Batch:
    """Simulate all jobs together and store one row a job.

    Raises
    ------
    InputError
        For a configuration that does not fit, which is named, or results that cannot be written.
    """
    first = jobs[0].config
    points, wanted = _points(jobs)
    places = list(dict.fromkeys(_place(job) for job in jobs))
    if len(places) > 1:
        raise InputError(
            f"results={','.join(map(str, places[:3]))}: all jobs of a sweep are stored together; "
            "name one folder, or give each job a report of its own with hydra/launcher=basic"
        )
    kept = Pile()
    engine, scenario, rules = (_part(first, name) for name in ("engine", "scenario", "rules"))
    workers = Workers("threads", int(str(engine.get("threads", 2))))
    name = f"{scenario['name']}-jobs"
    with new_folder(places[0], name, "batch") as results:
        simulate_missing(points, wanted, range(len(points)), kept, workers, progress)
        write_tables(results.draft, points, wanted, kept)
        rows = _rows(points, wanted, kept)
        _write_points(jobs, points, results.draft / "points.csv")
        store.write_config(dict(first), results.draft / "config.yaml")
        seed = read_config({**first, "levers": {}}).seed
        origin = store.provenance(command, seed, {"of the first job": rules})
        origin |= {"jobs": len(jobs), **points[0].bloc}
        store.write_json(origin, results.draft / "provenance.json")
    return Batch(results.place, rows)


def _place(job: Job) -> Path:
    try:
        return own_path(job.config["results"])
    except ValueError as error:
        raise InputError(f"results: {error}") from None


def _part(config: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = config[name]
    assert isinstance(part, Mapping)
    return part


def _points(jobs: Sequence[Job]) -> tuple[list[Point], list[int]]:
    reader, points, wanted = PointReader(), [], []
    for n, job in enumerate(jobs):
        try:
            points.append(reader.read(job.config))
            wanted.append(replicates_of(job.config))
        except InputError as error:
            told = " ".join(job.overrides)[:120]
            raise InputError(f"job {n} ({told}): {error}") from None
    return points, wanted


def _rows(points: Sequence[Point], wanted: Sequence[int], kept: Pile) -> list[dict[str, object]]:
    parts = [summary_table(part).to_pandas() for part in slices(points, wanted, kept)]
    means = pd.concat(parts, ignore_index=True)
    means = means[means.measure.isin(TOLD)].pivot(index="point", columns="measure", values="mean")
    return [
        {"job": n, "cost_usd": point.cost_usd, **{m: float(means.loc[n, m]) for m in TOLD}}
        for n, point in enumerate(points)
    ]


def _write_points(jobs: Sequence[Job], points: Sequence[Point], path: Path) -> None:
    """One row a job: its number, key, cost, and what it sets."""
    rows = []
    for n, (job, point) in enumerate(zip(jobs, points, strict=True)):
        told = dict(override.partition("=")[::2] for override in job.overrides)
        rows.append({"point": n, "key": point.key[:16], "cost_usd": point.cost_usd, **told})
    store.write_csv(pd.DataFrame(rows), path)
