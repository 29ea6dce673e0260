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
from sim.data.record import about
from sim.data.record.in_force import choose, in_force
from sim.errors import InputError
from sim.levers import Lever
from sim.measures import COLUMNS
from sim.study.design import Design
from sim.study.experiment import Experiment
from sim.study.setup import pullable, setup_of
from sim.study.trial import Trial
from sim.sweep.chunk import encode
from sim.sweep.identity import canonical, science
from sim.sweep.rows import rows_of

MOST_LEVERS = 100_000  # that are kept for later units
DRAWN, MODE = "drawn", "mode"  # what a unit says of the weights, unless it says which draw
_building = Lock()  # two threads that need the same setup build it once


@dataclass(frozen=True)
class _Shared:
    """What all runs of points that share years and rules have in common."""

    experiment: Experiment
    council: CouncilConfig
    draw: int | None  # which draw of the weights every replicate has; None: its own
    levers: dict[tuple[str, str], Lever] = field(default_factory=dict)  # that were made so far


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
    if unit["data"] != in_force().name:
        choose(unit["data"])  # this worker began without what the sweep was told
    if unit["bloc"] != about.asked():
        about.ask(unit["bloc"])
    if unit["science"] != science():
        raise InputError(
            f"a worker runs another version of lmgsim or reads another record, {science()}, than "
            f"this sweep, {unit['science']}: let all of them have the same"
        )
    with _building:
        shared = _shared(canonical(unit["shared"]), unit["science"])
        arms = [
            [_lever(name, told, shared) for name, told in levers] for _, levers, _ in unit["points"]
        ]
    ranges = [json.loads(told) for _, _, told in unit["points"]]
    replicates: list[int] = unit["replicates"]
    trials = (  # the first arm, without levers, is what every point is compared with
        Trial([[], *arms], number, weights=shared.draw, ranges=[{}, *ranges])
        for number in replicates
    )
    found = np.empty((len(arms), len(replicates), len(COLUMNS)))
    for n, rows in enumerate(shared.experiment.run(trials, rows_of)):
        found[:, n] = rows
    return encode([key for key, _, _ in unit["points"]], replicates, found)


@lru_cache(maxsize=8)
def _shared(told_as: str, _science: str) -> _Shared:
    """Built once for the code and record of a worker, which ``_science`` names."""
    told: dict[str, Any] = json.loads(told_as)
    council = CouncilConfig.model_validate(told["council"])
    rules = RulesConfig(adopting=told["adopting"], tabling=told["tabling"])
    setup = setup_of(council, None if told["fit"] is None else Path(told["fit"]))
    weights = told["weights"]
    design = Design(
        arms={},
        replicates=1,
        seed=told["seed"],
        threads=0,  # a unit is one thread's work
        off=tuple(told["off"]),
        procedures=rules.procedures(),
        draw_weights=weights != MODE,
        ranges=told["room"],
        evidence=told["evidence"],
    )
    draw = weights if isinstance(weights, int) else None
    return _Shared(Experiment(setup, design), council, draw)


def _lever(name: str, settings: str, shared: _Shared) -> Lever:
    made = shared.levers.get((name, settings))
    if made is None:
        if len(shared.levers) > MOST_LEVERS:
            shared.levers.clear()
        setup = shared.experiment.setup
        made = pullable(make_lever(name, json.loads(settings)), shared.council, setup)
        shared.levers[name, settings] = made
    return made
