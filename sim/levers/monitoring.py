"""Monitoring: regular reports on reprisals and on repression across borders."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_REPORT_USD: Annotated[
    float, Assumed("a small team for a year, translation, hearings", "USD")
] = 600_000.0
HALF_REPORTS: Annotated[
    float, Assumed("a year, with half of what reports can make known", "reports a year")
] = 2.0


class Monitoring(Lever):
    """Publish ``reports_a_year`` that name the targets.

    The targets are those reported on; those who hear it are all who vote on a text about them,
    and open governments, which answer for their votes at home, hear it most.
    """

    title = "Monitoring reports"
    unit = "reports a year"
    main_setting = "reports_a_year"
    source = "[inboden2023] step 5: reprisals report, report on transnational repression"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("bloc",)
    reports_a_year: float = Field(0.0, ge=0, le=12, description="reports a year")

    def cost_usd(self, states: States) -> float:
        """The reports."""
        return self.reports_a_year * self.years() * COST_OF_A_REPORT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """More is known of abuses in the targets, each further report adding less."""
        known = assumed["report_gain"] * self.reports_a_year / (self.reports_a_year + HALF_REPORTS)
        spotlight = self.spread(world, np.where(self.chosen(world.states), known, 0.0))
        return replace(pressure, spotlight=pressure.spotlight + spotlight)
