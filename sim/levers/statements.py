"""Joint statements: many states of all regions put their names to the democracies' words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.council.statements import SCRUTINY
from sim.levers.face import face
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_SPONSOR_USD: Annotated[
    float, Assumed("a session: demarches in the capital and in Geneva", "USD")
] = 2_000.0
COUNCIL: Annotated[int, Fixed("members", "states")] = 47
HALF_SPONSORS: Annotated[
    float, Fixed("half of the full effect; lists of 2019-2022 had 22 to 50 [statements]", "states")
] = 25.0


class Statements(Lever):
    """Bring one more joint statement a session with ``sponsors`` signatories.

    Those asked to sign, the targets, are taken into the democracies' counsel, which tells with
    open governments, and are readier to put their names to it. A long list shows those tied to the
    group that they may end up alone, the more so the larger the forum in which it is read out.
    """

    title = "Joint statements"
    unit = "states that sponsor a joint statement in each session"
    main_setting = "sponsors"
    source = "[inboden2023] bloc; lists [statements]; [inboden2021] image"

    targets: tuple[str, ...] = ("open_states",)
    sponsors: float = Field(0.0, ge=0, le=60, description="states that sponsor the statement")
    forum: int = Field(
        COUNCIL, ge=15, le=193, description="members of the forum; the Assembly's committee has 193"
    )

    def cost_usd(self, states: States) -> float:
        """Sponsors won in three regular sessions a year."""
        return self.sponsors * 3 * self.years() * COST_OF_A_SPONSOR_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Goodwill of those asked, and fear of standing alone among the affiliated."""
        states = world.states
        weight = self.sponsors / (self.sponsors + HALF_SPONSORS)
        asked = np.where(self.chosen(states), assumed["asked_gain"] * states.freedom, 0.0)
        large = (self.forum / COUNCIL) ** assumed["forum_growth"]
        alone = self.spread(world, large * weight * assumed["alone_gain"] * states.affiliation)
        return replace(
            pressure,
            goodwill=pressure.goodwill + self.spread(world, weight * asked),
            image=pressure.image + alone * face(world, assumed)[:, :, None],
        )

    def recruit(self, everyone: States, world: World, assumed: dict[str, float]) -> np.ndarray:
        """Those asked are readier to sign for scrutiny."""
        asked = super().recruit(everyone, world, assumed)
        weight = self.sponsors / (self.sponsors + HALF_SPONSORS) * assumed["asking_gain"]
        asked[..., SCRUTINY] += self.spread(world, weight * self.chosen(everyone))[..., 0]
        return asked
