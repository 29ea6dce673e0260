"""What can be read: the folders of results, and experiments run anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.page.folders import FOLDERS, PLAIN, inside
from sim.replays.experiments import Experiment, experiment_names, folder_of, read_experiment
from sim.replays.replay import Finding, replay

MOST_RESULTS = 200  # shown, the newest of them


@dataclass(frozen=True)
class Result:
    """A results folder."""

    scenario: str
    moment: str
    title: str
    replicates: str
    seed: str

    @property
    def address(self) -> str:
        """Where the page serves its report."""
        return f"/report/{self.scenario}/{self.moment}"


def results() -> list[Result]:
    """Every folder of results with a report, the newest first."""
    found = []
    for report in FOLDERS.results.glob("*/*/report.html"):
        scenario, moment = report.parent.parent.name, report.parent.name
        if not (PLAIN.fullmatch(scenario) and PLAIN.fullmatch(moment)):
            continue
        try:
            inside(FOLDERS.results, scenario, moment, "report.html")
        except InputError:
            continue
        facts = _facts(report.parent / "summary.json")
        found.append(
            Result(
                scenario, moment,
                *(str(facts.get(key, "")) for key in ("title", "replicates", "seed")),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: one.moment, reverse=True)[:MOST_RESULTS]


def _facts(summary: Path) -> dict[str, object]:
    try:
        facts = json.loads(summary.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def experiments() -> dict[str, Experiment]:
    """The experiments that come with the package."""
    return {name: read_experiment(folder_of(name)) for name in experiment_names()}


@dataclass(frozen=True)
class Replayed:
    """An experiment run anew at its small size."""

    name: str
    experiment: Experiment
    findings: list[Finding]


def replay_one(name: str, progress: Callable[[int, int], None]) -> Replayed:
    """Run an experiment of the package at its small size.

    Raises
    ------
    InputError
        If there is no such experiment, or it cannot be run.
    """
    if name not in experiment_names():
        raise InputError(f"no experiment {name!r}: one of {', '.join(experiment_names())}")
    folder = folder_of(name)
    return Replayed(name, read_experiment(folder), replay(folder, True, None, progress))
