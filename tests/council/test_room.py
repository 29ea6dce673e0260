"""Who is in the room and who listens to whom."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.council.room import CORRIDOR_DONORS, furnish
from sim.data.fitted import load_fit
from sim.data.states import load_states
from sim.engine.inputs import rooms_of
from sim.world import BLOC, DEMOCRACIES, DONORS, LAYERS, ROOM
from tests.vocabulary import plain_weights, the_record, wild_weights

STATES = load_states()
AGREEMENT = load_fit().agreement(STATES)
SEATS = st.sets(st.integers(0, len(STATES) - 1), max_size=47)


def room_of(seated):
    seats = np.zeros(len(STATES), bool)
    seats[list(seated)] = True
    return furnish(STATES, AGREEMENT, seats)


def is_average(rows):
    """Whether every row adds up to 1, or is nothing at all."""
    total = rows.sum(-1)
    return (np.isclose(total, 1, rtol=0, atol=1e-12) | ((total == 0) & ~rows.any(-1))).all()


@given(SEATS)
@settings(max_examples=25)
def test_what_is_heard_of_a_layer_or_a_voice_is_an_average(seated):
    room = room_of(seated)
    assert (room.layers >= 0).all()
    assert (room.voices >= 0).all()
    assert is_average(room.layers)
    assert is_average(room.voices)


@given(SEATS)
@settings(max_examples=25)
def test_nobody_listens_to_itself(seated):
    for layer in room_of(seated).layers:
        assert not np.diag(layer).any()


@given(SEATS)
@settings(max_examples=25)
def test_only_those_who_sit_speak_as_peers_but_all_present_listen(seated):
    room = room_of(seated)
    assert not room.layers[:, :, ~room.sits].any()
    if len(seated) > 5:
        assert room.layers[:, ~room.sits].any()


@given(SEATS)
@settings(max_examples=25)
def test_those_present_are_the_members_and_the_donors_that_never_leave(seated):
    room = room_of(seated)
    donors = np.any([STATES.donor[DONORS.index(d)] for d in CORRIDOR_DONORS], axis=0)
    assert set(room.present) == set(seated) | set(np.flatnonzero(donors))
    assert set(room.present[room.sits]) == set(seated)
    assert (np.diff(room.present) > 0).all()


@given(SEATS)
@settings(max_examples=25)
def test_the_lines_come_from_those_who_sit_and_donors_speak_from_the_corridors(seated):
    room = room_of(seated)
    here = STATES.subset(room.present)
    democracies, bloc, everybody = (room.voices[v] for v in (DEMOCRACIES, BLOC, ROOM))
    assert set(np.flatnonzero(bloc)) == set(np.flatnonzero(here.organiser & room.sits))
    assert set(np.flatnonzero(democracies)) == set(np.flatnonzero(here.democracy & room.sits))
    assert set(np.flatnonzero(everybody)) == set(np.flatnonzero(room.sits))
    for donor in CORRIDOR_DONORS:
        assert room.voices[DONORS.index(donor)].sum() == pytest.approx(1)


@pytest.mark.parametrize("number", range(4))
def test_the_graph_is_the_matrix(number):
    world = the_record()
    room, weights = rooms_of(world)[0][number], wild_weights(world)
    graph, matrix = room.graph(weights), room.peers(weights)
    assert isinstance(graph, nx.DiGraph)
    assert list(graph) == list(range(len(room.present)))
    assert (nx.to_numpy_array(graph, nodelist=range(len(graph))) == matrix).all()
    assert graph.number_of_edges() == np.count_nonzero(matrix)
    assert nx.number_of_selfloops(graph) == 0


def test_the_network_is_the_weighted_sum_of_its_layers():
    room = room_of(range(0, 94, 2))
    for n in range(len(LAYERS)):
        alone = np.zeros(len(LAYERS))
        alone[n] = 0.7
        np.testing.assert_allclose(
            room.peers(plain_weights(len(STATES), layers=alone)), 0.7 * room.layers[n]
        )
    silent = plain_weights(len(STATES), layers=np.zeros(len(LAYERS)))
    assert not room.peers(silent).any()
    assert room.graph(silent).number_of_edges() == 0


def test_a_regional_group_listens_to_its_own():
    room = room_of(range(0, 94, 2))
    region, group = room.layers[LAYERS.index("region")], STATES.group[room.present]
    assert (group[:, None] == group[None, :])[region > 0].all()


def test_a_layer_listens_more_to_those_it_agrees_with_more():
    room = room_of(range(0, 94, 2))
    layer = room.layers[LAYERS.index("agreement")]
    agreement = AGREEMENT[np.ix_(room.present, room.present)]
    usa = int(np.flatnonzero(room.present == STATES.index("USA"))[0])
    heard = layer[usa] > 0
    ratio = layer[usa][heard] / agreement[usa][heard]
    assert ratio == pytest.approx(ratio[0])


def test_each_composition_of_the_record_is_furnished_once():
    world = the_record()
    rooms, day_room = rooms_of(world)
    assert len(rooms) == 4  # three years, and Czechia in Russia's seat from May 2022
    assert len(day_room) == world.agenda.day.max() + 1
    for day, number in enumerate(day_room):
        seats = world.agenda.sits[world.agenda.day == day]
        assert (seats == seats[0]).all()
        assert set(rooms[number].present[rooms[number].sits]) == set(np.flatnonzero(seats[0]))
