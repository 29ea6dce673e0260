"""Hostile amendments: scrutiny of a country is watered down before it is voted."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

TEXTS_A_YEAR: Annotated[
    int,
    Fixed(
        "texts that scrutinise a country, recorded votes of 2021-2023 [ohchr_votes]", "texts a year"
    ),
] = 17
COST_OF_AN_AMENDMENT_USD: Annotated[
    float, Assumed("drafting and lobbying by a few diplomats", "USD")
] = 20_000.0


class HostileAmendments(Lever):
    """Meet a ``share`` of the texts that scrutinise a country with one more hostile amendment.

    It is carried if a majority finds the text itself too much. What a carried one does is
    ``Procedures.dilution``; the targets are those who table it, and need hold no seat.
    """

    title = "Hostile amendments"
    unit = "share of the texts that scrutinise a country"
    main_setting = "share"
    source = "[inboden2023] step 6: authoritarian states gradually dilute mandates at renewal"
    side = "lmg"
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("bloc",)
    share: float = Field(0.0, ge=0, le=1, description="share of texts met by an amendment")

    def cost_usd(self, states: States) -> float:
        """Amendments in an ordinary year, times years, times the cost of one."""
        return self.share * TEXTS_A_YEAR * self.years() * COST_OF_AN_AMENDMENT_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The chance that a text is met, if anyone is there to do it."""
        share = self.share if self.chosen(world.states).any() else 0.0
        met = self.in_force(world)[:, None] * share
        return replace(pressure, rewriting=pressure.rewriting + met)
