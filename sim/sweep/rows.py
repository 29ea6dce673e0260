"""The columns of a row, and how the votes of a run become one.

A row is one run: a design point in one replicate, beside the baseline of the same replicate. The
data dictionary is docs/reference/sweep.md. Rates are not a number where nothing could be counted.
"""

from __future__ import annotations

import numpy as np

from sim.study.metrics import measure
from sim.world import COUNTRY, KINDS

OF_KIND = ("soft", "hard", "either", "adopted", "margin", "rice")
OF_RUN = ("defections", "exits")
COUNTS = ("chances",)  # of a kind; without a difference
DIFFERENCE = "_difference"

OUTCOMES = tuple(f"{kind}_{name}" for kind in KINDS for name in (*COUNTS, *OF_KIND)) + OF_RUN
COMPARED = tuple(name for name in OUTCOMES if not name.endswith(COUNTS))
COLUMNS = OUTCOMES + tuple(name + DIFFERENCE for name in COMPARED)
_COMPARED = [OUTCOMES.index(name) for name in COMPARED]


def rows_of(
    votes: np.ndarray,
    affiliation: np.ndarray,
    kind: np.ndarray,
    affiliate: np.ndarray,
    organiser: np.ndarray,
    held: np.ndarray,
    adopting: float,
) -> np.ndarray:
    """One row a lane but the first, which is the baseline: [L - 1, columns] float64.

    Parameters
    ----------
    votes : [B, S, L] int8, of one replicate
    affiliation : [T, S, L] at the end of each session
    kind : [B] index into KINDS
    affiliate, organiser : [S] bool
    held : [B] bool, what came up in this replicate
    adopting : share of yes among yes and no that a country text needs
    """
    found = measure(votes, kind, affiliate, organiser, affiliation)
    chances, soft, hard = (of.sum(1) for of in (found.chances, found.soft, found.hard))
    yes, no = found.tally[:, 0].astype(int), found.tally[:, 2].astype(int)
    share = np.where(kind == COUNTRY, adopting, 0.5)[:, None]
    adopted = (yes > no) & (yes >= share * (yes + no))
    levels = np.empty((len(OUTCOMES), votes.shape[-1]))
    for k in range(len(KINDS)):
        here = kind == k
        ballots = np.full(votes.shape[-1], held[here].sum())
        levels[len(COUNTS + OF_KIND) * k :][: len(COUNTS + OF_KIND)] = (
            chances[k],
            _share(soft[k], chances[k]),
            _share(hard[k], chances[k]),
            _share(soft[k] + hard[k], chances[k]),
            _share(adopted[here].sum(0), ballots),
            _share((yes - no)[here].sum(0), ballots),
            found.rice[k],
        )
    levels[-len(OF_RUN) :] = (soft + hard).sum(0), found.exits.sum(0)
    compared = levels[_COMPARED]
    rows = np.concatenate([levels[:, 1:], compared[:, 1:] - compared[:, :1]])
    return np.ascontiguousarray(rows.T)


def _share(part: np.ndarray, of: np.ndarray) -> np.ndarray:
    return np.divide(part, of, out=np.full(len(of), np.nan), where=of > 0)
