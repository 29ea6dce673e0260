"""The configuration of a run: typed, with ranges, and one clear line for what does not fit."""

from __future__ import annotations

from datetime import date
from math import inf
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from sim.errors import InputError
from sim.evidence.questions import floor_of
from sim.files.places import own_path
from sim.levers import ASSUMPTIONS, LEVERS, Lever
from sim.levers.settings import Number, Settings
from sim.mechanisms.table import KEYS
from sim.world import TODAY, Procedures

MOST_SHOWN = 80  # letters of a value that is refused


OwnPath = Annotated[Path, BeforeValidator(own_path)]


class CouncilConfig(Settings):
    """Which years are run, and whether their agenda and members are the record's."""

    since: date
    until: date
    agenda: Literal["recorded", "coming"] = "recorded"
    drafts: tuple[str, ...] = ()  # failed texts that come to the vote too: drafts.csv

    @model_validator(mode="after")
    def _whole_years(self) -> CouncilConfig:
        ends = (self.since.month, self.since.day, self.until.month, self.until.day)
        if self.agenda == "coming" and ends != (1, 1, 12, 31):
            raise ValueError(
                f"agenda=coming runs whole years, from 1 January to 31 December, not {self.since} "
                f"to {self.until}"
            )
        if self.agenda == "coming" and self.drafts:
            raise ValueError("drafts are put on a recorded agenda, not on one to come")
        return self


class ScenarioConfig(Settings):
    """What is asked."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    title: str
    question: str
    source: str
    budget_usd: Annotated[float, Field(ge=0)] | None = None  # what the levers may cost together


class RulesConfig(Settings):
    """Which fit, which mechanisms, which rules of procedure, which doubts."""

    fit: OwnPath | None = None
    mechanisms: dict[str, bool] = Field(default={})
    adopting: Literal["majority", "two_thirds"] = "majority"
    tabling: Literal["anyone", "a_third"] = "anyone"
    draw_weights: bool = True
    assumptions: dict[str, tuple[Number, Number]] = Field(default={})

    @model_validator(mode="after")
    def _known_assumptions(self) -> RulesConfig:
        known = {a.name for a in ASSUMPTIONS}
        for name, (low, high) in self.assumptions.items():
            if name not in known:
                raise ValueError(f"unknown assumption {name!r}: one of {', '.join(sorted(known))}")
            floor = floor_of(name)
            if not (floor <= low <= high and -inf < low and high < inf):
                least = "two numbers in order" if floor == -inf else f"a range from {floor:g} up"
                raise ValueError(f"assumption {name}: [{low}, {high}] is not {least}")
        return self

    @model_validator(mode="after")
    def _known_mechanisms(self) -> RulesConfig:
        for name in self.mechanisms:
            if name not in KEYS:
                raise ValueError(f"unknown mechanism {name!r}: one of {', '.join(KEYS)}")
        return self

    def off(self) -> tuple[str, ...]:
        """The mechanisms that are switched off."""
        return tuple(name for name in KEYS if not self.mechanisms.get(name, True))

    def procedures(self) -> Procedures:
        """The rules by which country texts are tabled and adopted."""
        adopting = 2 / 3 if self.adopting == "two_thirds" else TODAY.adopting
        tabling = 1 / 3 if self.tabling == "a_third" else TODAY.tabling
        return TODAY._replace(adopting=adopting, tabling=tabling)


class EvidenceConfig(Settings):
    """From which priors assumptions are drawn."""

    priors: Literal["measured", "hoped"] = "measured"


class EngineConfig(Settings):
    """What runs the rule."""

    driver: Literal["ensemble", "mesa"] = "ensemble"
    threads: Annotated[int, Field(ge=1, le=256)] = 2


class SizeConfig(Settings):
    """How many replicates."""

    replicates: Annotated[int, Field(ge=1, le=1_000_000)]


class RunConfig(Settings):
    """A whole run."""

    council: CouncilConfig
    scenario: ScenarioConfig
    levers: dict[str, dict[str, object]]
    rules: RulesConfig
    evidence: EvidenceConfig = EvidenceConfig()
    engine: EngineConfig
    size: SizeConfig
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    results: OwnPath

    def pulled(self) -> list[Lever]:
        """The levers as objects.

        Raises
        ------
        InputError
            For an unknown lever or setting, or a value out of range.
        """
        return [make_lever(name, settings) for name, settings in self.levers.items()]


def make_lever(name: str, settings: dict[str, object]) -> Lever:
    """One lever from its settings; see ``RunConfig.pulled``."""
    if name not in LEVERS:
        raise InputError(
            f"unknown lever {name!r}: one of {', '.join(LEVERS)} (conf/levers/all.yaml)"
        )
    try:
        return LEVERS[name].model_validate(settings)
    except ValidationError as error:
        raise InputError(f"levers.{name}{explain(error)} (conf/levers/all.yaml)") from None


def read_config(content: dict[str, object]) -> RunConfig:
    """A checked configuration.

    Raises
    ------
    InputError
        One line: what was given, what is allowed, where to look.
    """
    try:
        config = RunConfig.model_validate(content)
    except ValidationError as error:
        raise InputError(
            f"{explain(error)[1:].lstrip()} (lmgsim run --cfg job shows it all)"
        ) from None
    config.pulled()
    return config


def explain(error: ValidationError) -> str:
    """The first problem in one line: where, what is wrong, what was given."""
    first = error.errors()[0]
    where = "".join(f".{str(part)[:60]}" for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        return f"{where}: there is no such setting"
    if first["type"] == "missing":
        return f"{where}: nothing given"
    if first["type"] == "value_error":
        return f"{where}: {reason}"
    given = repr(first["input"])
    given = given if len(given) <= MOST_SHOWN else f"{given[:MOST_SHOWN]}..."
    return f"{where}: {given} given; {reason[0].lower()}{reason[1:]}"
