"""Contested slates: more candidates than seats, so that the Assembly has a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.council.contest import ElectionSettings
from sim.levers.lever import Luck
from sim.levers.seat_lever import SeatLever
from sim.world import States, World

COST_OF_A_CONTEST_USD: Annotated[
    float, Assumed("finding and backing one more candidate", "USD")
] = 1_500_000.0
SLATES_A_YEAR: Annotated[int, Fixed("one in each regional group", "slates")] = 5


class ContestedSlates(SeatLever):
    """Contest ``share`` of the slates that would be clean; candidates may be heard as well."""

    title = "Contested slates"
    unit = "share of clean slates that are contested"
    main_setting = "share"
    source = "[inboden2023] step 1 and n. 20"

    targets: tuple[str, ...] = ()
    share: float = Field(0.0, ge=0, le=1, description="share of clean slates contested")
    hearings: bool = Field(False, description="candidates are heard in public on their record")

    def strength(self) -> float:
        """Share of clean slates contested, or 1 where candidates are heard alone."""
        return self.share or float(self.hearings)

    def cost_usd(self, states: States) -> float:
        """One more candidate for each slate that is contested."""
        return self.share * SLATES_A_YEAR * self.years() * COST_OF_A_CONTEST_USD

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """The share of clean slates that is contested, and whether candidates are heard."""
        clean = (1.0 - settings.contested) * (1.0 - self.share)
        contested = 1.0 - clean if self.share else settings.contested
        return replace(settings, contested=contested, hearings=settings.hearings or self.hearings)
