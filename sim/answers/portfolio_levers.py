"""What money buys: the levers of a side, and how far each can be pulled for a sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from sim.config.schema import CouncilConfig, make_lever
from sim.errors import InputError
from sim.levers import LEVERS, Lever
from sim.study.setup import Setup, pullable

SIDES = ("democracies", "lmg")
STEPS = 400  # at which the cost of a lever is tabled


@dataclass(frozen=True)
class PricedLever:
    """One lever that can be bought.

    Attributes
    ----------
    field : the setting that is bought; all others stay as configured
    costs, strengths : the table by which a sum is turned into a strength, both rising
    """

    name: str
    field: str
    settings: Mapping[str, object]
    council: CouncilConfig
    setup: Setup
    costs: np.ndarray
    strengths: np.ndarray

    @property
    def most(self) -> float:
        """What it costs at the top of its range, USD."""
        return float(self.costs[-1])

    def at_cost(self, usd: float) -> Lever | None:
        """The lever as far as it can be pulled for so much; None where that is not at all.

        The strength is cut to three digits, so that the sum is never exceeded.
        """
        place = int(np.searchsorted(self.costs, usd * (1 + 1e-9), side="right")) - 1
        if place < 0 or usd <= 0:
            return None
        strength = self.strengths[place]
        if place + 1 < len(self.costs):
            low, high = self.costs[place], self.costs[place + 1]
            step = self.strengths[place + 1] - strength
            strength += step * max(usd - low, 0.0) / (high - low) if high > low else 0.0
        value = _cut(float(strength))
        if value <= self.strengths[0]:
            return None
        return self._at(value)

    def _at(self, value: float) -> Lever:
        made = make_lever(self.name, {**self.settings, self.field: value})
        return pullable(made, self.council, self.setup)


def _cut(value: float) -> float:
    """A number rounded down to three digits, with room for the last bits of a float."""
    if value <= 0:
        return 0.0
    digits = 2 - floor(log10(value))
    scale = 10.0**digits
    return floor(value * scale + 1e-6) / scale


def priced_levers(
    side: str,
    wanted: Sequence[str],
    settings: Mapping[str, Mapping[str, object]],
    council: CouncilConfig,
    setup: Setup,
) -> list[PricedLever]:
    """The levers of a side that cost something and can be pulled in this Council.

    Parameters
    ----------
    wanted : names of levers; none for all there are
    settings : of every lever, as configured; the strength among them is not used

    Raises
    ------
    InputError
        For a lever of the other side, one that costs nothing, or one that cannot be pulled here.
    """
    if side not in SIDES:
        raise InputError(f"side={side}: one of {', '.join(SIDES)}")
    of_side = [name for name, lever in LEVERS.items() if lever.side == side]
    for name in wanted:
        if name not in of_side:
            raise InputError(f"{name!r} is no lever of side {side}: one of {', '.join(of_side)}")
    found = []
    for name in wanted or of_side:
        if LEVERS[name].on_seats and setup.membership is None and not wanted:
            continue
        priced = priced_lever(name, settings[name], council, setup)
        if priced is None and wanted:
            raise InputError(
                f"lever {name} costs nothing, so that no budget limits it: it is not part of a "
                "portfolio (lmgsim run levers." + name + "... shows what it does)"
            )
        if priced is not None:
            found.append(priced)
    return found


def free_levers(side: str) -> list[str]:
    """The levers of a side that cost nothing and are therefore left out."""
    return [n for n in ("engagement", "natural_majority") if LEVERS[n].side == side]


def priced_lever(
    name: str, settings: Mapping[str, object], council: CouncilConfig, setup: Setup
) -> PricedLever | None:
    """One lever with the table of what it costs; None where it costs nothing at any strength."""
    kind = LEVERS[name]
    field = kind.main_setting
    least = most = 0.0
    for rule in kind.model_fields[field].metadata:
        least, most = getattr(rule, "ge", least), getattr(rule, "le", most)
    states = setup.world.states
    neutral = float(settings[field])  # type: ignore[arg-type]
    strengths = np.linspace(max(least, neutral), most, STEPS + 1)
    empty = np.zeros(0)
    priced = PricedLever(name, field, settings, council, setup, empty, empty)
    costs = np.array([priced._at(float(value)).cost_usd(states) for value in strengths])
    if not costs[-1] > 0:
        return None
    first = int(np.flatnonzero(costs <= costs[0])[-1])  # a plateau costs nothing and does nothing
    return PricedLever(name, field, settings, council, setup, costs[first:], strengths[first:])
