"""Which assumed numbers the levers of a run use: those that they look up while they are pulled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sim.evidence.priors import all_known, priors
from sim.levers import ASSUMPTIONS, LEVERS, OF_MANOEUVRES, Assumption, Lever
from sim.mechanisms.table import MECHANISMS, levers_without
from sim.study.design import MEASURED
from sim.world import Pressure, States, World

Ranges = Mapping[str, tuple[float, float]]
# columns of a table of assumptions
TOLD = ("name", "low", "high", "unit", "standing", "prior", "meaning", "source")
CENTRAL = 0.9  # of a prior, where a range is wanted and none is given


@dataclass(frozen=True)
class Resting(Assumption):
    """An assumption on which an answer rests: low and high are the central 90 % of its prior."""

    standing: str = ""
    prior: str = ""  # in words


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
    evidence: str = MEASURED,
) -> list[Resting]:
    """The assumptions on which what these levers do in this world depends, in their usual order.

    Parameters
    ----------
    off : mechanisms that are switched off
    ranges : from which an assumption is drawn, where it is not its own range
    signing : whether signatures of joint statements are counted too
    evidence : from which priors they are drawn, ``measured`` or ``hoped``
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
    return [_drawn(a, ranges or {}, evidence) for a in ASSUMPTIONS if a.name in noted.asked]


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


def assumption_table(assumptions: Sequence[Resting]) -> pd.DataFrame:
    """One row an assumption; its columns also where there is none."""
    return pd.DataFrame(map(vars, assumptions), columns=TOLD)


def _drawn(it: Assumption, ranges: Ranges, evidence: str) -> Resting:
    """The assumption as it is drawn here."""
    prior, source = priors(evidence)[it.name], it.source
    low, high = prior.interval(CENTRAL) if evidence == MEASURED else (it.low, it.high)
    told = prior.told()
    if it.name in ranges:
        source = f"given in rules.assumptions; usually {told}, {source}"
        low, high = ranges[it.name]
        told = f"even from {low:g} to {high:g}"
        evidence = "given by hand"
    standing = all_known()[it.name].standing if evidence == MEASURED else evidence
    return Resting(
        it.name, low, high, it.unit, it.meaning, source, it.alike, it.manoeuvre, standing, told
    )
