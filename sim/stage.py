"""What both drivers set up before a replicate begins: rooms, standings, memory, chance.

Plain arrays for compiled loops; the Mesa model reads the same ones.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compiled import compiled
from sim.council.room import Room, furnish
from sim.draws import noise_table, surprise_table
from sim.rules.ballot import on_the_floor
from sim.rules.predisposition import concern, sign_of, standing
from sim.world import DONORS, LEVELS, STRANDS, Agenda, Weights, World

ROUNDS = 2
SENTIMENT = STRANDS.index("thematic-south")
LINE_STRAND = STRANDS.index("country-scrutiny")


class Dials(NamedTuple):
    """The scalars of the rule that the inner loops read."""

    series: float
    series_last: float
    target: float
    strand: float
    strand_when_new: float
    council: float
    council_when_new: float
    group_on_series: float
    group_on_strand: float
    sentiment: float
    band_series: float
    band_target: float
    band_strand: float
    bloc: float
    discipline: float
    outreach: float
    rate_series: float
    rate_target: float
    rate_strand: float
    rate_council: float
    rate_affiliation: float
    abstention_credit: float


def dials(weights: Weights) -> Dials:
    """The scalars of one set of weights."""
    rates = dict(zip(LEVELS, (float(rate) for rate in weights.memory_rate), strict=True))
    same = {name: getattr(weights, name) for name in Dials._fields if hasattr(weights, name)}
    return Dials(
        **same,
        rate_series=rates["series"],
        rate_target=rates["target"],
        rate_strand=rates["strand"],
        rate_council=weights.council_rate,
        rate_affiliation=weights.affiliation_rate,
    )


class Past(NamedTuple):
    """What is remembered, in lanes; changed in place as the sessions go by."""

    seen: np.ndarray  # [S, K]
    record: np.ndarray  # [S, K, L]
    habit: np.ndarray  # [S, K, L]
    last: np.ndarray  # [S, K, L]
    council: np.ndarray  # [K, L]
    council_seen: np.ndarray  # [K]
    groups: np.ndarray  # [G, K, L]
    groups_seen: np.ndarray  # [G, K]
    affiliation: np.ndarray  # [S, L]


def recollect(world: World, lanes: int) -> Past:
    """A fresh copy of the starting memory for ``lanes`` runs."""

    def spread(values: np.ndarray) -> np.ndarray:
        return np.repeat(values[..., None], lanes, axis=-1).astype(float)

    start = world.memory
    return Past(
        start.seen.astype(float),
        spread(start.record),
        spread(start.habit),
        spread(start.last),
        spread(start.council),
        start.council_seen.astype(float),
        spread(start.groups),
        start.groups_seen.astype(float),
        spread(start.affiliation),
    )


class Stage(NamedTuple):
    """All that one replicate's lanes share, as plain arrays for the compiled loops."""

    slots: np.ndarray  # [B, 3]
    strand: np.ndarray  # [B]
    orientation: np.ndarray  # [B] float
    sign: np.ndarray  # [B] 1.0, or -1.0 where a text shields its target
    west_pen: np.ndarray  # [B] 1.0 where Western states hold the pen
    group: np.ndarray  # [S]
    organiser: np.ndarray  # [S] bool
    openness: np.ndarray  # [S]
    ties: np.ndarray  # [S, D] what a donor's voice weighs
    base: np.ndarray  # [B, S] standing and concern
    band: np.ndarray  # [S] the state's own part of the abstention band
    day_first: np.ndarray  # [days + 1] first ballot of each voting day
    day_session: np.ndarray  # [days]
    day_room: np.ndarray  # [days]
    size: np.ndarray  # [rooms] number present
    present: np.ndarray  # [rooms, A]
    sits: np.ndarray  # [rooms, A] bool
    voices: np.ndarray  # [rooms, V, A]
    peers: np.ndarray  # [rooms, A, A]


@compiled
def _standings(intercept, by_freedom, stance, own, near, friend, urgency, strand, orientation,
               target, special, freedom, neighbours, agreement, base):  # fmt: skip
    for b in range(base.shape[0]):
        c = strand[b]
        t = target[b]
        for i in range(base.shape[1]):
            is_target = 1.0 if i == t else 0.0
            is_neighbour = 1.0 if (t >= 0 and neighbours[i, t]) else 0.0
            alike = agreement[i, t] if t >= 0 else 0.0
            base[b, i] = standing(intercept[c], by_freedom[c], freedom[i], stance[i, c]) + concern(
                orientation[b], is_target, own, is_neighbour, near, alike, friend, special[b],
                urgency,
            )  # fmt: skip


def signs(agenda: Agenda) -> np.ndarray:
    """The way each ballot's target memory points, [B]."""
    return np.array([sign_of(o) for o in agenda.orientation.tolist()])


Seating = tuple[list[Room], np.ndarray]


def rooms_of(world: World) -> Seating:
    """The distinct compositions of the Council over the agenda, and which one each day has."""
    agenda = world.agenda
    days = int(agenda.day[-1]) + 1
    rooms: list[Room] = []
    known: dict[bytes, int] = {}
    day_room = np.zeros(days, np.int64)
    for day in range(days):
        seats = agenda.sits[np.searchsorted(agenda.day, day)]
        which = known.setdefault(seats.tobytes(), len(rooms))
        if which == len(rooms):
            rooms.append(furnish(world.states, world.agreement, seats))
        day_room[day] = which
    return rooms, day_room


def set_stage(world: World, weights: Weights, seating: Seating | None = None) -> Stage:
    """Everything about a replicate that no lever and no vote can change."""
    agenda, states = world.agenda, world.states
    rooms, day_room = seating or rooms_of(world)
    width = max(len(room.present) for room in rooms)
    voices = len(DONORS) + 2
    present = np.zeros((len(rooms), width), np.int64)
    sits = np.zeros((len(rooms), width), bool)
    voiced = np.zeros((len(rooms), voices, width))
    peers = np.zeros((len(rooms), width, width))
    for r, room in enumerate(rooms):
        n = len(room.present)
        present[r, :n], sits[r, :n] = room.present, room.sits
        voiced[r, :, :n], peers[r, :n, :n] = room.voices, room.peers(weights)

    base = np.empty((len(agenda), len(states)))
    _standings(
        weights.intercept,
        weights.by_freedom,
        weights.stance,
        weights.own_record_at_stake,
        weights.neighbour_at_stake,
        weights.friend_at_stake,
        weights.special_session,
        agenda.strand.astype(np.int64),
        agenda.orientation.astype(float),
        agenda.target.astype(np.int64),
        agenda.special.astype(float),
        states.freedom,
        states.neighbours,
        world.agreement,
        base,
    )
    days = np.arange(int(agenda.day[-1]) + 2)
    first = np.searchsorted(agenda.day, days)
    return Stage(
        slots=agenda.slots.astype(np.int64),
        strand=agenda.strand.astype(np.int64),
        orientation=agenda.orientation.astype(float),
        sign=signs(agenda),
        west_pen=(agenda.pen == 0).astype(float),
        group=states.group.astype(np.int64),
        organiser=states.organiser,
        openness=states.freedom,
        ties=states.ties * weights.donors,
        base=base,
        band=weights.band + weights.band_state,
        day_first=first.astype(np.int64),
        day_session=agenda.session[first[:-1]].astype(np.int64),
        day_room=day_room,
        size=np.array([len(room.present) for room in rooms]),
        present=present,
        sits=sits,
        voices=voiced,
        peers=peers,
    )


def happenings(
    world: World, weights: Weights, seed: int, replicate: int
) -> tuple[np.ndarray, np.ndarray]:
    """What chance brings to every decision of a replicate: noise and absence, both [B, S]."""
    agenda, states = world.agenda, world.states
    noise, chance = noise_table(seed, replicate, agenda.key, states.code)
    spread = weights.surprise[:, agenda.kind]
    for_all, for_bloc = spread * surprise_table(seed, replicate, agenda.key)
    noise = on_the_floor(noise, for_all[:, None], for_bloc[:, None], states.affiliation)
    return noise, chance < weights.absence
