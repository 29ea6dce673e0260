"""Memory in the engine: loaded when a ballot first needs it, updated after each voting day.

A slot is what votes are remembered about: a series, a target, a kind of text. All lanes of a block
share who was asked to vote on what; how each voted differs from lane to lane.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import compiled
from sim.council.line import modal_vote
from sim.engine.inputs import LINE_STRAND
from sim.rules.memory import closeness, learning_rate, remember
from sim.world import YES


@compiled
def wake(k, initial, state):
    """Copy what was remembered in slot ``k`` before the first day to all lanes, once."""
    if not state.asleep[k]:
        return
    state.asleep[k] = False
    for i in range(state.record.shape[1]):
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
    voters = np.zeros(groups)
    for b in range(first, last):
        if not tabled[b]:
            continue
        total[:], shy[:], overall[:] = 0.0, 0.0, 0.0
        voters[:] = 0.0
        yes[:], abstain[:], no[:] = 0.0, 0.0, 0.0
        for a in range(inputs.size[r]):
            i = inputs.present[r, a]
            g = inputs.group[i]
            if not inputs.sits[r, a] or votes[b, i, 0] > YES:
                continue
            voters[g] += 1.0
            for lane in range(lanes):
                total[g, lane] += votes[b, i, lane]
                shy[g, lane] += 1.0 if votes[b, i, lane] == 0 else 0.0
            if inputs.organiser[i]:
                for lane in range(lanes):
                    yes[lane] += 1.0 if votes[b, i, lane] > 0 else 0.0
                    no[lane] += 1.0 if votes[b, i, lane] < 0 else 0.0
                    abstain[lane] += 1.0 if votes[b, i, lane] == 0 else 0.0
            for level in range(3):
                k = inputs.slots[b, level]
                if k < 0:
                    continue
                state.seen[i, k] += 1.0
                slowest = (w.rate_series, w.rate_target, w.rate_strand)[level]
                rate = learning_rate(slowest, state.seen[i, k])
                sign = inputs.sign[b] if level == 1 else 1.0
                for lane in range(lanes):
                    vote = float(votes[b, i, lane])
                    abstained = 1.0 if vote == 0.0 else 0.0
                    now = rate * taken[b, lane]
                    state.record[k, i, lane] = remember(state.record[k, i, lane], sign * vote, now)
                    state.habit[k, i, lane] = remember(state.habit[k, i, lane], abstained, now)
                    state.last[k, i, lane] = (
                        vote if taken[b, lane] > 0.0 else state.last[k, i, lane]
                    )
        if inputs.strand[b] == LINE_STRAND:
            for lane in range(lanes):
                line[lane] = modal_vote(yes[lane], abstain[lane], no[lane])
                rate_of_line[lane] = w.rate_affiliation * taken[b, lane] if line[lane] <= 1 else 0.0
            for a in range(inputs.size[r]):
                i = inputs.present[r, a]
                if not inputs.sits[r, a] or votes[b, i, 0] > YES:
                    continue
                for lane in range(lanes):
                    near = closeness(votes[b, i, lane], line[lane], w.abstention_credit)
                    state.affiliation[i, lane] = remember(
                        state.affiliation[i, lane], near, rate_of_line[lane]
                    )
        everyone = voters.sum()
        if everyone > 0:
            for g in range(groups):
                for lane in range(lanes):
                    overall[lane] += total[g, lane]
            for level in (0, 2):
                k = inputs.slots[b, level]
                state.council_seen[k] += 1.0
                rate = learning_rate(w.rate_council, state.council_seen[k])
                for lane in range(lanes):
                    state.council[k, lane] = remember(
                        state.council[k, lane], overall[lane] / everyone, rate * taken[b, lane]
                    )
                for g in range(groups):
                    if voters[g] > 0:
                        state.groups_seen[g, k] += 1.0
                        rate = learning_rate(w.rate_council, state.groups_seen[g, k])
                        for lane in range(lanes):
                            now = rate * taken[b, lane]
                            state.groups[k, g, lane] = remember(
                                state.groups[k, g, lane], total[g, lane] / voters[g], now
                            )
                            state.group_habit[k, g, lane] = remember(
                                state.group_habit[k, g, lane], shy[g, lane] / voters[g], now
                            )
