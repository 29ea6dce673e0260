"""Civil society: activists, media and parliaments at home hold the government to account."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import DAYS_A_YEAR, Lever, closing_days, once, over_time
from sim.world import Pressure, States, World

HALF_MILLIONS: Annotated[
    float, Assumed("million USD a country and year with half of the full effect", "USD million")
] = 2.0
YEARS_TO_GROW: Annotated[float, Assumed("until the support shows in full", "years")] = 1.0


class CivilSociety(Lever):
    """Share ``usd_millions_a_year`` evenly among civil societies of the targets."""

    title = "Civil-society support"
    unit = "million USD a year for all targets together"
    main_setting = "usd_millions_a_year"
    source = "[inboden2023] step 4"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("democratic_affiliates",)
    usd_millions_a_year: float = Field(0.0, ge=0, le=1000, description="support for all targets")

    def cost_usd(self, states: States) -> float:
        """The support itself."""
        return self.usd_millions_a_year * 1e6 * self.years()

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """A pull towards scrutiny, stronger the freer the country is."""
        chosen = self.chosen(world.states)
        each = self.usd_millions_a_year / max(int(chosen.sum()), 1)
        full = assumed["civic_gain"] * each / (each + HALF_MILLIONS)
        force = full * self.share(world)
        free = np.where(chosen, world.states.freedom, 0.0)
        return replace(pressure, civic=pressure.civic + over_time(force, free))

    @once
    def share(self, world: World) -> np.ndarray:
        """The share of its full effect that the support has by each session, [T] 0 to 1."""
        days = (closing_days(world) - np.datetime64(self.start)).astype(float)
        grown = days / DAYS_A_YEAR / YEARS_TO_GROW
        return self.in_force(world) * np.clip(grown, 0.0, 1.0)
