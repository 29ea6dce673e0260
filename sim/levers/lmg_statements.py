"""Counter-statements: states that sign in defence of a friend then vote in its defence."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.council.statements import SHIELD, nearness
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

STATEMENTS_A_YEAR: Annotated[
    int, Fixed("four in defence of China in 2019-2020 [statements]", "statements a year")
] = 2
COST_OF_ASKING_USD: Annotated[
    float, Assumed("a contact at ambassador's level, a state and statement", "USD")
] = 5_000.0


class LmgStatements(Lever):
    """Ask ``sponsors`` of the targets to sign, those nearest to the bloc first.

    Organisers ask and democracies are not asked. How near a state is, and how surely it signs,
    is its tie to the bloc by the public record or its tie to China by aid, whichever is firmer.
    """

    title = "Counter-statements of the bloc"
    unit = "states asked to sign"
    main_setting = "sponsors"
    source = (
        "[inboden2023] bloc: the group now issues protective statements; [inboden2021]: states "
        "are recruited or pressed to sign; lists [statements]"
    )
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("everyone",)
    sponsors: float = Field(0.0, ge=0, le=60, description="states asked to sign")

    def cost_usd(self, states: States) -> float:
        """Sponsors to be found, in every statement of a year, times the cost of asking one."""
        return self.sponsors * STATEMENTS_A_YEAR * self.years() * COST_OF_ASKING_USD

    def signing(self, states: States) -> np.ndarray:
        """Who is asked, as far as it signs, [S] 0 to 1; the last one in part."""
        return self._near(states) * self.asked(states)

    def asked(self, states: States) -> np.ndarray:
        """Who is asked, those nearest to the bloc first, [S] 0 to 1; the last one in part."""
        near, place = self._near(states), np.empty(len(states))
        place[np.argsort(-near, kind="stable")] = np.arange(len(states))
        return np.clip(self.sponsors - place, 0.0, 1.0) * (near > 0)

    def _near(self, states: States) -> np.ndarray:
        return np.where(self.chosen(states), nearness(states), 0.0)

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """To have signed binds, and gives company: a pull towards the bloc's line."""
        pull = assumed["signature_gain"] * self.signing(world.states)
        return replace(pressure, favour=pressure.favour + self.spread(world, pull))

    def recruit(self, everyone: States, world: World, assumed: dict[str, float]) -> np.ndarray:
        """Those asked, of all members, are readier to sign for the bloc's side."""
        asked = super().recruit(everyone, world, assumed)
        asked[..., SHIELD] += self.spread(world, assumed["asking_gain"] * self.asked(everyone))[
            ..., 0
        ]
        return asked
