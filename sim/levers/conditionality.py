"""Conditionality: part of the aid that is given anyway now hangs on human rights."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.aid import DEMOCRATIC_DONORS, aid_gain, gains_of_democracies
from sim.levers.backlash import complicity
from sim.levers.lever import Lever
from sim.rules.lobbying import aid_tie
from sim.world import Pressure, States, World

COST_OF_CONDITIONS: Annotated[
    float, Assumed("of the aid made conditional: benchmarks, reviews", "share of the aid")
] = 0.02


class Conditionality(Lever):
    """Make ``share`` of the democracies' aid to the targets conditional.

    A condition cannot do more than the aid it is set on: its pull is cut at what a tie by the same
    state's aid does. Both the pull and the resentment grow with the tie that the aid makes: who
    gets none has nothing to lose and nothing to be angry about.
    """

    title = "Conditional aid"
    unit = "share of the democracies' present aid to the targets"
    main_setting = "share"
    source = "[cycivic_undated] conditionality, the complicit public; [inboden2021]"

    targets: tuple[str, ...] = ("democratic_affiliates",)
    share: float = Field(0.0, ge=0, le=1, description="share of present aid made conditional")

    def cost_usd(self, states: States) -> float:
        """The administration of conditions; the aid itself is given anyway."""
        yearly = states.aid[:, DEMOCRATIC_DONORS].sum(1) * states.income * 1e6
        conditional = self.share * float(yearly[self.chosen(states)].sum())
        return conditional * self.years() * COST_OF_CONDITIONS

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Goodwill for the aid's sake, and resentment as far as the public takes it ill."""
        states = world.states
        tie = aid_tie(states.aid[:, DEMOCRATIC_DONORS].sum(1))
        held = np.where(self.chosen(states), self.share * tie, 0.0)
        most = np.maximum(aid_gain(states, gains_of_democracies(assumed)), 0.0)
        pull = held * np.minimum(assumed["conditions_gain"], most)
        anger = held * assumed["backlash_gain"] * complicity(states, assumed)
        return replace(
            pressure,
            goodwill=pressure.goodwill + self.spread(world, pull),
            story=pressure.story - self.spread(world, anger),
        )
