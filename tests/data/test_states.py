"""The table of the 193 members of the United Nations, and every way in which it may not add up."""

from collections import Counter

import numpy as np
import pytest

import sim.data.states as states_module
from sim.data.states import documented_affiliation, load_states, read_table
from sim.errors import InputError
from sim.world import DONORS, GROUPS


@pytest.fixture
def reading(monkeypatch):
    """Load the states from a table that ``change`` has spoiled."""
    fresh = states_module.states_of_the_group.__wrapped__

    def load(table, change):
        def spoiled(name):
            frame = read_table(name)
            return change(frame) if name == table else frame

        monkeypatch.setattr(states_module, "read_table", spoiled)
        return fresh()

    return load


def cell(row, column, value):
    """A change of one cell."""

    def change(table):
        table.loc[row, column] = value
        return table

    return change


def test_every_member_is_there_once_in_order_of_its_code():
    states = load_states()
    assert len(states) == len(set(states.iso3)) == len(set(states.code.tolist())) == 193
    assert list(states.iso3) == sorted(states.iso3)


def test_the_regional_groups_have_their_members():
    assert Counter(GROUPS[g] for g in load_states().group) == {
        "African": 54, "Asia-Pacific": 54, "Eastern European": 23, "GRULAC": 33, "WEOG": 29,
    }  # fmt: skip


@pytest.mark.parametrize(("code", "staff"), [("CHN", 81), ("RUS", 62), ("USA", 44)])
def test_the_published_missions_have_their_published_staff(code, staff):
    states = load_states()
    assert states.staff[states.index(code)] == staff


def test_only_the_published_missions_are_called_published():
    table = read_table("states.csv").set_index("iso3")
    published = table.index[table.mission_staff_basis == "published"]
    assert set(published) == {"CHN", "RUS", "USA"}


def test_the_seven_organisers_are_the_organisers():
    states = load_states()
    organisers = {code for code, yes in zip(states.iso3, states.organiser, strict=True) if yes}
    assert organisers == {"CHN", "CUB", "EGY", "PAK", "RUS", "VEN", "ZAF"}
    assert (states.affiliation[states.organiser] == 1).all()


def test_shares_are_shares():
    states = load_states()
    for field in (states.freedom, states.affiliation, states.ties):
        assert ((field >= 0) & (field <= 1)).all()
    assert (states.aid >= 0).all()
    assert (states.income > 0).all()
    assert (states.staff >= 3).all()


def test_every_donor_has_someone_to_speak_for_it():
    states = load_states()
    assert states.donor.shape == (len(DONORS), 193)
    assert states.donor.any(1).all()
    assert states.donor.sum(0).max() == 1
    assert states.donor[DONORS.index("eu")].sum() == 27


def test_a_border_has_two_sides():
    border = load_states().neighbours
    assert (border == border.T).all()
    assert not np.diag(border).any()
    assert border.sum() == 2 * len(read_table("neighbours.csv"))


@pytest.mark.parametrize(
    ("record", "affiliation"),
    [
        ({"lmg_organiser": "1", "scrutiny_statements": "3"}, 1.0),
        ({"lmg_2005": "1", "lmg_2017": "1"}, 0.9),
        ({"lmg_2014": "1", "scrutiny_statements": "1"}, 0.75),
        ({"shield_statements": "2"}, 0.4),
        ({"shield_statements": "4"}, 0.6),
        ({"shield_statements": "2", "scrutiny_statements": "1"}, 0.1),
        ({"scrutiny_statements": "3"}, 0.0),
        ({}, 0.0),
    ],
)
def test_affiliation_is_read_from_the_public_record(record, affiliation):
    row = read_table("states.csv").iloc[0].copy()
    for column in ("lmg_organiser", "lmg_2005", "lmg_2014", "lmg_2017", "shield_statements",
                   "scrutiny_statements"):  # fmt: skip
        row[column] = record.get(column, "0")
    assert documented_affiliation(row) == pytest.approx(affiliation)


def test_a_state_is_found_by_its_code_and_a_stranger_is_not():
    states = load_states()
    assert states.iso3[states.index("BRA")] == "BRA"
    with pytest.raises(KeyError, match="unknown state code 'XXX'"):
        states.index("XXX")


def test_a_subset_keeps_every_field_of_a_state_together():
    states = load_states()
    keep = np.array([states.index(code) for code in ("ZAF", "BRA", "LKA")])
    few = states.subset(keep)
    assert few.iso3 == ("ZAF", "BRA", "LKA")
    assert (few.donor == states.donor[:, keep]).all()
    assert (few.neighbours == states.neighbours[np.ix_(keep, keep)]).all()
    for name in ("code", "group", "freedom", "affiliation", "organiser", "aid", "ties", "staff"):
        assert (getattr(few, name) == getattr(states, name)[keep]).all()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (cell(1, "group", "Oceanian"), r"row 3 \(AGO\): unknown regional group 'Oceanian'"),
        (cell(0, "iso3", "Afg"), "row 2 .*'Afg' is not an ISO 3166 alpha-3 code"),
        (cell(1, "iso3", "AFG"), "row 3 .*out of order or twice, after AFG"),
        (cell(0, "mission_staff_basis", "guessed"), r"row 2 \(AFG\).*'guessed'"),
        (lambda table: table.iloc[:-1], "192 rows; the UN has 193 members"),
    ],
    ids=["group", "code", "twice", "basis of staff", "one missing"],
)  # fmt: skip
def test_a_table_of_states_that_does_not_add_up_is_refused(reading, change, complaint):
    with pytest.raises(InputError, match=complaint) as caught:
        reading("states.csv", change)
    assert "states.csv" in str(caught.value)


def test_a_border_with_a_stranger_is_refused(reading):
    with pytest.raises(InputError, match=r"neighbours.csv row 4: unknown state code 'XKX'"):
        reading("neighbours.csv", cell(2, "iso3_b", "XKX"))
