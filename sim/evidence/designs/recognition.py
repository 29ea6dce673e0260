"""(h) States that took up relations with Beijing instead of Taipei, before and after."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("switched", FIXED)
TWO_YEARS = timedelta(days=730)


def switched(record: Record) -> pd.DataFrame:
    """The Assembly's votes since 2003, with who had switched by then, or would in two years."""
    votes = record.of(ASSEMBLY)
    votes = votes[votes.year >= 2003].reset_index(drop=True)
    table = record.facts["recognition"].set_index("iso3")
    day = pd.to_datetime(votes.iso3.map(table["date"]))
    after = (votes.date >= day).astype(float)
    soon = ((votes.date >= day - TWO_YEARS) & (votes.date < day)).astype(float)
    return votes.assign(switched=after, soon=soon)


def estimate(record: Record) -> list[Estimate]:
    """Votes after a switch of recognition; the two years before it."""
    votes = switched(record)
    return [
        MAIN.of(votes),
        regress(votes, "soon", FIXED, "iso3", "lead of two years", ("switched",)),
    ]


DESIGN = Design(
    key="recognition",
    question="Does a state that turns from Taipei to Beijing, with embassy, visits and loans, vote "
    "less for scrutiny afterwards?",
    treatment="relations with Beijing were taken up",
    units="votes of states outside the West in the Assembly on countries that the Council "
    "scrutinises too, since 2003",
    equation="score(i,k) = a(i, series) + d(k) + b switched(i,k) + e",
    estimator="least squares, clustered by state",
    placebo="the two years before the day",
    threats="a new government switches and votes otherwise; thirteen states only",
    source="[recognition_switches]",
    data=lambda record: switched(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "attention", "none", -1.0,
                 conversion="above zero was for scrutiny; a bound already stands in the table"),),
)  # fmt: skip
