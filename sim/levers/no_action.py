"""No-action motions: that a text on a country shall not come to the vote at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.hostile_amendments import TEXTS_A_YEAR
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_MOTION_USD: Annotated[
    float, Assumed("counting heads in every capital beforehand", "USD")
] = 20_000.0


class NoAction(Lever):
    """Meet a ``share`` of the texts that scrutinise a country with a no-action motion.

    It is carried if a majority would rather not act. How much easier that is than to vote no is
    ``Procedures.motion_ease``; the targets are those who move it, which takes a seat.
    """

    title = "No-action motions"
    unit = "share of the texts that scrutinise a country"
    main_setting = "share"
    source = (
        "[inboden2021]: China was among the first to use the motion in the Commission, Pakistan "
        "moved it for China; [rules_of_procedure]"
    )
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("bloc",)
    share: float = Field(0.0, ge=0, le=1, description="share of texts met by a motion")

    def cost_usd(self, states: States) -> float:
        """Motions in an ordinary year, times years, times the cost of one."""
        return self.share * TEXTS_A_YEAR * self.years() * COST_OF_A_MOTION_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The chance that a text is met, in the sessions in which a mover holds a seat."""
        agenda, movers = world.agenda, self.chosen(world.states)
        seated = [agenda.sits[agenda.session == t][:, movers].any()
                  for t in range(len(agenda.session_name))]  # fmt: skip
        met = self.in_force(world) * np.array(seated, float) * self.share
        return replace(pressure, motion=pressure.motion + met[:, None])
