"""Public criticism or quiet dialogue: two ways to spend the same effort on a government."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.backlash import complicity
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_TARGET_USD: Annotated[float, Assumed("a year at full intensity, either way", "USD")] = (
    1_000_000.0
)


class Criticism(Lever):
    """Work on each target at ``intensity``, of which the share ``mix`` is in public.

    Dialogue wins goodwill. Criticism makes abuses known to those who vote on the target, and
    stirs resentment of Western pens: in the target as far as its public sides with the
    government, and in its fellow affiliates, who speak for one another, if it is one of them.
    """

    title = "Public criticism or dialogue"
    unit = "intensity, from nothing (0) to all that embassies and ministers can do (1)"
    main_setting = "intensity"
    source = "[cycivic_undated] public criticism and conditionality, dialogue; [inboden2021]"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("affiliates",)
    intensity: float = Field(0.0, ge=0, le=1, description="effort, as a share of all that can be")
    mix: float = Field(0.5, ge=0, le=1, description="0 all dialogue, 1 all public criticism")

    def cost_usd(self, states: States) -> float:
        """Effort on each target."""
        targets = float(self.chosen(states).sum())
        return self.intensity * targets * self.years() * COST_OF_A_TARGET_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Goodwill from dialogue; a spotlight and a worse story from criticism."""
        states, chosen = world.states, self.chosen(world.states)
        quiet, loud = self.intensity * (1.0 - self.mix), self.intensity * self.mix
        tie = float(states.affiliation[chosen].max(initial=0.0))
        fellow = assumed["fellow_feeling"] * tie * states.affiliation
        anger = loud * assumed["backlash_gain"] * complicity(states, assumed)
        return replace(
            pressure,
            goodwill=pressure.goodwill
            + self.spread(world, np.where(chosen, quiet * assumed["dialogue_gain"], 0.0)),
            spotlight=pressure.spotlight
            + self.spread(world, np.where(chosen, loud * assumed["naming_gain"], 0.0)),
            story=pressure.story - self.spread(world, anger * np.where(chosen, 1.0, fellow)),
        )
