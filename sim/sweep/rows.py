"""The columns of a row, and how the votes of a run become one.

A row is one run: a design point in one replicate, beside the baseline of the same replicate. The
data dictionary is docs/reference/sweep.md. Rates are not a number where nothing could be counted.
"""

from __future__ import annotations

import numpy as np

from sim.council.tally import is_adopted, share_needed
from sim.study.metrics import measure
from sim.world import KINDS

OF_KIND = ("soft", "hard", "either", "adopted", "margin", "rice")
OF_RUN = ("defections", "exits")
COUNTS = ("chances",)  # of a kind; without a difference
DIFFERENCE = "_difference"

OUTCOMES = tuple(f"{kind}_{name}" for kind in KINDS for name in (*COUNTS, *OF_KIND)) + OF_RUN
COMPARED = tuple(name for name in OUTCOMES if not name.endswith(COUNTS))
COLUMNS = OUTCOMES + tuple(name + DIFFERENCE for name in COMPARED)
MOST_STATES = 193  # that can vote, and so the largest margin
ROUNDING = 1e-6  # of sums and differences of counts and shares
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
    adopted = is_adopted(yes, no, share_needed(kind, adopting)[:, None])
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


def impossible(rows: np.ndarray) -> str | None:
    """What no run can have given, in words; None: everything in these rows can be.

    Parameters
    ----------
    rows : [..., columns]
    """
    column = {name: rows[..., n] for n, name in enumerate(COLUMNS)}
    if np.isinf(rows).any():
        return "a number in it is infinite"
    for name in (*(f"{kind}_chances" for kind in KINDS), *OF_RUN):
        most = MOST_STATES if name == "exits" else np.inf
        if not ((column[name] >= 0) & (column[name] <= most) & whole(column[name])).all():
            return f"{name} is no count"
    defections = np.zeros(rows.shape[:-1])
    for kind in KINDS:
        chances, either = column[f"{kind}_chances"], column[f"{kind}_either"]
        none, told = chances == 0, np.nan_to_num(either)
        for name in ("soft", "hard", "either"):
            if (np.isnan(column[f"{kind}_{name}"]) != none).any():
                return f"{kind}_{name} is known without a chance, or not known with one"
        soft, hard = column[f"{kind}_soft"], column[f"{kind}_hard"]
        if not (none | (np.abs(soft + hard - either) < ROUNDING)).all():
            return f"{kind}_either is not soft and hard defections together"
        if (np.isnan(column[f"{kind}_adopted"]) != np.isnan(column[f"{kind}_margin"])).any():
            return f"{kind}_adopted is known and the margin is not, or the other way round"
        defections += chances * told
    if not (np.abs(defections - column["defections"]) < ROUNDING * (1 + defections)).all():
        return "defections is not the sum of those by kind of text"
    for name in COMPARED:
        level, difference = column[name], column[name + DIFFERENCE]
        if (np.isnan(level) & ~np.isnan(difference)).any():
            return f"{name}{DIFFERENCE} is known and {name} is not"
        if name in OF_RUN and np.isnan(difference).any():
            return f"{name}{DIFFERENCE} is not known"
        low, high = _range(name)
        for value in (level, level - difference):  # of the run, and of its baseline
            if ((value < low - ROUNDING) | (value > high + ROUNDING)).any():
                return f"{name} or its baseline is not between {low:g} and {high:g}"
    return None


def whole(numbers: np.ndarray) -> np.ndarray:
    """Which of these are whole numbers; what is not a number is none."""
    found: np.ndarray = numbers == np.round(numbers)
    return found


def _range(name: str) -> tuple[float, float]:
    """Between what a level can lie."""
    if name.endswith("_margin"):
        return -MOST_STATES, MOST_STATES
    most = {"defections": np.inf, "exits": MOST_STATES}
    return 0.0, most.get(name, 1.0)
