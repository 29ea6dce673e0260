"""One voting day of the Council, many design points side by side, compiled.

Each ballot of a day: predispose, lobby, decide (here the vote is cast), then learn from it.

Runs are the innermost axis. A block of lanes shares a replicate, so agenda, noise and network
are the same for all and every rule is applied lane by lane: no sum crosses lanes, so a run
is the same, bit for bit, whatever runs beside it. A block of one lane is a single run.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.engine.inputs import ROUNDS, SENTIMENT
from sim.engine.learning import learn, wake
from sim.engine.manoeuvres import attempt, block, renew, require_support, soften, withdraw
from sim.rules.ballot import band, cast, cut_for_no, cut_for_yes
from sim.rules.lobbying import (
    bloc_pull,
    civic_pull,
    favour_pull,
    hear,
    image_pull,
    outreach_pull,
    spotlight_pull,
    story_pull,
    voice,
)
from sim.rules.predisposition import (
    HALF_ASSEMBLY,
    HALF_SERIES,
    HALF_STRAND,
    HALF_TARGET,
    fade,
    give_way,
    recall,
    trust,
    weight_here,
)
from sim.world import ABSENT, BLOC, DEMOCRACIES, ROOM


@compiled
def predispose(b, r, inputs, w, state, start, half_band):
    """Step 1 for everybody on one ballot: fill start [A, L] and half_band [A, L]."""
    s, t, c = inputs.slots[b, 0], inputs.slots[b, 1], inputs.slots[b, 2]
    themed = t < 0
    if themed:
        t = s
    of_series = weight_here(w.series, w.series_of_amendment, inputs.amends[b])
    of_target = weight_here(w.target, w.target_of_country, inputs.on_country[b])
    of_habit = weight_here(w.band_strand, w.band_strand_of_country, inputs.on_country[b])
    for a in range(inputs.size[r]):
        i = inputs.present[r, a]
        g = inputs.group[i]
        on_series = trust(of_series, state.seen[i, s], HALF_SERIES)
        on_last = trust(w.series_last, state.seen[i, s], 0.0) if state.seen[i, s] > 0 else 0.0
        on_assembly = give_way(w.assembly, state.seen[i, s], HALF_ASSEMBLY)
        on_target, narrow_target = 0.0, 0.0
        if not themed:
            on_target = inputs.sign[b] * trust(of_target, state.seen[i, t], HALF_TARGET)
            narrow_target = trust(w.band_target, state.seen[i, t], HALF_TARGET)
        on_strand = trust(w.strand, state.seen[i, c], HALF_STRAND)
        on_strand += fade(trust(w.strand_when_new, state.seen[i, c], HALF_STRAND), state.seen[i, s])
        on_council = w.council + fade(w.council_when_new, state.seen[i, s])
        on_group = trust(w.group_on_series, state.groups_seen[g, s], HALF_SERIES)
        on_group_strand = w.group_on_strand
        on_sentiment = (
            trust(w.sentiment, state.seen[i, SENTIMENT], HALF_STRAND) * inputs.west_pen[b]
        )
        wide_series = trust(w.band_series, state.seen[i, s], HALF_SERIES)
        wide_strand = trust(of_habit, state.seen[i, c], HALF_STRAND)
        wide_group = trust(w.band_group, state.groups_seen[g, s], HALF_SERIES)
        base = inputs.base[b, i]
        there = inputs.assembly[b, i]
        readiness = inputs.band[c, i]
        for lane in range(start.shape[1]):
            u = recall(base, on_series, state.record[s, i, lane])
            u = recall(u, on_last, state.last[s, i, lane])
            u = recall(u, on_assembly, there)
            u = recall(u, on_target, state.record[t, i, lane])
            u = recall(u, on_strand, state.record[c, i, lane])
            u = recall(u, on_council, state.council[s, lane])
            u = recall(u, on_group, state.groups[s, g, lane])
            u = recall(u, on_group_strand, state.groups[c, g, lane])
            start[a, lane] = recall(u, on_sentiment, state.record[SENTIMENT, i, lane])
        for lane in range(start.shape[1]):
            h = recall(readiness, wide_series, state.habit[s, i, lane])
            h = recall(h, narrow_target, state.habit[t, i, lane])
            h = recall(h, wide_strand, state.habit[c, i, lane])
            half_band[a, lane] = recall(h, wide_group, state.group_habit[s, g, lane])


@compiled
def listen(heard, a, speakers, r, listener, said):
    """Add to row ``a`` of heard [A, L] what a listener's speakers said [A, L], one after the other.

    Four a turn give the very same sums with a quarter of the loads and stores of ``heard``.
    """
    who, weight = speakers.who, speakers.weight
    many, lanes = speakers.many[r, listener], said.shape[1]
    turns = many // 4
    for turn in range(turns):
        n = 4 * turn
        i, j = who[r, listener, n], who[r, listener, n + 1]
        k, m = who[r, listener, n + 2], who[r, listener, n + 3]
        of_i, of_j = weight[r, listener, n], weight[r, listener, n + 1]
        of_k, of_m = weight[r, listener, n + 2], weight[r, listener, n + 3]
        for lane in range(lanes):
            u = hear(heard[a, lane], of_i, said[i, lane])
            u = hear(u, of_j, said[j, lane])
            u = hear(u, of_k, said[k, lane])
            heard[a, lane] = hear(u, of_m, said[m, lane])
    for n in range(4 * turns, many):
        i, of_i = who[r, listener, n], weight[r, listener, n]
        for lane in range(lanes):
            heard[a, lane] = hear(heard[a, lane], of_i, said[i, lane])


@compiled
def speak(r, inputs, leaning, said, voiced, voices):
    """What everybody says [A, L], and the first ``voices`` that everybody hears [V, L]."""
    for a in range(inputs.size[r]):
        for lane in range(leaning.shape[1]):
            said[a, lane] = voice(leaning[a, lane])
    voiced[:] = 0.0
    for v in range(voices):
        listen(voiced, v, inputs.voices, r, v, said)


@compiled
def lobby(b, session, r, inputs, w, state, heard, acts, workspace):
    """Step 2 for one ballot: two rounds of listening; ``leaning`` [A, L] ends as the last word."""
    capacity, reach, goodwill, civic = heard.capacity, heard.reach, heard.goodwill, heard.civic
    favour, story, spotlight, image = heard.favour, heard.story, heard.spotlight, heard.image
    start, leaning = workspace.start, workspace.leaning
    said, voiced = workspace.said, workspace.voiced
    donors, lanes = capacity.shape[1], start.shape[1]
    orientation, west_pen, target = inputs.orientation[b], inputs.west_pen[b], inputs.target[b]
    for turn in range(ROUNDS):
        speak(r, inputs, leaning if turn else start, said, voiced, ROOM + 1 if acts.image else ROOM)
        for d in range(donors):
            for lane in range(lanes):
                voiced[d, lane] = voiced[d, lane] * capacity[session, d, lane]
        for a in range(inputs.size[r]):
            i = inputs.present[r, a]
            openness = inputs.openness[r, a]
            for lane in range(lanes):
                leaning[a, lane] = start[a, lane]
            listen(leaning, a, inputs.peers, r, a, said)
            listen(leaning, a, inputs.donors, r, a, voiced)
            for lane in range(lanes):
                leaning[a, lane] = (
                    leaning[a, lane]
                    + bloc_pull(w.bloc, state.affiliation[i, lane], voiced[BLOC, lane])
                    + outreach_pull(
                        w.outreach, openness, reach[session, lane], goodwill[session, i, lane],
                        voiced[DEMOCRACIES, lane],
                    )
                    + civic_pull(civic[session, i, lane], orientation)
                )  # fmt: skip
            if acts.favour:
                for lane in range(lanes):
                    leaning[a, lane] += favour_pull(favour[session, i, lane], voiced[BLOC, lane])
            if acts.story:
                for lane in range(lanes):
                    leaning[a, lane] += story_pull(story[session, i, lane], west_pen)
            if acts.spotlight and target >= 0:
                for lane in range(lanes):
                    leaning[a, lane] += spotlight_pull(
                        spotlight[session, target, lane], state.mandate[target, lane], openness,
                        orientation,
                    )  # fmt: skip
            if acts.image:
                for lane in range(lanes):
                    leaning[a, lane] += image_pull(
                        image[session, i, lane], said[a, lane], voiced[ROOM, lane]
                    )


@compiled
def decide(b, r, inputs, w, state, workspace, noise, band_shift, absent, votes):
    """Step 3 for one ballot: fill ``votes`` [B, S, L] of those who sit."""
    leaning, half_band, voiced = workspace.leaning, workspace.half_band, workspace.voiced
    for a in range(inputs.size[r]):
        i = inputs.present[r, a]
        if not inputs.sits[r, a]:
            continue
        if absent[b, i]:
            votes[b, i, :] = ABSENT
            continue
        chance = noise[b, i]
        for lane in range(leaning.shape[1]):
            half, loyal = band(half_band[a, lane] + band_shift[b]), state.affiliation[i, lane]
            votes[b, i, lane] = cast(
                leaning[a, lane],
                chance,
                cut_for_yes(half, w.discipline, loyal, voiced[BLOC, lane]),
                cut_for_no(half, w.discipline, loyal, voiced[BLOC, lane]),
            )


@compiled
def hold_day(day, run):
    """Every ballot of a voting day is lobbied and cast, then all of them are remembered.

    Fills the day's part of the run's ``votes``, ``taken`` and ``affiliation``; changes its
    ``state`` in place.
    """
    inputs, w, workspace = run.inputs, run.scalar_weights, run.workspace
    initial, state = run.initial, run.state
    noise, band_shift, absent, tabled = run.noise
    taken, votes, affiliation = run.taken, run.votes, run.affiliation
    motions, rewritings = run.moves
    with_motion, with_rewriting = motions.noise.size > 0, rewritings.noise.size > 0
    r, session = inputs.day_room[day], inputs.day_session[day]
    first, last = inputs.day_first[day], inputs.day_first[day + 1]
    carried = np.zeros(votes.shape[2])
    for b in range(first, last):
        if not tabled[b]:
            continue
        for level in range(3):
            if inputs.slots[b, level] >= 0:
                wake(inputs.slots[b, level], initial, state)
        predispose(b, r, inputs, w, state, workspace.start, workspace.half_band)
        lobby(b, session, r, inputs, w, state, run.heard, run.acts, workspace)
        if inputs.target[b] >= 0:
            carried[:] = 0.0
            if run.procedures.tabling > 0.0:
                require_support(r, inputs, workspace.start, run.procedures.tabling, taken[b])
            if with_rewriting:
                chances = run.rewriting[session]
                attempt(b, r, inputs, workspace, chances, rewritings, 0.0, absent, carried)
                soften(r, inputs, state, workspace, run.procedures.dilution, carried)
            if with_motion:
                ease = run.procedures.motion_ease
                block(b, r, inputs, workspace, run.motion[session], motions, ease, absent, taken[b])
        decide(b, r, inputs, w, state, workspace, noise, band_shift, absent, votes)
        if run.acts.spotlight and inputs.target[b] >= 0:
            renew(b, r, inputs, state, run.procedures.adopting, carried, taken[b], votes)
    learn(first, last, r, inputs, w, state, votes, taken, tabled)
    for b in range(first, last):
        withdraw(b, r, inputs, taken[b], votes)
        affiliation[inputs.session[b]] = state.affiliation
