"""How many replicates an interval needs to be as narrow as asked, and how they are added."""

from __future__ import annotations

from math import ceil, sqrt

FIRST = 100  # replicates before anything is stopped: a spread from fewer is itself too unsure
SPARE = 1.05  # a little more than the spread so far asks for, so that one more batch suffices
NORMAL = 1.959964
BEYOND_ALL = 1e9  # whose square no number of replicates comes near


def replicates_needed(error: float, replicates: int, width: float) -> int:
    """How many replicates give a 95 % interval of the mean this wide, by the spread so far.

    Parameters
    ----------
    error : standard error of the mean over ``replicates``
    width : from end to end
    """
    deviations = 2 * NORMAL * error * sqrt(replicates) / width
    return ceil(min(deviations, BEYOND_ALL) ** 2)


def batch_sizes(replicates: int, needed: int, most: int) -> int:
    """How many replicates there should be after the next batch; never more than ``most``.

    At most three times as many as before, since the spread of few is not well known.
    """
    wanted = max(ceil(needed * SPARE), replicates + FIRST // 2)
    return min(wanted, 3 * replicates, most)
