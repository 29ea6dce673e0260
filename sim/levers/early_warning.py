"""Early warning: analysts who see a crisis coming before the Council has spoken of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever, once
from sim.world import COUNTRY, Pressure, States, World

COST_OF_AN_ANALYST_USD: Annotated[float, Assumed("a year, with travel and translation", "USD")] = (
    150_000.0
)
HALF_ANALYSTS: Annotated[
    float, Assumed("to a state, with half of what a warning can make known", "analysts a state")
] = 0.25


class EarlyWarning(Lever):
    """Let ``analysts`` watch the targets for the signs of a crisis.

    It differs from monitoring in when it works: a warning is news only until the Council has taken
    a state up. On the first text that scrutinises a target it has never voted on it tells in full,
    on later ones not at all: then reports and rapporteurs have the word. Fewer targets are watched
    more closely by the same analysts.
    """

    title = "Early warning"
    unit = "analysts who watch the targets"
    main_setting = "analysts"
    source = "[vasikhov_undated] early warning and rapid response; [inboden2023] step 5"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("everyone",)
    analysts: float = Field(0.0, ge=0, le=100, description="analysts who watch the targets")

    def cost_usd(self, states: States) -> float:
        """The analysts."""
        return self.analysts * self.years() * COST_OF_AN_ANALYST_USD

    @once
    def unheard(self, world: World) -> np.ndarray:
        """The chance that the Council has not yet voted on each state, [T, S] 0 to 1.

        A vote that it remembers from before the run, or took in an earlier session, makes it 0; a
        text that may have come up there makes it smaller.
        """
        agenda = world.agenda
        likely = np.ones(len(agenda)) if world.likely is None else world.likely
        heard = np.ones((len(agenda.session_name) + 1, len(world.states)))
        for b in np.flatnonzero((agenda.kind == COUNTRY) & (agenda.target >= 0)):
            target, slot = agenda.target[b], agenda.slots[b, 1]
            known = slot >= 0 and bool(world.memory.seen[:, slot].any())
            heard[0, target] *= 0.0 if known else 1.0
            heard[agenda.session[b] + 1, target] *= 1.0 - likely[b]
        unheard: np.ndarray = np.cumprod(heard, axis=0)[:-1]
        return unheard

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """More is known of a target that the Council has not yet taken up."""
        chosen = self.chosen(world.states)
        each = self.analysts / max(int(chosen.sum()), 1)
        known = assumed["warning_gain"] * each / (each + HALF_ANALYSTS)
        early = self.unheard(world)[:, :, None]
        spotlight = self.spread(world, np.where(chosen, known, 0.0)) * early
        return replace(pressure, spotlight=pressure.spotlight + spotlight)
