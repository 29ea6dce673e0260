"""Noise: published vectors, a logarithm of our own, draws that depend on their name alone."""

import math

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.draws import (
    ASSUMPTION,
    DRIFT,
    ELECTION,
    PARAMETER,
    SURPRISE,
    VOTE,
    drift_steps,
    gumbel_noise,
    gumbel_table,
    log,
    logistic_noise,
    logistic_table,
    noise_table,
    philox,
    surprise_table,
    uniform_draws,
    uniform_table,
    unit,
)

# Philox4x32-10 in the known-answer file of Random123 (salmon2011): counter, key, result.
KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip

WORD = st.integers(0, 2**32 - 1).map(np.uint64)
KEYS = np.array([3014657, 3014658, 3080192])
CODES = np.array([4, 156, 643, 840])


def words(text):
    return [np.uint64(int(word, 16)) for word in text.split()]


@pytest.fixture(scope="module")
def compiled_philox():
    return numba.njit(lambda a, b, c, d, k, m: philox(a, b, c, d, k, m))


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(counter, key, answer, compiled_philox):
    given = words(counter) + words(key)
    assert list(philox(*given)) == words(answer)
    assert list(compiled_philox(*given)) == words(answer)


@given(st.tuples(*[WORD] * 6))
def test_plain_and_compiled_philox_agree(compiled_philox, arguments):
    plain = philox(*arguments)
    assert tuple(int(w) for w in compiled_philox(*arguments)) == tuple(int(w) for w in plain)
    assert all(int(word) < 2**32 for word in plain)


@given(st.floats(1e-300, 1e300))
def test_our_logarithm_is_the_logarithm(x):
    assert log(x) == pytest.approx(math.log(x), rel=1e-15, abs=2e-16)


@given(st.floats(0.5, 2.0))
def test_our_logarithm_is_exact_to_the_last_digits_around_one(x):
    assert log(x) == pytest.approx(math.log(x), rel=1e-15, abs=0)


def test_plain_and_compiled_logarithm_agree_to_the_bit():
    batched = numba.vectorize(log)
    x = np.concatenate([np.linspace(1e-9, 3, 4001), np.geomspace(1e-300, 1e300, 4001)])
    assert batched(x).tobytes() == np.array([log(float(v)) for v in x]).tobytes()


@given(WORD, WORD)
def test_a_uniform_draw_lies_strictly_between_0_and_1(high, low):
    assert 0 < unit(high, low) < 1


TOP = 2**32 - 1


@pytest.mark.parametrize(
    ("high", "low"),
    [(0, 0), (0, TOP), (TOP, 0),
     (TOP, TOP)],
)  # fmt: skip
def test_the_extreme_words_still_give_finite_noise(high, low):
    drawn = unit(np.uint64(high), np.uint64(low))
    assert 0 < drawn < 1
    assert math.isfinite(logistic_noise(drawn))


def test_noise_belongs_to_the_ballot_and_the_state_and_not_to_their_places():
    noise, chance = noise_table(7, 5, KEYS, CODES)
    rows, columns = [2, 0, 1], [3, 1, 0, 2]
    again = noise_table(7, 5, KEYS[rows], CODES[columns])
    assert (again[0] == noise[np.ix_(rows, columns)]).all()
    assert (again[1] == chance[np.ix_(rows, columns)]).all()


def test_one_decision_alone_draws_what_it_draws_in_company():
    noise, _ = noise_table(7, 5, KEYS, CODES)
    assert noise_table(7, 5, KEYS[1:2], CODES[2:3])[0][0, 0] == noise[1, 2]


@pytest.mark.parametrize(
    "name", [(8, 5, 0, 0), (7, 6, 0, 0), (7, 5, 1, 0), (7, 5, 0, 1), (7 + 2**32, 5, 0, 0)]
)
def test_every_part_of_the_name_changes_the_noise(name):
    seed, replicate, key, code = name
    here = noise_table(7, 5, KEYS, CODES)
    there = noise_table(seed, replicate, KEYS + key, CODES + code)
    for a, b in zip(here, there, strict=True):
        assert not (a == b).any()


def test_purposes_do_not_share_their_draws():
    purposes = (VOTE, SURPRISE, PARAMETER, ASSUMPTION, DRIFT)
    drawn = [uniform_draws(7, purpose, 5, 50) for purpose in purposes]
    assert len(np.unique(np.concatenate(drawn))) == 50 * len(purposes)


def test_noise_has_the_law_of_the_standard_logistic():
    noise, _ = noise_table(1, 2, np.arange(1000), np.arange(200))
    count = noise.size
    assert abs(noise.mean()) < 4 * math.pi / math.sqrt(3 * count)
    assert noise.var() == pytest.approx(math.pi**2 / 3, rel=0.02)
    assert stats.kstest(noise.ravel(), "logistic").pvalue > 1e-3


def test_the_chance_of_being_in_the_room_is_even_and_independent_of_the_vote():
    noise, chance = noise_table(1, 2, np.arange(1000), np.arange(200))
    assert stats.kstest(chance.ravel(), "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(noise.ravel(), chance.ravel())[0, 1]) < 4 / math.sqrt(noise.size)


def unrelated(columns):
    """Whether no two columns have more in common than chance explains."""
    columns = np.reshape(columns, (len(columns), -1))
    pairs = np.triu(np.corrcoef(columns, rowvar=False), 1)
    return np.abs(pairs).max() < 5 / math.sqrt(len(columns))


def test_surprises_have_mean_0_and_spread_1_and_the_three_are_unrelated():
    surprises = surprise_table(1, 2, np.arange(100_000))
    assert surprises.shape == (3, 100_000)
    assert np.abs(surprises.mean(1)).max() < 4 / math.sqrt(100_000)
    assert surprises.std(1) == pytest.approx([1, 1, 1], rel=0.02)
    assert unrelated(surprises.T)


# Drift: steps named by period, kind of text and state

PERIODS, KINDS = 3, 2


@pytest.fixture(scope="module")
def steps():
    """The steps of 4,000 replicates: what all share [R, P, K, 2] and each state's [R, P, K, S]."""
    drawn = [drift_steps(7, r, PERIODS, KINDS, CODES) for r in range(4000)]
    return tuple(np.stack(part) for part in zip(*drawn, strict=True))


def test_every_step_of_drift_has_mean_0_and_spread_1(steps):
    for part in steps:
        assert np.abs(part.mean(0)).max() < 4.5 / math.sqrt(len(part))
        assert np.abs(part.std(0) - 1).max() < 0.1
        assert part.std() == pytest.approx(1, rel=0.02)


def test_steps_of_drift_are_unrelated_between_periods_kinds_states_and_what_all_share(steps):
    together, apart = steps
    assert unrelated(np.concatenate([together, apart], -1))


def test_steps_of_drift_are_unrelated_between_replicates(steps):
    for part in steps:
        assert unrelated(np.reshape(part, (len(part), -1))[:40].T)
        assert len(np.unique(part)) == part.size


def test_a_state_steps_alike_in_any_roster_and_all_share_what_they_share():
    together, apart = drift_steps(7, 5, PERIODS, KINDS, CODES)
    rows = [3, 1]
    shared, own = drift_steps(7, 5, PERIODS, KINDS, CODES[rows])
    assert (shared == together).all()
    assert (own == apart[..., rows]).all()


def test_a_longer_time_has_the_same_steps_to_begin_with():
    long, short = (drift_steps(7, 5, periods, 4, CODES) for periods in (12, 5))
    for whole, part in zip(long, short, strict=True):
        assert (whole[:5] == part).all()


@pytest.mark.parametrize("name", [(8, 5), (7, 6), (7 + 2**32, 5)])
def test_another_seed_or_replicate_has_other_steps(name):
    here, there = drift_steps(7, 5, 2, 4, CODES), drift_steps(*name, 2, 4, CODES)
    for one, other in zip(here, there, strict=True):
        assert not (one == other).any()


def test_a_step_is_philox_of_state_period_kind_replicate_drift_and_seed():
    together, apart = drift_steps(2026, 3, 2, 4, np.array([156]))
    spread = math.sqrt(3) / math.pi
    for state, step in ((0, together[1, 2, 0]), (156, apart[1, 2, 0])):
        drawn = philox(*(np.uint64(w) for w in (state, 16 + 2, 3, DRIFT, 2026, 0)))
        assert step == pytest.approx(logistic_noise(unit(drawn[0], drawn[1])) * spread, rel=1e-12)


def test_a_draw_is_philox_of_state_ballot_replicate_purpose_and_seed():
    noise, chance = noise_table(2026, 0, np.array([3342336]), np.array([156]))
    drawn = philox(*(np.uint64(w) for w in (156, 3342336, 0, VOTE, 2026, 0)))
    assert noise[0, 0] == logistic_noise(unit(drawn[0], drawn[1]))
    assert chance[0, 0] == unit(drawn[2], drawn[3])


def test_a_draw_of_a_table_depends_on_its_row_and_column_and_not_on_its_place():
    rows, columns = np.array([20_000_004, 7, 4_000_000_000]), CODES
    table = uniform_table(5, ELECTION, 2, rows, columns)
    again = uniform_table(5, ELECTION, 2, rows[::-1], columns[[2, 0]])
    assert (again == table[::-1][:, [2, 0]]).all()
    assert len(np.unique(table)) == table.size
    assert ((table > 0) & (table < 1)).all()


def test_tables_of_noise_are_their_rules_element_by_element():
    uniforms = uniform_table(5, ELECTION, 0, np.arange(30), np.arange(40))
    for table, noise in ((logistic_table, logistic_noise), (gumbel_table, gumbel_noise)):
        expected = np.array([[noise(u) for u in row] for row in uniforms])
        assert table(uniforms).tobytes() == expected.tobytes()
        assert (table(uniforms.T) == expected.T).all()
    assert stats.kstest(gumbel_table(uniforms).ravel(), stats.gumbel_r.cdf).pvalue > 0.01
