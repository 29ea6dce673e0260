"""What a defection costs, and how sure that is."""

import math

import numpy as np
import pytest

from sim.analysis.compare import contrasts, cost_per_unit
from sim.analysis.compare.cost import ratio
from tests.analysis.compare.test_contrasts import runs_of

UNIT = ["defections"]


def test_the_interval_of_the_cost_is_made_of_the_ends_of_the_interval_of_the_mean():
    assert ratio(100.0, 10.0, 5.0, 20.0) == (10.0, 5.0, 20.0)


def test_where_nothing_may_be_added_no_amount_is_too_high():
    each, low, high = ratio(100.0, 1.0, -1.0, 4.0)
    assert (each, low) == (100.0, 25.0)
    assert math.isinf(high)
    assert ratio(100.0, -1.0, -3.0, 1.0)[:2] == (math.inf, 100.0)


@pytest.mark.parametrize("given", [(0.0, 1.0, 0.5, 2.0), (100.0, -2.0, -3.0, -1.0)])
def test_where_nothing_is_paid_or_clearly_nothing_is_added_there_is_no_cost_of_each(given):
    assert all(math.isnan(value) for value in ratio(*given))


@pytest.mark.slow
def test_fiellers_interval_holds_the_true_cost_as_often_as_it_says():
    rng, held = np.random.default_rng(3), 0
    for _ in range(400):
        base = rng.normal(100, 5, 60)
        runs = runs_of(baseline=base, a=base + rng.normal(2.0, 6.0, 60))
        row = cost_per_unit(contrasts(runs), {"baseline": 0.0, "a": 10.0}, UNIT).iloc[0]
        held += row.each_low <= 10.0 / 2.0 <= row.each_high
    assert 0.92 <= held / 400 <= 0.98


def test_one_scenario_against_another_costs_the_difference():
    base = np.arange(20.0)
    runs = runs_of(baseline=base, a=base + 1, b=base + 3)
    table = cost_per_unit(contrasts(runs), {"baseline": 0.0, "a": 4.0, "b": 10.0}, UNIT)
    pair = table[(table.arm == "b") & (table.against == "a")].iloc[0]
    assert (pair.cost_usd, pair["each"]) == (6.0, 3.0)


def test_a_share_costs_by_the_percentage_point_and_less_cohesion_is_a_gain():
    base = np.linspace(0.2, 0.8, 20)
    runs = runs_of(baseline=base, a=base + 0.1).rename(columns={"defections": "country_adopted"})
    cost = {"baseline": 0.0, "a": 100.0}
    row = cost_per_unit(contrasts(runs), cost, ["country_adopted"]).iloc[0]
    assert row["each"] == pytest.approx(10.0)
    runs = runs.rename(columns={"country_adopted": "country_rice"})
    row = cost_per_unit(contrasts(runs), cost, ["country_rice"]).iloc[0]
    assert row.gained == pytest.approx(-0.1)
    assert math.isnan(row["each"])
