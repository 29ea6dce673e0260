"""What the report of a comparison says first: the answer, and what belongs beside it."""

from __future__ import annotations

import pandas as pd

from sim.plots import measures
from sim.plots.choosing import leader, said
from sim.plots.compare import stands_out
from sim.plots.stored import Stored
from sim.reports.choice import first_paragraph, named_texts, single_worlds
from sim.reports.turning import would_change


def answer(stored: Stored) -> list[str]:
    """The answer: which scenario by the outcome asked for, for how much, and by other outcomes."""
    return [words for words in first_paragraph(stored) if words]


def caveats(stored: Stored) -> list[str]:
    """What has to be said beside the answer."""
    summary, found = stored.summary, [named_texts(stored)]
    measure = summary["measure"]
    if not summary["reached"]:
        wide = summary["found_width"] * measures.scale(measure)
        asked = summary["asked_width"] * measures.scale(measure)
        why = "this was a quick look" if summary["quick"] else "more replicates were not allowed"
        found.append(
            f"The widest interval of a mean is {wide:.2g} {measures.unit(measure)} wide, not "
            f"{asked:.2g} as was asked: {why}."
        )
    found += [single_worlds(stored), *would_change(stored)]
    shares = stored.table("shares")
    if len(shares):
        found.append(_whose_doubt(shares[shares.arm == leader(stored)]))
    return [words for words in found if words]


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
