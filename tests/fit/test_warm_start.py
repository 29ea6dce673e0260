"""A refit that begins at an earlier fit ends where one from nothing does, and sooner."""

import numpy as np
import pytest

from sim.fit.estimate import Penalty, Start, estimate
from sim.fit.warm_start import warm_start
from tests.fit.problem import as_vector, likelihood_of
from tests.fit.test_spread import problem  # noqa: F401


def test_a_climb_from_a_mode_stays_there_and_is_short(problem):  # noqa: F811
    likelihood, found, _ = problem
    start = Start(found.mode, found.surprise)
    again = estimate(likelihood, Penalty(), with_spread=False, start=start)
    assert again.iterations < found.iterations / 2
    np.testing.assert_allclose(again.mode, found.mode, atol=0.02)
    assert again.log_likelihood == pytest.approx(found.log_likelihood, abs=0.05)


def test_the_weights_of_a_stored_fit_are_laid_out_as_they_were(a_year, fit):

    layout = likelihood_of(a_year).layout
    start = warm_start(fit, layout, a_year.states)
    expected = as_vector(fit.weights(a_year.states), layout)
    np.testing.assert_allclose(start.theta, expected, atol=1e-8)
    assert start.surprise.tolist() == fit.story["surprise"]
