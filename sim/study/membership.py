"""A Council that renews itself: who sits in a replicate, after its elections and departures.

Elections depend on the replicate and on the levers that move seats, and on no vote cast in the
Council; so they are held first, and a run then has its members for all its days. Seats that are
empty when the years begin, because nobody knows yet who will have won them, are filled before that,
and no lever moves how.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.council.contest import Assembly, ElectionSettings
from sim.council.elections import course_on
from sim.council.filling import empty_seats, filled
from sim.council.likeness import likeness
from sim.council.terms import Terms, new_year, sits_on
from sim.levers import Lever
from sim.world import GROUPS, World


@dataclass(frozen=True)
class Membership:
    """Who held seats when the years began, and which years they are."""

    terms: Terms  # known when the years begin
    first_year: int
    last_year: int
    alike: np.ndarray  # [S, S] past agreement of all members of the Assembly: ``likeness``

    @staticmethod
    def of(world: World, terms: Terms, first_year: int, last_year: int) -> Membership:
        """The membership of a world's Council; ``terms`` are those known when the years begin."""
        return Membership(terms, first_year, last_year, likeness(world.states, world.agreement))

    def empty(self, world: World) -> dict[str, int]:
        """Seats by group of which nobody knows who will hold them when the years begin."""
        seats = empty_seats(self.terms, world.states, new_year(self.first_year))
        return {group: int(n) for group, n in zip(GROUPS, seats, strict=True) if n}

    def known(self, world: World) -> np.ndarray:
        """Who is known to sit on each ballot when the years begin, [B, S] bool."""
        return sits_on(self.terms, world.agenda.date, world.states)

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
        assembly = Assembly(states, self.alike, seed, replicate)
        terms = filled(assembly, self.terms, self.first_year)
        if "elections" in off:
            first = np.full(len(agenda), new_year(self.first_year))
            return replace(world, agenda=replace(agenda, sits=sits_on(terms, first, states)))
        settings = ElectionSettings.neutral(states)
        for lever in levers:
            settings = lever.seat(settings, world, assumed, assembly.luck)
        terms = course_on(assembly, terms, self.first_year, self.last_year, settings)
        sits = sits_on(terms, agenda.date, states)
        return replace(world, agenda=replace(agenda, sits=sits))
