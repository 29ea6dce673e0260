"""Second track: scholars, mediators and digital channels beside the official ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_MEETING_USD: Annotated[
    float, Assumed("two days of twenty people, or a year of a digital forum", "USD")
] = 50_000.0
HALF_MEETINGS: Annotated[
    float, Assumed("a year, that win half of what meetings can win", "meetings a year")
] = 12.0


class SecondTrack(Lever):
    """Hold ``meetings_a_year`` of people who are not heads of delegation, from all targets.

    What a meeting wins is trust between persons. It is slower to come than the goodwill of
    official contacts and outlasts them: each session it goes the same small part of the way to
    what the meetings can win, and as slowly back once they stop.
    """

    title = "Second-track diplomacy"
    unit = "meetings a year"
    main_setting = "meetings_a_year"
    source = "[vasikhov_undated] second-track diplomacy, mediation, digital diplomacy"

    targets: tuple[str, ...] = ("democratic_affiliates",)
    meetings_a_year: float = Field(0.0, ge=0, le=100, description="meetings a year")

    def cost_usd(self, states: States) -> float:
        """The meetings."""
        return self.meetings_a_year * self.years() * COST_OF_A_MEETING_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Goodwill that grows and fades by the same slow steps."""
        share = self.meetings_a_year / (self.meetings_a_year + HALF_MEETINGS)
        kept, held, goodwill = assumed["trust_kept"], 0.0, pressure.goodwill.copy()
        chosen = self.chosen(world.states)
        for t, force in enumerate(self.in_force(world)):
            held = kept * held + (1.0 - kept) * force * share * assumed["trust_gain"]
            goodwill[t] += np.where(chosen, held, 0.0)[:, None]
        return replace(pressure, goodwill=goodwill)
