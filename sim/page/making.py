"""A run or a comparison made from the page: the same folder that the command line would write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sim.answers.comparison import Question, compare_scenarios
from sim.answers.run import answer
from sim.config.schema import read_config
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.page.choices import NOTHING, Choices
from sim.page.folders import FOLDERS
from sim.page.scenarios import load, scenario_names
from sim.pool import Progress

FEWEST_COMPARED = 2


@dataclass(frozen=True)
class Order:
    """What is to be made: a run of these choices, or a comparison of scenarios."""

    choices: Choices
    scenarios: tuple[str, ...] = ()  # empty: a run


@dataclass(frozen=True)
class Made:
    """A results folder that was made."""

    folder: Path
    words: str


def make(order: Order, progress: Progress) -> Made:
    """Run, measure, and write the results folder.

    Raises
    ------
    InputError
        If it cannot be run or written.
    """
    if order.scenarios:
        return _compared(order, lambda part: progress)
    content = {**order.choices.content, "results": str(FOLDERS.results)}
    found = answer(read_config(content), content, progress, by_hand(order.choices))
    return Made(found.folder, f"Run: {found.summary['title']}")


def _compared(order: Order, progress: Callable[[str], Progress]) -> Made:
    known = scenario_names()
    if len(order.scenarios) < FEWEST_COMPARED:
        raise InputError("choose two scenarios to compare")
    for name in order.scenarios:
        if name not in known or name == NOTHING:
            raise InputError(f"{name[:60]!r} is no scenario that can be compared")
    path = str(FOLDERS.results.absolute()).replace("\\", "\\\\").replace("'", "\\'")
    overrides = [f"results='{path}'", f"seed={order.choices.seed()}"]
    if order.choices.council:
        overrides.append(f"council={order.choices.council}")
    conf = FOLDERS.scenarios.parent
    if conf.resolve() != shipped_folder("conf").resolve():
        overrides.append(f"--config-dir={conf.resolve()}")
    question = Question(order.scenarios, tuple(overrides), quick=True)
    found = compare_scenarios(question, progress)
    return Made(found.folder, "Comparison: " + " and ".join(order.scenarios))


def by_hand(choices: Choices) -> list[str]:
    """What is set otherwise than in the scenario's own file, as it would be typed."""
    own = load(choices.scenario).levers()
    return [
        f"levers.{lever}.{setting}={value}"
        for lever, settings in choices.levers().items()
        for setting, value in settings.items()
        if own.get(lever, {}).get(setting) != value
    ]
