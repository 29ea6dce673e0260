"""Walk through recorded votes and write down what the rule saw before each of them.

The predisposition is linear in its weights, so a feature is the rule itself evaluated at one
weight of 1 and all others 0: nothing is written twice, and what is fitted is what is run.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from sim.compiled import compiled
from sim.council.agreement import peer_agreement, voting_agreement
from sim.council.room import Room, compositions, furnish
from sim.data.assembly_record import votes_before
from sim.data.sponsors import ties_to_authors
from sim.engine.day import predispose
from sim.engine.hearing import places
from sim.engine.learning import learn
from sim.engine.recall import Speeds, awake, inputs_of_record, memory_of, only_learning
from sim.world import NO_SEAT, Agenda, Memory, States

LEANING_WEIGHTS = (
    "series",
    "series_of_amendment",
    "series_last",
    "assembly",
    "target",
    "target_of_country",
    "strand",
    "strand_when_new",
    "council",
    "council_when_new",
    "group_on_series",
    "group_on_strand",
    "sentiment",
)
BAND_WEIGHTS = (
    "band_series",
    "band_target",
    "band_strand",
    "band_strand_of_country",
    "band_group",
)


@dataclass(frozen=True)
class Rates:
    """Speeds of memory; fixed while the weights are fitted, chosen by rolling validation."""

    series: float = 0.7
    target: float = 0.7
    strand: float = 0.1
    council: float = 0.8
    affiliation: float = 0.03
    abstention_credit: float = 0.5


@dataclass(frozen=True)
class Sitting:
    """All ballots taken in one room: what was seen of each present state before each vote."""

    room: Room
    ballots: np.ndarray  # [N] positions in the agenda
    leaning: np.ndarray  # [N, A, len(LEANING_WEIGHTS)]
    band: np.ndarray  # [N, A, len(BAND_WEIGHTS)]
    affiliation: np.ndarray  # [N, A]
    friendship: np.ndarray  # [N, A] past agreement with the state concerned
    ties: np.ndarray  # [N, A] past agreement with those who table the text, beyond other states'
    votes: np.ndarray  # [N, A] int8


@compiled
def _walk(inputs, units, bands, state, votes, leaning, band, affiliation):
    taken, tabled = np.ones((votes.shape[0], 1)), np.ones(votes.shape[0]) > 0
    lane, half = np.empty((inputs.present.shape[1], 1)), np.empty((inputs.present.shape[1], 1))
    for day in range(inputs.day_session.shape[0]):
        r = inputs.day_room[day]
        first, last = inputs.day_first[day], inputs.day_first[day + 1]
        for b in range(first, last):
            for a in range(inputs.size[r]):
                affiliation[b, a] = state.affiliation[inputs.present[r, a], 0]
            for k in range(len(units)):
                predispose(b, r, inputs, units[k], state, lane, half)
                leaning[b, : inputs.size[r], k] = lane[: inputs.size[r], 0]
            for k in range(len(bands)):
                predispose(b, r, inputs, bands[k], state, lane, half)
                band[b, : inputs.size[r], k] = half[: inputs.size[r], 0]
        learn(first, last, r, inputs, units[0], state, votes, taken, tabled)


def replay(
    agenda: Agenda,
    states: States,
    rates: Rates,
    memory: Memory | None = None,
    assembly: bool = False,
    earlier: np.ndarray | None = None,
) -> tuple[list[Sitting], Memory]:
    """What was seen before every recorded vote, and what is remembered after the last.

    Each room's agreement layer comes from the votes before it first met, with ``assembly`` also
    from those in the Assembly. The documented affiliation and a blank memory are the start unless
    ``memory`` is given; the votes it remembers are then ``earlier`` [R, S].

    Raises
    ------
    ValueError
        If that memory is of other states or slots.
    """
    met, day_room = compositions(agenda)
    so_far = agenda.recorded if earlier is None else np.concatenate([earlier, agenda.recorded])
    until = [ballot + len(so_far) - len(agenda) for ballot in met]
    agreements = [voting_agreement(so_far[:end]) for end in until]
    peers = agreements
    if assembly:
        peers = [
            peer_agreement(so_far[:end], votes_before(agenda.date[ballot], states))
            for ballot, end in zip(met, until, strict=True)
        ]
    rooms = [
        furnish(states.in_year(int(agenda.year[ballot])), before, agenda.sits[ballot])
        for ballot, before in zip(met, peers, strict=True)
    ]
    seated = places(rooms)
    present = seated[1]
    memory = memory or Memory.blank(len(states), len(agenda.slot_name), states.affiliation)
    state = awake(agenda, states, memory)
    inputs = inputs_of_record(agenda, states, day_room, seated)
    speeds = Speeds(**asdict(rates))
    shape = (len(agenda), present.shape[1])
    leaning = np.zeros((*shape, len(LEANING_WEIGHTS)))
    band = np.zeros((*shape, len(BAND_WEIGHTS)))
    affiliation = np.zeros(shape)
    _walk(
        inputs,
        tuple(only_learning(speeds, name) for name in LEANING_WEIGHTS),
        tuple(only_learning(speeds, name) for name in BAND_WEIGHTS),
        state,
        np.ascontiguousarray(agenda.recorded[:, :, None]),
        leaning,
        band,
        affiliation,
    )
    sittings = []
    ballot_room = day_room[agenda.day]
    for r, room in enumerate(rooms):
        ballots, n = np.flatnonzero(ballot_room == r), len(room.present)
        votes = agenda.recorded[np.ix_(ballots, room.present)].copy()
        votes[:, ~room.sits] = NO_SEAT
        target = agenda.target[ballots]
        ties = ties_to_authors(agenda.authors[ballots], agreements[r])[:, room.present]
        friendship = agreements[r][room.present][:, target].T * (target >= 0)[:, None]
        sittings.append(
            Sitting(
                room,
                ballots,
                leaning[ballots, :n],
                band[ballots, :n],
                affiliation[ballots, :n],
                friendship,
                ties,
                votes,
            )
        )
    return sittings, memory_of(state)
