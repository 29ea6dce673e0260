"""What every lever has: a strength, its cost, targets, dates, and the pressure it adds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, wraps
from typing import Annotated, Any, ClassVar, Self, TypeVar

import numpy as np
from pydantic import Field, PrivateAttr, model_validator

from sim.council.constant import Fixed
from sim.council.contest import ElectionSettings
from sim.council.statements import SIDES
from sim.errors import InputError
from sim.levers.assumption import Assumption
from sim.levers.settings import Settings
from sim.world import DONORS, GROUPS, Pressure, States, World

DAYS_A_YEAR = 365.25
DEMOCRATIC: Annotated[float, Fixed('Freedom House starts "Partly Free" at 35 of 100', "0 to 1")] = (
    0.35
)
AFFILIATED: Annotated[
    float, Fixed("on a published list of the group, or named as its organiser", "0 to 1")
] = 0.75

EU, WEOG = DONORS.index("eu"), GROUPS.index("WEOG")


def _outside_the_west(states: States) -> np.ndarray:
    return ~states.democracy & ~states.donor[EU] & (states.group != WEOG)


L = TypeVar("L", bound="Lever")
About = TypeVar("About")
Found = TypeVar("Found")
Luck = Callable[[np.ndarray, np.ndarray], np.ndarray]  # uniform numbers by rows and columns


def followers(states: States) -> np.ndarray:
    """Who may leave the bloc's line, [S] bool: its affiliates but for those who make the line.

    Where all members make it together, all of them: a line is what most of them vote.
    """
    return (states.affiliation >= AFFILIATED) & (~states.organiser | states.bloc.together)


GROUP_LABELS = {
    "everyone": lambda s: np.ones(len(s), bool),
    "democracies": lambda s: s.democracy,
    "affiliates": followers,
    "democratic_affiliates": lambda s: followers(s) & (s.freedom >= DEMOCRATIC),
    "bloc": lambda s: s.affiliation >= AFFILIATED,
    "non_western": _outside_the_west,
    "open_states": lambda s: _outside_the_west(s) & (s.freedom >= DEMOCRATIC),
}


class _Notes:
    """What a lever has looked up: never part of what makes two levers equal."""

    def __init__(self) -> None:
        self.of: dict[object, tuple[object, Any]] = {}


def once(find: Callable[[L, About], Found]) -> Callable[[L, About], Found]:
    """A method of a lever that says the same of a world, or of its states, each time it is asked.

    Asked again, it is looked up. For what no replicate changes: a sweep presses the same lever
    thousands of times.
    """

    @wraps(find)
    def found(lever: L, about: About) -> Found:
        notes = lever._noted.of
        noted = notes.get(find)
        if noted is None or noted[0] is not about:
            noted = notes[find] = about, find(lever, about)
        answer: Found = noted[1]
        return answer

    return found


class Lever(Settings, ABC):
    """A policy lever. A lever of zero strength changes nothing, bit for bit."""

    title: ClassVar[str]
    unit: ClassVar[str]  # of the main setting
    main_setting: ClassVar[str]  # the field that says how hard the lever is pulled
    source: ClassVar[str]
    side: ClassVar[str] = "democracies"
    assumptions: ClassVar[tuple[Assumption, ...]] = ()  # those that come with a plug-in's lever
    on_seats: ClassVar[bool] = False  # works on who sits, and so only where there are elections
    # whether ``press`` does many replicates at once, each assumption a column [L, 1] of values
    side_by_side: ClassVar[bool] = False

    targets: tuple[str, ...] = Field(description="ISO 3166 codes or a label of a group of states")
    start: date = Field(date(2000, 1, 1), description="first day; that of the run if not given")
    end: date = Field(date(2099, 12, 31), description="last day; that of the run if not given")
    ramp_years: float = Field(
        0.0, ge=0, le=10, description="years from the start until it works in full, paid in full"
    )
    _began: date | None = PrivateAttr(None)  # the first day, where a run shows only what follows

    @model_validator(mode="after")
    def _in_order(self) -> Lever:
        if self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        return self

    def strength(self) -> float:
        """How hard the lever is pulled, in its unit; 0 is not at all."""
        strength: float = getattr(self, self.main_setting)
        return strength

    @abstractmethod
    def cost_usd(self, states: States) -> float:
        """What pulling it costs from start to end, in USD."""

    @abstractmethod
    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The pressure with this lever added; what is given is left as it is."""

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """The elections with this lever added; most levers leave them as they are."""
        return settings

    def recruit(self, everyone: States, world: World, assumed: dict[str, float]) -> np.ndarray:
        """How much readier each member is to sign joint statements, [T, S, 2] logits.

        The last axis is ``sim.council.statements.SIDES``; most levers ask nobody to sign.
        """
        return np.zeros((len(world.agenda.session_name), len(everyone), len(SIDES)))

    @cached_property
    def _noted(self) -> _Notes:
        return _Notes()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A lever with other settings, which has looked nothing up yet."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("_noted", None)
        return copied

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
        shown = self.model_copy(update={"start": start, "end": end})
        if start > self.start:
            shown._began = self.first_day()
        return shown

    def first_day(self) -> date:
        """The start, also of a lever that is shown from a later day on."""
        return self._began or self.start

    @once
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
        days = closing_days(world)
        return (days >= np.datetime64(self.start)) & (days <= np.datetime64(self.end))

    @once
    def in_force(self, world: World) -> np.ndarray:
        """The share of its full effect that the lever has in each session, [T] 0 to 1.

        It grows evenly from the start over ``ramp_years``; without a ramp it is all or nothing.
        """
        on = self.sessions(world).astype(float)
        if not self.ramp_years:
            return on
        days = closing_days(world) - np.datetime64(self.first_day())
        return on * np.minimum(days.astype(float) / (DAYS_A_YEAR * self.ramp_years), 1.0)

    def spread(self, world: World, each: np.ndarray) -> np.ndarray:
        """What is added for each state [S], in every session as far as in force, [T, S, 1].

        In several replicates side by side, of [L, S], it is [T, S, L].
        """
        return self.in_force(world)[:, None, None] * np.atleast_2d(each).T[None]

    def part_of(self, states: States, group: np.ndarray) -> float:
        """The targets' share of the staff of a group of states [S] bool, 0 to 1."""
        parts = self._parts(states)
        who = group.tobytes()
        if who not in parts:
            staff = states.staff[group].sum()
            mine = states.staff[group & self.chosen(states)].sum()
            parts[who] = float(mine / staff) if staff else 0.0
        return parts[who]

    @once
    def _parts(self, states: States) -> dict[bytes, float]:
        """What ``part_of`` has found."""
        return {}


def over_time(force: np.ndarray, each: np.ndarray) -> np.ndarray:
    """A force by session [T] on each state [S], as [T, S, 1]; of [L, T] replicates [T, S, L]."""
    return np.moveaxis(np.atleast_2d(force)[:, :, None] * each, 0, -1)


def closing_days(world: World) -> np.ndarray:
    """The day of the last vote of each session, [T] datetime64."""
    return world.agenda.closing
