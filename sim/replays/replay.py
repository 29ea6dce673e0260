"""Replay a claim: run its runs, measure, and hold every number to its bounds.

A run of the same seed gives the same number wherever it is run, so the bounds of what the model
gave are narrow: a twentieth of the standard error of the mean, room for single votes that another
processor might round to the other side and for nothing else. Runs that share years and rules are
arms of one study and share every draw.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from sim.config.compose import compose, key_of
from sim.config.schema import CouncilConfig, RunConfig, read_config
from sim.errors import InputError
from sim.levers import Lever
from sim.pool import Progress
from sim.replays.claims import Claim, Row, read_claim, read_rows, recorded
from sim.replays.measures import MEASURES, SIGNATORIES, Course
from sim.study.setup import Setup, design_of, levers_of, setup_of
from sim.study.tables import conduct

PULLS = ("levers.", "scenario")  # overrides that pull levers
EVIDENCE = "evidence"  # the option of the configuration
ROUNDING = 1e-6  # of a number that has no spread, such as a cost
OF_ERROR = 0.05  # tolerance, in standard errors of the mean


@dataclass(frozen=True)
class Finding:
    """A row with the number found for it."""

    row: Row
    value: float
    error: float | None  # standard error of the mean; None where there is no spread to judge by
    passes: bool | None  # None where a number was changed, so that there is nothing to pass


def judged(row: Row, value: float, smoke: bool) -> bool:
    """Whether a number lies within the bounds of its row, ends included."""
    low, high = row.bounds(smoke)
    if value != value:
        return False
    return (low is None or value >= low) and (high is None or value <= high)


@cache
def _setup(council: CouncilConfig, fitted: Path | None) -> Setup:
    return setup_of(council, fitted)


def courses_of(
    claim: Claim,
    rows: Iterable[Row],
    smoke: bool,
    changes: list[str],
    progress: Progress | None,
) -> dict[str, Course]:
    """Every run of a claim, ready to be measured as its rows ask.

    ``changes`` are overrides: those of levers and scenario for every run but the first, which is
    what the others are compared with, others for all.

    Raises
    ------
    InputError
        If a run cannot be composed.
    """
    size = claim.smoke if smoke else claim.replicates
    configs: dict[str, RunConfig] = {}
    for n, (name, overrides) in enumerate(claim.runs.items()):
        mine = [c for c in changes if n > 0 or not c.lstrip("+").startswith(PULLS)]
        named = [f"size.replicates={size}", f"seed={claim.seed}"]
        if not any(key_of(override) == EVIDENCE for override in (*overrides, *mine)):
            named.append(f"{EVIDENCE}={claim.evidence}")
        content = compose([*named, *overrides, *mine])
        configs[name] = read_config(content)
    lists = any(row.measure == SIGNATORIES for row in rows)
    together: dict[tuple[str, ...], list[str]] = {}
    for name, config in configs.items():
        parts = (config.council, config.rules, config.evidence)
        shared = tuple(part.model_dump_json() for part in parts)
        together.setdefault(shared, []).append(name)
    found: dict[str, Course] = {}
    for names in together.values():
        first = configs[names[0]]
        setup = _setup(first.council, first.rules.fit)
        arms: dict[str, list[Lever]] = {n: levers_of(configs[n], setup) for n in names}
        design = replace(design_of(first, arms), signatures=lists)
        tables = cache(partial(conduct, setup, design, progress))
        for name in names:
            found[name] = Course(name, setup, design, arms[name], tables)
    return {name: found[name] for name in claim.runs}


def check_measure(row: Row) -> None:
    """Refuse a row whose measure does not exist.

    Raises
    ------
    InputError
        With the measures that there are.
    """
    if row.measure not in MEASURES:
        raise InputError(f"unknown measure {row.measure[:40]!r}: one of {', '.join(MEASURES)}")


def measured(row: Row, courses: dict[str, Course]) -> tuple[float, float | None, float]:
    """The number of a row, its standard error and the tolerance that goes with them.

    Raises
    ------
    InputError
        For a measure that does not exist or does not fit the run.
    """
    check_measure(row)
    measure = MEASURES[row.measure]
    values = measure.take(courses[row.run], row.of)
    if row.against:
        values = values - measure.take(courses[row.against], row.of)
    grain = measure.grain
    if row.stat == "above_zero":
        values, grain = 100.0 * (values > 0), 100.0
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), None, 0.0
    mean, size = float(values.mean()), len(values)
    error = float(values.std(ddof=1)) / size**0.5 if size > 1 else None
    least = max(grain / courses[row.run].design.replicates, ROUNDING * abs(mean))
    return mean, error, max(OF_ERROR * (error or 0.0), least)


def replay(
    folder: Path,
    smoke: bool = False,
    changes: list[str] | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """Run a claim and hold each row of its table to its bounds.

    Raises
    ------
    InputError
        If the folder cannot be read, a row has no bounds, or a run cannot be run.
    """
    claim = read_claim(folder)
    rows = read_rows(folder, claim)
    courses = courses_of(claim, rows, smoke, changes or [], progress)
    for row in rows:
        check_measure(row)
        if not changes and row.bounds(smoke) == (None, None):
            raise InputError(
                f"{folder}: {row.claim!r} has no bounds {'with --smoke ' if smoke else ''}and so "
                "cannot fail: give low or high, or let --record measure them"
            )
    found = []
    for row in rows:
        value, error, _ = measured(row, courses)
        passes = None if changes else judged(row, value, smoke)
        found.append(Finding(row, value, error, passes))
    return found


def record(folder: Path, progress: Progress | None = None) -> list[Row]:
    """The rows of a claim with what its runs give now, at both sizes."""
    claim = read_claim(folder)
    rows = read_rows(folder, claim)
    for smoke in (True, False):
        courses = courses_of(claim, rows, smoke, [], progress)
        rows = [recorded(row, smoke, *measured(row, courses)) for row in rows]
    return rows
