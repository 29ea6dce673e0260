"""What one more defection costs, with an interval, and nothing where there is none.

What levers cost is known and what they bring is not, so Fieller's interval of the ratio is made
of the ends of the interval of the mean below the line. Where that interval holds zero, no amount
is too high to be excluded, and the upper end is infinite. Sources: [fieller1954].
"""

from __future__ import annotations

import math

import pandas as pd


def cost_per_defection(contrasts: pd.DataFrame, cost_usd: dict[str, float]) -> pd.DataFrame:
    """Cost of an arm, or of what it costs more than another, for each defection it adds.

    Parameters
    ----------
    contrasts : of ``sim.analysis.compare.contrasts``, with the measure ``defections``
    cost_usd : of every arm; the baseline's is 0

    Returns
    -------
    pandas.DataFrame
        One row a contrast: ``cost_usd``; ``each``, cost by mean defections added; ``each_low``,
        ``each_high``, its 95 % interval. ``each_high`` is infinite where the data do not exclude
        that nothing is added; all three are not a number where nothing is paid, or where it is
        clear that nothing is added.
    """
    rows = []
    for row in contrasts[contrasts.measure == "defections"].itertuples():
        paid = cost_usd[row.arm] - cost_usd[row.against]
        each, low, high = ratio(paid, row.mean, row.mean_low, row.mean_high)
        rows.append(
            {"arm": row.arm, "against": row.against, "cost_usd": paid, "defections": row.mean,
             "defections_low": row.mean_low, "defections_high": row.mean_high,
             "each": each, "each_low": low, "each_high": high}
        )  # fmt: skip
    return pd.DataFrame(rows)


def ratio(paid: float, mean: float, low: float, high: float) -> tuple[float, float, float]:
    """A known cost above zero over a mean, with Fieller's interval."""
    if paid <= 0 or high <= 0 or math.isnan(mean):
        return math.nan, math.nan, math.nan
    each = paid / mean if mean > 0 else math.inf
    return each, paid / high, paid / low if low > 0 else math.inf
