"""A whole session: drafts of earlier days feed those of later days, by simulation.

What the exact chances leave out is here: after each voting day everybody remembers how the drafts
of that day went. The days are run by the engine of all simulations, many times over.
"""

from __future__ import annotations

import numpy as np

from sim.council.agreement import peer_agreement, voting_agreement
from sim.data.assembly_record import votes_before
from sim.data.real_world import involved, select_ballots, select_states
from sim.data.sponsors import ties_to_authors
from sim.engine.ensemble import simulate
from sim.engine.inputs import rooms_of
from sim.forecast.before import Before
from sim.forecast.chances import WEIGHT_DRAWS
from sim.pool import in_order
from sim.world import NO_SEAT, Agenda, Memory, Pressure, World


def session_votes(
    before: Before, record: Agenda, draws: int, seed: int, threads: int = 2
) -> np.ndarray:
    """Votes of a session drawn jointly, day after day, [draws, N, S] int8.

    Parameters
    ----------
    before : the drafts, in the order of the vote
    record : all votes on record, over the same states
    """
    world, keep = _world(before, record)
    seating = rooms_of(world)
    neutral = Pressure.neutral(len(world.agenda.session_name), len(world.states))
    votes = np.full((draws, len(before), len(before.states)), NO_SEAT, np.int8)

    every = max(draws // WEIGHT_DRAWS, 1)
    drawn = [before.fit.weights(world.states, seed, number) for number in range(0, draws, every)]

    def one(number: int) -> None:
        weights = drawn[number // every]
        run = simulate(world, weights, neutral, seed, number, seating)
        votes[number][:, keep] = run.votes[..., 0]

    for _ in in_order(threads, one, range(draws)):
        pass
    return votes


def _world(before: Before, record: Agenda) -> tuple[World, np.ndarray]:
    """The drafts with everyone who sits, lobbies or is spoken of, and who of all states that is."""
    agenda, states = before.agenda, before.states
    drafts = select_ballots(agenda, np.arange(len(agenda)) >= before.first)
    first_day = drafts.date[0]
    voted = record.recorded[record.date < first_day]
    agreement = voting_agreement(voted)
    peers = peer_agreement(voted, votes_before(first_day, states))
    ties = ties_to_authors(drafts.authors, agreement)  # among all states
    keep = involved(drafts, states)
    fewer, some = select_states(drafts, states, keep)
    slots = [agenda.slot_name.index(name) for name in fewer.slot_name]
    memory = _of(before.memory, keep, slots)
    among = np.ix_(keep, keep)
    world = World(some, fewer, memory, agreement[among], peers[among], ties[:, keep],
                  shown=before.shown[before.first :, keep])  # fmt: skip
    return world, keep


def _of(memory: Memory, keep: np.ndarray, slots: list[int]) -> Memory:
    """What some states remember in some slots."""
    of_both, of_slot = ("seen", "record", "habit", "last"), ("council", "council_seen")
    of_group = ("groups", "group_habit", "groups_seen")
    return Memory(
        **{name: getattr(memory, name)[np.ix_(keep, np.array(slots))] for name in of_both},
        **{name: getattr(memory, name)[slots] for name in of_slot},
        **{name: getattr(memory, name)[:, slots] for name in of_group},
        affiliation=memory.affiliation[keep],
    )
