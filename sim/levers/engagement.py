"""Engagement: a democracy that stays away, or comes and goes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pydantic import Field

from sim.council.contest import ElectionSettings
from sim.council.leaving import Departure
from sim.council.statements import SHIELD, nearness
from sim.levers.lever import DAYS_A_YEAR, Lever, Luck, closing_days, once
from sim.world import DONORS, Pressure, States, World

USA, CHINA = DONORS.index("usa"), DONORS.index("china")


class Engagement(Lever):
    """Let the targets stay away from the Council's corridors, always or every so often.

    Their word is not heard, and the democracies' outreach loses their part. If it is the United
    States that stays away, two things follow, and the sources have an example of each: China
    takes the room that is left (2018), and the group, which has less to fear, falls asleep with
    the years (2007) and wakes at once when they return (2011-12). In the room that is left China
    also asks more states to sign in the bloc's defence. Whoever comes and goes in a
    pattern never lets it sleep for long. Which of the two is larger is not known: both gains
    are assumed. Where seats are recorded, one that is held is still voted from; in a Council that
    renews itself, whoever is away for good gives it up.
    """

    title = "Absence"
    unit = "share of presence that is given up, in all sessions or on and off"
    main_setting = "absence"
    source = "[inboden2023] How democracies can retake the initiative, step 6; [inboden2021]"

    targets: tuple[str, ...] = ("USA",)
    absence: float = Field(0.0, ge=0, le=1, description="0 present as it was, 1 away for good")
    stop_and_go: float = Field(
        0.0, ge=0, le=1, description="share of sessions missed, in a regular pattern"
    )

    def strength(self) -> float:
        """The larger of both shares."""
        return max(self.absence, self.stop_and_go)

    def cost_usd(self, states: States) -> float:
        """Nothing: what is saved by staying away is not counted as a gain."""
        return 0.0

    @once
    def away(self, world: World) -> np.ndarray:
        """The share of presence given up in each session, [T] 0 to 1."""
        count = np.cumsum(self.sessions(world))  # sessions so far in which the lever is pulled
        missed = np.diff(np.floor(count * self.stop_and_go + 1e-9), prepend=0.0)
        return self.in_force(world) * np.maximum(missed, self.absence)

    def asleep(self, world: World, away: np.ndarray, years: float) -> np.ndarray:
        """How far the group has fallen asleep in each session, [T] 0 to 1.

        An absence without a break lets it sleep half as deep as it can after ``years``; it never
        sleeps deeper than the share that is away.
        """
        days, first = closing_days(world), np.datetime64(self.first_day())
        since = np.maximum(np.concatenate([[first], days[:-1]]), first)
        passed = np.maximum((days - since).astype(float), 0.0) / DAYS_A_YEAR
        sleep, alone = np.zeros(len(away)), 0.0
        for t, gone in enumerate(away):
            alone = alone + passed[t] if gone else 0.0
            sleep[t] = gone * alone / (alone + years)
        return sleep

    def press(self, pressure: Pressure, world: World, assumed: dict[str, float]) -> Pressure:
        """Fainter voices, a louder one of China, and a line that is felt less."""
        states, away = world.states, self.away(world)
        capacity = pressure.capacity.copy()
        for d, speakers in enumerate(states.donor):
            capacity[:, d] *= (1.0 - away * self.part_of(states, speakers))[:, None]
        gone = away * self.part_of(states, states.donor[USA])
        capacity[:, CHINA] *= (1.0 + gone * assumed["vacuum_gain"])[:, None]
        sleep = self.asleep(world, gone, assumed["years_to_sleep"])
        lost = sleep[:, None] * states.affiliation[None, :] * assumed["sleep_gain"]
        return replace(
            pressure,
            capacity=capacity,
            reach=pressure.reach * (1.0 - away * self.part_of(states, states.democracy))[:, None],
            favour=pressure.favour - lost[:, :, None],
        )

    def recruit(self, everyone: States, world: World, assumed: dict[str, float]) -> np.ndarray:
        """China asks more states to sign for the bloc's side while the United States is away."""
        asked = super().recruit(everyone, world, assumed)
        room = self.away(world) * self.part_of(everyone, everyone.donor[USA])
        readier = assumed["vacuum_gain"] * assumed["asking_gain"] * nearness(everyone)
        asked[..., SHIELD] += room[:, None] * readier
        return asked

    def seat(
        self, settings: ElectionSettings, world: World, assumed: dict[str, float], luck: Luck
    ) -> ElectionSettings:
        """Whoever is away for good gives up its seat, and would stand again when it is back.

        Where seats are recorded and not won in the run, a seat that is held is still voted from.
        """
        if self.absence < 1.0:
            return settings
        last, back = (np.datetime64(day, "D") for day in (self.start, self.end))
        gone = [Departure(int(i), last, back) for i in np.flatnonzero(self.chosen(world.states))]
        return replace(settings, departures=(*settings.departures, *gone))
