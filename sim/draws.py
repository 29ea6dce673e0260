"""Noise that depends on nothing but its name.

A draw is named by (seed, purpose, replicate, ballot, state) and by nothing else: not by the
order in which draws are made, not by the batch, not by a lever. So an intervention is compared
with its baseline decision by decision, and every run can be repeated alone.

The generator is Philox4x32-10, a counter-based one whose test vectors are published
[salmon2011]. The logarithm is our own, made of additions, multiplications and divisions only,
because the last bit of a library's logarithm differs from one machine to the next.
"""

from __future__ import annotations

from math import frexp

import numpy as np

from sim.compiled import compiled, rule

VOTE, SURPRISE, PARAMETER, ASSUMPTION = 0, 1, 2, 3

_LOW32 = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0, _MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LN2 = 0.6931471805599453
_UNIT_SPREAD = 0.5513288954217921  # sqrt(3)/pi: logistic noise times this has spread 1


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Ten rounds of Philox4x32: four 32-bit words for a 4-word counter and a 2-word key.

    All arguments and results are uint64 that hold 32 bits. Sources: [salmon2011].
    """
    for _ in range(10):
        p0 = _MULTIPLIER_0 * c0
        p1 = _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            (p1 >> _SHIFT) ^ c1 ^ k0,
            p1 & _LOW32,
            (p0 >> _SHIFT) ^ c3 ^ k1,
            p0 & _LOW32,
        )
        k0 = (k0 + _WEYL_0) & _LOW32
        k1 = (k1 + _WEYL_1) & _LOW32
    return c0, c1, c2, c3


@rule
def unit(high, low):
    """A number strictly between 0 and 1 from two 32-bit words.

    52 bits are used, so that the half step that keeps it off the ends is exact.
    """
    bits = ((high & _LOW32) << np.uint64(20)) ^ ((low & _LOW32) >> np.uint64(12))
    return (float(bits) + 0.5) * 2.220446049250313e-16


@rule
def log(x):
    """Natural logarithm of a positive number from IEEE arithmetic alone, good to 1e-15.

    With x = m 2^e and s = (m-1)/(m+1), log x = e log 2 + 2 (s + s^3/3 + s^5/5 + ...).
    """
    m, e = frexp(x)
    if m < 0.7071067811865476:
        m, e = m * 2.0, e - 1
    s = (m - 1.0) / (m + 1.0)
    square = s * s
    total = 0.0
    for k in range(23, 0, -2):
        total = total * square + 1.0 / k
    return e * _LN2 + 2.0 * s * total


@rule
def logistic_noise(uniform):
    """Standard logistic noise from a uniform draw, by the inverse distribution function."""
    return log(uniform / (1.0 - uniform))


@compiled
def decision_noise(seed, replicate, ballot_keys, state_codes, noise, chance):
    """Fill the noise of every decision of one replicate.

    Parameters
    ----------
    seed : uint64
    replicate : uint64
    ballot_keys : [B] uint64
        The ballot's own number (its session and its place there), the same in every agenda.
    state_codes : [S] uint64
        UN M49 codes: noise belongs to the state, not to its seat.
    noise : [B, S] float64, filled
        Logistic noise of the vote.
    chance : [B, S] float64, filled
        Uniform number that decides whether the state is in the room.
    """
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for b in range(ballot_keys.shape[0]):
        for i in range(state_codes.shape[0]):
            w0, w1, w2, w3 = philox(
                state_codes[i], ballot_keys[b], replicate, np.uint64(VOTE), k0, k1
            )
            noise[b, i] = logistic_noise(unit(w0, w1))
            chance[b, i] = unit(w2, w3)


@compiled
def text_surprises(seed, replicate, ballot_keys, surprises):
    """Fill ``surprises`` [2, B], mean 0 and spread 1: one for all, one for the bloc."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for b in range(ballot_keys.shape[0]):
        w0, w1, w2, w3 = philox(
            np.uint64(0), ballot_keys[b], replicate, np.uint64(SURPRISE), k0, k1
        )
        surprises[0, b] = logistic_noise(unit(w0, w1)) * _UNIT_SPREAD
        surprises[1, b] = logistic_noise(unit(w2, w3)) * _UNIT_SPREAD


@compiled
def uniforms(seed, purpose, replicate, numbers):
    """Fill ``numbers`` [N] with uniform draws named (seed, purpose, replicate, position)."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for n in range(numbers.shape[0]):
        w0, w1, _w2, _w3 = philox(np.uint64(n), np.uint64(0), replicate, purpose, k0, k1)
        numbers[n] = unit(w0, w1)


def noise_table(
    seed: int, replicate: int, ballot_keys: np.ndarray, state_codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Vote noise and attendance chance of one replicate, both [B, S] float64."""
    shape = (len(ballot_keys), len(state_codes))
    noise, chance = np.empty(shape), np.empty(shape)
    decision_noise(
        np.uint64(seed),
        np.uint64(replicate),
        ballot_keys.astype(np.uint64),
        state_codes.astype(np.uint64),
        noise,
        chance,
    )
    return noise, chance


def surprise_table(seed: int, replicate: int, ballot_keys: np.ndarray) -> np.ndarray:
    """The two surprises of every text of one replicate, [2, B] float64, spread 1."""
    surprises = np.empty((2, len(ballot_keys)))
    text_surprises(np.uint64(seed), np.uint64(replicate), ballot_keys.astype(np.uint64), surprises)
    return surprises


def uniform_draws(seed: int, purpose: int, replicate: int, count: int) -> np.ndarray:
    """``count`` uniform numbers for one purpose and replicate, [count] float64."""
    numbers = np.empty(count)
    uniforms(np.uint64(seed), np.uint64(purpose), np.uint64(replicate), numbers)
    return numbers
