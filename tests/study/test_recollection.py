"""Memory begins on the last recorded day before the years, whatever they are."""

import numpy as np
import pytest

from sim.config.schema import CouncilConfig
from sim.data.real_world import real_world
from sim.data.states import load_states
from sim.study.recollection import carried_on
from sim.study.recollection import real_world as council_of
from sim.study.setup import setup_of

LAST = "2023-10-13"  # of the votes to 2023


def test_years_that_follow_the_fit_are_remembered_as_it_ended(fit):
    carried = carried_on(fit, "2021-01-01")
    assert carried.memory is fit.memory
    assert carried.story["memory"]["roll_calls_after_the_fit"] == 0


def test_later_years_remember_what_was_recorded_in_between(fit):
    carried = carried_on(fit, "2023-01-01")
    told = carried.story["memory"]
    assert fit.story["train_until"] < told["until"] < "2023-01-01"
    before = fit.memory.set_index(["iso3", "slot"]).seen
    after = carried.memory.set_index(["iso3", "slot"]).seen
    assert (after.reindex(before.index) >= before).all()
    assert after.sum() > before.sum()


def test_recorded_votes_on_sudan_are_not_forgotten_in_years_to_come(fit):
    """Its series had no vote before the fit ended; the record has one later."""
    setup = setup_of(CouncilConfig(since="2027-01-01", until="2027-12-31", agenda="coming"), None)
    states = load_states()
    known = setup.fit.memory[setup.fit.memory.slot == "target/SDN"]
    old = fit.memory[fit.memory.slot == "target/SDN"]
    assert known.seen.sum() > old.seen.sum()
    names = setup.world.agenda.slot_name
    if "target/SDN" in names:
        k = names.index("target/SDN")
        assert setup.world.memory.seen[:, k].sum() == known.seen.sum()
    assert len(states) == len(setup.world.states)
    assert setup.fit.story["memory"]["until"] >= LAST


def test_what_is_carried_on_does_not_know_the_years_themselves(fit):
    carried = carried_on(fit, "2022-01-01")
    world = real_world("2022-01-01", "2022-12-31", carried)
    longer = real_world("2022-01-01", "2022-12-31", carried_on(fit, "2023-01-01"))
    assert world.memory.seen.sum() < longer.memory.seen.sum()
    assert not np.array_equal(world.memory.record, longer.memory.record)


@pytest.mark.parametrize("since", ["2021-01-01", "2022-01-01"])
def test_the_weights_stay_those_of_the_fit(fit, since):
    states = load_states()
    one, other = fit.weights(states), carried_on(fit, since).weights(states)
    assert one.series == other.series
    assert np.array_equal(one.stance, other.stance)


def test_without_a_fit_years_have_the_one_in_force_for_them():
    world = council_of("2021-01-01", "2021-12-31")
    assert str(world.agenda.date[0]) == "2021-03-23"
