"""Step 2 of a vote: what is heard, from whom, and how strongly it pulls."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.lobbying import (
    aid_tie,
    bloc_pull,
    civic_pull,
    hear,
    outreach_pull,
    story_pull,
    voice,
)

NUMBER = st.floats(-1e6, 1e6)
SHARE = st.floats(0, 1)
VOICE = st.floats(-1, 1)


def bits(x):
    return struct.pack("d", x)


@given(NUMBER)
def test_a_voice_stays_between_surely_no_and_surely_yes(leaning):
    assert -1 < voice(leaning) < 1


@given(NUMBER)
def test_a_voice_is_odd(leaning):
    assert voice(-leaning) == -voice(leaning)


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 10))
def test_who_leans_more_is_heard_more(leaning, more):
    assert voice(leaning + more) > voice(leaning)


@pytest.mark.parametrize(("leaning", "heard"), [(0.0, 0.0), (1.0, 0.5), (-3.0, -0.75)])
def test_a_voice_is_the_softsign(leaning, heard):
    assert voice(leaning) == heard


@given(NUMBER.filter(bool), VOICE)
def test_a_tie_of_zero_strength_is_the_identity_bit_for_bit(heard, said):
    assert bits(hear(heard, 0.0, said)) == bits(heard)


@given(st.floats(0, 10), VOICE)
def test_without_affiliation_there_is_no_whip(strength, line):
    assert bloc_pull(strength, 0.0, line) == 0


@given(st.floats(0.01, 10), st.floats(0.01, 1), VOICE.filter(bool))
def test_the_bloc_pulls_towards_its_line(strength, affiliation, line):
    assert bloc_pull(strength, affiliation, line) * line >= 0
    assert abs(bloc_pull(strength, affiliation, line)) <= strength


@given(NUMBER.filter(bool), SHARE, VOICE)
def test_a_bloc_of_zero_strength_is_the_identity_bit_for_bit(leaning, affiliation, line):
    assert bits(leaning + bloc_pull(0.0, affiliation, line)) == bits(leaning)


@given(st.floats(0, 10), SHARE, VOICE)
def test_neutral_outreach_is_the_missions_as_they_were(strength, openness, line):
    pull = outreach_pull(strength, openness, 1.0, 0.0, line)
    assert bits(pull) == bits(strength * openness * line)


@given(st.floats(0.01, 10), st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 5))
def test_more_capacity_and_more_goodwill_pull_harder(strength, openness, line, more):
    before = outreach_pull(strength, openness, 1.0, 0.0, line)
    assert outreach_pull(strength, openness, 1.0 + more, 0.0, line) > before
    assert outreach_pull(strength, openness, 1.0, more, line) > before


@given(NUMBER, VOICE)
def test_goodwill_works_even_on_the_unfree(goodwill, line):
    assert outreach_pull(3.0, 0.0, 1.0, goodwill, line) == goodwill * line


@given(SHARE)
def test_the_tie_by_aid_is_a_share(aid):
    assert 0 <= aid_tie(aid) < 1


def test_no_aid_ties_nobody_and_one_per_cent_of_income_makes_half_a_tie():
    assert aid_tie(0.0) == 0
    assert aid_tie(0.01) == 0.5


@given(st.floats(0, 0.99), st.floats(1e-6, 0.01))
def test_more_aid_ties_more_and_the_first_of_it_most(aid, more):
    gain = aid_tie(aid + more) - aid_tie(aid)
    assert gain > 0
    assert gain >= aid_tie(aid + 2 * more) - aid_tie(aid + more)


@pytest.mark.parametrize(("orientation", "pull"), [(1.0, 0.5), (-1.0, -0.5), (0.0, 0.0)])
def test_civil_society_stands_with_scrutiny_and_against_shielding(orientation, pull):
    assert civic_pull(0.5, orientation) == pull


@given(NUMBER.filter(bool), st.sampled_from([-1.0, 0.0, 1.0]))
def test_a_civil_society_without_means_changes_nothing(leaning, orientation):
    assert bits(leaning + civic_pull(0.0, orientation)) == bits(leaning)


@given(st.floats(-5, -0.01))
def test_a_story_against_the_west_tells_on_its_texts_alone(story):
    assert story_pull(story, 1.0) < 0
    assert story_pull(story, 0.0) == 0
