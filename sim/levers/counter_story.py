"""The counter-story: scrutiny protects the most vulnerable, and is no infringement."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pydantic import Field

from sim.levers.lever import Lever
from sim.levers.narrative import COST_OF_A_CAMPAIGN_USD, anti_imperial
from sim.world import Pressure, States, World

HALF_CAMPAIGNS = 8.0  # campaigns a year with half of the full effect; assumed: twice the bloc's


class CounterStory(Lever):
    """Run ``campaigns_a_year`` that contest the story of human-rights imperialism.

    A campaign is worth less than one of the bloc's, and the most that campaigns can do is less
    (assumed: a denial travels less far than what it denies), so the two cancel only in part.
    """

    title = "Counter-story"
    unit = "campaigns a year"
    source = (
        "[inboden2023] step 6: contest the rhetoric that portrays scrutiny as an infringement on "
        "sovereignty; step 3"
    )

    targets: tuple[str, ...] = ("everyone",)
    campaigns_a_year: float = Field(0.0, ge=0, le=20, description="campaigns a year")

    def strength(self) -> float:
        """Campaigns a year."""
        return self.campaigns_a_year

    def cost_usd(self, states: States) -> float:
        """Campaigns, times their cost."""
        return self.campaigns_a_year * self.years() * COST_OF_A_CAMPAIGN_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Texts that the West pens are believed more where the bloc's story finds an ear."""
        told = self.campaigns_a_year / (self.campaigns_a_year + HALF_CAMPAIGNS)
        heard = np.where(self.chosen(world.states), anti_imperial(world.states), 0.0)
        trust = assumed["counter_story_gain"] * told * heard
        return replace(pressure, story=pressure.story + self.spread(world, trust))
