"""Opposition: campaigns against the election of the worst candidates."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.council.contest import ElectionSettings
from sim.levers.lever import Luck
from sim.levers.seat_lever import SeatLever, campaigned
from sim.world import States, World

COST_OF_A_CAMPAIGN_USD: Annotated[float, Assumed("a year, against one state", "USD")] = 500_000.0
WORST: Annotated[
    float, Fixed("Freedom House below 10 of 100, the mark named by the source", "0 to 1")
] = 0.10


class Opposition(SeatLever):
    """Campaign against the targets; without any, against every state below 10 of 100."""

    title = "Campaigns against the worst candidates"
    unit = "effort against each target, 0 to 1"
    main_setting = "effort"
    source = "[inboden2023] step 1"

    targets: tuple[str, ...] = ()
    effort: float = Field(0.0, ge=0, le=1, description="effort against each target")

    def chosen(self, states: States) -> np.ndarray:
        """The targets, or all states below 10 of 100, [S] bool."""
        return super().chosen(states) if self.targets else states.freedom < WORST

    def cost_usd(self, states: States) -> float:
        """A campaign a year against each target."""
        return (
            self.effort * float(self.chosen(states).sum()) * self.years() * COST_OF_A_CAMPAIGN_USD
        )

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """Every voter likes the targets less."""
        return campaigned(
            settings, self.chosen(world.states), -self.effort * assumed["campaign_gain"]
        )
