"""What every lever has: a unit, a cost, targets, a start and an end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.errors import InputError
from sim.world import Pressure, States, World

DAYS_A_YEAR = 365.25
DEMOCRATIC = 0.35  # Freedom House starts "Partly Free" at 35 of 100
AFFILIATED = 0.75  # on a published list of the group, or named as its organiser

GROUP_LABELS = {
    "democracies": lambda s: s.democracy,
    "affiliates": lambda s: (s.affiliation >= AFFILIATED) & ~s.organiser,
    "democratic_affiliates": lambda s: (
        (s.affiliation >= AFFILIATED) & ~s.organiser & (s.freedom >= DEMOCRATIC)
    ),
}


class Lever(BaseModel, ABC):
    """A policy lever. A lever of zero strength changes nothing, bit for bit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]
    unit: ClassVar[str]
    source: ClassVar[str]
    side: ClassVar[str] = "democracies"

    targets: tuple[str, ...] = Field(description="ISO 3166 codes or a label of a group of states")
    start: date = Field(date(2021, 1, 1), description="first day")
    end: date = Field(date(2023, 12, 31), description="last day")

    @model_validator(mode="after")
    def _in_order(self) -> Lever:
        if self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        return self

    @abstractmethod
    def strength(self) -> float:
        """How hard the lever is pulled, in its unit; 0 is not at all."""

    @abstractmethod
    def cost_usd(self, states: States) -> float:
        """What pulling it costs from start to end, in USD."""

    @abstractmethod
    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The pressure with this lever added; what is given is left as it is."""

    def years(self) -> float:
        """Length from start to end."""
        return ((self.end - self.start).days + 1) / DAYS_A_YEAR

    def within(self, first: date, last: date) -> Self:
        """The same lever, pulled and paid for only between two days.

        Raises
        ------
        InputError
            If it is not pulled on any day between them.
        """
        start, end = max(self.start, first), min(self.end, last)
        if start > end:
            raise InputError(
                f"{self.title.lower()} is pulled from {self.start} to {self.end}, but the run "
                f"covers {first} to {last}"
            )
        return self.model_copy(update={"start": start, "end": end})

    def chosen(self, states: States) -> np.ndarray:
        """The targeted states, [S] bool.

        Raises
        ------
        InputError
            For a target that is neither a code nor a label.
        """
        picked = np.zeros(len(states), bool)
        for target in self.targets:
            if target in GROUP_LABELS:
                picked |= GROUP_LABELS[target](states)
            elif target in states.iso3:
                picked[states.iso3.index(target)] = True
            elif target in states.members:
                raise InputError(
                    f"{target} neither sits nor lobbies in this run, so that "
                    f"{self.title.lower()} cannot reach it: take it out of the targets"
                )
            else:
                raise InputError(
                    f"unknown state {target!r} in the targets of {self.title.lower()}: give ISO "
                    f"3166 alpha-3 codes such as USA, or one of {', '.join(GROUP_LABELS)}"
                )
        return picked

    def sessions(self, world: World) -> np.ndarray:
        """The sessions in which the lever is pulled, [T] bool, by the date of their last vote."""
        agenda = world.agenda
        closing = [agenda.date[agenda.session == t].max() for t in range(len(agenda.session_name))]
        days = np.array(closing)
        return (days >= np.datetime64(self.start)) & (days <= np.datetime64(self.end))
