"""Mission staff: more diplomats in Geneva carry the democracies' word to more missions."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever, once
from sim.world import Pressure, States, World

COST_OF_A_POST_USD: Annotated[
    float, Assumed("a year, salary and support of a diplomat abroad", "USD")
] = 400_000.0


class MissionStaff(Lever):
    """Raise the targets' missions to at least ``persons``."""

    title = "Mission staff"
    unit = "persons at each target's mission"
    main_setting = "persons"
    source = "[inboden2023] step 6; staff of 2022 from [blue_book_2022]"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("USA",)
    persons: float = Field(
        81.0, ge=0, le=300, description="staff each targeted mission is raised to"
    )

    def added(self, states: States) -> np.ndarray:
        """Persons added to each mission, [S]; nobody is sent home."""
        return np.where(self.chosen(states), np.maximum(self.persons - states.staff, 0.0), 0.0)

    def cost_usd(self, states: States) -> float:
        """Posts added, times years, times the cost of a post."""
        return float(self.added(states).sum()) * self.years() * COST_OF_A_POST_USD

    def growth(
        self, states: States, group: np.ndarray, share: float, assumed: dict[str, float]
    ) -> float | np.ndarray:
        """The factor on the voice of a ``group`` [S] bool with a ``share`` of its added staff.

        In several replicates side by side it is [L].
        """
        more, who = self._grown(states), (share, group.tobytes())
        if who not in more:
            staff = states.staff[group].sum()
            after = (states.staff + share * self.added(states))[group].sum()
            more[who] = float(after / staff) if staff else 1.0
        elasticity = assumed["staff_elasticity"]
        if isinstance(elasticity, np.ndarray):  # one by one: an array's power has other last bits
            return np.array([more[who] ** one for one in elasticity[:, 0].tolist()])
        return float(more[who] ** elasticity)

    @once
    def _grown(self, states: States) -> dict[tuple[float, bytes], float]:
        """The factors on the staff that ``growth`` has found."""
        return {}

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Voices of donors and of the democracies' outreach grow with their staff."""
        states = world.states
        capacity, reach = pressure.capacity.copy(), pressure.reach.copy()
        for share, then in self.levels(world):
            voices = [self.growth(states, speakers, share, assumed) for speakers in states.donor]
            capacity[then] *= np.array(voices).reshape(len(voices), -1)
            reach[then] *= self.growth(states, states.democracy, share, assumed)
        return replace(pressure, capacity=capacity, reach=reach)

    @once
    def levels(self, world: World) -> list[tuple[float, np.ndarray]]:
        """Each share of its full effect that the lever ever has, and when, [T] bool."""
        force = self.in_force(world)
        return [(float(share), force == share) for share in np.unique(force) if share]
