"""Praise: the bloc floods the floor when a friend is under review, and favours are returned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import numpy as np
from pydantic import Field

from sim.council.constant import Assumed, Fixed
from sim.levers.lever import DAYS_A_YEAR, Lever, closing_days, once
from sim.world import Pressure, States, World

REVIEW_MONTHS = (2, 5, 11)  # the working group meets in winter, spring and autumn
SESSIONS_A_CYCLE: Annotated[
    int, Fixed("of 14 states each, 42 a year, for 193 states", "sessions")
] = 14
COST_OF_A_REVIEW_USD: Annotated[
    float, Assumed("recruiting and briefing some forty speakers", "USD")
] = 50_000.0


def reviewed(states: States, session: int) -> np.ndarray:
    """Who is under review in the working group's ``session``-th session, [S] bool.

    A fixed rotation by M49 code stands in for the real calendar: codes run in steps of four,
    so a quarter of the code, modulo the sessions of a cycle, gives 11 to 18 states a session.
    """
    return states.code // 4 % SESSIONS_A_CYCLE == session % SESSIONS_A_CYCLE


class Praise(Lever):
    """Praise the targets in a ``share`` of their Universal Periodic Reviews."""

    title = "Praise in the Universal Periodic Review"
    unit = "share of the targets' reviews"
    main_setting = "share"
    source = (
        "[inboden2023] bloc, n. 13: fellow members flood the proceedings with favourable "
        "assessments; Belarus for China in 2018, China for Belarus in 2021"
    )
    side = "lmg"

    targets: tuple[str, ...] = ("affiliates",)
    share: float = Field(0.0, ge=0, le=1, description="share of reviews flooded with praise")

    def cost_usd(self, states: States) -> float:
        """The targets' reviews in an ordinary year, times years, times the cost of one."""
        a_year = float(self.chosen(states).sum()) * len(REVIEW_MONTHS) / SESSIONS_A_CYCLE
        return self.share * a_year * self.years() * COST_OF_A_REVIEW_USD

    def _reviews(self) -> list[tuple[int, date, float]]:
        """Number, first day and praise, 0 to 1, of the working group's sessions while pulled."""
        ramp, began = self.ramp_years * DAYS_A_YEAR, self._began or self.start
        every = [(n + len(REVIEW_MONTHS) * year, date(year, month, 1))
                 for year in range(self.start.year, self.end.year + 1)
                 for n, month in enumerate(REVIEW_MONTHS)]  # fmt: skip
        return [
            (number, day, self.share * (min((day - began).days / ramp, 1.0) if ramp else 1.0))
            for number, day in every
            if self.start <= day <= self.end
        ]

    @once
    def _praised(self, world: World) -> tuple[np.ndarray, np.ndarray]:
        """Years since each review by session [R, T], and the praise of each target [R, S]."""
        chosen, closing = self.chosen(world.states), closing_days(world)
        reviews = [one for one in self._reviews() if np.datetime64(one[1]) <= closing.max()]
        since = [(closing - np.datetime64(day)).astype(float) for _, day, _ in reviews]
        whose = [praise * (chosen & reviewed(world.states, n)) for n, _, praise in reviews]
        return (
            np.reshape(since, (-1, len(closing))) / DAYS_A_YEAR,
            np.reshape(whose, (-1, len(chosen))),
        )

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """What a state owes for praise is owed in full at first and fades to nothing."""
        since, whose = self._praised(world)
        left = np.where(since < 0, 0.0, np.maximum(1.0 - since / assumed["years_owed"], 0.0))
        owed = np.zeros((since.shape[1], whose.shape[1]))
        for review in np.flatnonzero(left.any(1)):
            owed += np.outer(left[review], whose[review])
        returned = assumed["praise_gain"] * owed
        return replace(pressure, favour=pressure.favour + returned[:, :, None])
