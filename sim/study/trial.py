"""A trial: arms side by side in one replicate, and under which draws and rules they run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.evidence.priors import priors
from sim.levers import OF_MANOEUVRES, Lever, at_work, draw_assumptions
from sim.mechanisms.table import levers_without, procedures_without
from sim.study.design import HOPED, Design
from sim.world import Procedures

Ranges = Mapping[str, tuple[float, float]]  # lowest and highest value of assumptions


@dataclass(frozen=True)
class Trial:
    """What is to be run: some arms in one replicate, and whose draws they have."""

    arms: Sequence[Sequence[Lever]]  # the levers of each
    number: int  # of the replicate: its chance, and who is elected in it
    weights: int | None = None  # the replicate whose weights the arms have; None: its own
    assumptions: int | None = None  # the replicate whose assumptions they have; None: its own
    ranges: Sequence[Ranges] | None = None  # of each arm's assumptions; None: the design's for all
    off: tuple[str, ...] = ()  # mechanisms that are switched off besides those of the design


@dataclass(frozen=True)
class Conditions:
    """What holds in a trial: levers, procedures and drawn assumptions of each arm."""

    off: tuple[str, ...]  # mechanisms that are switched off
    levers: list[list[Lever]]  # of each arm, as far as the mechanisms let them work
    draw: int | None  # which draw of the weights all arms have; None: those at the mode
    assumed: dict[str, float]  # the assumptions that hold for all arms
    assumed_by_arm: list[dict[str, float]]  # those under which the levers of each arm work
    procedures: Procedures


def conditions_of(trial: Trial, design: Design) -> Conditions:
    """Draw what a trial leaves to be drawn: assumptions, and what a manoeuvre is worth."""
    off = (*design.off, *(key for key in trial.off if key not in design.off))
    drawn = _Assumptions(design.seed, _own(trial.assumptions, trial.number), design.evidence)
    assumed = drawn.within(design.ranges or {})
    by_arm = [assumed] * len(trial.arms)
    if trial.ranges is not None:
        by_arm = [drawn.within(ranges) for ranges in trial.ranges]
    worth = {name: assumed[name] for name in OF_MANOEUVRES}
    return Conditions(
        off,
        [at_work(levers_without(list(levers), off)) for levers in trial.arms],
        _own(trial.weights, trial.number) if design.draw_weights else None,
        assumed,
        by_arm,
        procedures_without(design.procedures._replace(**worth), off),
    )


def _own(given: int | None, number: int) -> int:
    return number if given is None else given


class _Assumptions:
    """The assumptions of one replicate, from their priors and within any ranges.

    Equal ranges give the very same object: levers that share it are pressed once.
    """

    def __init__(self, seed: int, replicate: int, evidence: str) -> None:
        self._seed, self._replicate = seed, replicate
        # the hoped ranges know which of them are one number, and so are drawn without priors
        self._priors = None if evidence == HOPED else priors(evidence)
        self._usual = self._draw({})
        self._drawn: dict[tuple[tuple[str, tuple[float, float]], ...], dict[str, float]] = {
            (): self._usual
        }

    def within(self, ranges: Ranges) -> dict[str, float]:
        """The assumptions with some of their ranges changed."""
        key = tuple((name, (low, high)) for name, (low, high) in ranges.items())
        if key not in self._drawn:
            self._drawn[key] = self._draw(dict(key))
        return self._drawn[key]

    def _draw(self, ranges: dict[str, tuple[float, float]]) -> dict[str, float]:
        fixed = all(low == high for low, high in ranges.values())  # nothing is left to be drawn
        if ranges and fixed and self._priors:
            return self._usual | {
                name: float(np.round(low, 8)) for name, (low, _) in ranges.items()
            }
        return draw_assumptions(self._seed, self._replicate, ranges, self._priors)
