"""Random numbers that depend on what they are for, and not on the order of drawing.

A draw is a function of (seed, purpose, replicate, ballot, state) alone: neither the order in
which draws are made, nor the batch, nor a lever changes it. So an intervention and its baseline
have common random numbers, decision by decision, and every run can be repeated alone.

The generator is Philox4x32-10, a counter-based one whose test vectors are published
[salmon2011]. The logarithm is our own, made of additions, multiplications and divisions only,
because the last bit of a library's logarithm differs from one machine to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.compiled import compiled, rule

VOTE, SURPRISE, PARAMETER, ASSUMPTION, DRIFT, ELECTION, MOTION, REWRITING, TABLED = range(9)
SIGNING = 9  # of joint statements
FORECAST = 10  # of single drafts

_LOW32 = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0, _MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_MANTISSA, _EXPONENT, _HALF = np.int64(52), np.int64(0x7FF), np.int64(0x3FE)  # of a double
_FRACTION = np.int64(0xFFFFFFFFFFFFF)
_SMALLEST_NORMAL, _TO_NORMAL, _OF_SMALL = 2.2250738585072014e-308, 2.0**54, np.int64(54)
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

    The exponent is taken from the bits of the number, which a compiler does for many at once.
    With x = m 2^e and s = (m-1)/(m+1), log x = e log 2 + 2 (s + s^3/3 + s^5/5 + ...).
    """
    small = x < _SMALLEST_NORMAL
    bits = np.float64(x * _TO_NORMAL if small else x).view(np.int64)
    e = ((bits >> _MANTISSA) & _EXPONENT) - _HALF
    m = np.int64((bits & _FRACTION) | (_HALF << _MANTISSA)).view(np.float64)
    e = e - _OF_SMALL if small else e
    low = m < 0.7071067811865476
    m, e = (m * 2.0, e - 1) if low else (m, e)
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


@rule
def gumbel_noise(uniform):
    """Standard Gumbel noise: whoever has most of it wins a choice as in a conditional logit."""
    return -log(-log(uniform))


@compiled
def decision_noise(seed, purpose, ballot_keys, state_codes, replicates, noise, chance):
    """Fill the noise of every decision, of one replicate or of several.

    Parameters
    ----------
    seed : uint64
    purpose : uint64
    ballot_keys : [B] uint64
        The ballot's own number (its session and its place there), the same in every agenda.
    state_codes : [N] uint64
        UN M49 codes: noise belongs to the state, not to its seat.
    replicates : [N] uint64
    noise : [B, N] float64, filled
        Logistic noise of the vote.
    chance : [B, N] float64, filled
        Uniform number that decides whether the state is in the room.
    """
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for b in range(ballot_keys.shape[0]):
        for n in range(state_codes.shape[0]):
            w0, w1, w2, w3 = philox(state_codes[n], ballot_keys[b], replicates[n], purpose, k0, k1)
            noise[b, n] = unit(w0, w1)
            chance[b, n] = unit(w2, w3)
        for n in range(state_codes.shape[0]):  # a loop of its own becomes wide instructions
            noise[b, n] = logistic_noise(noise[b, n])


@compiled
def text_surprises(seed, replicates, ballot_keys, surprises):
    """Fill ``surprises`` [3, B, L], mean 0 and spread 1, in the order of ``world.SURPRISES``."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for b in range(ballot_keys.shape[0]):
        for n in range(replicates.shape[0]):
            w0, w1, w2, w3 = philox(
                np.uint64(0), ballot_keys[b], replicates[n], np.uint64(SURPRISE), k0, k1
            )
            surprises[0, b, n] = logistic_noise(unit(w0, w1)) * _UNIT_SPREAD
            surprises[1, b, n] = logistic_noise(unit(w2, w3)) * _UNIT_SPREAD
            w0, w1, _w2, _w3 = philox(
                np.uint64(1), ballot_keys[b], replicates[n], np.uint64(SURPRISE), k0, k1
            )
            surprises[2, b, n] = logistic_noise(unit(w0, w1)) * _UNIT_SPREAD


@compiled
def yearly_steps(seed, replicates, together):
    """Fill steps of mean 0 and spread 1 that all states share, named by period and kind of text.

    Parameters
    ----------
    together : [periods, kinds, 2, L] float64, filled
        Of leanings and of bands.
    """
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for period in range(together.shape[0]):
        for kind in range(together.shape[1]):
            name = np.uint64(period * 16 + kind)
            for n in range(replicates.shape[0]):
                w0, w1, w2, w3 = philox(np.uint64(0), name, replicates[n], np.uint64(DRIFT), k0, k1)
                together[period, kind, 0, n] = logistic_noise(unit(w0, w1)) * _UNIT_SPREAD
                together[period, kind, 1, n] = logistic_noise(unit(w2, w3)) * _UNIT_SPREAD


@compiled
def yearly_steps_of_states(seed, state_codes, replicates, apart):
    """Fill steps of each state's leanings, [periods, kinds, N], of states and replicates [N]."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for period in range(apart.shape[0]):
        for kind in range(apart.shape[1]):
            name = np.uint64(period * 16 + kind)
            for n in range(state_codes.shape[0]):
                w0, w1, _w2, _w3 = philox(
                    state_codes[n], name, replicates[n], np.uint64(DRIFT), k0, k1
                )
                apart[period, kind, n] = unit(w0, w1)
            for n in range(state_codes.shape[0]):
                apart[period, kind, n] = logistic_noise(apart[period, kind, n]) * _UNIT_SPREAD


@compiled
def uniforms(seed, purpose, replicate, numbers):
    """Fill ``numbers`` [N] with uniform draws named (seed, purpose, replicate, position)."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for n in range(numbers.shape[0]):
        w0, w1, _w2, _w3 = philox(np.uint64(n), np.uint64(0), replicate, purpose, k0, k1)
        numbers[n] = unit(w0, w1)


@compiled
def named_uniforms(seed, purpose, replicate, rows, columns, numbers):
    """Fill ``numbers`` [R, C] with uniform draws named (seed, purpose, replicate, row, column)."""
    k0, k1 = seed & _LOW32, seed >> _SHIFT
    for r in range(rows.shape[0]):
        for c in range(columns.shape[0]):
            w0, w1, _w2, _w3 = philox(columns[c], rows[r], replicate, purpose, k0, k1)
            numbers[r, c] = unit(w0, w1)


@compiled
def fill_logistic(uniforms, noise):
    """Fill ``noise`` [N] with logistic noise from ``uniforms`` [N]."""
    for n in range(uniforms.shape[0]):
        noise[n] = logistic_noise(uniforms[n])


@compiled
def fill_gumbel(uniforms, noise):
    """Fill ``noise`` [N] with Gumbel noise from ``uniforms`` [N]."""
    for n in range(uniforms.shape[0]):
        noise[n] = gumbel_noise(uniforms[n])


def _each(state_codes: np.ndarray, replicates: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Every state in every replicate, both [S x L] uint64, replicates innermost."""
    numbers = np.array(replicates, np.uint64)
    codes = np.repeat(state_codes.astype(np.uint64), len(numbers))
    return codes, np.tile(numbers, len(state_codes))


def noise_tables(
    seed: int,
    replicates: Sequence[int],
    ballot_keys: np.ndarray,
    state_codes: np.ndarray,
    purpose: int = VOTE,
) -> tuple[np.ndarray, np.ndarray]:
    """Vote noise and attendance chance of some replicates, both [B, S, L] float64."""
    codes, numbers = _each(state_codes, replicates)
    noise, chance = (np.empty((len(ballot_keys), len(codes))) for _ in range(2))
    decision_noise(
        np.uint64(seed),
        np.uint64(purpose),
        ballot_keys.astype(np.uint64),
        codes,
        numbers,
        noise,
        chance,
    )
    shape = (len(ballot_keys), len(state_codes), len(replicates))
    return noise.reshape(shape), chance.reshape(shape)


def noise_table(
    seed: int,
    replicate: int,
    ballot_keys: np.ndarray,
    state_codes: np.ndarray,
    purpose: int = VOTE,
) -> tuple[np.ndarray, np.ndarray]:
    """The same of one replicate, both [B, S]."""
    noise, chance = noise_tables(seed, [replicate], ballot_keys, state_codes, purpose)
    return noise[..., 0], chance[..., 0]


def surprise_tables(seed: int, replicates: Sequence[int], ballot_keys: np.ndarray) -> np.ndarray:
    """The surprises of every text of some replicates, [3, B, L] float64, spread 1."""
    surprises = np.empty((3, len(ballot_keys), len(replicates)))
    numbers = np.array(replicates, np.uint64)
    text_surprises(np.uint64(seed), numbers, ballot_keys.astype(np.uint64), surprises)
    return surprises


def surprise_table(seed: int, replicate: int, ballot_keys: np.ndarray) -> np.ndarray:
    """The same of one replicate, [3, B]."""
    return surprise_tables(seed, [replicate], ballot_keys)[..., 0]


def drift_tables(
    seed: int, replicates: Sequence[int], periods: int, kinds: int, state_codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Steps of drift, spread 1: shared [periods, kinds, 2, L], states' own [.., kinds, S, L]."""
    codes, numbers = _each(state_codes, replicates)
    together = np.empty((periods, kinds, 2, len(replicates)))
    apart = np.empty((periods, kinds, len(codes)))
    yearly_steps(np.uint64(seed), numbers[: len(replicates)], together)
    yearly_steps_of_states(np.uint64(seed), codes, numbers, apart)
    return together, apart.reshape(periods, kinds, len(state_codes), len(replicates))


def drift_steps(
    seed: int, replicate: int, periods: int, kinds: int, state_codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same of one replicate: [periods, kinds, 2] and [periods, kinds, S]."""
    together, apart = drift_tables(seed, [replicate], periods, kinds, state_codes)
    return together[..., 0], apart[..., 0]


def uniform_draws(seed: int, purpose: int, replicate: int, count: int) -> np.ndarray:
    """``count`` uniform numbers for one purpose and replicate, [count] float64."""
    numbers = np.empty(count)
    uniforms(np.uint64(seed), np.uint64(purpose), np.uint64(replicate), numbers)
    return numbers


def uniform_table(
    seed: int, purpose: int, replicate: int, rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """Uniform numbers named by the numbers in ``rows`` and ``columns``, [R, C] float64.

    Parameters
    ----------
    rows, columns : [R], [C] int
        Names, whole numbers below 2^32; not positions.
    """
    numbers = np.empty((len(rows), len(columns)))
    named_uniforms(
        np.uint64(seed),
        np.uint64(purpose),
        np.uint64(replicate),
        rows.astype(np.uint64),
        columns.astype(np.uint64),
        numbers,
    )
    return numbers


def logistic_table(uniforms: np.ndarray) -> np.ndarray:
    """Standard logistic noise of the shape of ``uniforms``."""
    noise = np.empty(uniforms.size)
    fill_logistic(np.ascontiguousarray(uniforms).reshape(-1), noise)
    return noise.reshape(uniforms.shape)


def gumbel_table(uniforms: np.ndarray) -> np.ndarray:
    """Standard Gumbel noise of the shape of ``uniforms``."""
    noise = np.empty(uniforms.size)
    fill_gumbel(np.ascontiguousarray(uniforms).reshape(-1), noise)
    return noise.reshape(uniforms.shape)
