"""A natural majority: a group that wins its votes anyway stops whipping its members."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.levers.lever import AFFILIATED, Lever, once
from sim.world import Pressure, States, World

USUAL_MARGIN: Annotated[
    float,
    Fixed(
        "of affiliates' over democracies' share of seats, mean of 2018 to 2020", "share of seats"
    ),
] = -0.035
WIDE: Annotated[
    float,
    Assumed("a margin this much wider lets the group sleep as deep as it can", "share of seats"),
] = 10 / 47


class NaturalMajority(Lever):
    """Let the group ``rest`` as far as its seats spare it the effort, and wake when they do not.

    The recorded votes hold the whip as it was with the seats as they were. With this lever the
    bloc's line is felt less in sessions in which affiliates hold more seats than usual beside the
    democracies, and more in sessions in which the democracies have come back. It is the group's own
    doing, so it costs nothing, and it matters most where seats are won and lost in the run.
    """

    title = "Rest in a natural majority"
    unit = "share of the sleep that a wide natural majority would allow"
    main_setting = "rest"
    source = "[inboden2021] LMG: dissolved after 2007 in a natural majority, awake from 2011-12"
    side = "lmg"

    targets: tuple[str, ...] = ("everyone",)
    rest: float = Field(0.0, ge=0, le=1, description="0 the whip as it was, 1 as lazy as it can be")

    def cost_usd(self, states: States) -> float:
        """Nothing: the group saves an effort."""
        return 0.0

    @once
    def asleep(self, world: World) -> np.ndarray:
        """How deep the group sleeps by the seats of each session, [T] -1 wide awake to 1."""
        agenda, states = world.agenda, world.states
        bloc, democracies = states.affiliation >= AFFILIATED, states.democracy
        ahead = (agenda.sits & bloc).sum(1) - (agenda.sits & democracies).sum(1)
        margin = ahead / np.maximum(agenda.sits.sum(1), 1)
        sessions = np.arange(len(agenda.session_name))
        mean = np.array([margin[agenda.session == t].mean() for t in sessions])
        deep: np.ndarray = np.clip((mean - USUAL_MARGIN) / WIDE, -1.0, 1.0)
        return deep

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """A line that is felt less, or more, by those tied to the group."""
        states = world.states
        felt = np.where(self.chosen(states), states.affiliation, 0.0)
        asleep = self.asleep(world)
        lost = self.rest * assumed["sleep_gain"] * asleep * self.in_force(world)
        less = lost[:, None, None] * felt[None, :, None]
        return replace(pressure, favour=pressure.favour - less)
