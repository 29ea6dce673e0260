"""The patient rule induction method on cases in which the answer was planted."""

import numpy as np
import pytest

from sim.analysis.discovery import Box, Limits, find_boxes, sentence
from sim.analysis.discovery.prim import PrimSettings, trajectory

NAMES = ["goodwill", "elasticity", "civic", "aid", "reports"]


def points(number: int = 1_000, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((number, len(NAMES)))


@pytest.mark.parametrize("seed", range(5))
def test_it_finds_the_planted_box(seed):
    here = points(seed=seed)
    rng = np.random.default_rng(100 + seed)
    planted = (here[:, 1] < 0.3) & (here[:, 3] > 0.6)
    fails = np.where(planted, rng.random(1_000) < 0.9, rng.random(1_000) < 0.05)
    (box,) = find_boxes(NAMES, here, fails)[:1]
    assert set(box.limits) == {"elasticity", "aid"}
    assert box.limits["elasticity"].low is None
    assert box.limits["elasticity"].high == pytest.approx(0.3, abs=0.04)
    assert box.limits["aid"].low == pytest.approx(0.6, abs=0.04)
    assert box.limits["aid"].high is None
    fresh = points(seed=50 + seed)
    truth = (fresh[:, 1] < 0.3) & (fresh[:, 3] > 0.6)
    scores = box.scores(NAMES, fresh, truth)
    assert scores["density"] > 0.85
    assert scores["coverage"] > 0.85


def test_it_finds_a_box_in_the_middle_of_a_range():
    here = points(2_000)
    fails = (here[:, 0] > 0.4) & (here[:, 0] < 0.6)
    (box, *_) = find_boxes(NAMES, here, fails)
    limits = box.limits["goodwill"]
    assert (limits.low, limits.high) == pytest.approx((0.4, 0.6), abs=0.02)


def test_two_regions_are_found_one_after_the_other():
    here = points()
    fails = (here[:, 0] > 0.8) | ((here[:, 2] < 0.2) & (here[:, 3] < 0.5))
    first, second = find_boxes(NAMES, here, fails)
    assert set(first.limits) == {"goodwill"}
    assert set(second.limits) == {"civic", "aid"}


def test_a_region_that_holds_another_is_told_alone():
    here = points()
    aslant = here[:, 0] + 0.2 * here[:, 1] < 0.3  # one region, of which a corner is found first
    for box in find_boxes(NAMES, here, aslant):
        others = [b for b in find_boxes(NAMES, here, aslant) if b != box]
        alone = box.holds(NAMES, here) & aslant
        for other in others:
            alone &= ~other.holds(NAMES, here)
        assert alone.sum() >= 0.1 * aslant.sum()


def test_failures_strewn_at_random_make_no_region_that_holds_on_other_points():
    dense = []
    for seed in range(5):
        here, fresh = points(seed=seed), points(seed=99 + seed)
        rng = np.random.default_rng(seed)
        fails, later = rng.random(1_000) < 0.2, rng.random(1_000) < 0.2
        dense += [b.scores(NAMES, fresh, later)["density"] for b in find_boxes(NAMES, here, fails)]
    assert not dense or np.mean(dense) < 0.3


@pytest.mark.parametrize("fails", [np.zeros(100, bool), np.ones(100, bool)])
def test_where_nothing_or_everything_fails_there_is_no_region(fails):
    assert find_boxes(NAMES, points(100), fails) == []


def test_peeling_never_gives_up_more_than_it_may():
    here, settings = points(), PrimSettings(least=0.1)
    fails = here[:, 0] < 0.02
    for limits in trajectory(here, fails, settings):
        inside = ((here >= limits[:, 0]) & (here <= limits[:, 1])).all(1)
        assert inside.mean() >= 0.1


def test_scores_say_how_dense_a_region_is_and_how_much_it_explains():
    box = Box({"aid": Limits(high=0.5)})
    here = np.array([[0, 0, 0, x, 0] for x in (0.1, 0.2, 0.3, 0.9)])
    scores = box.scores(NAMES, here, np.array([True, True, False, True]))
    assert scores == {"density": 2 / 3, "coverage": 2 / 3, "mass": 0.75, "elsewhere": 1.0,
                      "inside": 3.0}  # fmt: skip


def test_a_region_is_said_in_one_plain_sentence():
    box = Box({"staff_elasticity": Limits(high=0.2), "goodwill_kept": Limits(0.6, 0.7)})
    scores = {"density": 0.8, "coverage": 0.45, "mass": 0.1, "elsewhere": 0.12, "inside": 30.0}
    assert sentence(box, scores) == (
        "It fails where staff_elasticity is below 0.2 and goodwill_kept is between 0.6 and 0.7: "
        "80 % of such worlds, 12 % of all others; 45 % of all failures lie there."
    )
