"""(f) Signers of the statements for China, and their votes on others afterwards."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import ASSEMBLY, COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("signed", FIXED)
FIRST = pd.Timestamp("2019-07-12")  # the day of the first letter on Xinjiang
EARLIER = pd.Timestamp("2017-01-01")  # when nothing was signed
SINCE = "2014-01-01"


def signed(record: Record, hall: str, day: pd.Timestamp) -> pd.DataFrame:
    """Votes since 2014, with the treatment: one of those that signed, after the day."""
    votes = record.of(hall)
    votes = votes[votes.date >= SINCE].reset_index(drop=True)
    signer = votes.iso3.map(record.states.shielded > 0) & (votes.iso3 != "CHN")
    return votes.assign(signed=(signer & (votes.date > day)) * 1.0)


def estimate(record: Record) -> list[Estimate]:
    """Before and after the first letter; a day on which nothing was signed; the Assembly."""
    council, early = signed(record, COUNCIL, FIRST), signed(record, COUNCIL, EARLIER)
    return [
        MAIN.of(council),
        regress(council, "signed", FIXED, "session", "clustered by session"),
        regress(early[early.date <= FIRST], "signed", FIXED, "iso3", "placebo"),
        regress(signed(record, ASSEMBLY, FIRST), "signed", FIXED, "iso3", "assembly"),
    ]


DESIGN = Design(
    key="signing",
    question="Do signers of the statements for China vote less for scrutiny afterwards?",
    treatment="one of four statements of 2019 and 2020 in China's support was signed; after the "
    "first of them",
    units="votes of states outside the West on texts about countries, since 2014",
    equation="score(i,k) = a(i, series) + d(k) + b signer(i) after(k) + e",
    estimator="least squares, clustered by state",
    placebo="the same states before and after 1 January 2017, when nothing was signed",
    threats="who signs was on the way to it: a trend of signers looks the same",
    source="[statements]",
    data=lambda record: signed(record, COUNCIL, FIRST),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "signature_gain", "estimate", -1.0, ("signers",),
                 "above zero was for scrutiny"),),
)  # fmt: skip
