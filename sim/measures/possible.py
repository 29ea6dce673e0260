"""Shares of a variance that cannot be so, told as noise.

Estimates scatter around the truth, so a small share may come out below 0, a large one above 1, and
a factor's share alone above its share with interactions. Tables keep such estimates as they are.
What a reader is shown is the nearest number that can be, with a sentence that says so and how much
more work would settle it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

SETTLED = 0.2  # width of a 95 % interval, from end to end, within which a share counts as known
Known = tuple[float, float, float]  # estimate and the ends of its 95 % interval


def possible(share: float) -> float:
    """The nearest share that can be, 0 to 1; not a number stays so."""
    return share if share != share else min(max(share, 0.0), 1.0)


def can_be(share: float) -> bool:
    """Whether an estimate is one that a share can have, or is not known."""
    return not (share < 0 or share > 1)


def times_as_many(low: float, high: float) -> float:
    """How many times as many runs make an interval as narrow as ``SETTLED``; at least once.

    Its width falls with the root of the number of runs. Not a number if an end is not known.
    """
    return max(((high - low) / SETTLED) ** 2, 1.0)


def noise_in(
    shares: Iterable[Known], pairs: Iterable[tuple[float, float]], runs: int, of: str
) -> str:
    """What is noise among shares that are shown, and how many runs settle it; else nothing.

    Parameters
    ----------
    shares : estimate, low and high of each
    pairs : of each factor the share alone and the share with interactions
    runs : how many there were
    of : what is counted in them, in the plural: replicates
    """
    off = [known for known in shares if not can_be(known[0])]
    crossed = sum(alone > in_all for alone, in_all in pairs)
    said = []
    if off:
        them, are = ("share", "is") if len(off) == 1 else ("shares", "are")
        said.append(
            f"{len(off)} {them} came out below 0 % or above 100 %, which cannot be, and {are} "
            "shown as 0 % or 100 %"
        )
    if crossed:
        them = "share" if crossed == 1 else "shares"
        said.append(
            f"{crossed} {them} alone came out above the share in all, which cannot be: the two "
            "cannot be told apart"
        )
    if not said:
        return ""
    times = [t for _, low, high in off if (t := times_as_many(low, high)) == t]
    text = f"This is noise: {'; '.join(said)}."
    if times and max(times) > 1:
        needed = _two_digits(runs * max(times))
        text += (
            f" About {needed:,} {of} instead of {runs:,} would make it known to 10 percentage "
            "points either way."
        )
    elif crossed and not off:
        text += f" More {of} than these {runs:,} would tell."
    return text


def _two_digits(number: float) -> int:
    """Rounded up to two digits: 3,241 to 3,300."""
    step = 10 ** max(math.floor(math.log10(max(number, 1))) - 1, 0)
    return math.ceil(round(number / step, 6)) * step
