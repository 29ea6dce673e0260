"""Who tables a text: states, their union, their groups, and those who vote like them."""

import numpy as np
import pytest

from sim.data.sponsors import authors, members_of, ties_to_authors
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import AUTHOR, OF_GROUP

STATES = load_states()


def role(code, tabled, amended=""):
    return int(authors([tabled], [amended], STATES)[0, STATES.index(code)])


def test_a_state_that_tables_a_text_is_its_author():
    assert role("CUB", "CUB") == AUTHOR
    assert role("BRA", "CUB") == 0


def test_the_members_of_the_union_are_authors_and_those_of_other_groups_are_not():
    assert role("DEU", "EU") == AUTHOR
    assert role("GBR", "EU") == 0
    groups = {"AfricanGroup": "EGY", "OIC": "PAK", "NAM": "IND", "ArabGroup": "EGY", "GCC": "QAT",
              "GRULAC": "PER"}  # fmt: skip
    for label, code in groups.items():
        assert role(code, label) == OF_GROUP, label


def test_a_state_named_beside_its_group_is_an_author():
    assert role("ZAF", "ZAF AfricanGroup") == role("ZAF", "AfricanGroup ZAF") == AUTHOR


def test_a_member_that_is_excepted_has_no_part_in_its_groups_text():
    assert role("ALB", "OIC -ALB") == 0
    assert role("PAK", "OIC -ALB") == OF_GROUP


def test_an_amendment_turns_the_authors_of_its_text_against_it():
    assert role("NOR", "RUS", amended="NOR") == -AUTHOR
    assert role("EGY", "RUS", amended="AfricanGroup") == -OF_GROUP
    assert role("RUS", "RUS", amended="NOR") == AUTHOR


def test_who_amends_what_it_has_tabled_stands_by_the_amendment():
    assert role("NOR", "NOR", amended="NOR") == AUTHOR


def test_a_sponsor_that_is_no_state_and_no_group_is_refused():
    with pytest.raises(InputError, match=r"unknown sponsor 'Martians'.*OIC"):
        authors(["Martians"], [""], STATES)


def test_a_sponsor_outside_the_roster_is_left_out():
    few = STATES.subset(np.array([STATES.index("BRA"), STATES.index("DEU")]))
    assert authors(["CUB EU"], [""], few).tolist() == [[0, AUTHOR]]


def test_there_are_as_many_members_as_the_groups_have():
    count = {label: int(members_of(label, STATES).sum()) for label in ("EU", "AfricanGroup", "GCC")}
    assert count == {"EU": 27, "AfricanGroup": 54, "GCC": 6}


def test_ties_are_agreement_with_the_authors_beyond_that_of_others():
    roles = np.array([[AUTHOR, 0, 0], [0, 0, 0], [-AUTHOR, 0, OF_GROUP]], np.int8)
    agreement = np.array([[0.0, 0.6, 0.0], [0.6, 0.0, 0.3], [0.0, 0.3, 0.0]])
    ties = ties_to_authors(roles, agreement)
    assert ties[0] == pytest.approx([-0.2, 0.4, -0.2])
    assert (ties[1] == 0).all()
    assert ties[2] == pytest.approx([-0.1, 0.2, -0.1])
