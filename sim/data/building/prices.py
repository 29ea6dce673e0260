"""Prices of one year in dollars of 2022, by the United States' GDP deflator.

Sources: [bea_deflator], rounded; 2018 to 2022 as published with 2017 as 100, the earlier years
brought to that base from the edition with 2012 as 100.
"""

from __future__ import annotations

import re

from sim.errors import InputError

BASE = 2022
DEFLATOR = {
    2000: 72.4, 2001: 74.0, 2002: 75.2, 2003: 76.6, 2004: 78.7, 2005: 81.2, 2006: 83.7, 2007: 86.0,
    2008: 87.6, 2009: 88.2, 2010: 89.3, 2011: 91.1, 2012: 92.8, 2013: 94.4, 2014: 96.2, 2015: 97.2,
    2016: 98.1, 2017: 100.0, 2018: 102.3, 2019: 104.0, 2020: 105.4, 2021: 110.2, 2022: 118.0,
    2023: 122.3, 2024: 125.2,
}  # fmt: skip
YEAR = re.compile(r"\b(20\d\d)\b")


def in_2022(year: int) -> float:
    """What a dollar of ``year`` is worth in dollars of 2022.

    Raises
    ------
    InputError
        For a year without a deflator.
    """
    if year not in DEFLATOR:
        raise InputError(
            f"prices of {year}: the deflator is known from {min(DEFLATOR)} to {max(DEFLATOR)}"
        )
    return DEFLATOR[BASE] / DEFLATOR[year]


def base_of(prices: str) -> int:
    """The year in a table's own words for its prices; 2022 where they name none."""
    found = YEAR.search(prices)
    return int(found.group(1)) if found else BASE
