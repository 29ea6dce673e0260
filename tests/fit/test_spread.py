"""The spread of estimates, against moving every single weight on its own."""

from dataclasses import replace

import numpy as np
import pytest

from sim.fit.estimate import Penalty, estimate, penalties
from sim.fit.spread import STEP, spread
from sim.world import ABSENT
from tests.fit.problem import likelihood_of
from tests.vocabulary import small_world, text


@pytest.fixture(scope="module")
def problem():
    """A Council of eight over two years, texts of all kinds, votes at random."""
    kinds = ("country", "thematic", "palestine", "amendment")
    texts = [
        text(kind, date=f"2021-0{3 + day}-20", series=f"{kind}-{day % 2}",
             orientation=(1, -1, -1, -1)[kinds.index(kind)])
        for day in range(6) for kind in kinds
    ]  # fmt: skip
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", *texts)
    votes = np.random.default_rng(4).choice([1, 1, 0, -1, ABSENT], size=world.agenda.sits.shape)
    world = replace(world, agenda=replace(world.agenda, recorded=votes.astype(np.int8)))
    likelihood = likelihood_of(world)
    found = estimate(likelihood, Penalty(), with_spread=False)
    return likelihood, found, penalties(found.layout, Penalty(), world.agenda.kind, found.surprise)


def one_by_one(likelihood, mode, weight):
    """The same from the whole curvature, a gradient for every weight."""
    layout = likelihood.layout
    count = layout.main().stop
    touched = likelihood.value_and_gradient(mode * 0.5 + 0.1)[1] != 0
    moving = np.flatnonzero(touched | (np.arange(layout.size) < count))
    here = likelihood.value_and_gradient(mode)[1]
    curvature = np.empty((len(moving), len(moving)))
    for n, k in enumerate(moving):
        beside = mode.copy()
        beside[k] += STEP
        curvature[n] = (here - likelihood.value_and_gradient(beside)[1])[moving] / STEP
    precision = (curvature + curvature.T) / 2 + np.diag(weight[moving])
    full, shared = np.linalg.inv(precision), moving < count
    covariance = np.zeros((count, count))
    covariance[np.ix_(moving[shared], moving[shared])] = full[np.ix_(shared, shared)]
    own = ~shared & (moving < layout.slices["surprise"].start)
    sd = 1 / np.sqrt(weight)
    sd[moving[own]] = np.sqrt(np.diag(np.linalg.inv(precision[np.ix_(own, own)])))
    return covariance, layout.get(sd, "stance"), sd[layout.slices["band_state"]]


def test_weights_that_are_moved_together_give_the_same_spread(problem):
    likelihood, found, weight = problem
    together = spread(likelihood, found.mode, weight)
    for mine, theirs in zip(together, one_by_one(likelihood, found.mode, weight), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=2e-5)  # of differences


def test_far_fewer_gradients_are_taken(problem):
    likelihood, found, weight = problem
    steps = []
    spread(likelihood, found.mode, weight, lambda done, of: steps.append((done, of)))
    assert steps[-1][0] == steps[-1][1] == len(steps)
    assert len(steps) < found.layout.size / 2
