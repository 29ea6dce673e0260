"""Walking through recorded votes: what the rule saw before each of them, and what stays."""

from dataclasses import replace

import numpy as np
import pytest

from sim.data.real_world import select_ballots
from sim.fit.replay import BAND_WEIGHTS, LEANING_WEIGHTS, Rates, replay
from sim.world import ABSENT, AMENDMENT, COUNTRY, LAYERS, NO_SEAT, Memory
from tests.vocabulary import small_world, text

RATES = Rates()


def recording(world, votes):
    return replace(world.agenda, recorded=np.array(votes, np.int8))


def test_before_the_first_vote_nothing_is_seen(a_year):
    sittings, _ = replay(a_year.agenda, a_year.states, RATES)
    first_day = a_year.agenda.day[sittings[0].ballots] == 0
    assert not sittings[0].leaning[first_day].any()
    assert not sittings[0].band[first_day].any()


def test_every_ballot_is_in_one_sitting_with_its_votes(a_year):
    agenda = a_year.agenda
    sittings, _ = replay(agenda, a_year.states, RATES)
    assert sorted(np.concatenate([s.ballots for s in sittings])) == list(range(len(agenda)))
    for s in sittings:
        assert (s.votes == agenda.recorded[np.ix_(s.ballots, s.room.present)]).all()
        assert (s.votes[:, ~s.room.sits] == NO_SEAT).all()


def test_the_assembly_says_who_a_newcomers_peers_are_before_its_first_vote(a_year):
    first = replay(a_year.agenda, a_year.states, RATES)[0][0].room
    told = replay(a_year.agenda, a_year.states, RATES, assembly=True)[0][0].room
    layer = LAYERS.index("agreement")
    assert not first.layers[layer].any()
    assert told.layers[layer][told.sits].sum(1) == pytest.approx(1.0)
    assert (told.layers[:layer] == first.layers[:layer]).all()


def test_memory_of_three_votes_by_hand():
    world = small_world(
        "CHN FRA LKA",
        text("thematic", date="2021-03-23"),
        text("thematic", date="2021-03-24"),
        text("thematic", date="2021-03-25"),
    )
    agenda = recording(world, [[1, 0, -1], [-1, 0, ABSENT], [0, 1, 1]])
    _, memory = replay(agenda, world.states, Rates(series=0.1, strand=0.6, council=0.1))
    series, _, strand = agenda.slots[0]
    assert memory.seen[:, series].tolist() == [3, 3, 2]
    assert memory.record[:, series] == pytest.approx([0, 1 / 3, 0])
    assert memory.habit[:, series] == pytest.approx([1 / 3, 2 / 3, 0])
    assert memory.last[:, series].tolist() == [0, 1, 1]
    assert memory.record[0, strand] == pytest.approx((1 - 2 * 0.6) * 0.4)
    assert memory.council[series] == pytest.approx((0 - 1 / 2 + 2 / 3) / 3)
    assert memory.council_seen[series] == 3


ON_ONE_KIND = {
    "series_of_amendment": ("series", AMENDMENT),
    "target_of_country": ("target", COUNTRY),
    "band_strand_of_country": ("band_strand", COUNTRY),
}


@pytest.mark.parametrize("name", ON_ONE_KIND)
def test_what_is_added_on_one_kind_of_text_is_the_same_memory_on_that_kind_alone(record, name):
    whole, kind = ON_ONE_KIND[name]
    sittings, _ = replay(record.agenda, record.states, RATES, record.memory)
    elsewhere = 0
    for s in sittings:
        of_lean = name in LEANING_WEIGHTS
        names, seen = (LEANING_WEIGHTS, s.leaning) if of_lean else (BAND_WEIGHTS, s.band)
        remembered, added = seen[..., names.index(whole)], seen[..., names.index(name)]
        of_kind = record.agenda.kind[s.ballots] == kind
        assert remembered[of_kind].any()
        assert (added[of_kind] == remembered[of_kind]).all()
        assert not added[~of_kind].any()
        elsewhere += np.count_nonzero(remembered[~of_kind])
    assert elsewhere


def test_what_a_group_abstained_on_is_seen_of_its_members_the_next_day_and_of_no_others():
    world = small_world(
        "CHN IND FRA USA", text("thematic", date="2021-03-23"), text("thematic", date="2021-03-24")
    )
    (sitting,), memory = replay(
        recording(world, [[0, 0, 1, ABSENT], [1, 1, 1, 1]]), world.states, Rates(council=0.25)
    )
    seen = sitting.band[..., BAND_WEIGHTS.index("band_group")]
    assert not seen[0].any()
    assert seen[1].tolist() == [0.5, 0.5, 0.0, 0.0]  # of one vote seen, half is made
    series, _, strand = world.agenda.slots[0]
    asia, west = world.states.group[[0, 2]]
    for slot in (series, strand):
        assert memory.group_habit[asia, slot] == 0.5
        assert memory.group_habit[west, slot] == 0
        assert memory.groups_seen[[asia, west], slot].tolist() == [2, 2]


def test_votes_of_one_day_are_remembered_only_overnight():
    world = small_world("CHN FRA LKA", text("thematic"), text("thematic"))
    (sitting,), _ = replay(recording(world, [[1, 1, 1], [1, 1, 1]]), world.states, RATES)
    assert not sitting.leaning.any()


def test_what_is_remembered_can_be_carried_on_from(a_year):
    agenda, states = a_year.agenda, a_year.states
    first = agenda.day < 4
    _, halfway = replay(select_ballots(agenda, first), states, RATES)
    _, parted = replay(select_ballots(agenda, ~first), states, RATES, halfway)
    _, whole = replay(agenda, states, RATES)
    for name, array in vars(whole).items():
        np.testing.assert_array_equal(getattr(parted, name), array, err_msg=name)


def test_a_memory_of_other_slots_is_refused(a_year):
    other = Memory.blank(len(a_year.states), 3, a_year.states.affiliation)
    with pytest.raises(ValueError, match="memory of"):
        replay(a_year.agenda, a_year.states, RATES, other)


def test_memory_never_leaves_the_range_of_votes_even_where_a_member_misses_a_ballot_of_the_day():
    world = small_world("CHN FRA USA", text("thematic"), text("thematic"))
    agenda = recording(world, [[1, -1, -1], [1, -1, NO_SEAT]])
    agenda = replace(agenda, sits=agenda.recorded != NO_SEAT)
    _, memory = replay(agenda, world.states, RATES)
    assert np.abs(memory.record).max() <= 1
    assert np.abs(memory.last).max() <= 1
    assert np.abs(memory.groups).max() <= 1
    assert memory.group_habit.min() >= 0
    assert memory.group_habit.max() <= 1


def test_the_memory_given_is_left_as_it_was(a_year):
    before = {name: array.copy() for name, array in vars(a_year.memory).items()}
    replay(a_year.agenda, a_year.states, RATES, a_year.memory)
    assert all((array == before[name]).all() for name, array in vars(a_year.memory).items())
