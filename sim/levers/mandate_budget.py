"""Mandates with means of their own: money for the experts on a state, as long as they may look."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.levers.about_lever import AboutLever, about
from sim.levers.lever import closing_days, once
from sim.levers.rapporteur_visits import CLOSED
from sim.world import COUNTRY, Pressure, States, World

HALF_BUDGET_USD_MILLIONS: Annotated[
    float, Assumed("a mandate and year, with half of what money can do", "USD million")
] = 2.0
FOR_VISITS: Annotated[
    float, Assumed("share of a budget that goes into visits, the rest into documentation", "share")
] = 0.5
DAYS_OF_A_MANDATE: Annotated[
    int, Fixed("a year until its renewal comes up, and a month of grace", "days")
] = 400


class MandateBudget(AboutLever):
    """Give the mandates on states ``usd_millions_a_year``, shared evenly among those alive.

    A mandate on a country lives for a year after a text that scrutinises it, and then has to be
    renewed: where no such text is on the agenda, the money goes to the other mandates. What is left
    of a mandate whose text was voted down or watered down is worth that much less. A part of the
    money goes into visits, which need an open door, the rest into documentation from outside.
    """

    title = "Budget of mandates"
    unit = "USD million a year for all these mandates together"
    main_setting = "usd_millions_a_year"
    source = "[inboden2023] step 6: more robust resources, sustained documentation"

    targets: tuple[str, ...] = about("bloc")
    usd_millions_a_year: float = Field(0.0, ge=0, le=50, description="USD million a year")

    def cost_usd(self, states: States) -> float:
        """The money itself."""
        return self.usd_millions_a_year * 1e6 * self.years()

    @once
    def served(self, world: World) -> np.ndarray:
        """Whether the money reaches a mandate on each state in each session, [T, S] bool."""
        return self.alive(world) & self.chosen(world.states)

    def alive(self, world: World) -> np.ndarray:
        """Whether a mandate on each state is in force in each session, [T, S] bool."""
        agenda, days = world.agenda, closing_days(world)
        found = np.zeros((len(days), len(world.states)), bool)
        long = np.timedelta64(DAYS_OF_A_MANDATE, "D")
        scrutiny = (agenda.kind == COUNTRY) & (agenda.orientation > 0) & (agenda.target >= 0)
        for b in np.flatnonzero(scrutiny):
            begun = [agenda.date[b]]
            if agenda.slots[b, 1] >= 0 and world.memory.seen[:, agenda.slots[b, 1]].any():
                begun.append(agenda.date[0])  # one that the Council remembers is in its last year
            for day in begun:
                found[(days >= day) & (days <= day + long), agenda.target[b]] = True
        return found

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """More is known of abuses where a mandate is alive, less where the door stays shut."""
        states = world.states
        served = self.served(world)
        each = self.usd_millions_a_year / np.maximum(served.sum(1, keepdims=True), 1)
        shut = FOR_VISITS * (1.0 - assumed["closed_door"])
        seen = np.where(states.freedom < CLOSED, 1.0 - shut, 1.0)
        known = served * seen * each / (each + HALF_BUDGET_USD_MILLIONS)
        force = assumed["mandate_gain"] * self.in_force(world)[:, None]
        return replace(pressure, spotlight=pressure.spotlight + (force * known)[:, :, None])
