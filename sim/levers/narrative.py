"""The story of "human-rights imperialism": campaigns, propaganda and disinformation."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever, once
from sim.world import DONORS, GROUPS, Pressure, States, World

COST_OF_A_CAMPAIGN_USD: Annotated[float, Assumed("media in several languages, events", "USD")] = (
    3_000_000.0
)
HALF_CAMPAIGNS: Annotated[
    float,
    Assumed("campaigns a year with half of the effect that campaigns can have", "campaigns a year"),
] = 4.0
WESTERN_DONORS = [DONORS.index(d) for d in ("usa", "eu", "japan", "other_dac")]
SOUTH = [GROUPS.index(g) for g in ("African", "Asia-Pacific", "GRULAC")]
NON_ALIGNED = 3  # in the order of ``sim.data.states.ORGANISATIONS``


def anti_imperial(states: States) -> np.ndarray:
    """How open a state is to the story that the West meddles, [S], 0 to 1.

    A stand-in, assumed: 1 for members of the Non-Aligned Movement, a half for other states of
    the African, Asia-Pacific and Latin American groups, 0 for the West and its donors.
    """
    non_aligned, southern = states.organisations[:, NON_ALIGNED], np.isin(states.group, SOUTH)
    west = states.donor[WESTERN_DONORS].any(0) | (states.group == GROUPS.index("WEOG"))
    return np.where(west, 0.0, np.where(non_aligned, 1.0, np.where(southern, 0.5, 0.0)))


class Narrative(Lever):
    """Run ``campaigns_a_year`` against the targets' trust in what the West tables."""

    title = "Human-rights-imperialism narrative"
    unit = "campaigns a year"
    main_setting = "campaigns_a_year"
    source = (
        "[inboden2023] bloc: some are drawn by anti-imperialist sentiment, which the organisers "
        "manipulate; China and Russia: propaganda"
    )
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("everyone",)
    campaigns_a_year: float = Field(0.0, ge=0, le=20, description="campaigns a year")

    def cost_usd(self, states: States) -> float:
        """Campaigns, times their cost."""
        return self.campaigns_a_year * self.years() * COST_OF_A_CAMPAIGN_USD

    def heard(self, states: States, half: float) -> np.ndarray:
        """How much of a story each state hears, [S] 0 to 1; half of it at ``half`` campaigns."""
        told = self.campaigns_a_year / (self.campaigns_a_year + half)
        return told * self._open(states)

    @once
    def _open(self, states: States) -> np.ndarray:
        return np.where(self.chosen(states), anti_imperial(states), 0.0)

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Texts that the West pens are believed less, the more anti-imperial a state is."""
        doubt = assumed["narrative_gain"] * self.heard(world.states, HALF_CAMPAIGNS)
        return replace(pressure, story=pressure.story - self.spread(world, doubt))
