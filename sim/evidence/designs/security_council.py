"""(h) The attention that a seat in the Security Council brings, and votes in the Assembly."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("member", FIXED)
A_YEAR = timedelta(days=365)


def members(record: Record) -> pd.DataFrame:
    """The Assembly's votes since 2004, with who then sat in the Security Council, or would soon."""
    votes = record.of(ASSEMBLY)
    votes = votes[votes.year >= 2004].reset_index(drop=True)
    terms = record.facts["security_council"]
    begun, ended = pd.to_datetime(terms["from"]), pd.to_datetime(terms["until"])
    member, soon = pd.Series(0.0, votes.index), pd.Series(0.0, votes.index)
    for iso3, begin, end in zip(terms.iso3, begun, ended, strict=True):
        here = votes.iso3 == iso3
        member[here & votes.date.between(begin, end)] = 1.0
        soon[here & votes.date.between(begin - A_YEAR, begin, inclusive="left")] = 1.0
    return votes.assign(member=member, soon=soon.where(member == 0, 0.0))


def estimate(record: Record) -> list[Estimate]:
    """Votes while in the Security Council; the year before."""
    votes = members(record)
    return [
        MAIN.of(votes),
        regress(votes, "soon", FIXED, "iso3", "lead of a year", ("member",)),
    ]


DESIGN = Design(
    key="security_council",
    question="Does a state that sits in the Security Council, and is courted for it, vote "
    "otherwise on human rights?",
    treatment="an elected seat in the Security Council",
    units="votes of states outside the West in the Assembly on countries that the Council "
    "scrutinises too, since 2004",
    equation="score(i,k) = a(i, series) + d(k) + b member(i,k) + e",
    estimator="least squares, clustered by state",
    placebo="the year before a seat is taken",
    threats="all sides court, so that what each does may cancel; states stand when they please",
    source="[security_council_members]; [kuziemko_werker2006], [contagion_visits]",
    data=lambda record: members(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "attention", "none", 1.0,
                 conversion="a bound already stands in the table, from more votes"),),
)  # fmt: skip
