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
        replicates, arms = self.votes.shape[2:]
        flat = [
            np.ascontiguousarray(found).reshape(*found.shape[:2], replicates * arms)
            for found in (self.votes, self.affiliation)
        ]
        kind, all_make_it = self.world.agenda.kind, self.world.states.bloc.together
        made = measure(flat[0], kind, *bloc_of(self.world), flat[1], all_make_it)
        parts = {part.name: getattr(made, part.name) for part in fields(Measures)}
        return Measures(
            **{name: it.reshape(*it.shape[:-1], replicates, arms) for name, it in parts.items()}
        )

    @cached_property
    def _worked_out(self) -> dict[object, Any]:
        return {}

    def once(self, work_out: Callable[[Together], Worked]) -> Worked:
        """What a function makes of them, worked out when the first replicate asks for it."""
        if work_out not in self._worked_out:
            self._worked_out[work_out] = work_out(self)
        found: Worked = self._worked_out[work_out]
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
