"""Another version of a draft: other sponsors, another item, another direction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from sim.errors import InputError
from sim.forecast.about import TECHNICAL
from sim.forecast.draft import Draft, as_typed, draft_of, sponsors_of

FORM = "what=sponsors+URY,sponsors-USA,item:10,orientation:-1,wording:technical_assistance"
WORDINGS = {"technical_assistance": TECHNICAL}  # what a wording does: it moves the text to an item
ALTERED = ("item", "orientation", "kind", "target", "series", "title")


def altered(draft: Draft, changes: str, usual: str) -> Draft:
    """The draft with changes such as ``sponsors+URY,item:10``.

    Parameters
    ----------
    usual : who is taken to table it where the draft does not say

    Raises
    ------
    InputError
        For a change that is none, or changes nothing.
    """
    made = draft
    for change in (part.strip() for part in changes.split(",")):
        if change.startswith(("sponsors+", "sponsors-")):
            now = made.sponsors if made.sponsors is not None else usual
            made = replace(made, sponsors=_tabled(now, change[8], change[9:]))
            continue
        key, colon, value = change.partition(":")
        if colon and key == "wording" and value in WORDINGS:
            made = replace(made, item=WORDINGS[value], orientation=None)
        elif colon and key in ALTERED and value:
            fresh = draft_of({"title": made.title, key: as_typed(key, value)})
            made = replace(made, **{key: getattr(fresh, key)})
        else:
            raise InputError(f"what: {change[:60]!r} is no change; for example {FORM}")
    if made == draft:
        raise InputError(f"what={changes[:60]}: that changes nothing in the draft")
    return made


def _tabled(now: str, sign: str, name: str) -> str:
    codes, one = now.split(), sponsors_of(name)
    if sign == "+":
        return " ".join(dict.fromkeys([*codes, *one.split()]))
    if one not in codes:
        raise InputError(f"what: {name[:60]} does not table it; {now or 'nobody is known to'} does")
    return " ".join(code for code in codes if code != one)


def differences(first: np.ndarray, second: np.ndarray) -> pd.DataFrame:
    """How the count of one version differs from another's, draw by draw.

    Parameters
    ----------
    first, second : [R, S] int8, votes drawn with the same luck

    Returns
    -------
    DataFrame
        A row each for adopted, yes, abstain, no: mean of both and of the difference, and its
        central 90 % over draws.
    """
    from sim.council.tally import MAJORITY, is_adopted
    from sim.forecast.count import TALLIES

    def tally(votes: np.ndarray) -> dict[str, np.ndarray]:
        return {name: (votes == value).sum(1) for name, value in TALLIES.items()}

    a, b = tally(first), tally(second)
    a["adopted"], b["adopted"] = (
        is_adopted(t["yes"], t["no"], MAJORITY).astype(float) for t in (a, b)
    )
    rows = []
    for name in ("adopted", "yes", "abstain", "no"):
        difference = b[name] - a[name]
        low, high = np.quantile(difference, [0.05, 0.95], method="nearest")
        rows.append({"outcome": name, "first": a[name].mean(), "second": b[name].mean(),
                     "difference": difference.mean(), "low_90": low, "high_90": high})  # fmt: skip
    return pd.DataFrame(rows)
