"""(b) Organisers off the Council, by how closely a state is tied to the group."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("whip", FIXED, controls=("trend",))
FORCED = (("2012-01-01", "2014-12-31"), ("2019-01-01", "2021-12-31"))  # about 2013 and 2020


def whipped(record: Record, hall: str) -> pd.DataFrame:
    """The votes of a hall, with organisers seated over their mean, by affiliation."""
    votes = record.of(hall)
    states = record.states
    organisers = list(states.index[states.organiser])
    seated = sum(record.seated(code, votes.date).astype(float) for code in organisers)
    texts = votes.assign(seated=seated).groupby("text").seated.first()
    whole = float(texts.mean())  # so that one more unit is a voice as strong again
    votes = votes.assign(seated=seated / whole)
    votes = votes[~votes.iso3.isin(organisers)].reset_index(drop=True)
    tie = votes.iso3.map(states.affiliation)
    years = (votes.date - votes.date.min()).dt.days / 365.25
    return votes.assign(whip=votes.seated * tie, trend=years * tie)


def estimate(record: Record) -> list[Estimate]:
    """All changes; those that the two-term rule forced; the Assembly, where all sit."""
    council = whipped(record, COUNCIL)
    forced = pd.concat([council[council.date.between(*years)] for years in FORCED])
    forced = forced.assign(window=(forced.date > FORCED[0][1]).astype(int))
    own = ("iso3^series^window", "text")
    return [
        MAIN.of(council),
        regress(council, "whip", FIXED, "session", "clustered by session", ("trend",)),
        regress(forced, "whip", own, "iso3", "forced years off"),
        regress(whipped(record, ASSEMBLY), "whip", FIXED, "iso3", "placebo", ("trend",)),
    ]


DESIGN = Design(
    key="organisers",
    question="Do states that are tied to the group vote its line more when more organisers sit?",
    treatment="organisers seated, over their mean; China, Cuba, Russia and Saudi Arabia were "
    "forced off in 2013 and China and Cuba in 2020, after two terms from the first election on",
    units="votes of states outside the West that are no organisers, on texts about countries",
    equation="score(i,k) = a(i, series) + d(k) + b organisers(k) tie(i) + g tie(i) year(k) + e",
    estimator="least squares, clustered by state",
    placebo="the same dates in the Assembly, where all organisers always sit",
    threats="an organiser without a seat still lobbies; Russia left in 2022 for its war",
    source="[ga_60_251] 7: no third term in a row; [hrc_membership]",
    data=lambda record: whipped(record, COUNCIL),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "whip_gain", "estimate", -1.0, ("organisers",),
                 "above zero was for scrutiny; a unit is a voice as strong again"),),
)  # fmt: skip
