"""Who may stand, who stands, and how many."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.council.candidates import field, habit, readiness, too_many
from tests.council.election_words import NEUTRAL, STATES, TERMS, add, day

SHARE = st.floats(0, 1)
UNIFORM = st.floats(0.001, 0.999)


@given(SHARE, UNIFORM)
def test_no_lever_leaves_the_usual_share(usual, uniform):
    assert (too_many(usual, 0.0, uniform) > 0) == (uniform < usual)
    assert too_many(0.0, 0.0, uniform) == 0
    assert too_many(usual, 1.0, uniform) >= 1


@given(SHARE, SHARE, SHARE, UNIFORM)
def test_more_contested_slates_never_make_one_shorter(usual, less, more, uniform):
    less, more = sorted((less, more))
    assert too_many(usual, less, uniform) <= too_many(usual, more, uniform)


def test_habit_is_the_share_of_time_in_the_council():
    shares = habit(TERMS, STATES, day("2024-12-31"))
    assert 0 <= shares.min() <= shares.max() < 1
    assert shares[STATES.index("CHN")] > shares[STATES.index("ALB")] > 0
    assert shares[STATES.index("GRC")] == 0


def test_a_candidacy_is_pushed_by_as_much_as_is_said():
    since = day("2025-01-01")
    plain = readiness(TERMS, STATES, since, NEUTRAL.candidacies)
    pushed = readiness(TERMS, STATES, since, add("GRC", 1.5))
    moved = pushed - plain
    assert np.isclose(moved[STATES.index("GRC")], 1.5)
    assert np.count_nonzero(moved) == 1


def test_those_who_may_not_stand_do_not_and_the_readiest_come_first():
    may = np.array([True, False, True, True])
    line = field(may, np.array([0.0, 9.0, 2.0, 1.0]), np.zeros(4))
    assert line.tolist() == [2, 3, 0]
