"""Rival texts: technical assistance and capacity building as a way out of accountability."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.hostile_amendments import TEXTS_A_YEAR
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_RIVAL_TEXT_USD: Annotated[
    float, Assumed("drafting, consultations, finding sponsors", "USD")
] = 50_000.0


class RivalTexts(Lever):
    """Meet a ``share`` of the West's texts on a country with a softer one on assistance.

    It is felt on texts that the West pens, nearly all of which scrutinise a country (pressure
    ``story``). Civil society's pull would reach every text that points either way, the bloc's
    own themes and amendments among them, to which no rival is an answer.
    """

    title = "Rival texts on technical assistance"
    unit = "share of the texts that scrutinise a country"
    main_setting = "share"
    source = "[inboden2023] bloc, n. 14-15: Yemen 2021-2022, South Sudan 2022"
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("everyone",)
    share: float = Field(0.0, ge=0, le=1, description="share of texts met by a rival")

    def cost_usd(self, states: States) -> float:
        """Rival texts in an ordinary year, times years, times the cost of one."""
        return self.share * TEXTS_A_YEAR * self.years() * COST_OF_A_RIVAL_TEXT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Whoever is tied to the bloc has an easier way out of voting for the West's text."""
        tied = np.where(self.chosen(world.states), world.states.affiliation, 0.0)
        easier = assumed["way_out"] * self.share * tied
        return replace(pressure, story=pressure.story - self.spread(world, easier))
