"""A unit of work: some points in some replicates, from plain text to the bytes of a table.

What a unit says and what comes back are the same for every back end; a worker needs nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from sim.config.schema import CouncilConfig, RulesConfig, make_lever
from sim.engine.inputs import Seating, rooms_of
from sim.engine.noise import tabled
from sim.errors import InputError
from sim.levers import Lever, draw_assumptions
from sim.measures import COLUMNS
from sim.mechanisms.table import procedures_without
from sim.study.design import Design
from sim.study.setup import Setup, pullable, setup_of
from sim.study.study import bloc_of, run_lanes
from sim.sweep.chunk import encode
from sim.sweep.identity import canonical, science
from sim.sweep.rows import rows_of

MOST_LEVERS = 100_000  # that are kept for later units
_building = Lock()  # two threads that need the same setup build it once
Ranges = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class _Ground:
    """What all runs of points that share years and rules stand on."""

    setup: Setup
    council: CouncilConfig
    seating: Seating
    design: Design
    drawn: str | int
    room: Ranges  # of the assumptions that a whole room shares
    levers: dict[tuple[str, str], Lever] = field(default_factory=dict)  # that were made so far

    def draw_of(self, replicate: int) -> int | None:
        """Which draw of the weights a replicate has; None: those at the mode."""
        if isinstance(self.drawn, int):
            return self.drawn
        return replicate if self.drawn == "drawn" else None


def work(text: str) -> bytes:
    """Simulate a unit.

    Parameters
    ----------
    text : JSON; made by ``sim.sweep.units``

    Returns
    -------
    bytes
        One Arrow file, a row a point and replicate; the same bytes wherever it is made.

    Raises
    ------
    InputError
        If this is not the version of lmgsim that wrote the unit.
    """
    unit = json.loads(text)
    if unit["science"] != science():
        raise InputError(
            f"a worker runs another version of lmgsim, {science()}, than this sweep, "
            f"{unit['science']}: install the same on all of them"
        )
    with _building:
        ground = _ground(canonical(unit["shared"]))
        points = [
            ([_lever(name, told, ground) for name, told in levers], ranges)
            for _, levers, ranges in unit["points"]
        ]
    replicates: list[int] = unit["replicates"]
    found = np.empty((len(points), len(replicates), len(COLUMNS)))
    for n, replicate in enumerate(replicates):
        found[:, n] = _replicate(ground, points, replicate)
    return encode([key for key, _, _ in unit["points"]], replicates, found)


def _replicate(
    ground: _Ground, points: list[tuple[list[Lever], str]], replicate: int
) -> np.ndarray:
    design, world = ground.design, ground.setup.world
    usual = draw_assumptions(design.seed, replicate)
    drawn: dict[str, dict[str, float]] = {"{}": usual}
    for _, doubts in points:
        if doubts not in drawn:
            drawn[doubts] = _assumed(usual, json.loads(doubts), design.seed, replicate)
    runs = run_lanes(
        world,
        ground.setup.fit,
        design,
        ground.seating,
        replicate,
        ground.draw_of(replicate),
        [[], *(levers for levers, _ in points)],
        [usual, *(drawn[doubts] for _, doubts in points)],
        _assumed(usual, ground.room, design.seed, replicate),
    )
    affiliate, organiser = bloc_of(world)
    held = tabled(world, design.seed, replicate)
    adopting = procedures_without(design.procedures, design.off).adopting
    kind = world.agenda.kind
    return rows_of(runs.votes, runs.affiliation, kind, affiliate, organiser, held, adopting)


def _assumed(
    usual: dict[str, float], ranges: Ranges, seed: int, replicate: int
) -> dict[str, float]:
    if all(low == high for low, high in ranges.values()):  # nothing is left to be drawn
        return usual | {name: float(np.round(low, 8)) for name, (low, _) in ranges.items()}
    return draw_assumptions(seed, replicate, ranges)


@lru_cache(maxsize=8)
def _ground(shared: str) -> _Ground:
    told: dict[str, Any] = json.loads(shared)
    council = CouncilConfig.model_validate(told["council"])
    rules = RulesConfig(adopting=told["adopting"], tabling=told["tabling"])
    setup = setup_of(council, None if told["fit"] is None else Path(told["fit"]))
    design = Design(
        arms={},
        replicates=1,
        seed=told["seed"],
        off=tuple(told["off"]),
        procedures=rules.procedures(),
        membership=setup.membership,
    )
    return _Ground(setup, council, rooms_of(setup.world), design, told["weights"], told["room"])


def _lever(name: str, settings: str, ground: _Ground) -> Lever:
    made = ground.levers.get((name, settings))
    if made is None:
        if len(ground.levers) > MOST_LEVERS:
            ground.levers.clear()
        made = pullable(make_lever(name, json.loads(settings)), ground.council, ground.setup)
        ground.levers[name, settings] = made
    return made
