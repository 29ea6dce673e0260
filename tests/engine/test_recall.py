"""Memory that is carried on is the memory that would have grown without a break."""

from dataclasses import fields

import numpy as np

from sim.data.real_world import select_ballots
from sim.data.recorded import embedded_agenda
from sim.engine.recall import Speeds, recalled
from sim.fit.replay import Rates, replay
from sim.world import Memory

BREAK = np.datetime64("2022-06-01")
SPEEDS = Speeds(0.7, 0.7, 0.1, 0.8, 0.03, 0.5)


def test_two_halves_make_the_memory_of_the_whole():
    agenda, states = embedded_agenda()
    first, second = (select_ballots(agenda, part) for part in
                     (agenda.date < BREAK, agenda.date >= BREAK))  # fmt: skip
    _, whole = replay(agenda, states, Rates())
    _, half = replay(first, states, Rates())
    again = recalled(second, states, half, SPEEDS)
    for field in fields(Memory):
        one, other = getattr(whole, field.name), getattr(again, field.name)
        assert np.allclose(one, other, atol=1e-12), field.name
    assert (half.seen != whole.seen).any()  # the second half did teach something
