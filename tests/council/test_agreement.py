"""Who has voted like whom, here and elsewhere, against a count vote by vote."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.agreement import HALF_SEEN, peer_agreement, voting_agreement
from sim.world import ABSENT, NO_SEAT


@st.composite
def records(draw):
    ballots, states = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    vote = st.sampled_from([1, 0, -1, ABSENT, NO_SEAT])
    cells = draw(st.lists(vote, min_size=ballots * states, max_size=ballots * states))
    return np.array(cells, np.int8).reshape(ballots, states)


def reference(one, other):
    common = [(a, b) for a, b in zip(one, other, strict=True) if a <= 1 and b <= 1]
    if not common:
        return 0.0
    alike = sum(1 - abs(a - b) / 2 for a, b in common) / len(common)
    return max(2 * alike - 1, 0) ** 2 * len(common) / (len(common) + HALF_SEEN)


@given(records())
def test_agreement_is_what_a_slow_count_gives(recorded):
    found, votes = voting_agreement(recorded), recorded.T.tolist()
    for i in range(len(votes)):
        for j in range(len(votes)):
            expected = reference(votes[i], votes[j]) if i != j else 0.0
            assert found[i, j] == pytest.approx(expected, abs=1e-12)


@given(records())
def test_agreement_is_mutual_and_a_share(recorded):
    found = voting_agreement(recorded)
    assert (found == found.T).all()
    assert ((found >= 0) & (found < 1)).all()


def test_without_any_votes_nobody_agrees_with_anybody():
    assert not voting_agreement(np.zeros((0, 4), np.int8)).any()


@given(records())
def test_without_votes_elsewhere_peers_are_those_one_agrees_with_here(recorded):
    nothing = np.zeros((0, recorded.shape[1]), np.int8)
    assert peer_agreement(recorded, nothing) == pytest.approx(voting_agreement(recorded))


@given(records())
def test_those_who_never_met_here_are_known_by_their_votes_elsewhere(elsewhere):
    never = np.full((3, elsewhere.shape[1]), NO_SEAT, np.int8)
    assert peer_agreement(never, elsewhere) == pytest.approx(voting_agreement(elsewhere))


@pytest.mark.parametrize("together", [1, int(HALF_SEEN), 1000])
def test_the_more_two_have_voted_here_the_less_counts_what_they_did_elsewhere(together):
    alike = np.ones((together, 2), np.int8)
    apart = np.array([[1, -1]] * together, np.int8)
    seen = together / (together + HALF_SEEN)
    assert peer_agreement(alike, apart)[0, 1] == pytest.approx(seen)
    assert peer_agreement(apart, alike)[0, 1] == pytest.approx((1 - seen) * seen)
