"""The published files behind the embedded tables, read from one folder.

Sources: [freedom_house], [oecd_dac2a], [aiddata_gcdf3], [us_foreign_assistance], [worldbank_gdp],
[cow_nmc], [gdp_fill], [bea_deflator], [voeten_unga], [upr_info], [herre2023].
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.data.building.prices import in_2022
from sim.data.loaders.aiddata_gcdf import read_aiddata_gcdf
from sim.data.loaders.country_codes import iso3_of_cow, members
from sim.data.loaders.freedom_house import read_freedom_house
from sim.data.loaders.oecd_dac2a import read_oecd_dac2a
from sim.data.report import ReadingReport

RATINGS = ("freedom_house_1990_2024.csv", "freedom_house_full_subscores_2012_2024.csv",
           "freedom_house_2026_edition.csv")  # fmt: skip
# million dollars of 2022: rounded estimates for states without World Bank data in 2018-2021
FILL = {"ERI": 2351, "PRK": 18250, "SSD": 4478, "VEN": 78372}
FILLED = range(2018, 2022)
NOT_IN_OECD = ("FSM",)  # recipients that the OECD's extract leaves out
FIRST_GDP = 2000


def freedom(folder: Path) -> list[pd.DataFrame]:
    """Ratings since 1990, totals since 2012, and those of the newest edition."""
    return [read_freedom_house(folder / "regime" / name, ReadingReport()) for name in RATINGS]


def aid(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Aid by the OECD's members, and by China."""
    place = folder / "aid"
    return (
        read_oecd_dac2a(place / "oecd_dac2a_donor_recipient_2009_2022.csv.gz", ReadingReport()),
        read_aiddata_gcdf(place / "aiddata_gcdf3_china_country_year_cow.csv", ReadingReport()),
    )


def american_aid(folder: Path) -> pd.DataFrame:
    """What the United States paid to recipients that the OECD's extract leaves out."""
    raw = pd.read_csv(folder / "aid" / "us_foreign_assistance_country_year.csv.gz", dtype=str)
    paid = raw["Country Code"].isin(NOT_IN_OECD) & (raw["Transaction Type Name"] == "Disbursements")
    raw = raw[paid & raw["Fiscal Year"].str.fullmatch(r"\d{4}")]
    year = raw["Fiscal Year"].astype(int)
    usd = raw["current_amount"].astype(float) / 1e6
    table = pd.DataFrame({"iso3": raw["Country Code"], "year": year, "current": usd})
    table = table[table.year.between(2009, 2022)]
    price = table.year.map(in_2022)
    return table.assign(aid_usd_millions=table.current * price).drop(columns="current")


def income(folder: Path) -> pd.DataFrame:
    """GDP of each state and year in million dollars of 2022."""
    head = pd.read_csv(folder / "worldbank_gdp_per_capita.csv", skiprows=4)
    years = [name for name in head.columns if name.isdigit() and int(name) >= FIRST_GDP]
    head = head.melt("Country Code", years, "year", "head").dropna()
    head = head.rename(columns={"Country Code": "iso3"}).astype({"year": int})
    people = pd.read_csv(folder / "networks" / "cow_nmc_cinc_2000_2022.csv")
    people = people.astype({"ccode": int, "year": int})
    pairs = zip(people.ccode, people.year, strict=True)
    people = people.assign(iso3=[iso3_of_cow(code, year) for code, year in pairs])
    both = head.merge(people[["iso3", "year", "tpop"]], on=["iso3", "year"])
    both = both[both.iso3.isin(members())]
    gdp = both["head"] * both.tpop / 1e3 * both.year.map(in_2022)
    filled = [(iso3, year, float(usd)) for iso3, usd in FILL.items() for year in FILLED]
    columns = ["iso3", "year", "gdp"]
    return pd.concat([both.assign(gdp=gdp)[columns], pd.DataFrame(filled, columns=columns)])


def assembly(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Roll calls of the Assembly after 2020 and their votes, as text."""
    names = ("unga_roll_calls_2020-09_2024-06.csv", "unga_votes_long_2020-09_2024-06.csv.gz")
    calls, votes = (
        pd.read_csv(folder / "unga" / name, dtype=str, keep_default_na=False) for name in names
    )
    return calls, votes


def texts(folder: Path) -> pd.DataFrame:
    """Every text of the Council with how it was decided, as text."""
    name = "hrc_texts_2006_2025-04.csv"
    return pd.read_csv(folder / "unhrc" / name, dtype=str, keep_default_na=False)


def recommendations(folder: Path) -> pd.DataFrame:
    """Recommendations of the Universal Periodic Review, without their texts."""
    place = folder / "upr" / "upr_recommendations_2008_2014.csv.gz"
    return pd.read_csv(place, usecols=["session", "state_under_review", "recommending", "action"])


def leaders(folder: Path) -> pd.DataFrame:
    """Who led each state at the end of each year, and on which side."""
    place = folder / "leaders" / "leader_ideology_1990_2020.csv"
    return pd.read_csv(place, usecols=["iso3", "year", "leader_ideology"])
