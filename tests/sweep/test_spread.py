"""Figures of many points are those of each alone, however many are worked on at a time."""

import numpy as np

from sim.sweep import spread as spreading
from sim.sweep.spread import FIGURES, spread


def some_runs(points=9, replicates=7, measures=4):
    values = np.random.default_rng(1).normal(size=(points, replicates, measures))
    values[values > 1.5] = np.nan
    values[2, :, 1] = np.nan
    return values


def test_figures_do_not_depend_on_how_many_points_are_worked_on_at_a_time(monkeypatch):
    values = some_runs()
    whole = spread(values)
    for rows in (1, 7, 20):
        monkeypatch.setattr(spreading, "AT_ONCE", rows)
        parts = spread(values)
        assert list(parts) == list(whole) == list(FIGURES)
        assert all(parts[name].tobytes() == whole[name].tobytes() for name in FIGURES)


def test_each_point_has_figures_of_its_own():
    values = some_runs()
    known = values[0, :, 0][~np.isnan(values[0, :, 0])]
    assert spread(values)["mean"][0, 0] == np.mean(known)
    assert spread(values)["replicates"][2, 1] == 0
    assert np.isnan(spread(values)["median"][2, 1])


def test_no_points_have_no_figures():
    assert spread(np.zeros((0, 5, 3)))["mean"].shape == (0, 3)
