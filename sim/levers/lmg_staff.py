"""Staff of the bloc's missions: the organisers reach more missions, and the whip is quicker."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from sim.levers.mission_staff import MissionStaff
from sim.world import DONORS, Pressure, World

PATRONS = [DONORS.index(d) for d in ("china", "russia")]


class LmgStaff(MissionStaff):
    """Raise the organisers' missions to at least ``persons``."""

    title = "Mission staff of the bloc"
    source = (
        "[inboden2023] step 6: the mission of China mobilises votes in less than 24 hours; staff "
        "of 2022 from [blue_book_2022]"
    )
    side = "lmg"
    side_by_side: ClassVar[bool] = False

    targets: tuple[str, ...] = ("CHN", "RUS")
    persons: float = Field(
        0.0, ge=0, le=300, description="staff each targeted mission is raised to"
    )

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The patrons' voices grow, and the whip is felt by whoever is tied to the bloc."""
        states = world.states
        followers = np.where(states.organiser, 0.0, states.affiliation)
        capacity, favour = pressure.capacity.copy(), pressure.favour.copy()
        for t, share in enumerate(self.in_force(world)):
            for d in PATRONS:
                capacity[t, d] *= self.growth(states, states.donor[d], share, assumed)
            whip = assumed["whip_gain"] * (
                self.growth(states, states.organiser, share, assumed) - 1.0
            )
            favour[t] += (whip * followers)[:, None]
        return replace(pressure, capacity=capacity, favour=favour)
