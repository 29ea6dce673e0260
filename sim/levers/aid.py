"""Aid: the democracies give their friends-to-be more of it, and tie themselves to them."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from sim.levers.lever import Lever
from sim.rules.lobbying import aid_tie
from sim.world import DONORS, Pressure, States, World

DEMOCRATIC_DONORS = [DONORS.index(d) for d in ("usa", "eu", "japan", "other_dac")]


class Aid(Lever):
    """Raise the democracies' aid to each target by ``percent`` of what it is."""

    title = "Aid"
    unit = "per cent of the democracies' present aid to the targets"
    main_setting = "percent"
    source = "[inboden2023] China and Russia (inducements); [dreher2008]; flows [oecd_dac2a]"

    donors: ClassVar[list[int]] = DEMOCRATIC_DONORS

    targets: tuple[str, ...] = ("democratic_affiliates",)
    percent: float = Field(0.0, ge=0, le=300, description="increase over present aid")

    def _present(self, states: States) -> np.ndarray:
        return states.aid[:, self.donors].sum(1)

    def cost_usd(self, states: States) -> float:
        """The aid added."""
        yearly = self._present(states) * states.income * 1e6
        return float(yearly[self.chosen(states)].sum()) * self.percent / 100 * self.years()

    def added_tie(self, states: States, gain: float) -> np.ndarray:
        """``gain`` times the tie that the added aid makes, [S]; 0 for those who are no targets."""
        present = self._present(states)
        tie = aid_tie(present * (1 + self.percent / 100)) - aid_tie(present)
        return np.where(self.chosen(states), gain * tie, 0.0)

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The tie that the added aid makes pulls towards the democracies' line."""
        pull = self.added_tie(world.states, assumed["aid_gain"])
        return replace(pressure, goodwill=pressure.goodwill + self.spread(world, pull))
