"""Threats: who votes against China is to be shut out from its economy."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import DEMOCRATIC, Lever
from sim.world import DONORS, Pressure, States, World

CHINA = DONORS.index("china")
COST_OF_A_THREAT_USD: Annotated[
    float, Assumed("a state and year in full: envoys, trade foregone", "USD")
] = 1_000_000.0


class Threats(Lever):
    """Threaten the targets with ``intensity`` (1 is exclusion from China's economy).

    What a state has to lose is read from the tie that China's aid and loans make, a stand-in
    for trade and investment, on which there is no table.
    """

    title = "Threats by China"
    unit = "share of the harshest threat, 0 to 1"
    main_setting = "intensity"
    source = "[inboden2023] China and Russia: threatens those that resist with exclusion"
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("affiliates",)
    intensity: float = Field(0.0, ge=0, le=1, description="share of the harshest threat")

    def cost_usd(self, states: States) -> float:
        """States threatened, times years, times the cost of a threat."""
        threatened = float(self.chosen(states).sum())
        return self.intensity * threatened * self.years() * COST_OF_A_THREAT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Fear pulls towards the bloc's line; in open societies resentment pulls the other way."""
        states = world.states
        felt = np.where(self.chosen(states), self.intensity * states.ties[:, CHINA], 0.0)
        open_society = np.maximum(states.freedom - DEMOCRATIC, 0.0) / (1.0 - DEMOCRATIC)
        fear = assumed["threat_gain"] * felt
        resentment = assumed["resentment_gain"] * felt * open_society
        return replace(
            pressure,
            favour=pressure.favour + self.spread(world, fear),
            goodwill=pressure.goodwill + self.spread(world, resentment),
        )
