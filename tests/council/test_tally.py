"""A text passes by a majority of those who vote yes or no, or by two thirds of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.majority import share_needed
from sim.council.tally import is_adopted
from sim.world import COUNTRY, THEMATIC

COUNT = st.integers(0, 47)


@pytest.mark.parametrize(
    ("yes", "no", "adopted"),
    [(17, 19, False), (20, 7, True), (22, 22, False), (1, 0, True), (0, 0, False)],
)
def test_the_majority_decides_and_a_tie_rejects(yes, no, adopted):
    assert bool(is_adopted(yes, no, 0.5)) is adopted


@given(COUNT, COUNT)
def test_a_text_and_its_rejection_cannot_both_pass(yes, no):
    assert not (is_adopted(yes, no, 0.5) and is_adopted(no, yes, 0.5))


@given(COUNT, COUNT)
def test_one_yes_more_never_defeats_a_text(yes, no):
    assert is_adopted(yes + 1, no, 0.5) >= is_adopted(yes, no, 0.5)


@pytest.mark.parametrize(
    ("yes", "no", "adopted"), [(20, 10, True), (19, 10, False), (30, 15, True), (2, 1, True)]
)
def test_two_thirds_can_be_asked_for(yes, no, adopted):
    assert bool(is_adopted(yes, no, 2 / 3)) is adopted


@given(COUNT, COUNT)
def test_two_thirds_never_adopt_what_a_majority_rejects(yes, no):
    assert is_adopted(yes, no, 0.5) or not is_adopted(yes, no, 2 / 3)


@given(st.lists(st.tuples(COUNT, COUNT), min_size=1), st.sampled_from([0.5, 2 / 3]))
def test_many_texts_at_once_are_judged_as_one_by_one(tallies, share):
    yes, no = np.array(tallies, np.int16).T
    assert is_adopted(yes, no, share).tolist() == [is_adopted(*one, share) for one in tallies]


def test_only_country_texts_need_two_thirds():
    assert share_needed(np.array([COUNTRY, THEMATIC]), 2 / 3).tolist() == [2 / 3, 0.5]
