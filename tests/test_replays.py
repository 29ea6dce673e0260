"""Replays that read like the sources: what was proposed in 2007, and ten years that add up."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.council.contest import Settings
from sim.council.elections import course, sits_on
from sim.council.terms import IN_A_ROW, SEATS
from sim.data.coming_world import coming_world
from sim.data.habits import load_habits
from sim.life import Life
from sim.study import Design, conduct
from sim.world import Procedures
from tests.vocabulary import SEED

DECADE = (2021, 2030)


def adopted(world, fit, rules):
    """The share of country texts that pass under rules of procedure, over twenty replicates."""
    design = Design({"baseline": []}, 20, SEED, procedures=rules)
    runs = conduct(world, fit, design).runs
    country = runs[runs.kind == "country"]
    return country.adopted.sum() / country.ballots.sum()


def test_the_rules_proposed_in_2007_starve_country_texts(a_year, fit):
    today = adopted(a_year, fit, Procedures())
    two_thirds = adopted(a_year, fit, Procedures(adopting=2 / 3))
    both = adopted(a_year, fit, Procedures(adopting=2 / 3, tabling=1 / 3))
    assert today > 0.8
    assert two_thirds < today - 0.1
    assert both <= two_thirds


@pytest.fixture(scope="module")
def decade(fit):
    """Ten years that might have been."""
    world, terms = coming_world(*DECADE, fit, load_habits())
    return world, Life.of(world, terms, *DECADE)


@settings(max_examples=15, deadline=None)
@given(
    replicate=st.integers(0, 10_000),
    contested=st.floats(0, 1),
    hearings=st.booleans(),
    push=st.floats(-3, 3),
    campaign=st.floats(-2, 2),
)
def test_after_ten_years_of_any_elections_the_seats_add_up(
    decade, replicate, contested, hearings, push, campaign
):
    world, life = decade
    states = world.states
    moved = replace(
        Settings.neutral(states),
        candidacies=push * states.freedom,
        campaign=campaign * states.affiliation,
        contested=contested,
        hearings=hearings,
    )
    terms = course(states, world.agreement, life.terms, *DECADE, moved, SEED, replicate)
    days = np.arange("2021-01-15", "2031-01-01", 90, dtype="datetime64[D]")
    sits = sits_on(terms, days, states)
    assert (sits.sum(1) == 47).all()
    for group, seats in enumerate(SEATS):
        assert (sits[:, states.group == group].sum(1) == seats).all()
    for state in np.unique(terms.state):
        mine = np.sort(terms.since[(terms.state == state) & (terms.since >= days[0])])
        in_a_row = 1
        for before, after in itertools.pairwise(mine):
            in_a_row = in_a_row + 1 if after - before < np.timedelta64(3 * 366, "D") else 1
            assert in_a_row <= IN_A_ROW


def test_after_ten_years_of_votes_affiliations_are_still_shares(decade, fit):
    world, life = decade
    tables = conduct(world, fit, Design({"baseline": []}, 2, SEED, life=life))
    assert tables.affiliation.affiliation.between(0, 1).all()
    assert (tables.ballot_runs[["yes", "abstain", "no"]].sum(axis=1) <= 47).all()
