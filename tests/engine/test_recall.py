"""Memory that is carried on is the memory that would have grown without a break."""

from dataclasses import fields

import numpy as np

from sim.data.real_world import select_ballots
from sim.data.recorded import embedded_agenda
from sim.engine.recall import Speeds, recalled
from sim.fit.replay import Rates, replay
from sim.world import Memory

BEGIN, BREAK = np.datetime64("2020-01-01"), np.datetime64("2022-06-01")
SPEEDS = Speeds(0.7, 0.7, 0.1, 0.8, 0.03, 0.5)


def test_two_halves_make_the_memory_of_the_whole():
    agenda, states = embedded_agenda()
    agenda = select_ballots(agenda, agenda.date >= BEGIN)
    first, second = (select_ballots(agenda, part) for part in
                     (agenda.date < BREAK, agenda.date >= BREAK))  # fmt: skip
    _, whole = replay(agenda, states, Rates())
    _, half = replay(first, states, Rates())
    begun = in_slots(half, first.slot_name, second.slot_name, states)
    again = recalled(second, states, begun, SPEEDS)
    wanted = in_slots(whole, agenda.slot_name, second.slot_name, states)
    for field in fields(Memory):
        one, other = getattr(wanted, field.name), getattr(again, field.name)
        assert np.allclose(one, other, atol=1e-12), field.name
    assert (begun.seen != wanted.seen).any()  # the second half did teach something


def in_slots(memory, there, here, states):
    """A memory of the slots ``there`` as one of the slots ``here``; what is not there is blank."""
    blank = Memory.blank(len(states), len(here), memory.affiliation)
    both = [(here.index(name), k) for k, name in enumerate(there) if name in here]
    to, of = (np.array(places) for places in zip(*both, strict=True))
    for field in fields(Memory):
        if field.name != "affiliation":
            getattr(blank, field.name)[..., to] = getattr(memory, field.name)[..., of]
    return blank
