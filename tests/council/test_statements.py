"""Rival joint statements: who signs for scrutiny, who in defence, and who neither."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.council.statements import (
    FEATURES,
    SCRUTINY,
    SHIELD,
    TIE,
    chances,
    features,
    regular_sessions,
    signatures,
    signed,
)
from sim.data.signing import load_signing
from tests.vocabulary import SEED, small_world, text

AT_THE_MODE = load_signing().drawn()
MEMBERS = len(AT_THE_MODE.everyone)
NUMBERS = np.array([46, 47, 48])
STILL = np.zeros((3, MEMBERS, 1))
NOBODY = np.zeros((3, MEMBERS, 2, 1))
WILLING = hnp.arrays(float, (7, 2), elements=st.floats(-40, 40))


def names(moved=STILL, asked=NOBODY, signing=AT_THE_MODE, numbers=NUMBERS, replicate=0):
    return signatures(signing, moved, asked, numbers, SEED, replicate)


def count(side, **changed):
    """Signatories of one side, mean of forty replicates and three sessions."""
    return np.mean([names(replicate=r, **changed)[:, :, side].sum((1, 2)) for r in range(40)])


@given(WILLING)
def test_the_chances_of_the_three_answers_add_up(willing):
    share = chances(willing)
    assert (share >= 0).all()
    assert (share.sum(-1) <= 1 + 1e-12).all()


@given(WILLING, st.floats(1e-9, 1 - 1e-9))
def test_nobody_signs_both(willing, uniform):
    both = signed(*chances(willing).T, np.full(len(willing), uniform))
    assert not both.all(-1).any()


@given(WILLING, st.floats(0, 5), st.floats(1e-9, 1 - 1e-9))
def test_who_is_readier_to_sign_in_defence_never_turns_to_scrutiny(willing, more, uniform):
    readier = willing + np.array([more, 0.0])
    uniforms = np.full(len(willing), uniform)
    before, after = (signed(*np.moveaxis(chances(w), -1, 0), uniforms) for w in (willing, readier))
    assert (after[:, SHIELD] >= before[:, SHIELD]).all()
    assert (after[:, SCRUTINY] <= before[:, SCRUTINY]).all()


def test_lists_come_out_as_long_as_they_were():
    assert 44 < count(SHIELD) < 56  # 45 to 53 names, 2019-2020
    assert 27 < count(SCRUTINY) < 45  # 22, 27, 39 and 50 names, 2019-2022


def test_china_signs_in_defence_and_sweden_for_scrutiny():
    everyone = AT_THE_MODE.everyone
    found = np.mean([names(replicate=r)[0, :, :, 0] for r in range(40)], axis=0)
    assert found[everyone.index("CUB"), SHIELD] > 0.8
    assert found[everyone.index("SWE"), SCRUTINY] > 0.8
    assert found[everyone.index("BRA")].max() < 0.3


def test_the_tie_and_freedom_have_the_sign_that_the_sources_say():
    weights = AT_THE_MODE.weights
    assert weights[TIE, SHIELD] > 0 > weights[TIE, SCRUTINY]
    freedom = FEATURES.index("freedom")
    assert weights[freedom, SHIELD] < 0 < weights[freedom, SCRUTINY]


def test_a_firmer_tie_signs_more_in_defence_and_less_for_scrutiny():
    assert count(SHIELD, moved=STILL + 0.3) > count(SHIELD) > count(SHIELD, moved=STILL - 0.3)
    assert count(SCRUTINY, moved=STILL + 0.3) < count(SCRUTINY)


def test_a_tie_stays_between_none_and_a_full_one():
    assert (names(moved=STILL + 1.0) == names(moved=STILL + 9.0)).all()
    assert (names(moved=STILL - 1.0) == names(moved=STILL - 9.0)).all()


@pytest.mark.parametrize("side", [SHIELD, SCRUTINY])
def test_who_is_asked_signs_more_often_and_nobody_else_changes(side):
    asked = NOBODY.copy()
    asked[:, :50, side] = 1.0
    before, after = names(), names(asked=asked)
    assert after[:, :50, side].sum() > before[:, :50, side].sum()
    assert (after[:, 50:] == before[:, 50:]).all()


def test_noise_belongs_to_session_state_and_replicate():
    later = names(numbers=NUMBERS[1:], moved=STILL[1:], asked=NOBODY[1:])
    assert (later == names()[1:]).all()
    assert (names(replicate=1) != names()).any()
    lanes = names(moved=np.repeat(STILL, 2, -1), asked=np.repeat(NOBODY, 2, -1))
    assert (lanes[..., 0] == lanes[..., 1]).all()


def test_a_short_list_and_a_long_one_are_the_same_states_luck():
    calm = replace(AT_THE_MODE, spread=np.zeros(2))
    lengths = [names(signing=s)[:, :, SCRUTINY, 0].sum(1) for s in (calm, AT_THE_MODE)]
    assert np.std(lengths[1]) > np.std(lengths[0])


def test_states_that_are_on_no_list_of_the_group_have_no_tie_to_begin_with():
    everyone = AT_THE_MODE.everyone
    tie = features(everyone)[:, TIE]
    assert tie[everyone.index("CHN")] == 1
    assert tie[everyone.index("AGO")] == 0.75
    assert tie[everyone.index("CMR")] == 0 < everyone.affiliation[everyone.index("CMR")]


def test_statements_go_round_in_regular_sessions_alone():
    world = small_world(
        "CHN FRA LKA", text("country"), text("country", date="2021-05-12", session="S-30"),
        text("country", date="2021-07-12", session="47"),
    )  # fmt: skip
    assert regular_sessions(world.agenda).tolist() == [0, 2]
