"""Training: skill that adds up over the years and leaves with whoever is posted elsewhere."""

import numpy as np
import pytest

from sim.levers import Training, draw_assumptions
from sim.world import DONORS
from tests.vocabulary import SEED, neutral, small_world, text

ASSUMED = draw_assumptions(SEED, 0) | {"training_gain": 0.3}
DAYS = [f"{year}-03-23" for year in range(2021, 2031)]
WORLD = small_world(
    "CHN DEU IND USA", *[text("thematic", date=d, session=str(46 + 3 * n))
                         for n, d in enumerate(DAYS)],
)  # fmt: skip
COURSE = {"start": "2021-03-23", "end": "2030-12-31"}


def trained(share, **settings):
    return Training(share_a_year=share, **(COURSE | settings)).trained(WORLD)


def test_skill_adds_up_and_settles_where_as_many_leave_as_are_trained():
    share = trained(0.5)
    assert share[0] == 0
    assert (np.diff(share) > 0).all()
    assert share[-1] == pytest.approx(0.5 / (0.5 + 1 / 3), rel=0.01)


def test_longer_tours_keep_more_of_it():
    assert (trained(0.5, years_in_geneva=6)[1:] > trained(0.5)[1:]).all()


def test_a_tour_after_the_last_course_nothing_is_left():
    share = trained(1.0, end="2023-03-23")
    assert (np.diff(share[2:6]) < 0).all()
    assert share[4] == pytest.approx(share[2] / 3, rel=0.01)
    assert not share[6:].any()
    assert trained(1.0, end="2023-03-23", years_in_geneva=6)[6] > 0


def test_nobody_trained_is_nobody_the_better():
    assert not trained(0.0).any()


def test_it_raises_the_voices_of_the_trained_and_of_nobody_else():
    lever = Training(share_a_year=0.5, targets=("USA",), **COURSE)
    pressed = lever.press(neutral(WORLD), WORLD, ASSUMED)
    usa = DONORS.index("usa")
    expected = 1 + 0.3 * lever.trained(WORLD)
    assert pressed.capacity[:, usa, 0] == pytest.approx(expected)
    assert (np.delete(pressed.capacity, usa, 1) == 1).all()
    assert (pressed.reach[1:] > 1).all()
    assert (pressed.reach[1:, 0] < expected[1:]).all()  # Germany is not trained


def test_no_diplomat_is_added_and_each_course_is_paid_for():
    lever = Training(share_a_year=0.5, targets=("USA",), start="2021-01-01", end="2021-12-31")
    assert lever.cost_usd(WORLD.states) == pytest.approx(44 * 0.5 * 15_000, rel=1e-3)
