"""Aid: the democracies give their friends-to-be more of it, and tie themselves to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from sim.levers.lever import Lever
from sim.rules.lobbying import aid_tie
from sim.world import DONORS, Pressure, States, World

USA = DONORS.index("usa")
DEMOCRATIC_DONORS = [USA, *(DONORS.index(d) for d in ("eu", "japan", "other_dac"))]


def aid_gain(states: States, gains: Mapping[int, float]) -> np.ndarray:
    """What a full tie does, by each state's own mix of donors, [S]; 0 where it gets nothing.

    Parameters
    ----------
    gains : what a full tie by the aid of each donor alone does, by place in ``DONORS``
    """
    flows = states.aid[:, list(gains)]
    total = flows.sum(1)
    worth = (flows * np.array(list(gains.values()))).sum(1)
    return np.divide(worth, total, out=np.zeros(len(total)), where=total > 0)


def gains_of_democracies(assumed: dict[str, float]) -> dict[int, float]:
    """What a full tie by the aid of each democratic donor does."""
    others = assumed["aid_gain_others"]
    return dict.fromkeys(DEMOCRATIC_DONORS, others) | {USA: assumed["aid_gain"]}


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

    def added_pull(self, states: States, gains: Mapping[int, float]) -> np.ndarray:
        """The tie that the added aid makes, times what it does, [S]; 0 for those not targeted.

        ``gains`` : what a full tie by each donor's aid does; every donor adds by the same part
        """
        present = self._present(states)
        tie = aid_tie(present * (1 + self.percent / 100)) - aid_tie(present)
        return np.where(self.chosen(states), aid_gain(states, gains) * tie, 0.0)

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The tie that the added aid makes pulls towards the democracies' line."""
        pull = self.added_pull(world.states, gains_of_democracies(assumed))
        return replace(pressure, goodwill=pressure.goodwill + self.spread(world, pull))
