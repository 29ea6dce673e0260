"""Nobody sits on anybody's lap, and the group sits together."""

import numpy as np
import pytest

from sim.page.places import HEIGHT, WIDTH, bench_order, hemicycle, network


def apart(places):
    spots = np.array(list(places.values()))
    gap = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(-1))
    np.fill_diagonal(gap, np.inf)
    return gap.min()


@pytest.fixture(scope="module")
def seated(a_year):
    return np.flatnonzero(a_year.agenda.sits[0])


def test_every_seat_of_the_hemicycle_is_free_of_the_others(a_year, seated):
    places = hemicycle(a_year.states, seated)
    assert set(places) == set(seated.tolist())
    assert apart(places) > 60
    assert all(30 < x < WIDTH - 30 and 30 < y < HEIGHT - 30 for x, y in places.values())


def test_the_group_sits_on_the_left_with_its_organisers_first(a_year, seated):
    order = bench_order(a_year.states, seated)
    bloc = a_year.states.affiliation[order] >= 0.75
    assert (np.diff(bloc.astype(int)) <= 0).all()
    organisers = a_year.states.organiser[order]
    assert organisers[: organisers.sum()].all()


def test_in_the_network_everybody_has_room_and_ties_to_those_present(a_year, seated):
    places, ties = network(a_year, seated)
    assert apart(places) > 55
    assert all(a in places and b in places and 0 < tie <= 1 for a, b, tie in ties)
