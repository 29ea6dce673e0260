"""Step 5 in the fast driver: what a voting day leaves behind, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.inputs import replicate_inputs, scalar_weights
from sim.engine.learning import learn, wake
from sim.engine.state import allocate_state
from sim.world import ABSENT, NO_SEAT, Memory
from tests.vocabulary import plain_weights, small_world, text

CODES = "CHN IND BRA CUB FRA"  # two of Asia, two of Latin America, one of the West
RATE = 0.25


def remembered(votes, *texts):
    """What is left after a day's ``votes`` [B, S, L] on ``texts`` (one theme unless given)."""
    votes = np.array(votes, np.int8)
    world = small_world(CODES, *(texts or [text("thematic")] * len(votes)))
    weights = plain_weights(
        len(world.states), council_rate=RATE, affiliation_rate=0.5, abstention_credit=0.5
    )
    inputs = replicate_inputs(world, weights)
    initial, state, _ = allocate_state(world, votes.shape[2])
    for slot in range(len(world.agenda.slot_name)):
        wake(slot, initial, state)
    taken, tabled = np.ones((len(votes), votes.shape[2])), np.ones(len(votes), bool)
    learn(0, len(votes), 0, inputs, scalar_weights(weights), state, votes, taken, tabled)
    return world, state


def groups_of(world):
    """The groups of China, Brazil and France."""
    return world.states.group[[0, 2, 4]]


def one_lane(votes):
    return np.array(votes)[..., None]


def test_a_groups_habit_is_the_share_of_its_votes_that_were_abstentions():
    world, state = remembered(one_lane([[0, 1, 0, 0, 1]]))
    series = world.agenda.slots[0, 0]
    assert state.group_habit[series, groups_of(world), 0].tolist() == [0.5, 1.0, 0.0]
    assert state.groups[series, groups_of(world), 0].tolist() == [0.5, 0.0, 1.0]


@pytest.mark.parametrize("away", [ABSENT, NO_SEAT])
def test_who_is_away_neither_votes_nor_abstains_for_its_group(away):
    world, state = remembered(one_lane([[0, away, 1, 0, away]]))
    series, (asia, latin, west) = world.agenda.slots[0, 0], groups_of(world)
    assert state.group_habit[series, [asia, latin], 0].tolist() == [1.0, 0.5]
    assert state.groups_seen[[asia, latin], series].tolist() == [1, 1]
    assert state.groups_seen[west, series] == 0
    assert state.group_habit[series, west, 0] == 0


def test_a_groups_habit_is_learnt_at_the_rate_of_the_council_once_it_has_begun():
    days = one_lane([[0, 0, 0, 0, 1], *[[1, 1, 1, 0, 0]] * 5])
    world, state = remembered(days)
    series, (asia, latin, west) = world.agenda.slots[0, 0], groups_of(world)
    habit = {asia: 1.0, latin: 1.0, west: 0.0}
    for seen in range(2, 7):
        rate = max(1 / seen, RATE)
        for group, abstained in ((asia, 0.0), (latin, 0.5), (west, 1.0)):
            habit[group] += rate * (abstained - habit[group])
    for group, expected in habit.items():
        assert state.group_habit[series, group, 0] == pytest.approx(expected)


def test_a_groups_habit_is_kept_by_series_and_by_kind_of_text_and_not_by_target():
    country = text("country", target="CUB")
    world, state = remembered(one_lane([[0, 0, 1, 1, 1]]), country)
    series, target, strand = world.agenda.slots[0]
    asia = world.states.group[0]
    assert state.group_habit[[series, strand], asia, 0].tolist() == [1.0, 1.0]
    assert state.group_habit[target, asia, 0] == 0
    assert state.groups_seen[asia, target] == 0
    assert state.habit[target, :2, 0].tolist() == [1.0, 1.0]


def test_each_lane_remembers_what_was_answered_in_it():
    votes = np.array([[[0, 1], [0, 1], [1, 0], [1, 1], [-1, -1]]])
    world, state = remembered(votes)
    series, groups = world.agenda.slots[0, 0], groups_of(world)
    assert state.group_habit[series, groups].tolist() == [[1.0, 0.0], [0.0, 0.5], [0.0, 0.0]]
    assert state.record[series].tolist() == votes[0].tolist()
    assert state.habit[series].tolist() == (votes[0] == 0).tolist()


def test_a_day_on_which_nobody_votes_leaves_nothing():
    _, state = remembered(one_lane([[ABSENT] * 5]))
    assert not state.seen.any()
    assert not state.council_seen.any()
    assert not state.groups_seen.any()


def wise(world):
    """The same world with something to remember in every slot, never the same."""
    rng, blank = np.random.default_rng(2), world.memory
    drawn = {name: rng.uniform(0, 1, array.shape) for name, array in vars(blank).items()}
    return replace(world, memory=Memory(**drawn))


def test_what_wakes_is_the_initial_state_in_every_lane_and_what_sleeps_stays_asleep():
    world = wise(small_world(CODES, text("thematic"), text("country", target="CUB")))
    initial, state, _ = allocate_state(world, 3)
    wake(1, initial, state)
    assert state.asleep.tolist() == [k != 1 for k in range(len(world.agenda.slot_name))]
    for lane in range(3):
        for name in ("record", "habit", "last"):
            expected = getattr(world.memory, name)[:, 1]
            assert (getattr(state, name)[1, :, lane] == expected).all(), name
        assert state.council[1, lane] == world.memory.council[1]
        assert (state.groups[1, :, lane] == world.memory.groups[:, 1]).all()
        assert (state.group_habit[1, :, lane] == world.memory.group_habit[:, 1]).all()


def test_waking_twice_forgets_nothing_of_the_day():
    world = wise(small_world(CODES, text("thematic")))
    initial, state, _ = allocate_state(world, 2)
    wake(0, initial, state)
    state.group_habit[0] = 0.123
    wake(0, initial, state)
    assert (state.group_habit[0] == 0.123).all()
