"""The fast driver: one replicate, many design points side by side, compiled.

Runs are the innermost axis. A block of lanes shares a replicate, so agenda, noise and network
are the same for all and every rule is applied lane by lane: no sum crosses lanes, so the bits
of a run do not depend on its company. A block of one lane is a single run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.compiled import compiled
from sim.council.line import modal_vote
from sim.council.room import Room, furnish
from sim.draws import noise_table, surprise_table
from sim.rules.ballot import band, cast, cut_for_no, cut_for_yes, on_the_floor
from sim.rules.lobbying import bloc_pull, civic_pull, hear, outreach_pull, voice
from sim.rules.memory import closeness, learning_rate, remember
from sim.rules.predisposition import (
    HALF_SERIES,
    HALF_STRAND,
    HALF_TARGET,
    concern,
    fade,
    recall,
    standing,
    trust,
)
from sim.world import ABSENT, DONORS, LEVELS, NO_SEAT, STRANDS, Pressure, Weights, World

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
def _standings(intercept, by_freedom, stance, own, near, strand, orientation, target, freedom,
               neighbours, base):  # fmt: skip
    for b in range(base.shape[0]):
        c = strand[b]
        t = target[b]
        for i in range(base.shape[1]):
            is_target = 1.0 if i == t else 0.0
            is_neighbour = 1.0 if (t >= 0 and neighbours[i, t]) else 0.0
            base[b, i] = standing(intercept[c], by_freedom[c], freedom[i], stance[i, c]) + concern(
                orientation[b], is_target, own, is_neighbour, near
            )


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
        agenda.strand.astype(np.int64),
        agenda.orientation.astype(float),
        agenda.target.astype(np.int64),
        states.freedom,
        states.neighbours,
        base,
    )
    days = np.arange(int(agenda.day[-1]) + 2)
    first = np.searchsorted(agenda.day, days)
    return Stage(
        slots=agenda.slots.astype(np.int64),
        strand=agenda.strand.astype(np.int64),
        orientation=agenda.orientation.astype(float),
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


@compiled
def predispose(b, i, stage, w, past, leaning, half_band):
    """Step 1 for one state on one ballot: fill leaning [L] and half_band [L]."""
    s, t, c = stage.slots[b]
    g = stage.group[i]
    on_series = trust(w.series, past.seen[i, s], HALF_SERIES)
    on_last = trust(w.series_last, past.seen[i, s], 0.0) if past.seen[i, s] > 0 else 0.0
    on_target, narrow_target = 0.0, 0.0
    if t >= 0:
        on_target = trust(w.target, past.seen[i, t], HALF_TARGET)
        narrow_target = trust(w.band_target, past.seen[i, t], HALF_TARGET)
    else:
        t = s
    on_strand = trust(w.strand, past.seen[i, c], HALF_STRAND)
    on_strand += fade(trust(w.strand_when_new, past.seen[i, c], HALF_STRAND), past.seen[i, s])
    on_council = w.council + fade(w.council_when_new, past.seen[i, s])
    on_group = trust(w.group_on_series, past.groups_seen[g, s], HALF_SERIES)
    on_group_strand = w.group_on_strand
    on_sentiment = trust(w.sentiment, past.seen[i, SENTIMENT], HALF_STRAND) * stage.west_pen[b]
    wide_series = trust(w.band_series, past.seen[i, s], HALF_SERIES)
    wide_strand = trust(w.band_strand, past.seen[i, c], HALF_STRAND)
    base = stage.base[b, i]
    own_band = stage.band[i]
    for lane in range(leaning.shape[0]):
        u = recall(base, on_series, past.record[i, s, lane])
        u = recall(u, on_last, past.last[i, s, lane])
        u = recall(u, on_target, past.record[i, t, lane])
        u = recall(u, on_strand, past.record[i, c, lane])
        u = recall(u, on_council, past.council[s, lane])
        u = recall(u, on_group, past.groups[g, s, lane])
        u = recall(u, on_group_strand, past.groups[g, c, lane])
        leaning[lane] = recall(u, on_sentiment, past.record[i, SENTIMENT, lane])
    for lane in range(leaning.shape[0]):
        h = recall(own_band, wide_series, past.habit[i, s, lane])
        h = recall(h, narrow_target, past.habit[i, t, lane])
        half_band[lane] = recall(h, wide_strand, past.habit[i, c, lane])


@compiled
def speak(leaning, room_voices, said, voiced):
    """What everybody says [A, L], and the voices that everybody hears [V, L]."""
    n, lanes = leaning.shape
    for a in range(n):
        for lane in range(lanes):
            said[a, lane] = voice(leaning[a, lane])
    for v in range(voiced.shape[0]):
        for lane in range(lanes):
            voiced[v, lane] = 0.0
        for a in range(n):
            weight = room_voices[v, a]
            if weight != 0.0:
                for lane in range(lanes):
                    voiced[v, lane] = hear(voiced[v, lane], weight, said[a, lane])


@compiled
def lobby(b, session, r, stage, w, past, pressure, start, leaning, said, voiced):
    """Step 2 for one ballot: two rounds of listening; ``leaning`` [A, L] ends as the last word."""
    capacity, reach, goodwill, civic = pressure
    donors = capacity.shape[1]
    n, lanes = start.shape
    for a in range(n):
        for lane in range(lanes):
            leaning[a, lane] = start[a, lane]
    for _ in range(ROUNDS):
        speak(leaning, stage.voices[r], said, voiced)
        for d in range(donors):
            for lane in range(lanes):
                voiced[d, lane] = voiced[d, lane] * capacity[session, d, lane]
        for a in range(n):
            i = stage.present[r, a]
            openness = stage.openness[i]
            orientation = stage.orientation[b]
            heard = leaning[a]
            for lane in range(lanes):
                heard[lane] = start[a, lane]
            for other in range(n):
                weight = stage.peers[r, a, other]
                if weight != 0.0:
                    for lane in range(lanes):
                        heard[lane] = hear(heard[lane], weight, said[other, lane])
            for d in range(donors):
                weight = stage.ties[i, d]
                if weight != 0.0:
                    for lane in range(lanes):
                        heard[lane] = hear(heard[lane], weight, voiced[d, lane])
            for lane in range(lanes):
                heard[lane] = (
                    heard[lane]
                    + bloc_pull(w.bloc, past.affiliation[i, lane], voiced[donors + 1, lane])
                    + outreach_pull(
                        w.outreach, openness, reach[session, lane], goodwill[session, i, lane],
                        voiced[donors, lane],
                    )
                    + civic_pull(civic[session, i, lane], orientation)
                )  # fmt: skip


@compiled
def learn(first, last, r, stage, w, past, votes):
    """Step 5, after a voting day: every ballot of the day is remembered, in order."""
    n = stage.size[r]
    lanes = votes.shape[2]
    groups = past.groups.shape[0]
    yes, abstain, no = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes)
    total = np.zeros((groups, lanes))
    voters = np.zeros(groups)
    for b in range(first, last):
        total[:] = 0.0
        voters[:] = 0.0
        yes[:], abstain[:], no[:] = 0.0, 0.0, 0.0
        for a in range(n):
            i = stage.present[r, a]
            if not stage.sits[r, a] or votes[b, i, 0] == ABSENT:
                continue
            voters[stage.group[i]] += 1.0
            for lane in range(lanes):
                total[stage.group[i], lane] += votes[b, i, lane]
            if stage.organiser[i]:
                for lane in range(lanes):
                    yes[lane] += 1.0 if votes[b, i, lane] > 0 else 0.0
                    no[lane] += 1.0 if votes[b, i, lane] < 0 else 0.0
                    abstain[lane] += 1.0 if votes[b, i, lane] == 0 else 0.0
            for level in range(3):
                k = stage.slots[b, level]
                if k < 0:
                    continue
                past.seen[i, k] += 1.0
                slowest = (w.rate_series, w.rate_target, w.rate_strand)[level]
                rate = learning_rate(slowest, past.seen[i, k])
                for lane in range(lanes):
                    vote = votes[b, i, lane]
                    abstained = 1.0 if vote == 0 else 0.0
                    past.record[i, k, lane] = remember(past.record[i, k, lane], vote, rate)
                    past.habit[i, k, lane] = remember(past.habit[i, k, lane], abstained, rate)
                    past.last[i, k, lane] = vote
        if stage.strand[b] == LINE_STRAND:
            for a in range(n):
                i = stage.present[r, a]
                if not stage.sits[r, a] or votes[b, i, 0] == ABSENT:
                    continue
                for lane in range(lanes):
                    line = modal_vote(yes[lane], abstain[lane], no[lane])
                    rate = w.rate_affiliation if line <= 1 else 0.0
                    near = closeness(votes[b, i, lane], line, w.abstention_credit)
                    past.affiliation[i, lane] = remember(past.affiliation[i, lane], near, rate)
        everyone = voters.sum()
        if everyone > 0:
            for level in (0, 2):
                k = stage.slots[b, level]
                past.council_seen[k] += 1.0
                rate = learning_rate(w.rate_council, past.council_seen[k])
                for lane in range(lanes):
                    mean = 0.0
                    for g in range(groups):
                        mean += total[g, lane]
                    past.council[k, lane] = remember(past.council[k, lane], mean / everyone, rate)
                for g in range(groups):
                    if voters[g] > 0:
                        past.groups_seen[g, k] += 1.0
                        rate = learning_rate(w.rate_council, past.groups_seen[g, k])
                        for lane in range(lanes):
                            past.groups[g, k, lane] = remember(
                                past.groups[g, k, lane], total[g, lane] / voters[g], rate
                            )


@compiled
def run_block(stage, w, past, pressure, noise, absent, votes, affiliation):
    """All sessions of one replicate for all lanes.

    Fills ``votes`` [B, S, L] (int8; ABSENT and NO_SEAT mark those who did not vote) and
    ``affiliation`` [T, S, L] at the end of each session; changes ``past`` in place.
    """
    lanes = votes.shape[2]
    most = stage.present.shape[1]
    start, leaning, said = (
        np.empty((most, lanes)),
        np.empty((most, lanes)),
        np.empty((most, lanes)),
    )
    half = np.empty((most, lanes))
    voiced = np.empty((stage.voices.shape[1], lanes))
    votes[:] = NO_SEAT
    for day in range(stage.day_session.shape[0]):
        r, session = stage.day_room[day], stage.day_session[day]
        n = stage.size[r]
        first, last = stage.day_first[day], stage.day_first[day + 1]
        for b in range(first, last):
            for a in range(n):
                predispose(b, stage.present[r, a], stage, w, past, start[a], half[a])
            lobby(b, session, r, stage, w, past, pressure, start[:n], leaning[:n], said[:n], voiced)
            for a in range(n):
                i = stage.present[r, a]
                if not stage.sits[r, a]:
                    continue
                if absent[b, i]:
                    votes[b, i, :] = ABSENT
                    continue
                line = voiced[voiced.shape[0] - 1]
                for lane in range(lanes):
                    half_band, loyal = band(half[a, lane]), past.affiliation[i, lane]
                    votes[b, i, lane] = cast(
                        leaning[a, lane],
                        noise[b, i],
                        cut_for_yes(half_band, w.discipline, loyal, line[lane]),
                        cut_for_no(half_band, w.discipline, loyal, line[lane]),
                    )
        learn(first, last, r, stage, w, past, votes)
        affiliation[session] = past.affiliation


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


@dataclass(frozen=True)
class Runs:
    """The outcome of a block of lanes."""

    votes: np.ndarray  # [B, S, L] int8
    affiliation: np.ndarray  # [T, S, L] at the end of each session


def simulate(
    world: World,
    weights: Weights,
    pressure: Pressure,
    seed: int,
    replicate: int,
    seating: Seating | None = None,
) -> Runs:
    """Run one replicate for every lane of ``pressure``; ``seating`` saves furnishing the rooms.

    Raises
    ------
    ValueError
        If the pressure's axes do not fit the world's sessions and states.
    """
    agenda = world.agenda
    sessions, states = len(agenda.session_name), len(world.states)
    lanes = pressure.reach.shape[-1]
    if pressure.goodwill.shape != (sessions, states, lanes):
        raise ValueError(
            f"pressure is for {pressure.goodwill.shape[:2]} sessions x states, "
            f"the world has {(sessions, states)}"
        )
    noise, absent = happenings(world, weights, seed, replicate)
    votes = np.empty((len(agenda), states, lanes), np.int8)
    affiliation = np.empty((sessions, states, lanes))
    run_block(
        set_stage(world, weights, seating),
        dials(weights),
        recollect(world, lanes),
        (pressure.capacity, pressure.reach, pressure.goodwill, pressure.civic),
        noise,
        absent,
        votes,
        affiliation,
    )
    return Runs(votes, affiliation)
