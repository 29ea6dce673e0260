"""The worth of knowing: checked against cases whose answer is known by arithmetic."""

from statistics import NormalDist

import numpy as np
import pytest

from sim.analysis.compare.knowing import ALL, SUM, WITH_CHANCE, value_of_knowing

UNIT = NormalDist()
STANDING = {"a": "measured", "b": "nothing known", "c": "nothing known"}


def loss(mean, spread):
    """What it is worth to know an effect ~ N(mean, spread) before taking it or leaving it."""
    z = mean / spread
    return spread * UNIT.pdf(z) - abs(mean) * UNIT.cdf(-abs(z))


def table(values, drawn, names="abc"):
    found = value_of_knowing(values, drawn, list(names), STANDING)
    return found.set_index("what")


def drawn(number, seed=3):
    return np.random.default_rng(seed).normal(0, 1, (number, 3))


def against_nothing(effect):
    """One scenario with this effect, or doing nothing."""
    return np.column_stack([np.zeros(len(effect)), effect])


@pytest.mark.parametrize(("mean", "spread"), [(0.5, 1.0), (0.0, 2.0), (-1.0, 1.5)])
def test_one_assumption_that_decides_is_worth_the_unit_normal_loss(mean, spread):
    at = drawn(20_000)
    effect = mean + spread * at[:, 0] + np.random.default_rng(4).normal(0, 1.0, len(at))
    found = table(against_nothing(effect), at)
    for what in ("a", ALL, "all that is measured"):
        worth = found.worth[what]
        assert worth == pytest.approx(loss(mean, spread), abs=4 * found.error[what] + 0.01)
    assert found.worth["b"] == pytest.approx(0, abs=4 * found.error["b"] + 0.005)
    assert found.worth[WITH_CHANCE] == pytest.approx(
        loss(mean, np.hypot(spread, 1.0)), abs=4 * found.error[WITH_CHANCE] + 0.01
    )


def test_two_assumptions_that_add_up_are_worth_more_together_than_each():
    at = drawn(20_000)
    effect = at[:, 0] + at[:, 1] + 0.3
    found = table(against_nothing(effect), at)
    assert found.worth["a"] == pytest.approx(loss(0.3, 1.0), abs=0.03)
    assert found.worth[ALL] == pytest.approx(loss(0.3, np.sqrt(2)), abs=0.03)
    assert found.worth[ALL] > max(found.worth["a"], found.worth["b"])
    assert found.worth[SUM] == pytest.approx(found.worth[["a", "b", "c"]].sum())
    assert found.worth[SUM] > found.worth[ALL]  # each alone settles much of the same choice


def test_two_assumptions_that_multiply_are_worth_nothing_alone_and_much_together():
    at = drawn(20_000)
    found = table(against_nothing(at[:, 0] * at[:, 1]), at)
    for alone in ("a", "b"):
        assert found.worth[alone] == pytest.approx(0, abs=0.03)
    exact = np.maximum(at[:, 0] * at[:, 1], 0).mean()  # choosing by the true product
    assert found.worth[ALL] == pytest.approx(exact, rel=0.05)
    assert found.worth[SUM] < 0.2 * found.worth[ALL]


def test_where_the_choice_is_clear_nothing_is_worth_knowing():
    at = drawn(2_000)
    found = table(against_nothing(10.0 + at[:, 0]), at)
    assert found.worth[ALL] == 0
    assert np.isnan(found.share).all()


def test_chance_alone_is_not_taken_for_knowledge():
    found = [
        table(against_nothing(np.random.default_rng(s).normal(0, 1, 300)), drawn(300, s))
        for s in range(40, 60)
    ]
    worths = np.array([one.worth[ALL] for one in found])
    assert worths.mean() < 2 * worths.std(ddof=1) / np.sqrt(len(worths))
    assert all(one.worth[WITH_CHANCE] > 0.2 for one in found)


def test_of_three_arms_the_best_is_chosen():
    at = drawn(20_000)
    values = np.column_stack([np.zeros(len(at)), at[:, 0], at[:, 1]])
    exact = np.maximum(np.maximum(at[:, 0], at[:, 1]), 0).mean()
    assert table(values, at).worth[ALL] == pytest.approx(exact, abs=0.03)


def test_without_assumptions_nothing_can_be_known():
    values = against_nothing(np.random.default_rng(1).normal(0, 1, 100))
    found = value_of_knowing(values, np.zeros((100, 0)), [], {}).set_index("what")
    assert list(found.index) == [WITH_CHANCE, ALL, SUM]
    assert found.worth[SUM] == 0
