"""Candidacies: democracies stand, year after year, and campaign for one another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.council.constant import Assumed
from sim.council.contest import ElectionSettings
from sim.levers.lever import Luck
from sim.levers.seat_lever import SeatLever, campaigned, pushed
from sim.world import States, World

COST_OF_A_CAMPAIGN_USD: Annotated[float, Assumed("a year, of one candidate", "USD")] = 1_000_000.0


class Candidacies(SeatLever):
    """Make each target readier to stand, and campaign for it among all voters."""

    title = "Candidacies of democracies"
    unit = "effort for each target, 0 to 1"
    main_setting = "effort"
    source = "[inboden2023] step 1"

    targets: tuple[str, ...] = ("democracies",)
    effort: float = Field(0.0, ge=0, le=1, description="effort for each target")

    def cost_usd(self, states: States) -> float:
        """A campaign a year for each target."""
        return (
            self.effort * float(self.chosen(states).sum()) * self.years() * COST_OF_A_CAMPAIGN_USD
        )

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """Readier to stand, and liked better by every voter."""
        chosen = self.chosen(world.states)
        settings = pushed(settings, chosen, self.effort * assumed["candidacy_gain"])
        return campaigned(settings, chosen, self.effort * assumed["campaign_gain"])
