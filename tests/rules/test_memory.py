"""Step 5 of a vote: what stays of it, and how near it was to the bloc's line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.line import NO_LINE
from sim.rules.memory import closeness, learning_rate, remember

VOTE = st.sampled_from([-1.0, 0.0, 1.0])
RATE = st.floats(0.01, 1)


@given(RATE)
def test_the_first_vote_counts_in_full(slowest):
    assert learning_rate(slowest, 1.0) == 1


@given(RATE, st.integers(1, 500).map(float))
def test_a_vote_counts_its_share_of_those_seen_but_never_under_the_slowest_rate(slowest, seen):
    assert learning_rate(slowest, seen) == pytest.approx(max(1 / seen, slowest), rel=1e-12)


@given(st.lists(VOTE, min_size=1, max_size=30))
def test_as_long_as_nothing_fades_memory_is_the_plain_mean(votes):
    record = 0.0
    for seen, vote in enumerate(votes, start=1):
        record = remember(record, vote, learning_rate(0.0, float(seen)))
    assert record == pytest.approx(sum(votes) / len(votes), abs=1e-12)


@given(st.lists(VOTE, min_size=1, max_size=30), RATE)
def test_memory_stays_within_what_has_happened(votes, slowest):
    record = 0.0
    for seen, vote in enumerate(votes, start=1):
        record = remember(record, vote, learning_rate(slowest, float(seen)))
    assert min(votes) - 1e-12 <= record <= max(votes) + 1e-12


@given(st.floats(-1, 1), VOTE)
def test_a_rate_of_zero_forgets_what_happens_and_a_rate_of_one_all_before(record, vote):
    assert remember(record, vote, 0.0) == record
    assert remember(record, vote, 1.0) == pytest.approx(vote, abs=1e-15)


@pytest.mark.parametrize(
    ("vote", "line", "near"),
    [
        (1, 1, 1.0), (-1, -1, 1.0), (0, 0, 1.0),  # with the line
        (0, 1, 0.4), (0, -1, 0.4),  # abstaining against it
        (1, -1, 0.0), (-1, 1, 0.0),  # against it
        (1, 0, 0.0), (-1, 0, 0.0),  # against a line of abstention
    ],
)  # fmt: skip
def test_closeness_is_full_with_the_line_half_abstaining_and_none_against(vote, line, near):
    assert closeness(vote, line, 0.4) == near


@given(VOTE)
def test_no_vote_is_with_a_line_that_is_not_there(vote):
    assert closeness(vote, NO_LINE, 0.4) in (0.0, 0.4)
