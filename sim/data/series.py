"""Series of texts: which one a title belongs to, and who habitually tables it.

The table ``series.csv`` holds one row a series, in the order in which its patterns are tried.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from sim.data.states import read_table

KNOWN = ["series", "kind", "target", "pen", "orientation"]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in read_table("series.csv").pattern)


def recognise(titles: pd.Series) -> pd.DataFrame:
    """The series each title belongs to: series, kind, target, pen, orientation.

    The first pattern of ``series.csv`` that matches wins. A title that matches none starts a
    series of its own, of unknown kind and direction.
    """
    known = list(read_table("series.csv")[KNOWN].itertuples(index=False, name=None))
    rows: list[tuple[str, str, str, str, int]] = []
    for title in titles:
        hit = next((n for n, pattern in enumerate(_patterns()) if pattern.search(title)), None)
        if hit is None:
            words = re.sub(r"[^a-z ]", "", title.lower()).split()[:8]
            rows.append(("-".join(words), "", "", "cross", 0))
        else:
            series, kind, target, pen, orientation = known[hit]
            rows.append((series, kind, target, pen, int(orientation)))
    return pd.DataFrame(rows, columns=KNOWN)


def amended_sponsors(calls: pd.DataFrame) -> list[str]:
    """Who tables the text that each ballot amends, "" where it amends none, [B].

    Those of the same series' text in the same session where they are known, else its usual ones.

    Parameters
    ----------
    calls : one row a roll call, with kind, session, series and sponsors
    """
    amendment = calls.kind == "amendment"
    texts = calls[~amendment & (calls.sponsors != "")]
    known = dict(zip(zip(texts.session, texts.series, strict=True), texts.sponsors, strict=True))
    return [
        known.get((session, series), usual_sponsors(series)) if amends else ""
        for amends, session, series in zip(amendment, calls.session, calls.series, strict=True)
    ]


@cache
def _usual() -> dict[str, str]:
    known = read_table("series.csv")
    return dict(zip(known.series, known.sponsors, strict=True))


def usual_sponsors(series: str) -> str:
    """Who habitually tables the texts of a series, as ``sim.data.sponsors`` writes it.

    Empty for a series that nobody has looked up.
    """
    return _usual().get(series, "")
