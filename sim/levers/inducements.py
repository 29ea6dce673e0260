"""Inducements: China and Russia give more to those who vote with them."""

from __future__ import annotations

from dataclasses import replace

from sim.levers.aid import Aid
from sim.levers.lmg_staff import PATRONS
from sim.world import Pressure, States, World


class Inducements(Aid):
    """Raise China's and Russia's aid to each target by ``percent`` of what it is.

    A target that gets nothing from either gets nothing more: give it another lever.
    """

    title = "Inducements by China and Russia"
    unit = "per cent of China's and Russia's present aid to the targets"
    source = (
        "[inboden2023] China and Russia: generous aid to countries that vote in their favour; "
        "[dreher2008]; flows [aiddata_gcdf3] and [oecd_dac2a]"
    )
    side = "lmg"
    donors = PATRONS

    targets: tuple[str, ...] = ("affiliates",)

    def cost_usd(self, states: States) -> float:
        """The flows added: China's are mostly loans at market terms, counted in full."""
        return super().cost_usd(states)

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """The tie that the added aid makes pulls towards the bloc's line."""
        china, russia = PATRONS
        gains = {
            china: assumed["inducement_gain"],
            russia: assumed["inducement_gain_russia"],
        }
        pull = self.added_pull(world.states, gains)
        return replace(pressure, favour=pressure.favour + self.spread(world, pull))
