"""What an effect rests on: parts that sum to the whole, and are those that were put in."""

import numpy as np
import pytest

from sim.analysis.standing import REST, resting_on

STANDING = {"a": "measured", "b": "bounded", "c": "bounded", "shape": "nothing known"}
NAMES, STRENGTHS = list(STANDING), ["a", "b", "c"]


def world(seed=1, number=4_000, noise=1.0):
    rng = np.random.default_rng(seed)
    drawn = np.column_stack([
        rng.normal(1.0, 0.5, number), rng.normal(0.0, 1.0, number), rng.normal(0.5, 0.1, number),
        rng.uniform(0, 1, number),
    ])  # fmt: skip
    effect = 2.0 * drawn[:, 0] + 1.0 * drawn[:, 1] + 4.0 * drawn[:, 2]
    return effect + rng.normal(0, noise, number), drawn


def test_parts_are_those_that_were_put_in_and_sum_to_the_whole():
    effect, drawn = world()
    table = resting_on(effect, drawn, NAMES, STANDING, STRENGTHS).set_index("standing")
    assert table.effect["measured"] == pytest.approx(2.0, abs=3 * table.effect_error["measured"])
    assert table.effect["bounded"] == pytest.approx(2.0, abs=3 * table.effect_error["bounded"])
    assert table.effect["nothing known"] == 0
    assert table.effect.sum() == pytest.approx(effect.mean())
    assert table.effect[REST] == pytest.approx(0, abs=0.1)


def test_shares_of_the_spread_are_those_that_were_put_in():
    effect, drawn = world()
    table = resting_on(effect, drawn, NAMES, STANDING, STRENGTHS).set_index("standing")
    whole = 1.0 + 1.16 + 1.0  # of a, of b and c, of chance
    assert table.share_of_spread["measured"] == pytest.approx(1.0 / whole, abs=0.05)
    assert table.share_of_spread["bounded"] == pytest.approx(1.16 / whole, abs=0.05)
    assert table.share_of_spread["nothing known"] == pytest.approx(0.0, abs=0.02)
    assert table.share_of_spread.sum() == pytest.approx(1.0)


def test_what_is_only_chance_rests_on_nothing():
    _, drawn = world()
    effect = np.random.default_rng(2).normal(0, 1, len(drawn))
    table = resting_on(effect, drawn, NAMES, STANDING, STRENGTHS).set_index("standing")
    assert (table.share_of_spread.drop(REST) < 0.02).all()


def test_replicates_without_a_value_are_left_out():
    effect, drawn = world()
    some = effect.copy()
    some[::2] = np.nan
    table = resting_on(some, drawn, NAMES, STANDING, STRENGTHS)
    again = resting_on(effect[1::2], drawn[1::2], NAMES, STANDING, STRENGTHS)
    assert table.equals(again)


def test_too_few_replicates_and_no_assumptions_say_nothing():
    effect, drawn = world(number=5)
    assert not len(resting_on(effect, drawn, NAMES, STANDING, STRENGTHS))
    assert not len(resting_on(effect, drawn[:, :0], [], {}, []))
