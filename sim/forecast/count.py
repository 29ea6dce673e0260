"""The count: adoption, tallies with intervals, who wavers, and whose vote matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.council.tally import is_adopted
from sim.world import ABSENT, ABSTAIN, NO, YES

SURE = 2 / 3  # a member whose likeliest vote is less likely than this wavers
INTERVALS = (50, 90)  # per cent
TALLIES = {"yes": YES, "abstain": ABSTAIN, "no": NO, "absent": ABSENT}


@dataclass(frozen=True)
class Count:
    """What the joint draws of one draft say. M is the number of members."""

    adopted: float  # chance of adoption
    mean: dict[str, float]  # of each tally
    low: dict[tuple[str, int], float]  # of each tally and interval
    high: dict[tuple[str, int], float]
    if_up: np.ndarray  # [M] how much the chance of adoption moves if the member moves towards yes
    if_down: np.ndarray  # [M] the same towards no


def count_votes(votes: np.ndarray, share: float) -> Count:
    """What votes drawn jointly add up to.

    Parameters
    ----------
    votes : [R, M] int8 of the members
    share : of yes among yes and no that the text needs
    """
    tally = {name: (votes == value).sum(1) for name, value in TALLIES.items()}
    yes, no = tally["yes"], tally["no"]
    passed = is_adopted(yes, no, share)
    low, high = {}, {}
    for name, counts in tally.items():
        for wide in INTERVALS:
            ends = np.quantile(counts, [0.5 - wide / 200, 0.5 + wide / 200], method="nearest")
            low[name, wide], high[name, wide] = (float(end) for end in ends)
    moved = {}
    for step in (1, -1):
        there = np.where(votes == ABSENT, ABSENT, np.clip(votes + step, NO, YES))
        more_yes = (there == YES).astype(int) - (votes == YES)
        more_no = (there == NO).astype(int) - (votes == NO)
        then = is_adopted(yes[:, None] + more_yes, no[:, None] + more_no, share)
        moved[step] = then.mean(0) - passed.mean()
    return Count(
        float(passed.mean()),
        {name: float(counts.mean()) for name, counts in tally.items()},
        low, high, moved[1], moved[-1],
    )  # fmt: skip


def likeliest(chances: np.ndarray) -> np.ndarray:
    """The likeliest vote of each member, [M], from chances [M, 3] of no, abstain, yes."""
    return chances.argmax(1) - 1


def wavers(chances: np.ndarray) -> np.ndarray:
    """Whose likeliest vote is not sure, [M] bool."""
    unsure: np.ndarray = chances.max(1) < SURE
    return unsure
