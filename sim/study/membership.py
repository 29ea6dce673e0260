"""A Council that renews itself: who sits in a replicate, after its elections and departures.

Elections depend on the replicate and on the levers that move seats, and on no vote cast in the
Council; so they are held first, and a run then has its members for all its days.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.council.contest import Assembly, ElectionSettings
from sim.council.elections import course_of
from sim.council.likeness import likeness
from sim.council.terms import Terms, new_year, sits_on
from sim.levers import Lever
from sim.world import World


@dataclass(frozen=True)
class Membership:
    """Who held seats when the years began, and which years they are."""

    terms: Terms
    first_year: int
    last_year: int
    alike: np.ndarray  # [S, S] past agreement of all members of the Assembly: ``likeness``

    @staticmethod
    def of(world: World, terms: Terms, first_year: int, last_year: int) -> Membership:
        """The membership of a world's Council when the years begin."""
        return Membership(terms, first_year, last_year, likeness(world.states, world.agreement))

    def seated(
        self,
        world: World,
        levers: Sequence[Lever],
        off: Collection[str],
        assumed: dict[str, float],
        seed: int,
        replicate: int,
    ) -> World:
        """The world with the members that this replicate elects under these levers.

        With the mechanism ``elections`` off, those who sat on the first day stay for good.
        """
        agenda, states = world.agenda, world.states
        if "elections" in off:
            first = np.full(len(agenda), new_year(self.first_year))
            return replace(world, agenda=replace(agenda, sits=sits_on(self.terms, first, states)))
        assembly = Assembly(states, self.alike, seed, replicate)
        settings = ElectionSettings.neutral(states)
        for lever in levers:
            settings = lever.seat(settings, world, assumed, assembly.luck)
        terms = course_of(assembly, self.terms, self.first_year, self.last_year, settings)
        sits = sits_on(terms, agenda.date, states)
        return replace(world, agenda=replace(agenda, sits=sits))
