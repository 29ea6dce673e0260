"""Posts of independent experts and on treaty bodies, filled by the bloc's side."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed
from sim.levers.lever import Lever
from sim.world import Pressure, States, World

COST_OF_A_POST_USD: Annotated[
    float, Assumed("a year of a term: finding, nominating, campaigning", "USD")
] = 150_000.0
HALF_POSTS: Annotated[float, Assumed("posts that have half of the full effect", "posts")] = 10.0


class ExpertPosts(Lever):
    """Fill ``posts`` with the bloc's own, who go softly on the targets.

    Elections to them take years: give it ``ramp_years``.
    """

    title = "Expert posts held by the bloc"
    unit = "posts of independent experts and on treaty bodies"
    main_setting = "posts"
    source = (
        "[inboden2021]: a treaty-body member on a ministry's payroll asks allies softball "
        "questions; [inboden2023] step 1"
    )
    side = "lmg"
    way: ClassVar[float] = -1.0  # less is known of abuses in the targets
    side_by_side: ClassVar[bool] = True

    targets: tuple[str, ...] = ("bloc",)
    posts: float = Field(0.0, ge=0, le=30, description="posts filled by this side")

    def cost_usd(self, states: States) -> float:
        """Posts, times years, times the cost of one."""
        return self.posts * self.years() * COST_OF_A_POST_USD

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """What is known of abuses in the targets, less or more than it was."""
        known = self.way * assumed["experts_gain"] * self.posts / (self.posts + HALF_POSTS)
        each = np.where(self.chosen(world.states), known, 0.0)
        return replace(pressure, spotlight=pressure.spotlight + self.spread(world, each))
