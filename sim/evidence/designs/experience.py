"""(j) Years on the Council, and who tables amendments."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3", "text")
MAIN = Equation("years", FIXED)


def served(record: Record) -> pd.DataFrame:
    """A row a member and session with amendments: the share of them it tabled, and its years.

    ``years`` is the logarithm of one more than the years in which it had held a seat by then.
    """
    rows = record.tabled
    held = pd.Series(0.0, rows.index)
    for term in record.seats.itertuples():
        here = rows.index[rows.iso3 == term.iso3]
        spent = rows["date"][here].clip(upper=term.until) - term.since
        held[here] += spent.dt.days.clip(lower=0) / 365.25
    return rows.assign(years=np.log1p(held))


def estimate(record: Record) -> list[Estimate]:
    """What a state tables, by its years of service; those without organisers."""
    rows = served(record)
    plain = rows[~rows.iso3.map(record.states.organiser)].reset_index(drop=True)
    return [
        MAIN.of(rows),
        regress(plain, "years", FIXED, "iso3", "without organisers"),
    ]


DESIGN = Design(
    key="experience",
    question="Does a state that has served longer table more amendments?",
    treatment="the logarithm of one more than the years in which it had held a seat",
    units="states outside the West that sit, sessions in which amendments were voted on; the score "
    "is the share of them that the state tabled, not a vote, so that only the share is of use",
    equation="share(i,t) = a(i) + d(t) + b log(1 + years(i,t)) + e",
    estimator="least squares, clustered by state",
    placebo="none: years of service only grow",
    threats="states that want to table stand again",
    source="[hrc_membership]; sponsors of the record; [arias_agenda]",
    data=lambda record: served(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "years_to_mastery", "none", 1.0,
                 conversion="a share of amendments tabled, not a length of time"),),
)  # fmt: skip
