"""A lever: a fund that pays for delegates of small missions, and brings them to hear victims."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pydantic import Field

from sim.levers import Assumption, Lever
from sim.world import Pressure, States, World

COST_OF_A_DELEGATE_USD = 60_000.0  # a year; assumed: travel, stay, an office shared
SMALL = 5.0  # persons: missions up to this size are helped


class SmallMissionsFund(Lever):
    """Pay for ``delegates`` more at each small mission among the targets."""

    title = "A fund for small missions"
    unit = "delegates a mission"
    main_setting = "delegates"
    source = "an example: assumed from the trust fund that helps least developed countries attend"
    assumptions = (
        Assumption("fund_gain", 0.0, 0.3, "logits a delegate",
                   "pull towards scrutiny of one more delegate who hears victims",
                   "assumed for this example"),
    )  # fmt: skip

    targets: tuple[str, ...] = ("everyone",)
    delegates: float = Field(0.0, ge=0, le=5, description="more at each small mission")

    def cost_usd(self, states: States) -> float:
        """The delegates, a year each."""
        helped = int((self.chosen(states) & (states.staff <= SMALL)).sum())
        return helped * self.delegates * self.years() * COST_OF_A_DELEGATE_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Small missions lean more to scrutiny, with half of it won by the first delegate."""
        helped = self.chosen(world.states) & (world.states.staff <= SMALL)
        gain = assumed["fund_gain"] * self.delegates / (self.delegates + 1.0)
        civic = self.spread(world, np.where(helped, gain, 0.0))
        return replace(pressure, civic=pressure.civic + civic)
