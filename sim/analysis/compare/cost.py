"""What one unit more of an outcome costs, with an interval, and nothing where there is none.

What levers cost is known and what they bring is not, so Fieller's interval of the ratio is made
of the ends of the interval of the mean below the line. Where that interval holds zero, no amount
is too high to be excluded, and the upper end is infinite. Sources: [fieller1954].
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from sim.measures import better_when_low, measure_of

COLUMNS = ["arm", "against", "measure", "cost_usd", "gained", "gained_low", "gained_high", "each",
           "each_low", "each_high"]  # fmt: skip


def cost_per_unit(
    contrasts: pd.DataFrame, cost_usd: dict[str, float], measures: Sequence[str]
) -> pd.DataFrame:
    """Cost of an arm, or of what it costs more than another, for each unit that it gains.

    Parameters
    ----------
    contrasts : of ``sim.analysis.compare.contrasts``
    cost_usd : of every arm; the baseline's is 0
    measures : of which the unit is; the unit is the one in which a change is shown: a vote, a
        percentage point, a text

    Returns
    -------
    pandas.DataFrame
        One row a measure and contrast: ``cost_usd``; ``gained`` in the wanted direction, with its
        95 % interval of the mean; ``each``, cost by mean gain; ``each_low``, ``each_high``, its
        95 % interval. ``each_high`` is infinite where the data do not exclude that nothing is
        gained; all three are not a number where nothing is paid, or where it is clear that nothing
        is gained.
    """
    rows = []
    for measure in measures:
        by = measure_of(measure).scale
        for row in contrasts[contrasts.measure == measure].itertuples():
            paid = cost_usd[row.arm] - cost_usd[row.against]
            ends = row.mean, row.mean_low, row.mean_high
            if better_when_low(measure):
                ends = -row.mean, -row.mean_high, -row.mean_low
            each = ratio(paid, *(value * by for value in ends))
            rows.append((row.arm, row.against, measure, paid, *ends, *each))
    return pd.DataFrame(rows, columns=COLUMNS)


def ratio(paid: float, mean: float, low: float, high: float) -> tuple[float, float, float]:
    """A known cost above zero over a mean, with Fieller's interval."""
    if paid <= 0 or high <= 0 or math.isnan(mean):
        return math.nan, math.nan, math.nan
    each = paid / mean if mean > 0 else math.inf
    return each, paid / high, paid / low if low > 0 else math.inf
