"""Outreach to the more democratic states of the group, on themes that matter to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever, over_time
from sim.world import Pressure, States, World

COST_OF_A_CONTACT_USD: Annotated[
    float, Assumed("a prepared meeting at ambassador's level", "USD")
] = 5_000.0
HALF_CONTACTS: Annotated[
    float,
    Assumed("contacts a session that win half of what contacts can win", "contacts a session"),
] = 10.0


class Outreach(Lever):
    """Meet each target ``contacts`` times a session, on racism, inequality and climate."""

    title = "Outreach to democratic LMG states"
    unit = "contacts with each target a session"
    main_setting = "contacts"
    source = "[inboden2023] step 3"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("democratic_affiliates",)
    contacts: float = Field(0.0, ge=0, le=100, description="contacts with each target a session")

    def cost_usd(self, states: States) -> float:
        """Contacts in three regular sessions a year."""
        contacts = self.contacts * float(self.chosen(states).sum())
        return contacts * 3 * self.years() * COST_OF_A_CONTACT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Goodwill is won in every session of outreach and fades in every session."""
        chosen = self.chosen(world.states)
        won = assumed["goodwill_gain"] * self.contacts / (self.contacts + HALF_CONTACTS)
        kept, now = assumed["goodwill_kept"], 0.0
        force = self.in_force(world)
        held = []
        for share in force.tolist():
            now = kept * now + won * share
            held.append(now)
        goodwill = over_time(np.reshape(held, (len(force), -1)).T, chosen)
        return replace(pressure, goodwill=pressure.goodwill + goodwill)
