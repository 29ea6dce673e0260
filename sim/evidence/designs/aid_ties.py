"""(c) Aid by donor: a state's votes in years in which it has more of it, and in others."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("usa", FIXED, controls=("others", "china"))
DONORS = ("usa", "others", "china")
KNOWN = (2010, 2022)  # the years whose aid, a year before, the tables hold


def tied(record: Record, hall: str, later: int = -1) -> pd.DataFrame:
    """The votes of a hall with the ties of another year: a year before, or a year after."""
    votes = record.of(hall)
    ties = record.ties.assign(year=record.ties.year - later)
    return votes[votes.year.between(*KNOWN)].merge(ties, on=["iso3", "year"], how="left")


def estimate(record: Record) -> list[Estimate]:
    """Each donor beside the others, in the Council and in the Assembly; leads."""
    found = []
    for hall in (COUNCIL, ASSEMBLY):
        votes = tied(record, hall)
        for donor in DONORS:
            rest = tuple(other for other in DONORS if other != donor)
            what = "main" if (hall, donor) == (COUNCIL, "usa") else f"{donor}, {hall}"
            found.append(regress(votes, donor, FIXED, "iso3", what, rest))
    ahead = tied(record, COUNCIL, 2)
    found += [regress(ahead, donor, FIXED, "iso3", f"lead, {donor}") for donor in DONORS]
    return found


def _feeds() -> tuple[Feeds, ...]:
    names = {"usa": "aid_gain", "others": "aid_gain_others", "china": "inducement_gain"}
    made = []
    for donor, name in names.items():
        sign = -1.0 if donor == "china" else 1.0
        what = "main" if donor == "usa" else f"{donor}, council"
        conversion = "above zero was for scrutiny" if sign < 0 else ""
        made.append(Feeds(what, name, "estimate", sign, ("council_ties",), conversion))
    return tuple(made)


DESIGN = Design(
    key="aid_ties",
    question="Does a state vote otherwise in years in which it has more aid of a donor?",
    treatment="the tie by a donor's aid in the four years to the year before: United States, other "
    "members of the DAC, China with its loans",
    units="votes of states outside the West on texts about countries, 2010 to 2022",
    equation="score(i,k) = a(i, series) + d(k) + sum over donors of b tie(i, year) + e",
    estimator="least squares, clustered by state",
    placebo="aid of two years later (leads)",
    threats="aid follows votes, or goes to opponents; windows of four years change slowly",
    source="[dreher2008], donors apart",
    data=lambda record: tied(record, COUNCIL),
    main=MAIN,
    estimate=estimate,
    feeds=_feeds(),
)
