"""Tour length: diplomats who stay longer master the procedures and know their colleagues."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

USUAL_TOUR_YEARS: Annotated[float, Fixed("a usual tour of a diplomat in Geneva", "years")] = 3.0
COST_OF_STAYING_USD: Annotated[
    float, Assumed("a diplomat a year: language, family, foregone rotation", "USD")
] = 30_000.0


class TourLength(Lever):
    """Let the targets' diplomats stay ``years_in_geneva`` instead of the usual three years."""

    title = "Tour length"
    unit = "years of a tour in Geneva"
    main_setting = "years_in_geneva"
    source = "[inboden2023] step 6: repeated tours of China's and Cuba's diplomats"

    targets: tuple[str, ...] = ("USA",)
    years_in_geneva: float = Field(3.0, ge=1, le=12, description="length of a tour")

    def strength(self) -> float:
        """Years beyond the usual tour."""
        return self.years_in_geneva - USUAL_TOUR_YEARS

    def cost_usd(self, states: States) -> float:
        """An allowance for every diplomat in a longer tour, in proportion to the years added."""
        staff = float(states.staff[self.chosen(states)].sum())
        share = max(self.strength(), 0.0) / self.years_in_geneva
        return staff * share * self.years() * COST_OF_STAYING_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The targets' part of the outreach gains what mastery adds."""
        states, force = world.states, self.in_force(world)
        half = assumed["years_to_mastery"]

        def mastery(years: float) -> float:
            return years / (years + half)

        gain = mastery(self.years_in_geneva) / mastery(USUAL_TOUR_YEARS)

        def growth(group: np.ndarray) -> np.ndarray:
            return (1.0 + force * (self.part_of(states, group) * (gain - 1.0)))[:, None]

        capacity, reach = pressure.capacity.copy(), pressure.reach.copy()
        for d, speakers in enumerate(states.donor):
            capacity[:, d] *= growth(speakers)
        reach *= growth(states.democracy)
        return replace(pressure, capacity=capacity, reach=reach)
