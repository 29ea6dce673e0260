"""Step 3 of a vote: an ordered logit whose band is wider on the far side of the bloc's line."""

import math
import struct

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draws import noise_table
from sim.rules.ballot import (
    band,
    bend,
    cast,
    chance_of_no,
    chance_of_yes,
    cut_for_no,
    cut_for_yes,
    logistic,
    on_the_floor,
    own_band,
)

LEANING = st.floats(-30, 30)
BAND = st.floats(0.001, 5)
LINE = st.floats(-1, 1)
STRENGTH = st.floats(0, 10)
SHARE = st.floats(0, 1)


def bits(x):
    return struct.pack("d", x)


@given(st.floats(-100, 100), st.floats(1e-4, 1))
def test_bending_takes_the_positive_part_and_rounds_its_corner(x, corner):
    assert max(x, 0) < bend(x, corner) <= max(x, 0) + math.sqrt(corner) / 2
    assert bend(x, corner) - bend(-x, corner) == pytest.approx(x, abs=1e-12)


def test_at_zero_half_the_root_of_the_corner_is_left():
    assert bend(0.0, 0.04) == pytest.approx(0.1)


@given(st.floats(-20, 20), st.floats(0.01, 5))
def test_the_band_grows_with_the_habit_and_is_never_quite_nothing(habit, more):
    assert 0 < band(habit) < band(habit + more)
    assert band(habit) > habit


@pytest.mark.parametrize(("habit", "half"), [(0.0, 0.1), (3.0, 3.0033), (-3.0, 0.0033)])
def test_the_band_of_known_habits(habit, half):
    assert band(habit) == pytest.approx(half, abs=1e-4)


NUMBER = st.floats(-20, 20)


@given(NUMBER, NUMBER, NUMBER)
def test_who_is_not_tied_to_the_bloc_abstains_by_the_kind_of_text_and_by_its_own_readiness(
    width, by_affiliation, own
):
    assert own_band(width, by_affiliation, 0.0, own) == width + own


@given(NUMBER, NUMBER, SHARE, NUMBER)
def test_a_tie_widens_or_narrows_the_band_in_proportion(width, by_affiliation, tie, own):
    apart = own_band(width, by_affiliation, tie, own) - own_band(width, by_affiliation, 0.0, own)
    assert apart == pytest.approx(by_affiliation * tie, abs=1e-12)


def test_the_own_band_of_a_known_state():
    assert own_band(width=0.5, by_affiliation=-0.5, affiliation=0.5, own=0.125) == 0.375


@given(LEANING, BAND, STRENGTH, SHARE, LINE)
def test_the_three_chances_are_shares_and_add_up_to_one(leaning, half, strength, loyal, line):
    yes = chance_of_yes(leaning, cut_for_yes(half, strength, loyal, line))
    no = chance_of_no(leaning, cut_for_no(half, strength, loyal, line))
    assert 0 <= yes <= 1
    assert 0 <= no <= 1
    assert -1e-15 <= 1 - yes - no <= 1


@given(BAND, STRENGTH, LINE)
def test_without_affiliation_there_is_no_discipline(half, strength, line):
    assert cut_for_yes(half, strength, 0.0, line) == half
    assert cut_for_no(half, strength, 0.0, line) == half


@given(BAND, SHARE, LINE)
def test_discipline_of_zero_strength_is_the_identity(half, loyal, line):
    assert cut_for_yes(half, 0.0, loyal, line) == half
    assert cut_for_no(half, 0.0, loyal, line) == half


@given(BAND, st.floats(0.01, 10), st.floats(0.01, 1), st.floats(0.01, 1))
def test_discipline_makes_the_vote_against_the_line_dearer_than_the_one_with_it(
    half, strength, loyal, line
):
    assert cut_for_no(half, strength, loyal, line) > cut_for_yes(half, strength, loyal, line)
    assert cut_for_yes(half, strength, loyal, -line) > cut_for_no(half, strength, loyal, -line)
    dearer = cut_for_no(half, strength, loyal, line) - half
    assert strength * loyal * line <= dearer <= strength * loyal * (line + 0.05)


@given(BAND, st.floats(0, 10), SHARE, LINE)
def test_discipline_never_makes_a_vote_cheaper(half, strength, loyal, line):
    assert cut_for_yes(half, strength, loyal, line) >= half
    assert cut_for_no(half, strength, loyal, line) >= half


@given(LEANING, BAND)
def test_yes_and_no_are_mirror_images(leaning, half):
    assert chance_of_yes(leaning, half) == chance_of_no(-leaning, half)


@given(st.floats(-10, 10), BAND, st.floats(0.01, 5))
def test_who_leans_more_to_yes_says_yes_more_and_no_less(leaning, half, more):
    assert chance_of_yes(leaning + more, half) > chance_of_yes(leaning, half)
    assert chance_of_no(leaning + more, half) < chance_of_no(leaning, half)


@pytest.mark.parametrize(("leaning", "vote"), [(0.6, 1), (0.5, 0), (0.0, 0), (-0.5, 0), (-0.6, -1)])
def test_without_noise_the_vote_is_cut_at_the_band(leaning, vote):
    assert cast(leaning, 0.0, 0.5, 0.5) == vote


@given(LEANING, st.floats(-10, 10), BAND, BAND, st.floats(0, 5))
def test_a_higher_leaning_never_lowers_the_vote(leaning, noise, yes_cut, no_cut, more):
    assert cast(leaning + more, noise, yes_cut, no_cut) >= cast(leaning, noise, yes_cut, no_cut)


@pytest.mark.parametrize("leaning", [-1.7, -0.2, 0.0, 0.9, 2.5])
@pytest.mark.parametrize(
    ("half", "strength", "line"), [(0.4, 0.0, 0.0), (0.05, 2.0, -0.8), (1.1, 3.0, 0.6)]
)
def test_votes_are_cast_as_often_as_their_chances_say(leaning, half, strength, line):
    draws = noise_table(5, 0, np.arange(400), np.arange(250))[0].ravel()
    yes_cut = cut_for_yes(half, strength, 0.9, line)
    no_cut = cut_for_no(half, strength, 0.9, line)
    votes = numba.vectorize(cast)(leaning, draws, yes_cut, no_cut)
    for vote, chance in ((1, chance_of_yes(leaning, yes_cut)), (-1, chance_of_no(leaning, no_cut))):
        error = math.sqrt(chance * (1 - chance) / draws.size)
        assert abs((votes == vote).mean() - chance) < 4 * error


@given(LEANING)
def test_the_logistic_function_is_the_law_of_the_noise(x):
    assert logistic(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-15)
    assert logistic(x) + logistic(-x) == pytest.approx(1, rel=1e-15)


WITHOUT_DRIFT = {"drift": 0.0, "share": 1.0}


@given(LEANING, SHARE)
def test_where_a_text_brings_nothing_and_times_stand_still_there_is_the_noise_alone(noise, loyal):
    floor = on_the_floor(noise, **WITHOUT_DRIFT, for_all=0.0, for_bloc=0.0, affiliation=loyal)
    assert bits(floor) == bits(noise)


@given(LEANING, LEANING)
def test_what_a_text_brings_for_the_bloc_leaves_the_others_alone(noise, for_bloc):
    brought = {"for_all": 0.0, "for_bloc": for_bloc} | WITHOUT_DRIFT
    assert on_the_floor(noise, **brought, affiliation=0.0) == noise
    assert on_the_floor(noise, **brought, affiliation=1.0) == noise + for_bloc


@given(LEANING, LEANING, SHARE)
def test_what_a_text_brings_for_all_moves_all_alike(noise, for_all, loyal):
    brought = {"for_all": for_all, "for_bloc": 0.0} | WITHOUT_DRIFT
    assert on_the_floor(noise, **brought, affiliation=loyal) == noise + for_all


@given(LEANING, LEANING, SHARE, LEANING, LEANING, SHARE)
def test_drift_is_one_more_part_of_the_noise(noise, drift, share, for_all, for_bloc, loyal):
    apart = on_the_floor(noise, drift, share, for_all, for_bloc, loyal)
    assert apart == on_the_floor(noise + drift, 0.0, share, for_all, for_bloc, loyal)


@given(LEANING, LEANING, SHARE, LEANING, LEANING, SHARE)
def test_what_a_text_brings_is_felt_in_full_whatever_the_share_of_the_noise(
    noise, drift, share, for_all, for_bloc, loyal
):
    brought = on_the_floor(noise, drift, share, for_all, for_bloc, loyal)
    without = on_the_floor(noise, drift, share, 0.0, 0.0, loyal)
    assert brought - without == pytest.approx(for_all + for_bloc * loyal, abs=1e-12)
