"""Memory in the engine: loaded when a ballot first needs it, updated after each voting day.

A slot is what votes are remembered about: a series, a target, a kind of text. Lanes of one
replicate share who was asked to vote on what, and how often (``seen``); in lanes that are
replicates others may have been away. How each voted differs from lane to lane.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.council.line import modal_vote
from sim.engine.inputs import LINE_STRAND
from sim.engine.lanes import count, for_none, in_all, of, there
from sim.rules.memory import closeness, learning_rate, remember
from sim.world import YES


@compiled
def wake(k, initial, state):
    """Copy what was remembered in slot ``k`` before the first day to all lanes, once."""
    if not state.asleep[k]:
        return
    state.asleep[k] = False
    for n in range(initial.who.shape[0]):
        i = initial.who[n]
        state.record[k, i, :] = initial.record[k, i]
        state.habit[k, i, :] = initial.habit[k, i]
        state.last[k, i, :] = initial.last[k, i]
    state.council[k, :] = initial.council[k]
    for g in range(state.groups.shape[1]):
        state.groups[k, g, :] = initial.groups[k, g]
        state.group_habit[k, g, :] = initial.group_habit[k, g]


@compiled
def learn(first, last, r, inputs, w, state, votes, taken, tabled):
    """Step 5, after a voting day: every ballot of the day is remembered, in order.

    Ballots that were not ``tabled`` [B] never were. Where a text was not ``taken`` [B, L] to the
    vote, 0 and not 1, the occasion is remembered and nothing else changes.
    """
    lanes = votes.shape[2]
    groups = state.groups.shape[1]
    yes, abstain, no = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes)
    line, rate_of_line = np.zeros(lanes), np.zeros(lanes)
    total, shy, overall = np.zeros((groups, lanes)), np.zeros((groups, lanes)), np.zeros(lanes)
    voters, row = np.zeros_like(state.groups_seen[:, 0]), np.zeros(lanes)
    for b in range(first, last):
        if not tabled[b]:
            continue
        total[:], shy[:], overall[:] = 0.0, 0.0, 0.0
        voters[:] = 0.0
        yes[:], abstain[:], no[:] = 0.0, 0.0, 0.0
        for a in range(inputs.size[r]):
            i = inputs.present[r, a]
            g = inputs.group[i]
            if not inputs.sits[r, a]:
                continue
            here = there(state.seen[i, 0], votes[b, i], YES, row)
            if for_none(here):
                continue
            count(voters, g, here)
            for lane in range(lanes):
                vote = float(votes[b, i, lane]) if of(here, lane) > 0.0 else 0.0
                abstained = 1.0 if votes[b, i, lane] == 0 else 0.0
                total[g, lane] += vote
                shy[g, lane] += abstained
            if inputs.organiser[i]:
                for lane in range(lanes):
                    vote = float(votes[b, i, lane]) if of(here, lane) > 0.0 else 0.0
                    yes[lane] += 1.0 if vote > 0.0 else 0.0
                    no[lane] += 1.0 if vote < 0.0 else 0.0
                    abstain[lane] += 1.0 if votes[b, i, lane] == 0 else 0.0
            for level in range(3):
                k = inputs.slots[b, level]
                if k < 0:
                    continue
                count(state.seen[i], k, here)
                slowest = (w.rate_series, w.rate_target, w.rate_strand)[level]
                seen = state.seen[i, k]
                sign = inputs.sign[b] if level == 1 else 1.0
                for lane in range(lanes):
                    vote = float(votes[b, i, lane])
                    abstained = 1.0 if vote == 0.0 else 0.0
                    now = learning_rate(slowest, of(seen, lane)) * taken[b, lane]
                    now = now if of(here, lane) > 0.0 else 0.0
                    state.record[k, i, lane] = remember(state.record[k, i, lane], sign * vote, now)
                    state.habit[k, i, lane] = remember(state.habit[k, i, lane], abstained, now)
                    state.last[k, i, lane] = vote if now > 0.0 else state.last[k, i, lane]
        if inputs.strand[b] == LINE_STRAND:
            for lane in range(lanes):
                line[lane] = modal_vote(yes[lane], abstain[lane], no[lane])
                rate_of_line[lane] = w.rate_affiliation * taken[b, lane] if line[lane] <= 1 else 0.0
            for a in range(inputs.size[r]):
                i = inputs.present[r, a]
                if not inputs.sits[r, a]:
                    continue
                here = there(state.seen[i, 0], votes[b, i], YES, row)
                if for_none(here):
                    continue
                for lane in range(lanes):
                    near = closeness(votes[b, i, lane], line[lane], w.abstention_credit)
                    rate = rate_of_line[lane] if of(here, lane) > 0.0 else 0.0
                    state.affiliation[i, lane] = remember(state.affiliation[i, lane], near, rate)
        everyone = in_all(voters, row)
        if for_none(everyone):
            continue
        for g in range(groups):
            for lane in range(lanes):
                overall[lane] += total[g, lane]
        for level in (0, 2):
            k = inputs.slots[b, level]
            count(state.council_seen, k, everyone)
            seen = state.council_seen[k]
            for lane in range(lanes):
                now = learning_rate(w.rate_council, of(seen, lane)) * taken[b, lane]
                now = now if of(everyone, lane) > 0.0 else 0.0
                mean = overall[lane] / max(of(everyone, lane), 1.0)
                state.council[k, lane] = remember(state.council[k, lane], mean, now)
            for g in range(groups):
                those = voters[g]
                if for_none(those):
                    continue
                count(state.groups_seen[g], k, those)
                seen = state.groups_seen[g, k]
                for lane in range(lanes):
                    now = learning_rate(w.rate_council, of(seen, lane)) * taken[b, lane]
                    now = now if of(those, lane) > 0.0 else 0.0
                    voted = max(of(those, lane), 1.0)
                    state.groups[k, g, lane] = remember(
                        state.groups[k, g, lane], total[g, lane] / voted, now
                    )
                    state.group_habit[k, g, lane] = remember(
                        state.group_habit[k, g, lane], shy[g, lane] / voted, now
                    )
