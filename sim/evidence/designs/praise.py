"""(g) Praise in the Universal Periodic Review, and votes on the praised state afterwards."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from sim.evidence.design import Design, Feeds
from sim.evidence.record import COUNCIL, Record
from sim.evidence.regression import Equation, Estimate, regress

FIXED = ("iso3^target", "text")
MAIN = Equation("praised", FIXED)
OWED = timedelta(days=730)
LAST = pd.Timestamp("2016-12-31")  # two years after the last review whose praise is known


def praised(record: Record) -> pd.DataFrame:
    """The Council's votes on states to 2016, with how soft a voter was in their last review.

    The treatment is the share of the voter's recommendations that asked for nothing new, for two
    years after the review; ``soon`` is the same for two years before it.
    """
    votes = record.of(COUNCIL)
    votes = votes[votes.date <= LAST].reset_index(drop=True)
    table = record.facts["praise"]
    share = table.soft.astype(float) / table.made.astype(float)
    day = pd.to_datetime(table["date"])
    after, soon = pd.Series(0.0, votes.index), pd.Series(0.0, votes.index)
    for (iso3, target), rows in table.groupby(["iso3", "target"]):
        pair = votes[(votes.iso3 == iso3) & (votes.target == target)]
        for k in rows.index:
            after[pair.index[pair.date.between(day[k], day[k] + OWED)]] = share[k]
            soon[pair.index[pair.date.between(day[k] - OWED, day[k], inclusive="left")]] = share[k]
    return votes.assign(praised=after, soon=soon)


def estimate(record: Record) -> list[Estimate]:
    """Votes on a state in the two years after a review in which it was praised, and before it."""
    votes = praised(record)
    return [
        MAIN.of(votes),
        regress(votes, "praised", FIXED, "target", "clustered by target"),
        regress(votes, "soon", FIXED, "iso3", "lead of two years", ("praised",)),
    ]


DESIGN = Design(
    key="praise",
    question="Does a state that praised another in its review vote less for scrutiny of it "
    "afterwards?",
    treatment="the share of a state's recommendations that asked for nothing new, for two years "
    "after a review whose date was set by a calendar",
    units="votes of states outside the West on texts about countries, to 2016",
    equation="score(i,k) = a(i, target) + d(k) + b soft(i, target) after(target, k) + e",
    estimator="least squares, clustered by state",
    placebo="the two years before the review",
    threats="few targets were both reviewed and voted on; who turns friendly praises and votes so",
    source="[upr_info]; [terman_voeten2018]",
    data=lambda record: praised(record),
    main=MAIN,
    estimate=estimate,
    feeds=(Feeds("main", "praise_gain", "none", -1.0,
                 conversion="above zero was for scrutiny; the share of praise from none to all"),),
)  # fmt: skip
