"""A sweep in a folder: what is missing of its design is simulated, then its tables are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim import store
from sim.analysis.sensitivity import sensitivity_tables
from sim.config.compose import key_of
from sim.config.schema import read_config
from sim.data.record.about import key, of_the_group
from sim.designs import DesignPoints
from sim.designs.factors import DIGITS
from sim.errors import InputError
from sim.files.folders import kept_folder
from sim.files.moving import said
from sim.files.tables import write_table
from sim.plots.sensitivity import write_sensitivity
from sim.pool import Progress
from sim.sweep.assembly import write_tables
from sim.sweep.evaluation import points_at
from sim.sweep.factors import Space, check_factor
from sim.sweep.forecast import Forecast, forecast
from sim.sweep.identity import canonical
from sim.sweep.points import Point
from sim.sweep.run import simulate_missing
from sim.sweep.shards import Shard, gather, shares
from sim.sweep.shelf import GOES_ON, KIND, looked_into, shelf
from sim.sweep.workers import Workers

NOT_OF_THE_BASE = ("size", "results", "engine")
ANSWERED = ("country_either", "country_either_difference", "amendment_either_difference",
            "defections_difference")  # fmt: skip


@dataclass(frozen=True)
class Sweep:
    """A design over a base configuration.

    Attributes
    ----------
    base : the composed configuration that the points vary
    """

    design: DesignPoints
    base: dict[str, object]
    points: Sequence[Point]
    settings: Sequence[Mapping[str, object]]  # what each point sets

    @staticmethod
    def of(design: DesignPoints, overrides: list[str]) -> Sweep:
        """The points of a design over the configuration that these overrides make.

        Raises
        ------
        InputError
            For an unknown factor, or a point that does not fit, which is named.
        """
        for name in (*design.fixed, *design.factors):
            check_factor(name)
        for override in overrides:
            name = key_of(override)
            if name in (*design.fixed, *design.factors):
                raise InputError(
                    f"{override} was given, but the design sets {name} itself: change it in the "
                    "file of the design, or in a copy of it"
                )
        space = Space(overrides)
        settings = [design.settings(n) for n in range(len(design))]
        return Sweep(design, space.base, points_at(space, settings), settings)

    def identity(self) -> dict[str, object]:
        """What the base says of what is simulated; a folder belongs to one."""
        whose = {} if of_the_group() else {"bloc": key()}
        return {k: v for k, v in self.base.items() if k not in NOT_OF_THE_BASE} | whose


@dataclass(frozen=True)
class Split:
    """How a sweep is split over machines: which share is this one's, whose work is taken over."""

    shard: Shard | None = None  # None: the whole
    merge: Sequence[Path] = ()


def forecast_sweep(
    sweep: Sweep, replicates: int, place: Path, workers: Workers, split: Split
) -> Forecast:
    """What the sweep, or a share of it, would take; a folder with results of it is only read."""
    wanted, order = [replicates] * len(sweep.points), sweep.design.order.tolist()
    order = split.shard.order(order) if split.shard else order
    kept = looked_into(place, sweep.identity())
    for share in shares(split.merge, sweep.identity()):
        for chunk in share.chunks():
            kept.done.add(chunk.keys, chunk.replicates)
    return forecast(sweep.points, wanted, order, kept.done, workers)


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    place: Path
    simulated: int  # rows
    found: int  # rows that were there already
    damaged: int  # files that were not whole, and whose rows were simulated again


def run_sweep(
    sweep: Sweep,
    replicates: int,
    place: Path,
    workers: Workers,
    command: list[str],
    progress: Progress | None = None,
    split: Split = Split(),
) -> Swept:
    """Simulate what is missing and write the tables of the sweep; of a share there are none.

    Raises
    ------
    InputError
        If the folder is another sweep's or cannot be written, or the work cannot be done.
    """
    wanted, order = [replicates] * len(sweep.points), sweep.design.order.tolist()
    mine = split.shard.order(order) if split.shard else order
    with shelf(place, sweep.identity()) as kept:
        unread = gather(kept, split.merge, sweep.identity())
        fresh = simulate_missing(sweep.points, wanted, mine, kept, workers, progress)
        distinct = len({sweep.points[n].key for n in mine})
        done = Swept(place, fresh, distinct * replicates - fresh, kept.damaged + unread)
        if split.shard:
            return done
        with kept_folder(place, KIND) as draft, said(f"cannot write to {place}", GOES_ON):
            write_tables(draft, sweep.points, wanted, kept)
            _write_points(sweep, draft / "points.csv")
            (draft / "design.json").write_text(sweep.design.identity + "\n", encoding="utf-8")
            store.write_config(sweep.base, draft / "config.yaml")
            _write_provenance(sweep, replicates, draft, command)
            _answer(sweep, replicates, draft)
        return done


def _write_points(sweep: Sweep, path: Path) -> None:
    """One row a point: its number, key, cost, and what it gives each factor."""
    rows = []
    for n, point in enumerate(sweep.points):
        values = sweep.design.values(n)
        told = {k: canonical(v) if isinstance(v, list) else v for k, v in values.items()}
        rows.append({"point": n, "key": point.key[:16], "cost_usd": point.cost_usd, **told})
    table = pd.DataFrame(rows, columns=["point", "key", "cost_usd", *sweep.design.names])
    write_table(table, path, f"%.{DIGITS}g")


def _write_provenance(sweep: Sweep, replicates: int, place: Path, command: list[str]) -> None:
    seed = read_config({**sweep.base, "levers": {}}).seed
    origin = store.provenance(command, seed, {"of the base configuration": sweep.base["rules"]})
    origin |= {
        "design_sha256": sweep.design.sha256,
        "points": len(sweep.points),
        "replicates": replicates,
        **sweep.points[0].bloc,
    }
    store.write_json(origin, place / "provenance.json")


def _answer(sweep: Sweep, replicates: int, place: Path) -> None:
    """Sensitivity indices where the design was made for them: tables, and figures of them.

    ``summary.json`` says which sweep they are of.
    """
    scenario = sweep.base["scenario"]
    assert isinstance(scenario, dict)
    story = {
        "experiment": sweep.design.fixed.get("scenario", scenario["name"]),
        "method": sweep.design.method,
        "points": len(sweep.points),
        "replicates": replicates,
        "seed": sweep.base["seed"],
        "id": sweep.design.sha256,
        **sweep.points[0].bloc,
    }
    columns = ["point", "replicate", *ANSWERED]
    values = pd.read_parquet(place / "runs.parquet", columns=columns)
    known = [name for name in ANSWERED if values[name].notna().any()]
    store.write_json(story, place / "summary.json")
    found = sensitivity_tables(sweep.design, values, known)
    for name in ("sobol_indices", "morris_screening", "variance_split"):
        if name in found:
            store.write_csv(found[name], place / f"{name}.csv")
    if found:
        write_sensitivity(place, place / "figures")
