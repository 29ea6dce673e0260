"""(e) A pen in one's own region: states of a region whose members hold it, and the others."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3", "text")
MAIN = Equation("pen", FIXED, controls=("near",))
SINCE = "2016-01-01"


def penned(record: Record) -> pd.DataFrame:
    """Votes on texts about countries, with whether members of the voter's region hold the pen.

    Texts that a region's members pen about that region are told apart; authors do not count as
    voters.
    """
    votes, states = record.of(COUNCIL), record.states
    group = votes.iso3.map(states.group)
    regions = record.texts.authors.map(
        lambda codes: {states.group[c] for c in codes if c in states.index and not states.west[c]}
    )
    wrote = record.texts.authors.reindex(votes.text)
    mine = [g in regions.iloc[k] for g, k in zip(group, votes.text, strict=True)]
    author = [c in codes for c, codes in zip(votes.iso3, wrote, strict=True)]
    near = group.to_numpy() == votes.target.map(states.group).to_numpy()
    votes = votes.assign(pen=pd.Series(mine, votes.index) * 1.0, near=near * 1.0)
    return votes[~pd.Series(author, votes.index)].reset_index(drop=True)


def estimate(record: Record) -> list[Estimate]:
    """The effect of a pen in one's own region, on targets in it and elsewhere; recent years."""
    votes = penned(record)
    return [
        MAIN.of(votes),
        regress(votes, "pen", FIXED, "series", "clustered by series", ("near",)),
        regress(votes[votes.date >= SINCE], "pen", FIXED, "iso3", "votes since 2016", ("near",)),
    ]


DESIGN = Design(
    key="pens",
    question="Does a state vote more for a text whose pen is held in its own region?",
    treatment="whether members of the voter's region, outside the West, hold the pen",
    units="votes of states outside the West that are no authors, on texts about countries",
    equation="score(i,k) = a(i) + d(k) + b pen(k, region of i) + g target(k, region of i) + e",
    estimator="least squares, clustered by state",
    placebo="none: no pen was handed over within a series of the record, so that nothing before "
    "and after can be held against one another",
    threats="authors choose texts that their region likes; who holds the pen of older texts is "
    "known by series only",
    source="[inboden2023] step 2; sponsors of the record",
    data=lambda record: penned(record),
    main=MAIN,
    estimate=estimate,
    feeds=(
        Feeds(
            "clustered by series", "coalition_gain", "none", 1.0,
            conversion="own region less the others: what both feel is not seen",
        ),
    ),
)  # fmt: skip
