"""By what scenarios are chosen, read from the tables of a comparison."""

from __future__ import annotations

import pandas as pd

from sim.measures import BASELINE, INTERVENTION, beside, better_when_low
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
    good = -part["mean"] if better_when_low(str(part.measure.iloc[0])) else part["mean"]
    return str(part.arm.loc[good.idxmax()])


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
