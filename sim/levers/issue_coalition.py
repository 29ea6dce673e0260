"""Issue coalitions: the pen of a text passes from the West to states of several regions."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.errors import InputError
from sim.levers.lever import Lever
from sim.world import GROUPS, Pressure, States, World

TEXTS_A_YEAR: Annotated[
    float, Fixed("that the West pens: 42 of those voted in 2021-2023 [ohchr_votes]", "texts a year")
] = 14.0
COST_OF_A_TEXT_USD: Annotated[float, Assumed("working group, travel, drafting", "USD")] = 150_000.0
AFRICAN, WEOG = GROUPS.index("African"), GROUPS.index("WEOG")
ALIGNED: Annotated[
    float, Fixed("the African Group's share of yes votes on themes over that of seats", "ratio")
] = 0.36 / 0.28
NAMED = {  # whom the source names, with the group of those that may take no part in a run
    "URY": "GRULAC",
    "BRA": "GRULAC",
    "CRI": "GRULAC",
    "CHL": "GRULAC",
    "GHA": "African",
    "MUS": "African",
    "ZMB": "African",
}


class IssueCoalition(Lever):
    """Hand the pen of ``themes_share`` of the texts the West pens to ``penholders``.

    Who holds the pen of a text is on the record and stays there: what changes is how much of
    the resentment of a Western pen is left, on average over the texts. It is least in the
    penholders' own regions. African states vote alike more often than others, so a pen among
    them is worth more there, as far as their share of the yes votes goes beyond that of seats.
    """

    title = "Issue coalition"
    unit = "share of the texts the West pens whose pen passes to states of other regions"
    main_setting = "themes_share"
    source = "[inboden2023] step 2 and n. 23"

    targets: tuple[str, ...] = ("non_western",)
    penholders: tuple[str, ...] = Field(
        tuple(NAMED), min_length=1, description="ISO 3166 codes of states that take the pen"
    )
    themes_share: float = Field(0.0, ge=0, le=1, description="share of texts whose pen passes")

    def cost_usd(self, states: States) -> float:
        """Texts prepared in a coalition."""
        return self.themes_share * TEXTS_A_YEAR * self.years() * COST_OF_A_TEXT_USD

    def chosen(self, states: States) -> np.ndarray:
        """The targeted states, [S] bool; penholders are checked with them."""
        self.regions(states)
        return super().chosen(states)

    def regions(self, states: States) -> np.ndarray:
        """The regional groups that a penholder comes from, [G] bool.

        Raises
        ------
        InputError
            For a penholder whose region is not known, or if none is from outside the West.
        """
        found = np.zeros(len(GROUPS), bool)
        for code in self.penholders:
            if code in states.iso3:
                found[states.group[states.iso3.index(code)]] = True
            elif code in NAMED:
                found[GROUPS.index(NAMED[code])] = True
            else:
                raise InputError(
                    f"unknown penholder {code!r} of an issue coalition: give states that take "
                    f"part in the run, or some of {', '.join(NAMED)}"
                )
        if not found[np.arange(len(GROUPS)) != WEOG].any():
            raise InputError(
                f"penholders {', '.join(self.penholders)} are all of the West: name one that is not"
            )
        return found

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """A better story on texts of the West, best in the penholders' own regions."""
        group, own = world.states.group, self.regions(world.states)
        felt = np.where(own[group], 1.0, assumed["coalition_reach"])
        felt = np.where(own[group] & (group == AFRICAN), ALIGNED, felt)
        gain = self.themes_share * assumed["coalition_gain"] * felt
        story = self.spread(world, np.where(self.chosen(world.states), gain, 0.0))
        return replace(pressure, story=pressure.story + story)
