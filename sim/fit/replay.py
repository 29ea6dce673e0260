"""Walk through recorded votes and write down what the rule saw before each of them.

The predisposition is linear in its weights, so a feature is the rule itself evaluated at one
weight of 1 and all others 0: nothing is written twice, and what is fitted is what is run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.compiled import compiled
from sim.council.room import Room, compositions, furnish
from sim.data.assembly_record import votes_before
from sim.data.sponsors import ties_to_authors
from sim.engine.day import predispose
from sim.engine.inputs import ReplicateInputs, ScalarWeights, of_agenda, places, speakers
from sim.engine.learning import learn, wake
from sim.engine.state import State, allocate_state
from sim.fit.agreement import peer_agreement, voting_agreement
from sim.world import NO_SEAT, STRANDS, Agenda, Memory, States, World

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


def _unit(rates: Rates, name: str | None) -> ScalarWeights:
    values = dict.fromkeys(ScalarWeights._fields, 0.0)
    values |= {
        "rate_series": rates.series,
        "rate_target": rates.target,
        "rate_strand": rates.strand,
        "rate_council": rates.council,
        "rate_affiliation": rates.affiliation,
        "abstention_credit": rates.abstention_credit,
    }
    if name:
        values[name] = 1.0
    return ScalarWeights(**{field: float(value) for field, value in values.items()})


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
) -> tuple[list[Sitting], Memory]:
    """What was seen before every recorded vote, and what is remembered after the last.

    Each room's agreement layer comes from the votes before it first met, with ``assembly`` also
    from those in the Assembly. The documented affiliation and a blank memory are the start unless
    ``memory`` is given.

    Raises
    ------
    ValueError
        If that memory is of other states or slots.
    """
    met, day_room = compositions(agenda)
    agreements = [voting_agreement(agenda.recorded[:ballot]) for ballot in met]
    peers = agreements
    if assembly:
        peers = [
            peer_agreement(agenda.recorded[:ballot], votes_before(agenda.date[ballot], states))
            for ballot in met
        ]
    rooms = [
        furnish(states.in_year(int(agenda.year[ballot])), before, agenda.sits[ballot])
        for ballot, before in zip(met, peers, strict=True)
    ]
    size, present, sits = places(rooms)
    memory = memory or Memory.blank(len(states), len(agenda.slot_name), states.affiliation)
    if memory.seen.shape != (len(states), len(agenda.slot_name)):  # compiled code would not notice
        raise ValueError(
            f"memory of {memory.seen.shape} states x slots, the agenda has "
            f"{(len(states), len(agenda.slot_name))}"
        )
    none = np.zeros((0, 0))
    initial, state, _ = allocate_state(World(states, agenda, memory, none, none, none), 1)
    for k in range(len(agenda.slot_name)):
        wake(k, initial, state)
    inputs = ReplicateInputs(
        **of_agenda(agenda, states),
        base=np.zeros((len(agenda), len(states))),
        band=np.zeros((len(STRANDS), len(states))),
        day_room=day_room,
        size=size,
        present=present,
        sits=sits,
        voices=speakers(np.zeros((0, 0, 0))),
        peers=speakers(np.zeros((0, 0, 0))),
        donors=speakers(np.zeros((0, 0, 0))),
        openness=np.zeros((0, 0)),
    )
    shape = (len(agenda), present.shape[1])
    leaning = np.zeros((*shape, len(LEANING_WEIGHTS)))
    band = np.zeros((*shape, len(BAND_WEIGHTS)))
    affiliation = np.zeros(shape)
    _walk(
        inputs,
        tuple(_unit(rates, name) for name in LEANING_WEIGHTS),
        tuple(_unit(rates, name) for name in BAND_WEIGHTS),
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
    return sittings, _memory_of(state)


def _memory_of(state: State) -> Memory:
    # copies: the thread's next run works on the same memory
    return Memory(
        seen=state.seen,
        record=state.record[..., 0].T.copy(),
        habit=state.habit[..., 0].T.copy(),
        last=state.last[..., 0].T.copy(),
        council=state.council[..., 0].copy(),
        council_seen=state.council_seen,
        groups=state.groups[..., 0].T.copy(),
        group_habit=state.group_habit[..., 0].T.copy(),
        groups_seen=state.groups_seen,
        affiliation=state.affiliation[..., 0].copy(),
    )
