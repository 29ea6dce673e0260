"""(a) The Council with and without the United States, by how much aid of its a state has."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("here_usa", FIXED, controls=("trend_usa",))
A_YEAR = timedelta(days=365)
BEFORE = pd.Timestamp("2021-12-31")  # the day to which the test out of sample is fitted
RULE = ("2015-01-01", "2017-12-31")  # about 2016, the year off that the two-term rule forced
PULL_OF_CHINA = 0.12  # of a full tie, in the fit to 2020: what a growth of its voice multiplies


def exposed(record: Record, hall: str) -> pd.DataFrame:
    """The votes of a hall with the treatment, and the same a year early."""
    votes = record.of(hall)
    here = record.seated("USA", votes.date).astype(float)
    soon = record.seated("USA", votes.date + A_YEAR).astype(float)
    years = (votes.date - votes.date.min()).dt.days / 365.25
    more = {}
    for donor in ("usa", "others", "china"):
        tie = votes.iso3.map(record.exposure(donor))
        more[f"here_{donor}"], more[f"soon_{donor}"] = here * tie, soon * tie
        more[f"trend_{donor}"] = years * tie
    return votes.assign(here=here, **more)


def estimate(record: Record) -> list[Estimate]:
    """The effect of its seat by the tie to its aid; donors apart; leads; the Assembly."""
    council, assembly = exposed(record, COUNCIL), exposed(record, ASSEMBLY)
    trend = ("trend_usa",)
    donors = ("here_others", "here_china", "trend_usa", "trend_others", "trend_china")
    lead = ("here_usa", *trend)
    found = [
        MAIN.of(council),
        regress(council[council.date <= BEFORE], "here_usa", FIXED, "iso3", "votes to 2021", trend),
        regress(council, "here_usa", FIXED, "session", "clustered by session", trend),
        regress(council, "here_usa", FIXED, "iso3", "beside other donors", donors),
        regress(
            council, "here_china", FIXED, "iso3", "by the tie to China",
            ("here_usa", "here_others", "trend_usa", "trend_others", "trend_china"),
        ),
        regress(council, "soon_usa", FIXED, "iso3", "lead of a year", lead),
        regress(council[council.date.between(*RULE)], "here_usa", FIXED, "iso3",
                "the year off of 2016"),
        regress(assembly, "here_usa", FIXED, "iso3", "placebo", trend),
    ]  # fmt: skip
    return found


def foretold(record: Record) -> dict[str, float]:
    """A test out of sample: votes to 2021 say what the return of 2022 and the absence of 2025 do.

    Each vote after 2021 is foretold from its text's own mean and the state's own past on the
    series (less what its texts' means were), with and without the effect that was estimated to
    2021, at the treatment less its mean over the text.

    Returns
    -------
    dict
        ``effect`` on the score to 2021; ``votes``; mean squared errors ``without`` and ``with_it``
        over all, and over 2022-24 and 2025 alone.
    """
    votes = exposed(record, COUNCIL)
    past = votes.date <= BEFORE
    first = regress(votes[past], "here_usa", FIXED, "iso3", "votes to 2021", ("trend_usa",))
    centred = {
        name: votes[name] - votes.groupby("text")[name].transform("mean")
        for name in ("score", "here_usa")
    }
    votes = votes.assign(**{f"own_{name}": values for name, values in centred.items()})
    known = votes[past].groupby(["iso3", "series"])[["own_score", "own_here_usa"]].mean()
    known = known.add_suffix("_before")
    later = votes[~past].join(known, on=["iso3", "series"]).dropna(subset=list(known))
    moved = first.share * (later.own_here_usa - later.own_here_usa_before)
    off = {"without": later.own_score - later.own_score_before}
    off["with_it"] = off["without"] - moved
    told = {"effect": first.share, "votes": float(len(later))}
    for name, error in off.items():
        told[name] = float((error**2).mean())
        for label, of in (("2022-24", later.year < 2025), ("2025", later.year >= 2025)):
            told[f"{name} {label}"] = float((error[of] ** 2).mean()) if of.any() else np.nan
    return told


DESIGN = Design(
    key="us_presence",
    question="Does a seat of the United States in the Council move states by how much of its aid "
    "they have?",
    treatment="whether it sits: in from June 2009 to 2015, 2017 to June 2018, 2022 to 2024; 2016 "
    "off by the two-term rule, the other absences its own choice",
    units="votes of states outside the West on texts about countries, Council since 2006",
    equation="score(i,k) = a(i, series) + d(k) + b seated(k) tie(i) + g tie(i) year(k) + e",
    estimator="least squares, clustered by state; the tie is the mean of 2012-17, so that aid "
    "cannot follow votes",
    placebo="the same dates in the Assembly, where it always sits; the seat of a year later",
    threats="its chosen absences are not random in time; ties to its aid go with ties to others'",
    source="[hrc_membership]; [ga_60_251] 7: no third term in a row",
    data=lambda record: exposed(record, COUNCIL),
    main=MAIN,
    estimate=estimate,
    feeds=(
        Feeds(
            "by the tie to China", "vacuum_gain", "none", 1.0 / PULL_OF_CHINA,
            conversion="over the pull of a full tie to China in the fit",
        ),
    ),
)  # fmt: skip
