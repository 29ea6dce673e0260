"""Later votes of the General Assembly in the schema of ``assembly_later.csv``.

Sources: [voeten_unga], [undl_votes].
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from sim.data.series import recognise

COLUMNS = ["symbol", "date", "session", "series", "yes", "no", "abstain"]
VOTES = {"yes": "Y", "no": "N", "abstain": "A"}


def later_rows(
    calls: pd.DataFrame, votes: pd.DataFrame, first_session: int, shared: Collection[str]
) -> pd.DataFrame:
    """Roll calls on series that both halls are known to vote on.

    Parameters
    ----------
    calls : text: ``vote_id``, ``session``, ``date``, ``symbol``, ``title``; rows without a title
        are left out
    votes : text: ``vote_id``, ``iso3``, ``vote`` (Y, N, A)
    first_session : earlier ones are left out
    shared : series that point the same way in both halls
    """
    calls = calls[calls.session.str.fullmatch(r"\d+") & (calls.title != "")]
    calls = calls[calls.session.astype(int) >= first_session].reset_index(drop=True)
    known = recognise(calls.title)
    alike = (known.kind != "") & known.series.isin(list(shared))
    calls = calls.assign(series=known.series)[alike].sort_values(["date", "symbol"])
    cast = votes[votes.vote.isin(list(VOTES.values()))].sort_values("iso3")
    lists = cast.groupby(["vote_id", "vote"]).iso3.agg(" ".join).unstack(fill_value="")
    lists = lists.reindex(columns=list(VOTES.values()), fill_value="")
    for name, vote in VOTES.items():
        calls[name] = calls.vote_id.map(lists[vote]).fillna("")
    return calls[COLUMNS].reset_index(drop=True)
