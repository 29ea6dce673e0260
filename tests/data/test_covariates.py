"""What is known of states by year, and that nobody is told what is only true of a later one."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sim.data.states as states_module
from sim.data.agenda import build_agenda
from sim.data.covariates import last_changes
from sim.data.states import load_states, read_table
from sim.engine.inputs import replicate_inputs
from sim.errors import InputError
from sim.world import AUTHOR, DONORS, OF_GROUP
from tests.vocabulary import small_world, text, wild_weights

STATES = load_states()
EU, NAM = 0, 3


def at(states, code):
    return states.index(code)


def test_freedom_is_that_of_the_year():
    kabul = STATES.index("AFG")
    assert load_states(2020).freedom[kabul] == 0.27
    assert load_states(2021).freedom[kabul] == 0.10
    assert load_states(2021).in_year(2020).freedom[kabul] == 0.27


def test_a_year_to_come_has_the_last_that_is_known():
    last, later = load_states(2025), load_states(2031)
    assert (later.freedom == last.freedom).all()
    assert (later.aid == last.aid).all()
    assert (later.organisations == last.organisations).all()


def test_a_year_before_the_tables_is_refused():
    with pytest.raises(
        InputError, match="no covariates of states for 2004: the tables begin in 2005"
    ):
        load_states(2004)


@pytest.mark.parametrize(
    ("code", "group", "member", "not_yet"),
    [("HRV", EU, 2013, 2012), ("GBR", EU, 2019, 2020), ("SSD", NAM, 2024, 2023),
     ("AZE", NAM, 2012, 2010)],
)  # fmt: skip
def test_groups_have_the_members_of_the_year(code, group, member, not_yet):
    assert load_states(member).organisations[STATES.index(code), group]
    assert not load_states(not_yet).organisations[STATES.index(code), group]


def test_the_union_speaks_with_the_members_of_the_year():
    eu = DONORS.index("eu")
    for year, members in ((2006, 25), (2010, 27), (2014, 28), (2021, 27)):
        assert load_states(year).donor[eu].sum() == members


def test_the_groups_have_their_members_of_2021():
    sizes = load_states(2021).organisations.sum(0).tolist()
    assert sizes == [27, 54, 55, 119, 20]


def test_whoever_tables_a_text_for_the_union_is_a_member_in_that_year():
    rows = [text("thematic", sponsors="EU", date=day, id=day, symbol=day, session=session)
            for day, session in (("2019-03-22", "40"), ("2021-03-23", "46"))]  # fmt: skip

    table = pd.DataFrame(rows)
    table["date"] = pd.to_datetime(table.date)
    shape = (2, len(STATES))
    agenda = build_agenda(table, np.zeros(shape, np.int8), np.ones(shape, bool), STATES)
    assert agenda.authors[:, STATES.index("GBR")].tolist() == [AUTHOR, 0]
    assert agenda.authors[:, STATES.index("FRA")].tolist() == [AUTHOR, AUTHOR]
    assert OF_GROUP not in agenda.authors


def test_the_rule_sees_the_year_of_the_vote():
    """Afghanistan's freedom falls from 27 to 10 points in 2021, and to 8 in 2022."""
    codes = "AFG CHN FRA JPN LKA RUS USA ARE"
    days = ("2020-10-06", "2021-10-08", "2022-10-06")
    world = small_world(codes, *(
        text("country", date=day, session=session)
        for day, session in zip(days, ("45", "48", "51"), strict=True)
    ))  # fmt: skip
    weights = wild_weights(world)
    inputs = replicate_inputs(world, weights)
    kabul, strand = world.states.index("AFG"), world.agenda.strand[0]
    steps = np.diff(inputs.base[:, kabul]) / weights.by_freedom[strand]
    np.testing.assert_allclose(steps, [-0.17, -0.02], atol=1e-12)
    np.testing.assert_allclose(inputs.openness[inputs.day_room, kabul], [0.27, 0.10, 0.08])


def test_states_without_covariates_are_the_same_in_all_years():
    still = replace(STATES, covariates=None)
    assert still.in_year(2012) is still


@pytest.fixture
def reading(monkeypatch):
    """Load the states from a table that ``change`` has spoiled."""

    def load(name, change):
        def spoiled(wanted):
            table = read_table(wanted)
            return change(table) if wanted == name else table

        monkeypatch.setattr(states_module, "read_table", spoiled)
        return states_module.states_of_the_group.__wrapped__()

    return load


def cell(row, column, value):
    def change(table):
        table.loc[row, column] = value
        return table

    return change


@pytest.mark.parametrize(
    ("table", "change", "complaint"),
    [
        (
            "freedom.csv",
            cell(2, "total", "101"),
            r"freedom.csv row 4: total of AFG is '101', a num",
        ),
        ("freedom.csv", cell(2, "total", ""), r"freedom.csv row 4: total of AFG is ''"),
        ("freedom.csv", cell(2, "year", "soon"), r"freedom.csv row 4: year is 'soon'"),
        ("freedom.csv", cell(2, "year", "2005"), r"freedom.csv row 4: AFG 2005 is there twice"),
        ("freedom.csv", cell(2, "iso3", "XXX"), r"freedom.csv row 4: unknown state code 'XXX'"),
        ("freedom.csv", lambda t: t[t.iso3 != "FRA"].reset_index(drop=True), "no row of FRA"),
        ("aid.csv", cell(2, "usa", "-1"), r"aid.csv row 4: usa of AFG is '-1'"),
        ("aid.csv", cell(0, "gdp", "0"), r"aid.csv: gdp of AFG in 2005 is not above 0"),
        (
            "organisations.csv",
            cell(0, "organisation", "nato"),
            r"organisations.csv row 2: .*'nato'",
        ),
        ("organisations.csv", cell(0, "iso3", "XXX"), r"organisations.csv row 2: 'XXX'"),
    ],
)
def test_a_table_that_does_not_add_up_is_refused(reading, table, change, complaint):
    with pytest.raises(InputError, match=complaint) as caught:
        reading(table, change)
    assert "\n" not in str(caught.value)


def test_every_span_of_a_membership_ends_after_it_begins():
    table = read_table("organisations.csv")
    both = table[(table["from"] != "") & (table.until != "")]
    assert (both["from"] < both.until).all()
    assert (
        Counter(zip(table.iso3, table.organisation, table["from"], strict=True)).most_common(1)[0][
            1
        ]
        == 1
    )


def test_how_far_each_covariate_is_known():
    assert STATES.covariates is not None
    known = last_changes(STATES.covariates)
    assert known == {"freedom": 2025, "aid": 2022, "income": 2022, "organisations": 2025}
