"""Aid and income of each state, one row a state and year, from what the loaders read.

A year's numbers are means over four years, the year itself and the three before it, so that they
never tell of a later one. Beyond the data the last window that they cover carries on; before
them, the first one carries back.

Sources: [oecd_dac2a], [aiddata_gcdf3], [us_foreign_assistance]; income [worldbank_gdp], [cow_nmc],
[gdp_fill], [bea_deflator].
"""

from __future__ import annotations

import pandas as pd

from sim.data.building.prices import base_of, in_2022
from sim.data.building.windows import window_means

UNION = ("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV",
         "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN",
         "SWE")  # fmt: skip
DONORS_OF = {  # who of the OECD's donors stands in which column
    "usa": ("USA",),
    "eu": UNION,  # the members of 2021, in all years: one donor, one series
    "japan": ("JPN",),
    "gulf": ("ARE", "KWT", "QAT", "SAU"),
    "other_dac": ("AUS", "CAN", "CHE", "GBR", "ISL", "KOR", "NOR", "NZL"),
    "china": (),  # tells the OECD nothing: see AidData
    "russia": ("RUS",),
}
CHINESE_PRICES = 2021
CHINESE_FLOWS = ["oda_usd_millions", "other_official_usd_millions", "vague_official_usd_millions"]
SHIP_REGISTERS = ("MHL",)  # loans to ships under its flag are not for the state: aid only
DECIMALS = 3  # of a million


def income_table(gdp: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Income of every state and year: the mean of the years of its window that are known.

    Parameters
    ----------
    gdp : ``iso3``, ``year``, ``gdp`` in million dollars of 2022; a row for each year that is known
    first, last : years wanted

    Returns
    -------
    DataFrame
        ``iso3``, ``year``, ``gdp``.
    """
    wide = window_means(gdp.pivot(index="year", columns="iso3", values="gdp"), first, last)
    return wide.rename_axis(index="year").melt(ignore_index=False, value_name="gdp").reset_index()[
        ["iso3", "year", "gdp"]
    ]  # fmt: skip


def aid_table(
    official: pd.DataFrame,
    chinese: pd.DataFrame,
    income: pd.DataFrame,
    american: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rows of ``aid.csv``.

    Parameters
    ----------
    official : as ``read_oecd_dac2a`` gives it; ``attrs["prices"]`` names the year of its prices
    chinese : as ``read_aiddata_gcdf`` gives it, in dollars of 2021
    income : ``iso3``, ``year``, ``gdp`` of every state and year, as ``income_table`` gives it
    american : ``iso3``, ``year``, ``aid_usd_millions`` in dollars of 2022 to recipients of the
        United States that the OECD's table leaves out

    Returns
    -------
    DataFrame
        ``iso3``, ``year``, ``gdp`` and a column a donor, all in million dollars of 2022. A mean
        below 0, where repayments exceed new aid, is 0; a state that no donor of the OECD's table
        names in a window has 0 from everyone, and so has China.
    """
    first, last = int(income.year.min()), int(income.year.max())
    states = pd.Index(sorted(income.iso3.unique()))
    factor = in_2022(base_of(str(official.attrs.get("prices", ""))))
    given = official.assign(usd=official.aid_usd_millions * factor)
    if american is not None and len(american):
        given = pd.concat([given, american.assign(donor="USA", usd=american.aid_usd_millions)])
    years = pd.RangeIndex(int(official.year.min()), int(official.year.max()) + 1)
    named = given.assign(one=1.0).pivot_table(index="year", columns="iso3", values="one")
    named = named.reindex(index=years, columns=states).fillna(0.0)
    recipient = window_means(named, first, last) > 0
    columns = {}
    for name, donors in DONORS_OF.items():
        total = pd.DataFrame(0.0, index=recipient.index, columns=states)
        for donor in donors:
            mine = given[given.donor == donor].pivot(index="year", columns="iso3", values="usd")
            if len(mine):  # the years in which this donor reports at all are those that count
                wide = mine.reindex(columns=states).fillna(0.0).reindex(years)
                mean = window_means(wide, first, last)
                total += mean.clip(lower=0.0)
        columns[name] = total
    columns["china"] += _chinese(chinese, states, first, last)
    long = income.set_index(["iso3", "year"]).sort_index()[["gdp"]]
    for name, wide in columns.items():
        wide = wide.where(recipient, 0.0)
        if name == "china" and "CHN" in states:
            wide["CHN"] = 0.0
        long[name] = wide.unstack().reindex(long.index).round(DECIMALS)
    return long.round({"gdp": 0}).reset_index()


def _chinese(chinese: pd.DataFrame, states: pd.Index, first: int, last: int) -> pd.DataFrame:
    flows = chinese[CHINESE_FLOWS].fillna(0.0)
    usd = flows.sum(axis=1).where(~chinese.iso3.isin(SHIP_REGISTERS), flows[CHINESE_FLOWS[0]])
    usd *= in_2022(CHINESE_PRICES)
    wide = chinese.assign(usd=usd).pivot(index="year", columns="iso3", values="usd")
    years = pd.RangeIndex(int(wide.index.min()), int(wide.index.max()) + 1)
    return window_means(wide.reindex(index=years, columns=states).fillna(0.0), first, last)
