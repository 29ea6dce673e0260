"""What the report of a comparison says first: the answer, and what belongs beside it."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sim.measures import BASELINE
from sim.plots import measures
from sim.plots.compare import stands_out
from sim.plots.stored import Stored
from sim.plots.words import chance, usd


def answer(stored: Stored) -> list[str]:
    """The answer in two sentences: how much, and how sure."""
    measure = stored.summary["measure"]
    effects, best = stored.table("effects"), stored.table("best").set_index("arm")
    here = effects[(effects.measure == measure) & (effects.against == BASELINE)]
    top = here.set_index("arm").loc[_best(stored)]
    kind = "interval of the mean"
    first = (
        f"{said(str(top.name))} changes {measures.words(measure)} by "
        f"{measures.change(measure, top['mean'])} {measures.unit(measure)} in the mean (95 % "
        f"{kind} {measures.span(measure, top.mean_low, top.mean_high)})"
    )
    if len(here) > 1:
        first += ", more than any other scenario compared" if best.in_the_mean[top.name] > 0.95 \
            else ", though it is not clear that this is the most"  # fmt: skip
    second = (
        f"In a single possible world the change lies between {measures.change(measure, top.low)} "
        f"and {measures.change(measure, top.high)} (central 95 %); it is above zero in "
        f"{chance(top.above_zero)} of them"
    )
    if len(here) > 1:
        second += (
            f", and {said(str(top.name), False)} is the best of all in "
            f"{chance(best.in_a_world[top.name])}"
        )
    return [first + ".", second + "."]


def caveats(stored: Stored) -> list[str]:
    """What has to be said beside the answer."""
    summary, found = stored.summary, []
    measure, cost = summary["measure"], stored.table("cost")
    if not summary["reached"]:
        wide = summary["found_width"] * measures.scale(measure)
        asked = summary["asked_width"] * measures.scale(measure)
        found.append(
            f"The widest interval of a mean is {wide:.2g} {measures.unit(measure)} wide, not "
            f"{asked:.2g} as was asked: more replicates were not allowed."
        )
    for row in cost[cost.against == BASELINE].itertuples():
        each = _each(row)
        found.append(f"{said(row.arm)} costs {usd(row.cost_usd)}{each}.")
    shares = stored.table("shares")
    if len(shares):
        found.append(_whose_doubt(shares[shares.arm == _best(stored)]))
    return found


def _best(stored: Stored) -> str:
    """The scenario with the largest effect in the mean."""
    best = stored.table("best").set_index("arm").in_the_mean
    return str(best.drop(BASELINE).idxmax())


def _whose_doubt(shares: pd.DataFrame) -> str:
    """On what the spread of single worlds of one scenario hangs, if that can be said."""
    first, second, *_ = shares.sort_values("in_all", ascending=False).itertuples()
    spread = f"the spread of single worlds of {said(str(first.arm), False)}"
    if not stands_out(shares):
        return (
            f"In {spread} no source of doubt stands out: {first.source}, then {second.source}, "
            "matter most, and their intervals overlap. No further replicate makes it smaller."
        )
    knowledge = ", and better knowledge of how levers work would"
    return (
        f"Of {spread} most hangs on {first.source}: no further replicate makes it smaller"
        f"{knowledge if first.source == 'assumptions' else ''}."
    )


def _each(row: Any) -> str:
    if math.isnan(row.each):
        return ""
    end = "no upper end" if math.isinf(row.each_high) else usd(row.each_high)
    if math.isinf(row.each):
        return "; in the mean it adds no defection"
    return (
        f", or {usd(row.each)} for each more defection (95 % interval of the mean "
        f"{usd(row.each_low)} to {end})"
    )


def said(arm: str, first: bool = True) -> str:
    """The name of a scenario as it is said."""
    words = arm.replace("_", " ")
    return words[:1].upper() + words[1:] if first else words
