"""The words of the tests of sweeps: small designs over one year, points, rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.sweep.assembly import slices
from sim.sweep.evaluation import points_at
from sim.sweep.factors import Space
from sim.sweep.points import Point
from sim.sweep.run import simulate_missing
from sim.sweep.shelf import Pile, Shelf
from sim.sweep.workers import Workers

YEAR = ["council=recorded_2022", "scenario=none", "seed=5"]
CONTACTS, STAFF = "levers.outreach.contacts", "levers.mission_staff.persons"
GAIN = "rules.assumptions.goodwill_gain"


def points(*settings: dict[str, object]) -> list[Point]:
    """Points over the Council of 2022, where nothing else is done."""
    return points_at(Space(YEAR), settings)


def contacts(*numbers: float) -> list[Point]:
    """Points that differ in outreach."""
    return points(*({CONTACTS: number} for number in numbers))


def simulate(
    some: Sequence[Point],
    replicates: int,
    kept: Pile | Shelf | None = None,
    workers: Workers | None = None,
) -> np.ndarray:
    """The rows of some points, [P, R, columns]."""
    kept = kept or Pile()
    wanted = [replicates] * len(some)
    simulate_missing(some, wanted, range(len(some)), kept, workers or Workers("threads", 1))
    return np.concatenate([part.values for part in slices(some, wanted, kept)])


def write_design(folder: Path, *numbers: float) -> Path:
    """A design of points that differ in outreach."""
    path = folder / "design.yaml"
    values = ", ".join(map(str, numbers))
    path.write_text(f"method: grid\nfactors:\n  {CONTACTS}: {{values: [{values}]}}\n", "utf-8")
    return path
