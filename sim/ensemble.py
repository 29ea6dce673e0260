"""The fast driver: one replicate, many design points side by side, compiled.

Runs are the innermost axis. A block of lanes shares a replicate, so agenda, noise and network
are the same for all and every rule is applied lane by lane: no sum crosses lanes, so the bits
of a run do not depend on its company. A block of one lane is a single run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.compiled import compiled
from sim.council.line import modal_vote
from sim.rules.ballot import band, cast, cut_for_no, cut_for_yes
from sim.rules.lobbying import bloc_pull, civic_pull, hear, outreach_pull, voice
from sim.rules.memory import closeness, learning_rate, remember
from sim.rules.predisposition import HALF_SERIES, HALF_STRAND, HALF_TARGET, fade, recall, trust
from sim.stage import (
    LINE_STRAND,
    ROUNDS,
    SENTIMENT,
    Seating,
    dials,
    happenings,
    recollect,
    set_stage,
)
from sim.world import ABSENT, NO_SEAT, Pressure, Weights, World


@compiled
def predispose(b, i, stage, w, past, leaning, half_band):
    """Step 1 for one state on one ballot: fill leaning [L] and half_band [L]."""
    s, t, c = stage.slots[b]
    g = stage.group[i]
    on_series = trust(w.series, past.seen[i, s], HALF_SERIES)
    on_last = trust(w.series_last, past.seen[i, s], 0.0) if past.seen[i, s] > 0 else 0.0
    on_target, narrow_target = 0.0, 0.0
    if t >= 0:
        on_target = stage.sign[b] * trust(w.target, past.seen[i, t], HALF_TARGET)
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
                sign = stage.sign[b] if level == 1 else 1.0
                for lane in range(lanes):
                    vote = votes[b, i, lane]
                    abstained = 1.0 if vote == 0 else 0.0
                    past.record[i, k, lane] = remember(past.record[i, k, lane], sign * vote, rate)
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
