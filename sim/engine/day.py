"""One voting day of the Council, many design points side by side, compiled.

Each ballot of a day: predispose, lobby, decide (here the vote is cast), then learn from it.

Runs are the innermost axis, and every rule is applied lane by lane: no sum crosses lanes, so a run
is the same, bit for bit, whatever runs beside it. Lanes are design points of one replicate, which
share its weights and noise, or replicates of one design point, each with its own
(``sim.engine.lanes``). All share the agenda and who sits. A block of one lane is a single run.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.engine.inputs import ROUNDS, SENTIMENT
from sim.engine.lanes import for_all, of
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
    amends, on_country, sign = inputs.amends[b], inputs.on_country[b], inputs.sign[b]
    west_pen = inputs.west_pen[b]
    for a in range(inputs.size[r]):
        i = inputs.present[r, a]
        g = inputs.group[i]
        seen_s, seen_t, seen_c = state.seen[i, s], state.seen[i, t], state.seen[i, c]
        seen_south, seen_by_group = state.seen[i, SENTIMENT], state.groups_seen[g, s]
        base, readiness, assembly = inputs.base[b, i], inputs.band[c, i], inputs.assembly[b, i]
        for lane in range(start.shape[1]):
            of_series = weight_here(of(w.series, lane), of(w.series_of_amendment, lane), amends)
            of_target = weight_here(of(w.target, lane), of(w.target_of_country, lane), on_country)
            in_series, in_strand = of(seen_s, lane), of(seen_c, lane)
            on_last = trust(of(w.series_last, lane), in_series, 0.0) if in_series > 0 else 0.0
            on_target = sign * trust(of_target, of(seen_t, lane), HALF_TARGET)
            on_strand = trust(of(w.strand, lane), in_strand, HALF_STRAND) + fade(
                trust(of(w.strand_when_new, lane), in_strand, HALF_STRAND), in_series
            )
            on_council = of(w.council, lane) + fade(of(w.council_when_new, lane), in_series)
            on_group = trust(of(w.group_on_series, lane), of(seen_by_group, lane), HALF_SERIES)
            on_south = trust(of(w.sentiment, lane), of(seen_south, lane), HALF_STRAND) * west_pen
            u = recall(
                of(base, lane), trust(of_series, in_series, HALF_SERIES), state.record[s, i, lane]
            )
            u = recall(u, on_last, state.last[s, i, lane])
            u = recall(u, give_way(of(w.assembly, lane), in_series, HALF_ASSEMBLY), assembly)
            u = recall(u, 0.0 if themed else on_target, state.record[t, i, lane])
            u = recall(u, on_strand, state.record[c, i, lane])
            u = recall(u, on_council, state.council[s, lane])
            u = recall(u, on_group, state.groups[s, g, lane])
            u = recall(u, of(w.group_on_strand, lane), state.groups[c, g, lane])
            start[a, lane] = recall(u, on_south, state.record[SENTIMENT, i, lane])
        for lane in range(start.shape[1]):
            wide_target = trust(of(w.band_target, lane), of(seen_t, lane), HALF_TARGET)
            of_habit = weight_here(
                of(w.band_strand, lane), of(w.band_strand_of_country, lane), on_country
            )
            wide_strand = trust(of_habit, of(seen_c, lane), HALF_STRAND)
            wide_group = trust(of(w.band_group, lane), of(seen_by_group, lane), HALF_SERIES)
            h = recall(
                of(readiness, lane),
                trust(of(w.band_series, lane), of(seen_s, lane), HALF_SERIES),
                state.habit[s, i, lane],
            )
            h = recall(h, 0.0 if themed else wide_target, state.habit[t, i, lane])
            h = recall(h, wide_strand, state.habit[c, i, lane])
            half_band[a, lane] = recall(h, wide_group, state.group_habit[s, g, lane])


@compiled
def listen(heard, a, speakers, r, listener, said):
    """Add to row ``a`` of heard [A, L] what a listener's speakers said [A, L], one after the other.

    Eight a turn give the very same sums with an eighth of the loads and stores of ``heard``.
    """
    who, weight = speakers.who, speakers.weight
    many, lanes = speakers.many[r, listener], said.shape[1]
    turns = many // 8
    for turn in range(turns):
        n = 8 * turn
        i, j = who[r, listener, n], who[r, listener, n + 1]
        k, m = who[r, listener, n + 2], who[r, listener, n + 3]
        p, q = who[r, listener, n + 4], who[r, listener, n + 5]
        x, y = who[r, listener, n + 6], who[r, listener, n + 7]
        of_i, of_j = weight[r, listener, n], weight[r, listener, n + 1]
        of_k, of_m = weight[r, listener, n + 2], weight[r, listener, n + 3]
        of_p, of_q = weight[r, listener, n + 4], weight[r, listener, n + 5]
        of_x, of_y = weight[r, listener, n + 6], weight[r, listener, n + 7]
        for lane in range(lanes):
            u = hear(heard[a, lane], of(of_i, lane), said[i, lane])
            u = hear(u, of(of_j, lane), said[j, lane])
            u = hear(u, of(of_k, lane), said[k, lane])
            u = hear(u, of(of_m, lane), said[m, lane])
            u = hear(u, of(of_p, lane), said[p, lane])
            u = hear(u, of(of_q, lane), said[q, lane])
            u = hear(u, of(of_x, lane), said[x, lane])
            heard[a, lane] = hear(u, of(of_y, lane), said[y, lane])
    for n in range(8 * turns, many):
        i, of_i = who[r, listener, n], weight[r, listener, n]
        for lane in range(lanes):
            heard[a, lane] = hear(heard[a, lane], of(of_i, lane), said[i, lane])


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
                    + bloc_pull(of(w.bloc, lane), state.affiliation[i, lane], voiced[BLOC, lane])
                    + outreach_pull(
                        of(w.outreach, lane), openness, reach[session, lane],
                        goodwill[session, i, lane], voiced[DEMOCRACIES, lane],
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
        gone = absent[b, i]
        if for_all(gone):
            votes[b, i, :] = ABSENT
            continue
        chance, wider = noise[b, i], band_shift[b]
        for lane in range(leaning.shape[1]):
            half, loyal = band(half_band[a, lane] + of(wider, lane)), state.affiliation[i, lane]
            vote = cast(
                leaning[a, lane],
                of(chance, lane),
                cut_for_yes(half, of(w.discipline, lane), loyal, voiced[BLOC, lane]),
                cut_for_no(half, of(w.discipline, lane), loyal, voiced[BLOC, lane]),
            )
            votes[b, i, lane] = ABSENT if of(gone, lane) else vote


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
        if b == first or inputs.session[b] != inputs.session[b - 1]:
            affiliation[inputs.session[b]] = state.affiliation
