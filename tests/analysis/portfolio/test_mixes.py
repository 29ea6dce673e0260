"""Mixes of levers, and the search among them, where the answer can be worked out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.portfolio import front, random_mixes, robust, search, within_budget
from sim.analysis.portfolio.mixes import exchanged, filled, genes_of, pruned, singles

MOST, BUDGET = np.array([10.0, 6.0, 20.0, 1.0]), 20.0


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_no_mix_costs_more_than_the_budget_or_a_lever_can_take(genes):
    mix = within_budget(np.array([genes]), MOST, BUDGET)[0]
    assert mix.sum() <= BUDGET * (1 + 1e-12)
    assert (mix <= MOST * (1 + 1e-12)).all()
    assert (mix >= 0).all()


def test_genes_and_spending_are_two_ways_to_say_the_same():
    mixes = np.array([[3.0, 0.0, 12.0, 1.0], [0.0, 6.0, 0.0, 0.0]])
    assert within_budget(genes_of(mixes, MOST), MOST, BUDGET) == pytest.approx(mixes)


def test_random_mixes_cost_the_same_to_the_dollar():
    mixes = random_mixes(50, MOST, 18.0, seed=1)
    assert mixes.sum(1) == pytest.approx(np.full(50, 18.0))
    assert (mixes <= MOST + 1e-9).all()
    assert len(np.unique(mixes.round(6), axis=0)) > 40


def test_a_filling_spends_all_there_is_in_the_order_given():
    assert filled(np.array([3, 1, 2, 0]), MOST, BUDGET).tolist() == [0, 6, 13, 1]


def test_neighbours_keep_to_budget_and_ranges():
    mix = np.array([10.0, 6.0, 3.0, 0.0])
    near = exchanged(mix, MOST, BUDGET, 200, np.random.default_rng(1))
    assert (near.sum(1) <= BUDGET + 1e-9).all()
    assert (near <= MOST + 1e-9).all()
    assert (near >= -1e-12).all()
    assert len(np.unique(near.round(6), axis=0)) > 10


def test_simpler_mixes_leave_one_lever_out_or_keep_the_largest_and_cost_no_more():
    simpler = pruned(np.array([8.0, 3.0, 0.0, 1.0]), MOST)
    assert [8, 3, 0, 0] in (simpler > 0).astype(int).dot(np.diag([8, 3, 1, 1])).tolist()
    assert (simpler.sum(1) <= 12 + 1e-9).all()
    assert (simpler[:, 2] == 0).all()


def test_the_front_holds_what_no_other_beats_in_all_goals():
    values = np.array([[3, 0], [0, 3], [2, 2], [1, 1], [2, 1]])
    assert front(values).tolist() == [True, True, True, False, False]


def test_robust_figures_are_of_worlds():
    worlds = np.arange(20.0)
    values = np.stack([worlds, 19 - worlds])[..., None]  # each is best where the other is worst
    found = robust(values)
    assert found.mean[:, 0].tolist() == [9.5, 9.5]
    assert found.worst[:, 0].tolist() == [0.5, 0.5]
    assert found.regret[:, 0].tolist() == [18, 18]
    assert found.by("regret")[:, 0].tolist() == [-18, -18]


def worth(mixes: np.ndarray) -> np.ndarray:
    """Levers with falling returns, of which the fourth harms."""
    gain = np.array([5.0, 3.0, 2.0, -4.0])
    return (np.sqrt(mixes) @ gain)[:, None]


def test_with_two_levers_the_search_finds_the_optimum_of_an_exhaustive_grid():
    most, budget = np.array([20.0, 20.0]), 20.0

    def two(mixes):
        return (np.sqrt(mixes) @ np.array([5.0, 3.0]))[:, None]

    shares = np.linspace(0, 1, 1_001)
    grid = two(np.stack([shares, 1 - shares], 1) * budget)[:, 0]
    found = search(["a", "b"], most, budget, two, population=16, generations=20, seed=1)
    best = found.values[:, 0].argmax()
    assert found.values[best, 0] >= grid.max() * 0.999
    assert found.spending[best, 0] / budget == pytest.approx(shares[grid.argmax()], abs=0.04)


def test_the_search_beats_every_lever_alone_and_random_mixes():
    found = search(list("abcd"), MOST, BUDGET, worth, population=16, generations=15, seed=1)
    best = found.values[:, 0].max()
    assert best > worth(singles(MOST)).max()
    assert best > worth(random_mixes(200, MOST, BUDGET, 3)).max()


def test_the_same_seed_finds_the_same_mixes():
    one, two = (search(list("abcd"), MOST, BUDGET, worth, 8, 4, seed=5) for _ in range(2))
    assert np.array_equal(one.spending, two.spending)
