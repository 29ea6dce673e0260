"""Scores say what their names say: the same numbers as scikit-learn's, and plain counting."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, log_loss

from sim.fit.scores import (
    BINS,
    PARTS,
    Forecasts,
    calibration_curve,
    calibration_error,
    close_votes,
    score,
    score_parts,
)
from sim.world import AMENDMENT, COUNTRY, PALESTINE, THEMATIC
from tests.vocabulary import small_world, text


def random_forecasts(votes: int = 500, seed: int = 5) -> Forecasts:
    rng = np.random.default_rng(seed)
    return Forecasts(
        rng.dirichlet([1, 1, 2], votes),
        rng.integers(-1, 2, votes),
        rng.integers(0, 8, votes),
        rng.integers(0, 6, votes),
    )


def certain(*votes: int) -> Forecasts:
    """Forecasts that give all to what came."""
    cast = np.array(votes)
    return Forecasts(np.eye(3)[cast + 1], cast, np.zeros(len(cast), int), np.arange(len(cast)))


def test_scores_are_those_of_scikit_learn():
    given = random_forecasts()
    found, picked = score(given), given.chances.argmax(1) - 1
    assert found["n"] == 500
    assert found["log_loss"] == pytest.approx(log_loss(given.votes, given.chances))
    assert found["accuracy"] == accuracy_score(given.votes, picked)
    each = f1_score(given.votes, picked, labels=[-1, 0, 1], average=None)
    assert [found[f"f1_{name}"] for name in ("no", "abstain", "yes")] == pytest.approx(each)
    assert found["f1_macro"] == pytest.approx(f1_score(given.votes, picked, average="macro"))


def test_the_brier_score_is_the_squared_distance_to_what_came():
    given = random_forecasts()
    slow = sum(
        (chance - (vote == value)) ** 2
        for chances, vote in zip(given.chances, given.votes, strict=True)
        for chance, value in zip(chances, (-1, 0, 1), strict=True)
    )
    assert score(given)["brier"] == pytest.approx(slow / len(given.votes))


def test_a_perfect_forecast_loses_nothing():
    found = score(certain(1, 0, -1, 1))
    assert found["log_loss"] == found["brier"] == found["calibration_error"] == 0
    assert found["accuracy"] == found["f1_no"] == 1


def test_certainty_that_is_wrong_costs_much_but_not_everything():
    wrong = certain(1, 1)
    wrong = Forecasts(wrong.chances[:, ::-1], wrong.votes, wrong.ballot, wrong.state)
    assert 20 < score(wrong)["log_loss"] < 40


def test_a_part_without_votes_has_no_scores():
    assert score(random_forecasts(0)) == {"n": 0}


def test_the_calibration_error_is_the_weighted_gap_between_confidence_and_accuracy():
    rng = np.random.default_rng(1)
    confidence = rng.uniform(1 / 3, 1, 400)
    confidence[0] = 1.0  # falls in the last bin, not beyond it
    right = rng.random(400) < confidence**2
    slow = 0.0
    for k in range(BINS):
        here = [j for j in range(400) if min(int(confidence[j] * BINS), BINS - 1) == k]
        if here:
            slow += abs(sum(confidence[j] - right[j] for j in here)) / 400
    assert calibration_error(confidence, right) == pytest.approx(slow)


def test_chances_that_come_true_are_calibrated():
    rng = np.random.default_rng(2)
    chances = rng.dirichlet([1, 1, 1], 40_000)
    votes = (rng.random((40_000, 1)) > chances.cumsum(1)).sum(1) - 1
    given = Forecasts(chances, votes, np.zeros(40_000, int), np.zeros(40_000, int))
    assert score(given)["calibration_error"] < 0.01
    for row in calibration_curve(given):
        assert row["came"] == pytest.approx(row["given"], abs=0.02)
        assert row["low"] <= row["given"] <= row["high"]


def test_every_probability_is_in_one_bin_of_the_curve():
    given = random_forecasts()
    assert sum(row["n"] for row in calibration_curve(given)) == 3 * len(given.votes)
    assert len(calibration_curve(certain(1, 0))) == 2  # only nought and one were said


def test_the_parts_are_the_kinds_of_text_and_leave_amendments_out_of_the_whole():
    given = random_forecasts()
    kind = np.array([COUNTRY, THEMATIC, PALESTINE, AMENDMENT] * 2)
    is_new = np.arange(8) >= 4
    lmg = np.arange(6) < 2
    world = small_world("CHN CUB DEU FRA IND ZAF", *[text("thematic")] * 8)
    recorded = np.ones((8, 6), np.int8)
    agenda = replace(world.agenda, kind=kind, recorded=recorded)
    found = score_parts(given, agenda, is_new, lmg)
    assert tuple(found) == PARTS
    of = kind[given.ballot]
    assert found["all"]["n"] == (of != AMENDMENT).sum()
    assert found["amendment"]["n"] == (of == AMENDMENT).sum()
    assert found["country"] == score(given.of(of == COUNTRY))
    assert found["lmg_country"]["n"] == ((of == COUNTRY) & (given.state < 2)).sum()
    assert found["close"] == score(given.of(of != AMENDMENT))
    assert found["new"]["n"] == ((of != AMENDMENT) & (given.ballot >= 4)).sum()


def test_a_vote_is_close_where_five_states_changing_sides_would_turn_it():
    recorded = np.full((4, 47), 0, np.int8)  # all abstain
    recorded[0, :20] = 1
    recorded[0, 20:30] = -1  # 20 to 10
    recorded[1, :20] = 1
    recorded[1, 20:29] = -1  # 20 to 9
    recorded[2, :17], recorded[2, 17:36] = 1, -1  # 17 to 19
    recorded[3, :11] = 9  # nobody voted yes: those who were absent count for nothing
    assert close_votes(recorded).tolist() == [True, False, True, True]
