"""What a comparison says, from tables made by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.compare import (
    contrasts,
    course,
    figures_of,
    probability_of_best,
    replicates_needed,
    states,
)
from sim.analysis.compare.needed import FIRST, batch_sizes

RNG = np.random.default_rng(7)


def runs_of(**arms: np.ndarray) -> pd.DataFrame:
    """One measure, ``defections``, of some arms."""
    parts = [
        pd.DataFrame({"replicate": range(len(values)), "arm": arm, "defections": values})
        for arm, values in arms.items()
    ]
    return pd.concat(parts, ignore_index=True)


def test_the_interval_of_the_mean_shrinks_with_replicates_and_the_central_one_does_not():
    few, many = (figures_of(RNG.normal(5, 2, number)) for number in (400, 40_000))
    width = [row["mean_high"] - row["mean_low"] for row in (few, many)]
    assert width[0] / width[1] == pytest.approx(10, rel=0.1)
    central = [row["high"] - row["low"] for row in (few, many)]
    assert central[0] / central[1] == pytest.approx(1, rel=0.15)
    assert central[1] == pytest.approx(2 * 1.96 * 2, rel=0.03)


def test_the_interval_of_the_mean_is_students():
    row = figures_of(np.array([1.0, 2.0, 3.0]))
    assert (row["mean"], row["error"]) == pytest.approx((2, 1 / 3**0.5))
    assert row["mean_high"] - 2 == pytest.approx(4.302653 / 3**0.5)


def test_what_is_not_a_number_is_left_out_and_counted():
    row = figures_of(np.array([1.0, np.nan, 3.0]))
    assert (row["replicates"], row["mean"], row["above_zero"]) == (2, 2.0, 1.0)
    assert figures_of(np.array([np.nan]))["replicates"] == 0


def test_every_scenario_is_held_against_the_baseline_and_against_every_other():
    base = RNG.normal(100, 20, 50)
    table = contrasts(runs_of(baseline=base, a=base + 1, b=base + 3))
    found = {(row.arm, row.against): row for row in table.itertuples()}
    assert list(found) == [("a", "baseline"), ("b", "baseline"), ("b", "a")]
    assert [round(row.mean, 9) for row in found.values()] == [1, 3, 2]
    assert found["b", "a"].error == pytest.approx(0, abs=1e-9)  # paired: the world drops out


def test_a_measure_that_is_nowhere_a_number_is_left_out():
    table = runs_of(baseline=np.ones(3), a=np.ones(3)).assign(palestine_soft=np.nan)
    assert set(contrasts(table).measure) == {"defections"}


def test_intervals_of_comparisons_that_stop_by_themselves_hold_the_truth():
    """200 simulated worlds, skewed as differences of counts are; the true mean is 2."""
    held, width = 0, 0.6
    for seed in range(200):
        drawn = np.random.default_rng(seed).gamma(1.0, 2.0, 4_000)
        number = FIRST
        while True:
            row = figures_of(drawn[:number])
            if row["mean_high"] - row["mean_low"] <= width or number == len(drawn):
                break
            needed = replicates_needed(row["error"], number, width)
            number = batch_sizes(number, needed, len(drawn))
        assert row["mean_high"] - row["mean_low"] <= width
        held += row["mean_low"] <= 2 <= row["mean_high"]
    assert 0.90 <= held / 200 <= 0.99


def test_replicates_are_added_in_batches_that_end_at_what_is_allowed():
    assert replicates_needed(error=1.0, replicates=100, width=2 * 1.959964) == 100
    assert replicates_needed(error=1.0, replicates=100, width=1e-300) >= 10**18
    assert batch_sizes(100, needed=110, most=1000) == 150  # never by a handful
    assert batch_sizes(100, needed=9_000, most=10_000) == 300  # nor on the word of a hundred
    assert batch_sizes(100, needed=9_000, most=120) == 120


def test_the_best_of_a_world_and_the_best_in_the_mean_are_two_things():
    chance = RNG.normal(0, 10, 4_000)
    runs = runs_of(baseline=np.zeros(4_000), a=chance + 1.0, b=np.full(4_000, 0.2))
    found = probability_of_best(runs, "defections", seed=1).set_index("arm")
    assert found.in_a_world.sum() == pytest.approx(1)
    assert found.in_the_mean["a"] > 0.99
    assert found.in_a_world["a"] == pytest.approx((chance + 1 > 0.2).mean())
    assert found.in_a_world["baseline"] == 0


def test_arms_that_share_the_first_place_share_the_world():
    runs = runs_of(baseline=np.zeros(4), a=np.array([0.0, 0.0, 1.0, 1.0]))
    assert probability_of_best(runs, "defections", 1).in_a_world.tolist() == [0.25, 0.75]


def test_less_cohesion_of_the_bloc_is_better():
    runs = runs_of(baseline=np.full(9, 0.9), a=np.full(9, 0.8))
    runs = runs.rename(columns={"defections": "country_rice"})
    assert probability_of_best(runs, "country_rice", 1).in_a_world.tolist() == [0, 1]


def test_the_course_adds_up_sessions_to_years_and_keeps_their_order():
    rows = [(r, arm, s, y, 10 + (arm == "a") * n)
            for r in range(3) for arm in ("baseline", "a")
            for n, (s, y) in enumerate((("51", 2022), ("S-35", 2022), ("9", 2023)))]  # fmt: skip
    table = course(pd.DataFrame(rows, columns=["replicate", "arm", "session", "year", "moves"]))
    assert table[table.unit == "session"]["when"].tolist() == ["51", "S-35", "9"]
    assert table[table.unit == "session"]["mean"].tolist() == [0, 1, 2]
    assert table[table.unit == "year"]["mean"].tolist() == [1, 2]


def test_states_that_move_most_come_first_and_those_that_never_vote_are_left_out():
    rows = [(r, arm, iso3, 10 * (iso3 != "CHL"), 2 + (arm == "a") * more)
            for r in range(2) for arm in ("baseline", "a")
            for iso3, more in (("IND", 1), ("BOL", 3), ("CHL", 0))]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["replicate", "arm", "iso3", "chances", "moves"])
    table = states(frame, {"IND": "India", "BOL": "Bolivia", "CHL": "Chile"})
    assert table.name.tolist() == ["Bolivia", "India"]
    assert table.rate_with.tolist() == pytest.approx([0.5, 0.3])
    assert table.rate_without.tolist() == pytest.approx([0.2, 0.2])
