"""Tables in our own schema from what the loaders read: windows, freedom, aid, terms, roll calls."""

import numpy as np
import pandas as pd
import pytest

from sim.data.building.aid import aid_table, income_table
from sim.data.building.assembly import later_rows
from sim.data.building.council import terms_from_votes
from sim.data.building.freedom import freedom_table
from sim.data.building.prices import base_of, in_2022
from sim.data.building.rollcalls import record_tables
from sim.data.building.windows import window_means
from sim.data.states import load_states, read_table
from sim.errors import InputError
from sim.world import ABSENT, NO_SEAT

STATES = load_states()


def years(**columns):
    return pd.DataFrame(columns, index=range(2010, 2010 + len(next(iter(columns.values())))))


def test_a_window_tells_of_its_own_years_only():
    known = years(a=[1.0, 2.0, 3.0, 4.0, 100.0])
    means = window_means(known, 2010, 2014).a
    assert means.tolist() == [1.0, 1.5, 2.0, 2.5, 27.25]


def test_what_is_not_known_does_not_count_and_what_was_known_carries_on():
    nan = np.nan
    means = window_means(years(a=[nan, 2.0, nan, 4.0], b=[nan, nan, nan, nan]), 2009, 2016)
    assert means.a.tolist() == [2.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0]
    assert means.b.isna().all()


def test_a_long_gap_is_bridged_by_the_last_mean():
    means = window_means(years(a=[6.0, *[np.nan] * 6, 1.0]), 2010, 2017).a
    assert means.tolist() == [6.0] * 7 + [1.0]


def test_prices_are_those_of_2022():
    assert in_2022(2022) == 1.0
    assert in_2022(2021) == pytest.approx(118.0 / 110.2)
    assert base_of("Constant prices (2023 USD millions)") == 2023
    with pytest.raises(InputError, match="prices of 1990"):
        in_2022(1990)


def ratings(*rows):
    names = ["iso3", "year", "political_rights", "civil_liberties", "total"]
    return pd.DataFrame(rows, columns=names)


def test_a_total_is_kept_and_a_missing_one_is_that_of_like_ratings():
    old = ratings(("AFG", 2010, 6, 6, np.nan), ("BRA", 2010, 2, 2, np.nan),
                  ("AFG", 2013, 6, 6, np.nan), ("ZWE", 2013, 6, 6, np.nan))  # fmt: skip
    new = ratings(("AFG", 2013, 6, 6, 20.0), ("ZWE", 2013, 6, 6, 30.0), ("BRA", 2013, 2, 2, 80.0))
    table = freedom_table([old, new]).set_index(["iso3", "year"])
    assert table.loc[("AFG", 2010)].tolist() == [25, "ratings"]
    assert table.loc[("AFG", 2013)].tolist() == [20, "published"]
    assert table.loc[("BRA", 2010)].tolist() == [80, "ratings"]


def test_ratings_alone_are_refused():
    with pytest.raises(InputError, match="no table of Freedom House has a total"):
        freedom_table([ratings(("AFG", 2010, 6, 6, np.nan))])


def given(*rows, prices="Constant Prices (2022 USD millions)"):
    table = pd.DataFrame(rows, columns=["iso3", "donor", "year", "aid_usd_millions"])
    table.attrs["prices"] = prices
    return table


def from_china(*rows):
    names = ["iso3", "year", "oda_usd_millions", "other_official_usd_millions",
             "vague_official_usd_millions"]  # fmt: skip
    return pd.DataFrame(rows, columns=names)


def incomes(*codes):
    gdp = [(code, year, 1000.0) for code in codes for year in (2018, 2019)]
    return income_table(pd.DataFrame(gdp, columns=["iso3", "year", "gdp"]), 2018, 2022)


def test_aid_is_the_mean_over_the_years_in_which_the_donor_reports():
    official = given(("MMR", "USA", 2018, 8.0), ("MMR", "USA", 2020, 4.0),
                     ("MMR", "QAT", 2019, 6.0),
                     ("KEN", "USA", 2019, 1.0), ("MMR", "DEU", 2018, -5.0))  # fmt: skip
    loans = from_china(("MMR", 2018, 1.0, 2.0, np.nan), ("JPN", 2018, 50.0, 0.0, 0.0))
    table = aid_table(official, loans, incomes("MMR", "KEN", "JPN")).set_index(["iso3", "year"])
    assert table.loc[("MMR", 2020), "usa"] == pytest.approx(4.0)  # of three years
    assert table.loc[("MMR", 2018), "usa"] == pytest.approx(8.0)  # nothing of later ones
    assert table.loc[("MMR", 2020), "gulf"] == pytest.approx(6.0)  # reported once
    assert table.loc[("MMR", 2020), "eu"] == 0.0  # more was paid back than given
    assert table.loc[("MMR", 2022), "usa"] == table.loc[("MMR", 2020), "usa"]  # carried on
    assert table.loc[("MMR", 2018), "china"] == pytest.approx(3.0 * 118.0 / 110.2, abs=1e-3)
    assert (table.loc["JPN"][["usa", "eu", "china"]] == 0.0).all().all()  # no recipient of aid


def test_other_prices_are_brought_to_2022():
    rows = ("MMR", "USA", 2018, 8.0)
    old = aid_table(given(rows, prices="Constant prices (2018 USD millions)"), from_china(
        ("MMR", 2018, 0.0, 0.0, 0.0)), incomes("MMR"))  # fmt: skip
    assert old.usa[0] == pytest.approx(8.0 * 118.0 / 102.3, abs=1e-3)


def test_the_aid_of_2021_is_that_of_the_years_2018_to_2021():
    """The shares that the table of states gave before aid was dated, to their rounding."""
    row = read_table("aid.csv").set_index(["iso3", "year"]).loc[("ZMB", "2021")].astype(float)
    donors = row.drop("gdp")
    assert donors.sum() / row.gdp == pytest.approx(0.058370, abs=2e-6)
    assert donors.usa / donors.sum() == pytest.approx(0.3006, abs=6e-5)


def test_the_first_terms_are_those_that_were_drawn_by_lot():
    terms = read_table("council.csv")
    assert terms[terms["from"] == "2006-06-19"].until.value_counts().to_dict() == {
        "2007-06-18": 14, "2008-06-18": 15, "2009-06-18": 18,
    }  # fmt: skip


def listing(**seats):
    """Votes on a day of each span: who is listed by code, as spans."""
    days = ["2006-10-01", "2007-10-01", "2008-10-01", "2009-10-01", "2010-10-01", "2011-12-01",
            "2013-03-01", "2014-03-01", "2015-03-01", "2016-03-01", "2017-03-01"]  # fmt: skip
    recorded = np.full((len(days), len(STATES)), NO_SEAT, np.int8)
    for code, spans in seats.items():
        recorded[spans, STATES.index(code)] = ABSENT
    return recorded, np.array(days, "datetime64[D]")


def test_spans_fall_into_terms():
    recorded, days = listing(ARG=[0, 2, 3, 4], CHN=list(range(6)), ALB=[8, 9, 10])
    terms = terms_from_votes(recorded, days, STATES.iso3)
    found = dict(zip(zip(terms.iso3, terms["from"], strict=True), terms.until, strict=True))
    assert found["ARG", "2006-06-19"] == "2007-06-18"
    assert found["ARG", "2008-06-19"] == "2011-06-18"
    assert found["CHN", "2009-06-19"] == "2012-12-31"
    assert found["ALB", "2015-01-01"] == "2017-12-31"


def test_a_term_that_breaks_off_is_refused():
    recorded, days = listing(ALB=[7, 8])
    with pytest.raises(InputError, match="ALB: listed from 2014-01-01 on, but not for a whole"):
        terms_from_votes(recorded, days, STATES.iso3)


def calls(*rows):
    names = ["symbol", "date", "session", "kind", "about", "series"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(
        id=[f"{n}/x" for n in range(len(table))], title="A title : resolution / adopted", target="",
        pen="cross", orientation=0, sponsors="", basis="", off=0.0, corrected=0,
        date=pd.to_datetime(table.date),
    )  # fmt: skip


DAY = "2025-04-03"
TWO = (
    ("A/HRC/RES/58/9", DAY, "58", "thematic", "thematic", "right-to-food"),
    ("A/HRC/58/L.40", DAY, "58", "amendment", "thematic", "right-to-food"),
)


def of_nobody(table):
    recorded = np.full((len(table), len(STATES)), NO_SEAT, np.int8)
    recorded[:, STATES.index("CHN")] = 1
    return recorded


def test_new_roll_calls_are_numbered_with_amendments_before_their_text():
    table = calls(*TWO)
    found, votes = record_tables(table, of_nobody(table), STATES, read_table("rollcalls.csv")[:0])
    assert found.symbol.tolist() == ["A/HRC/58/L.40", "A/HRC/RES/58/9"]
    assert found.id.tolist() == votes.id.tolist() == ["58-01", "58-02"]
    assert found.title.tolist() == ["Amendment: A title", "A title"]
    assert votes.yes.tolist() == ["CHN", "CHN"]
    assert found.yes.tolist() == ["1", "1"]


def test_what_is_known_of_a_roll_call_stays():
    table = calls(*TWO)
    known, _ = record_tables(table, of_nobody(table), STATES, read_table("rollcalls.csv")[:0])
    known.loc[1, ["id", "title", "pen"]] = ["58-07", "Food", "south"]
    later = calls(TWO[0], ("A/HRC/RES/58/3", DAY, "58", "thematic", "thematic", "hiv"))
    found, _ = record_tables(later, of_nobody(later), STATES, known)
    rows = found.set_index("symbol")
    assert rows.loc["A/HRC/RES/58/9", ["id", "title", "pen"]].tolist() == ["58-07", "Food", "south"]
    assert rows.loc["A/HRC/RES/58/3", "id"] == "58-08"


IRAN = "Situation of human rights in the Islamic Republic of Iran"


def test_later_votes_of_the_assembly_are_those_on_shared_series():
    listed = pd.DataFrame(
        [("v1", "77", "2022-12-15", "A/RES/77/228", IRAN),
         ("v2", "77", "2022-12-15", "A/RES/77/1", "Oceans and the law of the sea"),
         ("v3", "76", "2021-12-16", "A/RES/76/178", IRAN),
         ("v4", "77", "2022-12-15", "", "")],
        columns=["vote_id", "session", "date", "symbol", "title"],
    )  # fmt: skip
    cast = (("FRA", "Y"), ("CHN", "N"), ("AND", "Y"), ("IND", "."))
    votes = pd.DataFrame([("v1", *vote) for vote in cast], columns=["vote_id", "iso3", "vote"])
    rows = later_rows(listed, votes, 77, {"iran"})
    assert rows.symbol.tolist() == ["A/RES/77/228"]
    assert rows.iloc[0][["yes", "no", "abstain"]].tolist() == ["AND FRA", "CHN", ""]
