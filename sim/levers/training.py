"""Training: diplomats who learn procedure and negotiation, until they are posted elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import DAYS_A_YEAR, Lever, closing_days, once
from sim.levers.tour_length import USUAL_TOUR_YEARS
from sim.world import Pressure, States, World

COST_OF_A_COURSE_USD: Annotated[
    float, Assumed("a diplomat: weeks of teaching, travel, replacement", "USD")
] = 15_000.0


class Training(Lever):
    """Train ``share_a_year`` of the targets' diplomats each year; nobody is added.

    What is learned adds up over the years and leaves Geneva with whoever is posted elsewhere, so
    that after long the trained part settles at share / (share + 1 / tour), and a tour after the
    last course nothing of it is left. Longer tours keep more of it: give ``years_in_geneva`` the
    tour that the lever tour_length has, if both are pulled.
    """

    title = "Training of diplomats"
    unit = "share of the targets' diplomats trained in a year"
    main_setting = "share_a_year"
    source = "[vasikhov_undated] education of diplomats; [inboden2023] step 6: mastery of rules"

    targets: tuple[str, ...] = ("USA",)
    share_a_year: float = Field(0.0, ge=0, le=1, description="part of the diplomats trained a year")
    years_in_geneva: float = Field(
        USUAL_TOUR_YEARS, ge=1, le=12, description="length of a tour, after which training is lost"
    )

    def cost_usd(self, states: States) -> float:
        """A course for each diplomat trained."""
        staff = float(states.staff[self.chosen(states)].sum())
        return staff * self.share_a_year * self.years() * COST_OF_A_COURSE_USD

    @once
    def trained(self, world: World) -> np.ndarray:
        """The share of the diplomats that has been trained at each session's end, [T] 0 to 1."""
        days, first = closing_days(world), np.datetime64(self.first_day())
        last, leaving = np.datetime64(self.end), 1.0 / self.years_in_geneva
        rate = self.share_a_year + leaving

        def years(until: np.ndarray) -> np.ndarray:
            return np.maximum((until - first).astype(float), 0.0) / DAYS_A_YEAR

        taught = years(np.minimum(days, last))
        grown = self.share_a_year / rate * (1.0 - np.exp(-rate * taught))
        if self.ramp_years:
            grown = grown * np.minimum(taught / self.ramp_years, 1.0)
        left: np.ndarray = np.maximum(1.0 - leaving * (years(days) - taught), 0.0)
        return grown * left

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The targets' part of the voices grows with the share that is trained."""
        trained = self.trained(world)
        states, gain = world.states, assumed["training_gain"] * trained

        def growth(group: np.ndarray) -> np.ndarray:
            return (1.0 + gain * self.part_of(states, group))[:, None]

        capacity, reach = pressure.capacity.copy(), pressure.reach.copy()
        for d, speakers in enumerate(states.donor):
            capacity[:, d] *= growth(speakers)
        reach *= growth(states.democracy)
        return replace(pressure, capacity=capacity, reach=reach)
