"""Inducements: China and Russia give more to those who vote with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pydantic import Field

from sim.levers.lever import Lever
from sim.levers.lmg_staff import PATRONS
from sim.rules.lobbying import aid_tie
from sim.world import Pressure, States, World


class Inducements(Lever):
    """Raise China's and Russia's aid to each target by ``percent`` of what it is.

    A target that gets nothing from either gets nothing more: give it another lever.
    """

    title = "Inducements by China and Russia"
    unit = "per cent of China's and Russia's present aid to the targets"
    source = (
        "[inboden2023] China and Russia: generous aid to countries that vote in their favour; "
        "[dreher2008]; flows [aiddata_gcdf3] and [oecd_dac2a]"
    )
    side = "lmg"

    targets: tuple[str, ...] = ("affiliates",)
    percent: float = Field(0.0, ge=0, le=300, description="increase over present aid")

    def strength(self) -> float:
        """Per cent of present aid."""
        return self.percent

    def _present(self, states: States) -> np.ndarray:
        return states.aid[:, PATRONS].sum(1)

    def cost_usd(self, states: States) -> float:
        """The flows added: China's are mostly loans at market terms, counted in full."""
        yearly = self._present(states) * states.income * 1e6
        return float(yearly[self.chosen(states)].sum()) * self.percent / 100 * self.years()

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The tie that the added aid makes pulls towards the bloc's line."""
        states = world.states
        present = self._present(states)
        tie = aid_tie(present * (1 + self.percent / 100)) - aid_tie(present)
        pull = np.where(self.chosen(states), assumed["inducement_gain"] * tie, 0.0)
        return replace(pressure, favour=pressure.favour + self.spread(world, pull))
