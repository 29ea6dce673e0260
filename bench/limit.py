"""How fast a vote could be at best: the rule's own operations on numbers that lie at hand.

Each operation of the rule is timed alone, on a few rows of lanes that fit the nearest cache, with
nothing looked up, nothing drawn and nothing else written. How often a vote needs it is counted in
the world that is benchmarked. The sum is a limit no engine with this rule in double precision can
pass; what an engine takes more is looking things up, moving memory and deciding what to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import numpy as np

from sim.compiled import numba_with_rules
from sim.engine.inputs import ROUNDS, ReplicateInputs
from sim.rules.ballot import band, cast, cut_for_no, cut_for_yes
from sim.rules.lobbying import bloc_pull, civic_pull, hear, outreach_pull, voice
from sim.rules.memory import remember
from sim.rules.predisposition import recall

numba = numba_with_rules()
LANES, THREADS, TURNS, TRIES = 128, 2, 20_000, 3
MEMORIES, HABITS = 8, 4  # that a leaning and an abstention band are made of
KEPT = 3 * 2  # memories that a vote moves: its record and its habit in series, target and kind


@numba.njit(nogil=True)
def recalling(rows, out, turns):
    """Eight memories make a leaning; the four of a band are half of that."""
    for _ in range(turns):
        for lane in range(out.shape[0]):
            u = recall(0.1, 0.2, rows[0, lane])
            u = recall(u, 0.3, rows[1, lane])
            u = recall(u, 0.2, rows[2, lane])
            u = recall(u, 0.3, rows[3, lane])
            u = recall(u, 0.2, rows[4, lane])
            u = recall(u, 0.3, rows[5, lane])
            u = recall(u, 0.2, rows[6, lane])
            out[lane] = recall(u, 0.3, rows[7, lane])


@numba.njit(nogil=True)
def speaking(rows, out, turns):
    """What others hear of a leaning."""
    for turn in range(turns):
        row = turn % 8
        for lane in range(out.shape[0]):
            out[lane] = voice(rows[row, lane])


@numba.njit(nogil=True)
def hearing(rows, out, turns):
    """Eight speakers heard."""
    for _ in range(turns):
        for lane in range(out.shape[0]):
            u = hear(out[lane], 0.01, rows[0, lane])
            u = hear(u, 0.02, rows[1, lane])
            u = hear(u, 0.01, rows[2, lane])
            u = hear(u, 0.02, rows[3, lane])
            u = hear(u, 0.01, rows[4, lane])
            u = hear(u, 0.02, rows[5, lane])
            u = hear(u, 0.01, rows[6, lane])
            out[lane] = hear(u, 0.02, rows[7, lane])


@numba.njit(nogil=True)
def pulling(rows, out, turns):
    """The bloc, outreach and civil society pull."""
    for _ in range(turns):
        for lane in range(out.shape[0]):
            out[lane] = (
                rows[0, lane]
                + bloc_pull(0.3, rows[1, lane], rows[2, lane])
                + outreach_pull(0.2, 0.5, rows[3, lane], rows[4, lane], rows[5, lane])
                + civic_pull(rows[6, lane], 1.0)
            )


@numba.njit(nogil=True)
def casting(rows, votes, turns):
    """A leaning becomes a vote."""
    for _ in range(turns):
        for lane in range(votes.shape[0]):
            half = band(rows[0, lane])
            votes[lane] = cast(
                rows[1, lane],
                0.1,
                cut_for_yes(half, 0.2, rows[2, lane], rows[3, lane]),
                cut_for_no(half, 0.2, rows[2, lane], rows[3, lane]),
            )


@numba.njit(nogil=True)
def learning(rows, votes, turns):
    """A vote is remembered once."""
    for turn in range(turns):
        row = turn % 8
        for lane in range(votes.shape[0]):
            rows[row, lane] = remember(rows[row, lane], float(votes[lane]), 0.1)


def nanoseconds(operation: Callable[..., None], rows: np.ndarray, out: np.ndarray) -> float:
    """CPU time of one turn of an operation on one lane, the median of several tries.

    As many threads do it as the engine has, each on numbers of its own: two that share a core
    take more CPU time than one alone, and the engine's time is measured so.
    """
    operation(rows, out, 1)
    copies = [(rows.copy(), out.copy(), TURNS) for _ in range(THREADS)]
    spent = []
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(TRIES):
            began = time.process_time()
            list(pool.map(lambda given: operation(*given), copies))
            spent.append(time.process_time() - began)
    return median(spent) * 1e9 / TURNS / LANES / THREADS


def limit_ns_a_vote(inputs: ReplicateInputs) -> float:
    """The least CPU time of a vote in a world, in nanoseconds."""
    draws = np.random.default_rng(1)
    rows, out = draws.uniform(-0.9, 0.9, (8, LANES)), np.zeros(LANES)
    votes = draws.integers(-1, 2, LANES).astype(np.int8)
    rooms = inputs.day_room[inputs.day_session >= 0]
    ballots = np.diff(inputs.day_first)
    cast_ = (ballots * inputs.sits.sum(1)[rooms]).sum()

    def a_vote(each_room: np.ndarray) -> float:
        return float((ballots * each_room[rooms]).sum() / cast_)

    here = np.arange(inputs.present.shape[1])[None, :] < inputs.size[:, None]
    donors = np.where(here, inputs.donors.many, 0).sum(1)
    heard = inputs.peers.many.sum(1) + inputs.voices.many.sum(1) + donors
    present = a_vote(inputs.size)
    return (
        nanoseconds(recalling, rows, out) * present * (MEMORIES + HABITS) / 8
        + nanoseconds(speaking, rows, out) * present * ROUNDS
        + nanoseconds(hearing, rows * 1e-3, out) * a_vote(heard) * ROUNDS / 8
        + nanoseconds(pulling, rows, out) * present * ROUNDS
        + nanoseconds(casting, rows, votes)
        + nanoseconds(learning, rows, votes) * KEPT
    )
