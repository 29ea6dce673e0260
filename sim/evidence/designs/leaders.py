"""(i) Leaders who follow one of another side, and the votes of their state."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design
from sim.evidence.record import ASSEMBLY, COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^series", "text")
MAIN = Equation("side", FIXED)
SINCE, LAST = 2004, 2021  # turns are known to the end of 2020


def led(record: Record, hall: str) -> pd.DataFrame:
    """Votes with the side of who led the state at the end of the year before (-1 left, 1 right).

    ``soon`` is the side of who led it at the end of the year after. States without a turn have 0:
    what never changes tells nothing within a state.
    """
    votes = record.of(hall)
    votes = votes[votes.year.between(SINCE, LAST)].reset_index(drop=True)
    side, soon = pd.Series(0.0, votes.index), pd.Series(0.0, votes.index)
    for iso3, turns in record.facts["turns"].astype({"year": int}).groupby("iso3"):
        here = votes.index[votes.iso3 == iso3]
        year = votes.year[here]
        for of, shift in ((side, -1), (soon, 1)):
            of[here] = float(turns.before.iloc[0])
            for turn in turns.itertuples():
                of[here[(year + shift >= turn.year).to_numpy()]] = float(turn.after)
    return votes.assign(side=side, soon=soon)


def estimate(record: Record) -> list[Estimate]:
    """The effect of a leader's side in the Council and in the Assembly; leaders yet to come."""
    council, assembly = led(record, COUNCIL), led(record, ASSEMBLY)
    council_soon = council[council.year < LAST - 1]
    return [
        MAIN.of(council),
        regress(assembly, "side", FIXED, "iso3", "assembly"),
        regress(council_soon, "soon", FIXED, "iso3", "lead of a year", ("side",)),
    ]


DESIGN = Design(
    key="leaders",
    question="Does a state vote more for scrutiny once a leader of the right follows one of the "
    "left?",
    treatment="the side of the leader at the end of the year before: -1 left, 0 centre, 1 right",
    units="votes of states outside the West on texts about countries, 2004 to 2021",
    equation="score(i,k) = a(i, series) + d(k) + b side(i, year - 1) + e",
    estimator="least squares, clustered by state",
    placebo="the side of the leader at the end of the year after",
    threats="what brings a leader in may move votes, too; sides mean other things elsewhere",
    source="[herre2023]",
    data=lambda record: led(record, COUNCIL),
    main=MAIN,
    estimate=estimate,
)
