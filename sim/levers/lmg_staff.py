"""Staff of the bloc's missions: the organisers reach more missions, and the whip is quicker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pydantic import Field

from sim.levers.lever import Lever
from sim.levers.mission_staff import COST_OF_A_POST_USD
from sim.world import DONORS, Pressure, States, World

PATRONS = [DONORS.index(d) for d in ("china", "russia")]


class LmgStaff(Lever):
    """Raise the organisers' missions to at least ``persons``."""

    title = "Mission staff of the bloc"
    unit = "persons at each target's mission"
    source = (
        "[inboden2023] step 6: the mission of China mobilises votes in less than 24 hours; staff "
        "of 2022 from [blue_book_2022]"
    )
    side = "lmg"

    targets: tuple[str, ...] = ("CHN", "RUS")
    persons: float = Field(
        0.0, ge=0, le=300, description="staff each targeted mission is raised to"
    )

    def added(self, states: States) -> np.ndarray:
        """Persons added to each mission, [S]; nobody is sent home."""
        return np.where(self.chosen(states), np.maximum(self.persons - states.staff, 0.0), 0.0)

    def strength(self) -> float:
        """Persons the missions are raised to."""
        return self.persons

    def cost_usd(self, states: States) -> float:
        """Posts added, times years, times the cost of a post (assumed, as for the democracies)."""
        return float(self.added(states).sum()) * self.years() * COST_OF_A_POST_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The patrons' voices grow, and the whip is felt by whoever is tied to the bloc."""
        states, added = world.states, self.added(world.states)
        followers = np.where(states.organiser, 0.0, states.affiliation)

        def growth(group: np.ndarray, share: float) -> float:
            before, after = states.staff[group].sum(), (states.staff + share * added)[group].sum()
            return float((after / before) ** assumed["staff_elasticity"]) if before else 1.0

        capacity, favour = pressure.capacity.copy(), pressure.favour.copy()
        for t, share in enumerate(self.in_force(world)):
            for d in PATRONS:
                capacity[t, d] *= growth(states.donor[d], share)
            whip = assumed["whip_gain"] * (growth(states.organiser, share) - 1.0)
            favour[t] += (whip * followers)[:, None]
        return replace(pressure, capacity=capacity, favour=favour)
