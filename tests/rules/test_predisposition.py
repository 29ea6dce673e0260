"""Step 1 of a vote: what a state would do if nobody spoke to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.predisposition import (
    HALF_SERIES,
    HALF_STRAND,
    HALF_TARGET,
    authorship,
    concern,
    fade,
    give_way,
    recall,
    sign_of,
    standing,
    trust,
    weight_here,
)

NUMBER = st.floats(-20, 20)
SIGN = st.sampled_from([-1.0, 0.0, 1.0])
SEEN = st.integers(0, 500).map(float)


def test_standing_is_the_intercept_the_regime_and_the_states_own_stance():
    assert standing(intercept=0.5, by_freedom=2.0, freedom=0.25, stance=-0.75) == 0.25


NOTHING_AT_STAKE = {
    "is_target": 0.0, "own": -1.3, "is_neighbour": 0.0, "near": -0.2,
    "agreement": 0.0, "friend": -0.8, "special": 0.0, "urgency": 0.4,
}  # fmt: skip


@given(SIGN)
def test_where_nothing_is_at_stake_there_is_no_concern(orientation):
    assert concern(orientation, **NOTHING_AT_STAKE) == 0


@pytest.mark.parametrize(
    ("stake", "strength"),
    [
        ({"is_target": 1.0}, -1.3),
        ({"is_neighbour": 1.0}, -0.2),
        ({"agreement": 0.5}, -0.4),
        ({"special": 1.0}, 0.4),
    ],
    ids=["its own", "a neighbour's", "a friend's", "urgent"],
)
def test_a_record_at_stake_concerns_one_way_when_scrutinised_and_the_other_when_shielded(
    stake, strength
):
    at_stake = NOTHING_AT_STAKE | stake
    assert concern(1.0, **at_stake) == pytest.approx(strength)
    assert concern(-1.0, **at_stake) == pytest.approx(-strength)
    assert concern(0.0, **at_stake) == 0


@pytest.mark.parametrize(("orientation", "sign"), [(1.0, 1.0), (0.0, 1.0), (-1.0, -1.0)])
def test_shielding_a_state_is_remembered_as_the_opposite_of_scrutiny(orientation, sign):
    assert sign_of(orientation) == sign


@given(NUMBER, NUMBER)
def test_a_weight_is_another_on_the_kind_of_text_it_has_an_addition_for_and_there_alone(
    weight, added
):
    assert weight_here(weight, added, 0.0) == weight
    assert weight_here(weight, added, 1.0) == weight + added


@given(NUMBER)
def test_with_nothing_added_a_weight_is_the_same_on_all_kinds_of_text(weight):
    assert weight_here(weight, 0.0, 1.0) == weight_here(weight, 0.0, 0.0) == weight


@pytest.mark.parametrize("half", [HALF_SERIES, HALF_TARGET, HALF_STRAND])
def test_a_memory_counts_for_nothing_at_first_and_for_half_at_its_half(half):
    assert trust(2.0, 0.0, half) == 0
    assert trust(2.0, half, half) == 1


@given(st.floats(0.01, 20), SEEN, st.sampled_from([1.0, 3.0]))
def test_trust_grows_with_every_vote_and_never_reaches_its_weight(weight, seen, half):
    assert trust(weight, seen, half) < trust(weight, seen + 1, half) < weight


@given(st.floats(0.01, 20), SEEN)
def test_novelty_fades_from_its_full_weight(weight, seen):
    assert fade(weight, 0.0) == weight
    assert 0 < fade(weight, seen + 1) < fade(weight, seen)


@given(st.floats(0.01, 20), SEEN, st.sampled_from([1.0, 3.0]))
def test_what_is_known_from_elsewhere_gives_way_to_what_is_seen_here(weight, seen, half):
    assert give_way(weight, 0.0, half) == pytest.approx(weight)
    assert give_way(weight, half, half) == pytest.approx(weight / 2)
    assert give_way(weight, seen + 1, half) < give_way(weight, seen, half)


@given(NUMBER, NUMBER, NUMBER)
def test_a_state_is_for_its_own_text_and_against_its_amendment_by_as_much(own, group, friend):
    def of(author, its_group, tie):
        return authorship(author, own, its_group, group, tie, friend)

    assert of(1.0, 0.0, 0.0) == own == -of(-1.0, 0.0, 0.0)
    assert of(0.0, 1.0, 0.0) == group == -of(0.0, -1.0, 0.0)
    assert of(0.0, 0.0, 0.5) == friend / 2
    assert of(0.0, 0.0, 0.0) == 0.0


@given(NUMBER, NUMBER)
def test_what_has_no_weight_or_is_not_remembered_changes_nothing(leaning, number):
    assert recall(leaning, 0.0, number) == leaning
    assert recall(leaning, number, 0.0) == leaning
