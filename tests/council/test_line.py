"""The bloc's line is the modal vote of its organisers, and there is none where two votes tie."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.line import NO_LINE, modal_vote

VOTES = st.lists(st.sampled_from([1, 0, -1]), max_size=7)


@given(VOTES)
def test_the_line_is_the_most_common_vote(votes):
    count = Counter(votes)
    first = [vote for vote, number in count.items() if number == max(count.values())]
    assert modal_vote(count[1], count[0], count[-1]) == (first[0] if len(first) == 1 else NO_LINE)


@pytest.mark.parametrize("tie", [(0, 0, 0), (1, 1, 0), (0, 2, 2), (3, 1, 3), (1, 1, 1)])
def test_two_that_share_the_first_place_leave_no_line(tie):
    assert modal_vote(*tie) == NO_LINE


def test_no_line_is_no_vote():
    assert NO_LINE not in (1, 0, -1)
