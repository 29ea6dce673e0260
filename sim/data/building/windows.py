"""Means over a window of years that ends with the year itself, and what lies beyond the data."""

from __future__ import annotations

import pandas as pd

WINDOW = 4  # years


def window_means(known: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """The mean of each column over the last ``WINDOW`` years that end with each year.

    Years without a value do not count. Where a window holds none the mean before it carries on, and
    so it does after the last year of the table; before the first mean that one carries back.

    Parameters
    ----------
    known : [years, columns], the index being years; NaN where nothing is known; the last
        year is that in which the table ends
    first, last : years wanted

    Returns
    -------
    DataFrame
        [years from ``first`` to ``last``, columns]; NaN in columns without any value.
    """
    begin, end = min(first, int(known.index.min())), max(last, int(known.index.max()))
    values = known.reindex(range(begin, end + 1)).astype(float)
    means = values.rolling(WINDOW, min_periods=1).mean()
    means.loc[int(known.index.max()) + 1 :] = float("nan")
    return means.ffill().bfill().loc[first:last]
