"""Open negotiations: drafts are discussed where all can see who says what."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.face import face
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

DRAFTS_A_YEAR: Annotated[float, Assumed("three sessions of about forty", "drafts a year")] = 120.0
COST_OF_A_DRAFT_USD: Annotated[
    float, Assumed("webcast, interpretation, records of informal talks", "USD")
] = 15_000.0
LEAST: Annotated[
    float, Assumed("what a government that answers to nobody feels of being seen", "share")
] = 0.5


class Transparency(Lever):
    """Negotiate ``share`` of all drafts in the open.

    All members are seen and care how they look, those most whose public can hold it against
    them. A whip that worked in the corridors is seen as well, and so costs more to crack. Fear
    of standing alone draws both ends of the room to its middle: fewer vote no on scrutiny, and
    those who favour it lean to it less as well.
    """

    title = "Open negotiations"
    unit = "share of drafts that are negotiated in the open"
    main_setting = "share"
    source = "[vasikhov_undated] transparency of negotiations; [inboden2021] image"

    targets: tuple[str, ...] = ("everyone",)
    share: float = Field(0.0, ge=0, le=1, description="share of drafts negotiated in the open")

    def cost_usd(self, states: States) -> float:
        """The drafts in the open."""
        return self.share * DRAFTS_A_YEAR * self.years() * COST_OF_A_DRAFT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Fear of standing alone for all, and less pull of the bloc's line."""
        states, chosen = world.states, self.chosen(world.states)
        seen = assumed["openness_gain"] * (LEAST + (1.0 - LEAST) * states.freedom)
        lost = assumed["whip_loss"] * states.affiliation
        image = self.spread(world, np.where(chosen, self.share * seen, 0.0))
        favour = self.spread(world, np.where(chosen, self.share * lost, 0.0))
        return replace(
            pressure,
            image=pressure.image + image * face(world, assumed)[:, :, None],
            favour=pressure.favour - favour,
        )
