"""Where a choice turns."""

import numpy as np
import pytest

from sim.analysis.compare import switching

NAMES = ["strength", "idle"]


def drawn(number=400, seed=1):
    return np.random.default_rng(seed).uniform(0, 1, (number, 2))


def test_the_switching_value_is_where_the_difference_crosses_nothing():
    assumed = drawn()
    noise = np.random.default_rng(2).normal(0, 0.05, len(assumed))
    table = switching(2 * assumed[:, 0] - 0.5 + noise, assumed, NAMES, 1).set_index("assumption")
    row = table.loc["strength"]
    assert row.switch == pytest.approx(0.25, abs=0.03)
    assert row.switch_low <= 0.25 <= row.switch_high
    assert row.switch_high - row.switch_low < 0.1
    assert row.beyond == pytest.approx((assumed[:, 0] < row.switch).mean())
    assert row.at_low < 0 < row.at_high


def test_what_does_not_matter_turns_nothing():
    assumed = drawn()
    noise = np.random.default_rng(3).normal(0, 0.05, len(assumed))
    table = switching(assumed[:, 0] + 1 + noise, assumed, NAMES, 1)
    assert table.switch.isna().all()
    assert (table.beyond == 0).all()


def test_the_interval_grows_where_fewer_replicates_were_run():
    def wide(number):
        assumed = drawn(number)
        noise = np.random.default_rng(4).normal(0, 0.5, number)
        row = switching(2 * assumed[:, 0] - 0.8 + noise, assumed, NAMES, 1).iloc[0]
        return row.switch_high - row.switch_low

    assert wide(100) > 1.5 * wide(2_000)


def test_from_a_handful_of_replicates_nothing_is_said():
    assumed = drawn(20)
    assert switching(assumed[:, 0] - 0.5, assumed, NAMES, 1).empty


def test_an_assumption_that_is_fixed_has_no_row():
    assumed = drawn()
    assumed[:, 1] = 0.3
    assert list(switching(assumed[:, 0] - 0.5, assumed, NAMES, 1).assumption) == ["strength"]
