"""Votes that the rule itself has cast give the rule's weights back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.data.fitted import load_fit
from sim.engine.ensemble import simulate
from sim.errors import InputError
from sim.fit.calibrate import (
    DRIFT_A_YEAR,
    HALF_LIFE_YEARS,
    absence_rates,
    importance,
    store_fit,
    weight_labels,
)
from sim.fit.estimate import Penalty, estimate, penalties
from sim.fit.replay import Rates, replay
from sim.world import ABSENT, DRIFTS, KINDS, NO_SEAT, SURPRISES, YES
from tests.fit.problem import as_vector, likelihood_of
from tests.vocabulary import neutral, small_world, text, the_record, weights, year

PULLS = ("bloc", "discipline", "outreach", "donors", "layers")


@pytest.fixture(scope="module")
def truth():
    """The fitted weights but for what a replay could not know.

    That is: what surprises about a text, how times move, and past agreement.
    """
    world = the_record()
    fitted = weights(world)
    return replace(
        fitted,
        surprise=fitted.surprise * 0,
        drift=fitted.drift * 0,
        layers=fitted.layers * [1, 1, 0],
        absence=fitted.absence * 0,
        friend_at_stake=0.0,
        pen_agreement=0.0,
    )


@pytest.fixture(scope="module")
def refitted(truth):
    """The likelihood of three years of votes cast by the rule, and the fit to them."""
    world = the_record()
    votes = simulate(world, truth, neutral(world), 5, 0).votes[..., 0]
    imagined = replace(world, agenda=replace(world.agenda, recorded=votes))
    likelihood = likelihood_of(imagined)
    return likelihood, estimate(likelihood, Penalty(), with_spread=False)


@pytest.mark.slow
def test_the_fit_converges(refitted):
    _, found = refitted
    assert found.converged, found.message


@pytest.fixture(scope="module")
def recovered(refitted, truth):
    """What each shared weight was, and what it was found to be, by its label."""
    _, found = refitted
    labels, true = weight_labels(found), as_vector(truth, found.layout)
    shared = found.layout.main()
    return dict(zip(labels, zip(true[shared], found.mode[shared], strict=True), strict=True))


# Each is larger than its tolerance, so that a weight of nothing would not pass for it, and each
# tolerance is larger than one standard deviation of the estimate, most than two. The bands of
# strands with a handful of texts are not here: three years of votes hardly tell them.
STRONG = {
    "discipline": 0.8,
    "series": 0.7,
    "series_of_amendment": 0.5,
    "target": 0.3,
    "strand_when_new": 0.4,
    "council_when_new": 0.4,
    "group_on_series": 0.4,
    "band/country-scrutiny": 0.4,
    "band/thematic-south": 0.3,
    "band/amendment-hostile": 0.15,
    "band_by_affiliation/amendment-hostile": 0.25,
    "band_target": 0.4,
    "band_strand": 0.4,
    "band_group": 0.25,
}


@pytest.mark.slow
@pytest.mark.parametrize(("label", "tolerance"), STRONG.items())
def test_a_strong_weight_is_recovered(recovered, label, tolerance):
    true, found = recovered[label]
    assert abs(true) > tolerance
    assert found == pytest.approx(true, abs=tolerance)


@pytest.mark.slow
@pytest.mark.parametrize("strand", ["country-scrutiny", "thematic-liberal", "amendment-hostile"])
def test_what_freedom_does_to_the_commonest_texts_is_recovered(recovered, strand):
    true, slope = recovered[f"by_freedom/{strand}"]
    assert slope * true > 0
    assert slope == pytest.approx(true, abs=1.0)


@pytest.mark.slow
def test_the_recovered_rule_gives_nearly_the_chances_of_the_true_one(refitted, truth):
    likelihood, found = refitted
    true = likelihood.chances(as_vector(truth, found.layout))
    for theirs, ours in zip(true, likelihood.chances(found.mode), strict=True):
        for vote in ("yes", "abstain", "no"):
            apart = np.abs(getattr(theirs, vote) - getattr(ours, vote))[theirs.voted]
            assert apart.mean() < 0.05


@pytest.mark.slow
def test_the_fit_is_better_than_the_truth_on_its_own_votes(refitted, truth):
    likelihood, found = refitted
    weight = penalties(found.layout, Penalty(), likelihood.agenda.kind, found.surprise)
    theta = as_vector(truth, found.layout)

    def penalised(x):
        return likelihood.value_and_gradient(x)[0] - 0.5 * weight @ x**2

    assert penalised(found.mode) > penalised(theta)


@pytest.mark.slow
def test_nobody_is_pulled_backwards(refitted):
    _, found = refitted
    for name in PULLS:
        assert (found.layout.get(found.mode, name) >= 0).all()


@pytest.mark.slow
def test_without_discipline_in_the_votes_none_is_found():
    world = year(2021)
    fitted = weights(world)
    none = replace(fitted, surprise=fitted.surprise * 0, drift=fitted.drift * 0, discipline=0.0)
    votes = simulate(world, none, neutral(world), 6, 0).votes[..., 0]
    likelihood = likelihood_of(replace(world, agenda=replace(world.agenda, recorded=votes)))
    found = estimate(likelihood, Penalty(), with_spread=False, most_iterations=200)
    assert found.layout.get(found.mode, "discipline")[0] < 0.5


# What surprises about a text


def spread_found(spread):
    """What is found, the mean over kinds of text, in votes cast with these spreads of surprises."""
    world = year(2021)
    known = weights(world)
    cast = replace(
        known,
        surprise=np.tile(np.reshape(spread, (-1, 1)), (1, len(KINDS))),
        drift=known.drift * 0,
        absence=known.absence * 0,
        pen_agreement=0.0,  # a replay of one year does not know who has agreed with whom
    )
    votes = simulate(world, cast, neutral(world), 8, 0).votes[..., 0]
    likelihood = likelihood_of(replace(world, agenda=replace(world.agenda, recorded=votes)))
    return estimate(likelihood, Penalty(), with_spread=False).surprise.mean(1)


@pytest.fixture(scope="module")
def found_in_nothing():
    return spread_found(np.zeros(len(SURPRISES)))


@pytest.mark.slow
@pytest.mark.parametrize("row", range(len(SURPRISES)), ids=SURPRISES)
def test_a_surprise_is_found_where_it_is_and_the_others_hardly_grow(found_in_nothing, row):
    one_alone = np.where(np.arange(len(SURPRISES)) == row, 1.2, 0.0)
    found = spread_found(one_alone)
    assert found[row] > 0.55
    assert np.argmax(found) == row
    assert np.delete(found - found_in_nothing, row).max() < 0.2


# A whole fit, small: spread, storing and reading back


@pytest.fixture(scope="module")
def small():
    """A Council of eight, twelve texts on six days, votes at random."""
    texts = [
        text(kind, date=f"2021-03-{20 + day}", orientation=1 if kind == "country" else -1)
        for day in range(6)
        for kind in ("country", "thematic")
    ]
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", *texts)
    votes = np.random.default_rng(3).choice([1, 1, 0, -1, ABSENT], size=world.agenda.sits.shape)
    world = replace(world, agenda=replace(world.agenda, recorded=votes.astype(np.int8)))
    likelihood = likelihood_of(world)
    return world, likelihood, estimate(likelihood, Penalty())


def test_the_spread_is_a_covariance_and_a_states_own_no_wider_than_its_prior(small):
    _, _, found = small
    covariance, penalty = found.covariance, Penalty()
    main = found.layout.main().stop
    assert covariance.shape == (main, main)
    np.testing.assert_allclose(covariance, covariance.T, atol=1e-10)
    assert np.linalg.eigvalsh(covariance).min() > -1e-10
    assert (found.stance_sd <= 1 / np.sqrt(penalty.stance) + 1e-9).all()
    assert (found.stance_sd > 0).all()


def test_where_the_likelihood_says_nothing_the_prior_stays(small):
    _, _, found = small
    palestine = 5
    assert found.layout.get(found.mode, "intercept")[palestine] == 0
    at = found.layout.slices["intercept"].start + palestine
    assert found.covariance[at, at] == pytest.approx(1 / Penalty().shared)


@pytest.mark.slow
def test_whether_the_third_surprise_is_measured_changes_nothing_else(small):
    _, likelihood, with_it = small
    without = estimate(likelihood, Penalty(), with_spread=False, without=("surprise_to_band",))
    third = with_it.layout.slices["surprise_to_band"]
    assert with_it.mode[third].any()
    assert not without.mode[third].any()
    np.testing.assert_array_equal(np.delete(without.mode, third), np.delete(with_it.mode, third))
    np.testing.assert_array_equal(without.surprise[:2], with_it.surprise[:2])
    assert with_it.surprise[2].all()
    assert not without.surprise[2].any()


def test_a_fit_that_is_stored_is_read_back(small, tmp_path, monkeypatch):
    world, _, found = small
    states, agenda = world.states, world.agenda
    _, memory = replay(agenda, states, Rates())
    surprise = found.surprise.round(4).tolist()
    story = {
        "train_until": "2021-12-31",
        "rates": vars(Rates()),
        "surprise": surprise,
        "drift": DRIFT_A_YEAR,
    }
    store_fit(tmp_path / "deep" / "fit", story, found, agenda, states, memory)
    monkeypatch.setattr("sim.data.fit_checks.load_states", lambda: states)  # a small world
    back = load_fit(tmp_path / "deep" / "fit")
    assert list(back.labels) == weight_labels(found)
    np.testing.assert_allclose(back.mode, found.mode[: len(back.labels)], atol=1e-6)
    np.testing.assert_allclose(back.root @ back.root.T, found.covariance, atol=1e-6)

    again = back.weights(states)
    np.testing.assert_allclose(again.stance, found.layout.get(found.mode, "stance"), atol=1e-5)
    np.testing.assert_allclose(as_vector(again, found.layout)[: len(back.labels)], back.mode)
    np.testing.assert_allclose(again.absence, absence_rates(agenda), atol=1e-5)
    np.testing.assert_allclose(again.surprise, found.surprise, atol=1e-4)
    assert dict(zip(DRIFTS, again.drift.tolist(), strict=True)) == DRIFT_A_YEAR

    assert memory.group_habit.any()
    remembered = back.remembered(agenda, states)
    for name, array in vars(memory).items():
        np.testing.assert_allclose(getattr(remembered, name), array, atol=1e-4, err_msg=name)
    assert (tmp_path / "deep" / "fit" / "habits.csv").is_file()
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["fit"]


def test_a_fit_that_cannot_be_written_is_said_in_a_line(small, tmp_path, monkeypatch):
    world, _, found = small
    _, memory = replay(world.agenda, world.states, Rates())

    def full(*_, **__):
        raise OSError(28, "no space left")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(InputError, match=r"cannot write the fit to .*: no space left"):
        store_fit(tmp_path / "fit", {}, found, world.agenda, world.states, memory)


def test_older_votes_count_less_and_the_newest_in_full(record):
    counted = importance(record.agenda)
    assert counted[-1] == 1
    assert (np.diff(counted) >= 0).all()
    years = (record.agenda.date[-1] - record.agenda.date[0]).astype(float) / 365.25
    assert counted[0] == pytest.approx(0.5 ** (years / HALF_LIFE_YEARS))


def test_absence_is_a_share_drawn_towards_the_mean(record):
    rates = absence_rates(record.agenda)
    recorded = record.agenda.recorded
    mean = (recorded == ABSENT).sum() / (recorded != NO_SEAT).sum()
    never = (recorded > YES).all(0) & (recorded == NO_SEAT).all(0)
    assert rates[never] == pytest.approx(mean)
    assert ((rates > 0) & (rates < 0.5)).all()
