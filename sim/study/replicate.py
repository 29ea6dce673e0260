"""What runs have found: of one replicate, and of all that were run together with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from sim.levers import followers
from sim.study.metrics import Measures, measure
from sim.study.trial import Conditions
from sim.world import World

Worked = TypeVar("Worked")


def bloc_of(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Who may leave the bloc's line, and who makes it; both [S] bool."""
    return followers(world.states), world.states.organiser


@dataclass(frozen=True)
class Together:
    """``R`` replicates of ``A`` arms each that were run as one block, or one of them alone.

    What is made of votes is made of all of them at once, and each replicate takes its part.
    """

    world: World  # that of the experiment; in one that elects members, others may have sat
    comes_up: np.ndarray  # [B] bool, which texts came up at all
    adopting: float  # the rule by which texts are adopted
    votes: np.ndarray  # [B, S, R, A] int8
    affiliation: np.ndarray  # [T, S, R, A] at the end of each session

    @cached_property
    def measures(self) -> Measures:
        """What is counted in the votes, the last axes [R, A]."""
        return self.measured(self.votes, self.world.agenda.kind)

    def measured(self, votes: np.ndarray, kind: np.ndarray) -> Measures:
        """The same of some ballots only, with kinds of their own: [N, S, R, A] and [N]."""
        replicates, arms = self.votes.shape[2:]
        cast, ties = (
            np.ascontiguousarray(found).reshape(*found.shape[:2], replicates * arms)
            for found in (votes, self.affiliation)
        )
        all_make_it = self.world.states.bloc.together
        made = measure(cast, kind, *bloc_of(self.world), ties, all_make_it)
        parts = {part.name: getattr(made, part.name) for part in fields(Measures)}
        return Measures(
            **{name: it.reshape(*it.shape[:-1], replicates, arms) for name, it in parts.items()}
        )

    @cached_property
    def _worked_out(self) -> dict[object, Any]:
        return {}

    def once(self, work_out: Callable[..., Worked], *about: object) -> Worked:
        """What a function makes of them, worked out when the first replicate asks for it.

        ``about`` is what else the function is given: the very same objects, nothing equal to them.
        """
        key = work_out, *map(id, about)
        if key not in self._worked_out:
            self._worked_out[key] = about, work_out(self, *about)
        found: Worked = self._worked_out[key][1]
        return found


@dataclass(frozen=True)
class Replicate:
    """A trial that was run."""

    number: int
    conditions: Conditions
    sits: np.ndarray  # [B, S] bool, who holds a seat in the first arm
    together: Together
    place: int  # of the replicate among those

    @property
    def world(self) -> World:
        """That of the experiment; in one that elects members, others may have sat."""
        return self.together.world

    @property
    def comes_up(self) -> np.ndarray:
        """Which texts came up at all, [B] bool."""
        return self.together.comes_up

    def own(self, found: np.ndarray) -> np.ndarray:
        """The part of this replicate, [..., A], of what was found of all [..., R, A]."""
        return found[..., self.place, :]

    @property
    def votes(self) -> np.ndarray:
        """[B, S, A] int8."""
        return self.own(self.together.votes)

    @property
    def affiliation(self) -> np.ndarray:
        """[T, S, A] at the end of each session."""
        return self.own(self.together.affiliation)

    @cached_property
    def measures(self) -> Measures:
        """What is counted in the votes of each arm."""
        made = self.together.measures
        return Measures(
            **{part.name: self.own(getattr(made, part.name)) for part in fields(Measures)}
        )
