"""Which earlier titles a title is like: cosine of letter groups, weighted by how rare they are.

The vectors are those of scikit-learn (TF-IDF of groups of two to five letters inside words); they
bear misspellings, other word orders and endings. Sources: [manning2008].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.data.loaders.texts import NUMBERS, STOP

# chosen on titles of 2010-2019, each against the titles before it: see docs/discussion/forecast.md
SURE = 0.70  # from here on a title is taken to be of the series it is most like
UNCLEAR = 0.50  # from here on the author is asked; below, the text is new


@dataclass(frozen=True)
class Likeness:
    """A series, and how like its nearest title is, 0 to 1."""

    series: str
    title: str
    cosine: float


class Titles:
    """Earlier titles with their series."""

    def __init__(self, titles: Sequence[str], series: Sequence[str]) -> None:
        self._titles, self._series = list(titles), list(series)

    @cached_property
    def _vectors(self):  # type: ignore[no-untyped-def]
        from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import

        maker = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        return maker, maker.fit_transform([_plain(title) for title in self._titles])

    def nearest(self, title: str, count: int = 3) -> list[Likeness]:
        """The series whose titles are most like ``title``, the most alike first."""
        if not self._titles:
            return []
        maker, vectors = self._vectors
        cosine = np.asarray((vectors @ maker.transform([_plain(title)]).T).todense()).ravel()
        found: dict[str, Likeness] = {}
        for n in np.argsort(-cosine, kind="stable"):
            series = self._series[n]
            found.setdefault(series, Likeness(series, self._titles[n], float(cosine[n])))
            if len(found) == count:
                break
        return list(found.values())


def _plain(title: str) -> str:
    """A title without numbers and the words that all titles have; whole if nothing is left."""
    words = NUMBERS.sub(" ", title.casefold().replace("-", " ")).split()
    kept = [word for word in words if word.strip(".,;:()'") not in STOP]
    return " ".join(kept) or title.casefold()
