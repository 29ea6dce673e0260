"""What is asked on the page: a composed configuration, the same that ``lmgsim run`` would read."""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from sim.config.compose import compose
from sim.config.schema import CouncilConfig, RunConfig, make_lever, read_config
from sim.data.record.in_force import in_force
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import LEVERS, Lever
from sim.page.folders import FOLDERS
from sim.page.place_words import council_words
from sim.study.setup import Setup, pullable, setup_of

REPLICATES, MOST_REPLICATES = 40, 2000  # by default; more belong on the command line
NOTHING = "none"  # the scenario that pulls no lever
Value = float | bool | str | list[str]


@dataclass(frozen=True)
class Choices:
    """A configuration that is never changed in place, and where it comes from."""

    content: dict[str, object]  # as Hydra composed it
    scenario: str  # the option of the group ``scenario`` that it started from
    council: str  # the option of the group ``council``

    def config(self) -> RunConfig:
        """The checked configuration.

        Raises
        ------
        InputError
            For a value out of range, in one line.
        """
        return read_config(self.content)

    def levers(self) -> dict[str, dict[str, object]]:
        """The settings of every lever."""
        return self.content["levers"]  # type: ignore[return-value]

    def words(self) -> dict[str, object]:
        """Name, title, question, source and budget of the scenario."""
        return self.content["scenario"]  # type: ignore[return-value]

    def size(self) -> int:
        """Replicates."""
        return int(self.content["size"]["replicates"])  # type: ignore[index]

    def seed(self) -> int:
        """The seed."""
        return int(self.content["seed"])  # type: ignore[call-overload]

    def with_lever(self, name: str, setting: str, value: object) -> Choices:
        """The same with one setting of one lever changed.

        Raises
        ------
        InputError
            For an unknown lever or setting, or a value that the lever does not take.
        """
        levers = self.levers()
        if name not in LEVERS or setting not in LEVERS[name].model_fields:
            raise InputError(f"there is no lever setting {name}.{setting}")
        if "${" in str(value):
            raise InputError(f"{name}.{setting} cannot refer to another setting")
        settings = {**levers.get(name, {}), LEVERS[name].key_of(setting): value}
        make_lever(name, settings)
        return self._with(levers={**levers, name: settings})

    def at_rest(self) -> Choices:
        """The same with every lever as the scenario without levers has it."""
        return self._with(levers=copy.deepcopy(neutral()))

    def pulling(self, other: Choices) -> Choices:
        """The same with the levers and the words of another."""
        return self._with(levers=copy.deepcopy(other.levers()), scenario=other.words())

    def sized(self, replicates: int) -> Choices:
        """The same with so many replicates.

        Raises
        ------
        InputError
            For a number that the page does not take.
        """
        if not 2 <= replicates <= MOST_REPLICATES:
            raise InputError(
                f"{replicates} replicates given; the page takes 2 to {MOST_REPLICATES}, "
                "lmgsim run any number"
            )
        return self._with(size={"replicates": replicates})

    def seeded(self, seed: int) -> Choices:
        """The same with another seed."""
        changed = self._with(seed=seed)
        changed.config()
        return changed

    def _with(self, **changes: object) -> Choices:
        return replace(self, content={**self.content, **changes})


@cache
def neutral() -> dict[str, dict[str, object]]:
    """Every lever with its neutral settings."""
    return composed(NOTHING, None).levers()


@lru_cache(maxsize=64)
def _composed(overrides: tuple[str, ...]) -> dict[str, object]:
    return compose(list(overrides))


def composed(scenario: str, council: str | None, conf: Path | None = None) -> Choices:
    """The configuration of a scenario, over the Council's years that it or ``council`` names.

    Parameters
    ----------
    conf : a folder with a folder ``scenario``; the page's own unless it is given

    Raises
    ------
    InputError
        If it cannot be composed, or what is composed cannot be run.
    """
    overrides = [f"scenario={scenario}", f"size.replicates={REPLICATES}"]
    if council is not None:
        overrides.append(f"council={council}")
    conf = conf or FOLDERS.scenarios.parent
    if conf.resolve() != shipped_folder("conf").resolve():
        overrides.append(f"--config-dir={conf.resolve()}")
    if scenario == NOTHING:
        content = _composed(tuple(overrides))
    else:
        content = compose(overrides)  # its file may have changed since
    choices = Choices(copy.deepcopy(content), scenario, council or council_of(content))
    choices.config()
    return choices


def council_names() -> list[str]:
    """The stretches of the Council's record, and of years to come, that can be chosen."""
    return sorted(path.stem for path in (shipped_folder("conf") / "council").glob("*.yaml"))


def council_title(name: str) -> str:
    """A stretch of the record or of years to come in words."""
    years = _composed((f"scenario={NOTHING}", f"council={name}"))["council"]
    assert isinstance(years, dict)
    return council_words(years, date.fromisoformat(in_force().last_vote))


def council_of(content: dict[str, object]) -> str:
    """The option of the group ``council`` that a configuration has; empty where it has its own."""
    for name in council_names():
        if _composed((f"scenario={NOTHING}", f"council={name}"))["council"] == content["council"]:
            return name
    return ""


_READING = threading.Lock()  # the record is read once, however many windows are open


@lru_cache(maxsize=4)
def _setup(council: CouncilConfig, fitted: Path | None) -> Setup:
    return setup_of(council, fitted)


def chosen_setup(choices: Choices) -> Setup:
    """The world and the fit of a configuration; kept, because reading them takes a while."""
    config = choices.config()
    with _READING:
        return _setup(config.council, config.rules.fit)


def pulled(choices: Choices) -> dict[str, Lever]:
    """The levers by name, cut to the years; whether they are within the budget is not asked.

    Raises
    ------
    InputError
        If one cannot be pulled: a wrong target, other years, or seats where nobody is elected.
    """
    config, here = choices.config(), chosen_setup(choices)
    levers = zip(config.levers, config.pulled(), strict=True)
    return {name: pullable(lever, config.council, here) for name, lever in levers}
