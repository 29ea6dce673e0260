"""Rapporteurs' visits: special rapporteurs have the means to go and see."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_VISIT_USD: Annotated[float, Assumed("travel, interpreters, security, report", "USD")] = (
    80_000.0
)
HALF_VISITS: Annotated[
    float, Assumed("to a state a year, with half of what visits can make known", "visits a year")
] = 0.5
CLOSED: Annotated[
    float,
    Assumed("a state less free than this lets nobody in, or not to where it matters", "0 to 1"),
] = 0.2


class RapporteurVisits(Lever):
    """Send special rapporteurs on ``visits_a_year``, shared evenly among the targets.

    A visit needs an invitation. Where there is none the rapporteur writes from outside, with
    those who got away, which costs as much and shows less.
    """

    title = "Rapporteurs' visits"
    unit = "visits a year to all targets together"
    main_setting = "visits_a_year"
    source = "[inboden2023] step 6; [inboden2021] special procedures (visits put off or denied)"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("bloc",)
    visits_a_year: float = Field(0.0, ge=0, le=20, description="visits a year to all targets")

    def cost_usd(self, states: States) -> float:
        """The visits."""
        return self.visits_a_year * self.years() * COST_OF_A_VISIT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """More is known of abuses in the states visited, less where the door stays shut."""
        states, chosen = world.states, self.chosen(world.states)
        each = self.visits_a_year / max(int(chosen.sum()), 1)
        seen = np.where(states.freedom < CLOSED, assumed["closed_door"], 1.0)
        known = assumed["visit_gain"] * each / (each + HALF_VISITS) * seen
        spotlight = self.spread(world, np.where(chosen, known, 0.0))
        return replace(pressure, spotlight=pressure.spotlight + spotlight)
