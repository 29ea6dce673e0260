"""On which assumptions the levers that are pulled rest: those that they look up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sim.levers import ASSUMPTIONS, LEVERS, OF_MANOEUVRES, Assumption, Lever
from sim.mechanisms.table import MECHANISMS, levers_without
from sim.world import Pressure, States, World

Ranges = Mapping[str, tuple[float, float]]
TOLD = ("name", "low", "high", "unit", "meaning", "source")  # columns of a table of assumptions


class _Noted(dict[str, float]):
    """Assumptions at the middle of their ranges, with a record of those that were looked up."""

    def __init__(self) -> None:
        super().__init__({a.name: (a.low + a.high) / 2 for a in ASSUMPTIONS})
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> float:
        self.asked.add(name)
        return super().__getitem__(name)


def assumptions_at_work(
    levers: Sequence[Lever],
    world: World,
    off: Collection[str] = (),
    ranges: Ranges | None = None,
    signing: bool = False,
) -> list[Assumption]:
    """The assumptions on which what these levers do in this world depends, in their usual order.

    Parameters
    ----------
    off : mechanisms that are switched off
    ranges : from which an assumption is drawn, where it is not its own range
    signing : whether signatures of joint statements are counted too
    """
    noted = _Noted()
    nothing = Pressure.neutral(len(world.agenda.session_name), len(world.states))
    pulled = [lever for lever in levers_without(list(levers), off) if lever.strength()]
    for lever in pulled:
        name = next(name for name, kind in LEVERS.items() if type(lever) is kind)
        lever.press(nothing, world, noted)
        if signing:
            lever.recruit(world.states, world, noted)
        noted.asked.update(one for one, lever_of in OF_MANOEUVRES.items() if lever_of == name)
        if lever.on_seats:
            mechanism = next(m for m in MECHANISMS if name in m.levers)
            noted.asked.update(mechanism.assumptions)
    return [_drawn(a, ranges or {}) for a in ASSUMPTIONS if a.name in noted.asked]


def lever_row(lever: Lever, states: States) -> dict[str, object]:
    """How hard a lever is pulled, on whom, when, for how much and from which source."""
    return {
        "strength": lever.strength(),
        "unit": lever.unit,
        "targets": " ".join(lever.targets),
        "start": str(lever.start),
        "end": str(lever.end),
        "cost_usd": lever.cost_usd(states),
        "source": lever.source,
    }


def assumption_table(assumptions: Sequence[Assumption]) -> pd.DataFrame:
    """One row an assumption; its columns also where there is none."""
    return pd.DataFrame(map(vars, assumptions), columns=TOLD)


def _drawn(assumption: Assumption, ranges: Ranges) -> Assumption:
    """The assumption with the range from which it is drawn here."""
    if assumption.name not in ranges:
        return assumption
    low, high = ranges[assumption.name]
    usual = f"{assumption.low:g} to {assumption.high:g}"
    source = f"given in rules.assumptions; usually {usual}, {assumption.source}"
    return replace(assumption, low=low, high=high, source=source)
