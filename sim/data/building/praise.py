"""What states recommended to others in the Universal Periodic Review: praise or demands.

A row a recommending state, state under review and review. Of recommendations only numbers are
kept. Sources: [upr_info]; the days on which sessions began: [upr_calendar].
"""

from __future__ import annotations

import pandas as pd

SOFT = 2  # categories of action up to this one ask for nothing new: share, continue
BEGAN = {  # the first day of each session of the working group
    1: "2008-04-07", 2: "2008-05-05", 3: "2008-12-01", 4: "2009-02-02", 5: "2009-05-04",
    6: "2009-11-30", 7: "2010-02-08", 8: "2010-05-03", 9: "2010-11-01", 10: "2011-01-24",
    11: "2011-05-02", 12: "2011-10-03", 13: "2012-05-21", 14: "2012-10-22", 15: "2013-01-21",
    16: "2013-04-22", 17: "2013-10-21", 18: "2014-01-27", 19: "2014-04-28", 20: "2014-10-27",
}  # fmt: skip


def praise_table(recommendations: pd.DataFrame, reviewed: set[str]) -> pd.DataFrame:
    """How many recommendations each state made in each review, and how many asked for nothing new.

    Parameters
    ----------
    recommendations : ``session``, ``state_under_review``, ``recommending``, ``action`` (1 to 5)
    reviewed : the states under review that are wanted

    Returns
    -------
    DataFrame
        ``iso3`` (who recommended), ``target``, ``date``, ``made``, ``soft``.
    """
    wanted = recommendations[recommendations.state_under_review.isin(reviewed)]
    wanted = wanted.dropna(subset=["recommending"]).assign(soft=lambda d: d.action <= SOFT)
    keys = ["recommending", "state_under_review", "session"]
    table = wanted.groupby(keys).soft.agg(made="size", soft="sum").reset_index()
    table["date"] = table.session.map(BEGAN)
    table = table.rename(columns={"recommending": "iso3", "state_under_review": "target"})
    return table.sort_values(["iso3", "target", "date"], ignore_index=True)[
        ["iso3", "target", "date", "made", "soft"]
    ]
