"""(d) Hostile amendments, and the texts that they were about, voted on by the same states."""

from __future__ import annotations

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^pair",)
MAIN = Equation("amendment", FIXED, cluster="pair")


def paired(record: Record) -> pd.DataFrame:
    """Votes on texts and on hostile amendments to them, and which came after another amendment."""
    votes = record.amended
    first = votes[votes.amendment > 0].groupby("pair").text.transform("min")
    late = (votes.text > first.reindex(votes.index)).astype(float)
    return votes.assign(late=late.where(votes.amendment > 0))


def estimate(record: Record) -> list[Estimate]:
    """Amendments against texts; themes and countries apart; later amendments against the first."""
    votes = paired(record)
    return [
        MAIN.of(votes),
        regress(votes[votes.country], "amendment", FIXED, "pair", "texts about countries"),
        regress(votes[~votes.country], "amendment", FIXED, "pair", "themes"),
        regress(votes, "amendment", FIXED, "iso3", "clustered by state"),
        regress(votes[votes.amendment > 0], "late", FIXED, "pair", "placebo"),
    ]


DESIGN = Design(
    key="amendments",
    question="Is it easier to vote for a hostile amendment than against the text itself?",
    treatment="whether the vote is on a hostile amendment or on the text, of one series and day",
    units="votes of states outside the West on hostile amendments and on the texts they were about",
    equation="score(i,k) = a(i, pair) + b amendment(k) + e",
    estimator="least squares, clustered by pair",
    placebo="later amendments to a text against the first: all are hostile",
    threats="amendments are written for texts that their authors cannot stop; a text that was "
    "amended is another text",
    source="[ohchr_votes]",
    data=lambda record: paired(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "dilution", "none", -1.0,
                 conversion="how easy it is to vote for one, not what a carried one does"),),
)  # fmt: skip
