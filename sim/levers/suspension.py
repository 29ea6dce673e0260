"""Suspension: the General Assembly is asked to take a member's seat away."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.council.contest import ElectionSettings
from sim.council.suspension import removal, suspend
from sim.levers.lever import Luck
from sim.levers.seat_lever import SeatLever
from sim.world import States, World

COST_OF_A_MOTION_USD: Annotated[float, Assumed("winning two thirds of the Assembly", "USD")] = (
    2_000_000.0
)
FIRST_ROW = 50_000_000  # rows of luck above those of elections


class Suspension(SeatLever):
    """On the first day, move in the Assembly that each target loses its seat."""

    title = "Motion to suspend"
    unit = "severity that is known of each target, 0 to 1 (1: Russia in April 2022)"
    main_setting = "severity"
    source = "[inboden2023] step 1; [ga_60_251] 8; [ga_es_11_3]"

    targets: tuple[str, ...] = ()
    severity: float = Field(0.0, ge=0, le=1, description="what is known of its violations")

    def cost_usd(self, states: States) -> float:
        """A motion for each target."""
        return float(self.chosen(states).sum()) * COST_OF_A_MOTION_USD * float(self.severity > 0)

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """A departure for every target that two thirds of those voting want to go."""
        if not self.severity:
            return settings
        states, day = world.states, np.datetime64(self.start, "D")
        gone = []
        for target in np.flatnonzero(self.chosen(states)).tolist():
            *_, removed = self.outcome(world, target, luck)
            gone += [removal(target, day)] if removed else []
        return replace(settings, departures=(*settings.departures, *gone))

    def outcome(self, world: World, target: int, luck: Luck) -> tuple[int, int, int, bool]:
        """How the Assembly votes on a target: for, against, abstentions, and is it removed."""
        states = world.states
        rows = FIRST_ROW + 2 * int(states.code[target]) + np.arange(2)
        uniforms = luck(rows, states.code).T
        return suspend(states, world.agreement, target, self.severity, uniforms)
