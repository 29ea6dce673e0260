"""(h) The attention that a seat in the Council brings, and votes in the other hall."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("seat", FIXED)
A_YEAR = timedelta(days=365)


def courted(record: Record) -> pd.DataFrame:
    """The Assembly's votes, with whether the state then sits in the Council, or will in a year."""
    votes = record.of(ASSEMBLY)
    votes = votes[votes.year >= 2006].reset_index(drop=True)
    here, soon = np.zeros(len(votes)), np.zeros(len(votes))
    for code, part in votes.groupby("iso3"):
        here[part.index] = record.seated(str(code), part.date)
        soon[part.index] = record.seated(str(code), part.date + A_YEAR)
    return votes.assign(seat=here, soon=soon * (1.0 - here))


def estimate(record: Record) -> list[Estimate]:
    """Votes in the Assembly while in the Council; the year before."""
    votes = courted(record)
    return [
        MAIN.of(votes),
        regress(votes, "soon", FIXED, "iso3", "lead of a year", ("seat",)),
    ]


DESIGN = Design(
    key="seat",
    question="Does a state that sits in the Council, and is courted, vote otherwise in the "
    "Assembly?",
    treatment="a seat in the Council: all sides then court a state",
    units="votes of states outside the West in the Assembly on countries that the Council "
    "scrutinises too, since 2006",
    equation="score(i,k) = a(i, series) + d(k) + b seat(i,k) + e",
    estimator="least squares, clustered by state",
    placebo="the year before a seat is taken",
    threats="all sides court, so that what each does may cancel; states stand when they please",
    source="[hrc_membership]; visits to members of the other Council [contagion_visits]",
    data=lambda record: courted(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "attention", "bound", 1.0, ("seat",)),),
)
