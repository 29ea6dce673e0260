"""Levers pressed for many replicates at once press each as they would press it alone."""

import pytest

from sim.levers import (
    LEVERS,
    MissionStaff,
    Outreach,
    TourLength,
    at_work,
    draw_assumptions,
    pressure_across,
    pressure_of,
)
from sim.world import PRESSURES
from tests.vocabulary import SEED, neutral

ASSUMED = [draw_assumptions(SEED, n) for n in (0, 5, 9, 77)]
SAME = {"start": "2022-02-01", "end": "2022-11-30"}


def pulled(name, **settings):
    """A lever in the middle of its range."""
    kind = LEVERS[name]
    low, high = 0.0, 1.0
    for rule in kind.model_fields[kind.main_setting].metadata:
        low, high = getattr(rule, "ge", low), getattr(rule, "le", high)
    value = low + 0.6 * (high - low)
    whole = kind.model_fields[kind.main_setting].annotation is int
    return kind.model_validate({**settings, kind.main_setting: int(value) if whole else value})


def assert_each_alone(levers, world):
    together = pressure_across(levers, world, ASSUMED)
    for lane, assumed in enumerate(ASSUMED):
        alone = pressure_of(levers, world, assumed)
        for name in PRESSURES:
            one, other = getattr(alone, name)[..., 0], getattr(together, name)[..., lane]
            assert one.tobytes() == other.tobytes(), name


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_presses_each_replicate_as_it_would_alone(a_year, name):
    assert_each_alone([pulled(name)], a_year)


def test_all_levers_together_do_too(a_year):
    assert_each_alone([pulled(name, **SAME, ramp_years=0.5) for name in LEVERS], a_year)


def test_without_levers_nothing_is_pressed(a_year):
    found, nothing = pressure_across([], a_year, ASSUMED), neutral(a_year, len(ASSUMED))
    for name in PRESSURES:
        assert (getattr(found, name) == getattr(nothing, name)).all()


def test_replicates_are_pressed_differently_where_their_assumptions_differ(a_year):
    goodwill = pressure_across([pulled("outreach")], a_year, ASSUMED).goodwill
    assert len({goodwill[..., n].tobytes() for n in range(len(ASSUMED))}) == len(ASSUMED)


def test_a_lever_at_rest_is_left_out_and_one_that_is_pulled_is_kept():
    pulled_ones = [Outreach(contacts=1), TourLength(years_in_geneva=2), MissionStaff(persons=90)]
    at_rest = [Outreach(contacts=0), TourLength(years_in_geneva=3)]
    assert at_work([*at_rest, *pulled_ones]) == pulled_ones


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_of_no_strength_presses_nothing_so_that_it_may_be_left_out(a_year, name):
    kind = LEVERS[name]
    rest = {"tour_length": {"years_in_geneva": 3.0}}.get(name, {kind.main_setting: 0})
    lever = kind.model_validate(rest)
    assert not lever.strength()
    pressed, nothing = pressure_of([lever], a_year, ASSUMED[0]), neutral(a_year)
    for field in PRESSURES:
        assert (getattr(pressed, field) == getattr(nothing, field)).all()
