"""The counter-story: scrutiny protects the most vulnerable, and is no infringement."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from sim.council.constant import Assumed
from sim.levers.narrative import Narrative
from sim.world import Pressure, World

HALF_CAMPAIGNS: Annotated[
    float, Assumed("campaigns a year with half of the full effect", "campaigns a year")
] = 8.0


class CounterStory(Narrative):
    """Run ``campaigns_a_year`` that contest the story of human-rights imperialism.

    A campaign is worth less than one of the bloc's, and the most that campaigns can do is less
    (assumed: a denial travels less far than what it denies), so the two cancel only in part.
    """

    title = "Counter-story"
    source = (
        "[inboden2023] step 6: contest the rhetoric that portrays scrutiny as an infringement on "
        "sovereignty; step 3"
    )
    side = "democracies"

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Texts that the West pens are believed more where the bloc's story finds an ear."""
        trust = assumed["counter_story_gain"] * self.heard(world.states, HALF_CAMPAIGNS)
        return replace(pressure, story=pressure.story + self.spread(world, trust))
