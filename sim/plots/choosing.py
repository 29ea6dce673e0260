"""By what scenarios are chosen, read from the tables of a comparison."""

from __future__ import annotations

import pandas as pd

from sim.measures import BASELINE, INTERVENTION, beside, better_when_low, sign_of
from sim.plots import measures
from sim.plots.stored import Stored


def basis(stored: Stored) -> pd.DataFrame:
    """What scenarios are chosen by: one row a scenario and outcome, the leading one first.

    At one budget where they cost unequal sums, else as they are.
    """
    equal = stored.table("equal")
    if len(equal):
        return equal
    effects, best = stored.table("effects"), stored.table("best")
    here = effects[effects.against == BASELINE]
    wanted = beside(stored.summary["measure"])
    table = here[here.measure.isin(wanted)].merge(best, on=["arm", "measure"], how="left")
    order = {name: n for n, name in enumerate(wanted)}
    return table.sort_values("measure", key=lambda m: m.map(order), kind="stable")


def leader(stored: Stored, measure: str | None = None) -> str:
    """The scenario that is best in the mean, doing nothing left aside."""
    table = basis(stored)
    part = table[table.measure == (measure or stored.summary["measure"])]
    good = part["mean"] * sign_of(str(part.measure.iloc[0]))
    return str(part.arm.loc[good.idxmax()])


def told_from_nothing(stored: Stored, measure: str | None = None) -> list[str]:
    """The scenarios whose mean is better than doing nothing, by the whole of its 95 % interval."""
    return _beyond(stored, measure or str(stored.summary["measure"]), better=True)


def surely_worse(stored: Stored) -> list[tuple[str, str]]:
    """Scenario and outcome, wherever the whole 95 % interval of the mean is worse than nothing."""
    table = basis(stored)
    return [
        (arm, str(name))
        for name in table.measure.unique()
        for arm in _beyond(stored, str(name), better=False)
    ]


def _beyond(stored: Stored, measure: str, better: bool) -> list[str]:
    table = basis(stored)
    part = table[table.measure == measure]
    up = better != better_when_low(measure)
    beyond = part.mean_low > 0 if up else part.mean_high < 0
    shown = part["mean"].map(lambda mean: measures.change(measure, mean))
    return [str(arm) for arm in part.arm[beyond & (shown != measures.change(measure, 0.0))]]


def turned(stored: Stored) -> dict[str, str]:
    """The outcomes by which another scenario is best, and which; those that look alike are none."""
    table, first = basis(stored), leader(stored)
    found = {}
    for name, part in table.groupby("measure", sort=False):
        measure, rows = str(name), part.set_index("arm")["mean"]
        other = leader(stored, measure)
        if measures.change(measure, rows[other]) != measures.change(measure, rows[first]):
            found[measure] = other
    return found


def said(arm: str, start: bool = True) -> str:
    """A scenario by the name that it was given, the baseline in words."""
    if arm == BASELINE:
        return "Doing nothing" if start else "doing nothing"
    if arm == INTERVENTION:
        return "The levers" if start else "the levers"
    words = arm.replace("_", " ")
    return words[:1].upper() + words[1:]
