"""What is left out of a fit is not there, and what helps on later votes is told from what does not.

Small on purpose: eight states, three years, two folds. The figures of the real Council need the
public compilation of all years.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from sim.fit.ablation import BOTH, DECIDING, FOLDS, MECHANISMS, PARTS, Fold, ablation
from sim.fit.backtest import day
from sim.fit.calibrate import importance
from sim.fit.estimate import estimate, held_at_zero
from sim.fit.likelihood import WeightLayout
from sim.world import LAYERS, SURPRISES
from tests.fit.problem import likelihood_of
from tests.vocabulary import small_world, text, three_years

EVERYWHERE = {"intercept", "band"}  # without these there would be no rule at all
SERIES = tuple("abcdef")
SMALL_FOLDS = (
    Fold("2022", "2021-12-31", "2022-12-31"),
    Fold("2023", "2022-12-31", "2023-12-31"),
)


@pytest.fixture(scope="module")
def creatures_of_habit():
    """Each state votes in each series as it did before, and no two series have much in common."""
    texts = [
        text("thematic", date=f"{year}-{month:02}-20", session=str(46 + month), series=series)
        for year in (2021, 2022, 2023)
        for month in (3, 7)
        for series in SERIES
    ]
    world = small_world("BRA CHN CUB FRA IND LKA USA ZAF", *texts)
    habit = np.random.default_rng(5).choice([1, 0, -1], size=(len(SERIES), len(world.states)))
    votes = np.tile(habit, (len(texts) // len(SERIES), 1)).astype(np.int8)
    return replace(world, agenda=replace(world.agenda, recorded=votes))


@pytest.fixture(scope="module")
def likelihood(creatures_of_habit):
    return likelihood_of(creatures_of_habit)


@pytest.fixture(scope="module")
def in_full(likelihood):
    return estimate(likelihood, with_spread=False)


@pytest.fixture(scope="module")
def table(creatures_of_habit):
    """Memory, which these votes are made of, and special sessions, of which there are none."""
    world, tried = creatures_of_habit, ("special sessions", "own memory of the series")
    mechanisms = {name: MECHANISMS[name] for name in tried}
    found, unfinished = ablation(world.agenda, world.states, SMALL_FOLDS, mechanisms)
    assert unfinished == ()
    return found


# ------------------------------------------------------------------ a fit without a mechanism
@pytest.mark.slow
@pytest.mark.parametrize("blocks", [("series", "series_last"), ("band_state",), ("surprise",)])
def test_a_block_that_is_left_out_is_exactly_zero(likelihood, in_full, blocks):
    found = estimate(likelihood, with_spread=False, without=blocks)
    for name in blocks:
        assert in_full.layout.get(in_full.mode, name).any()
        assert not found.layout.get(found.mode, name).any()
    for row, name in enumerate(SURPRISES):
        assert (found.surprise[row] == 0).all() == (name in blocks)


@pytest.mark.slow
def test_leaving_out_what_has_nothing_to_say_is_the_same_fit(likelihood, in_full):
    found = estimate(likelihood, with_spread=False, without=("special_session",))
    # the climb is over one weight less, so that its sums are added up otherwise in the last bits
    np.testing.assert_allclose(found.mode, in_full.mode, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.surprise, in_full.surprise, rtol=0, atol=1e-9)
    assert found.iterations == in_full.iterations


def test_what_is_measured_last_changes_no_other_weight(likelihood, in_full):
    found = estimate(likelihood, with_spread=False, without=("surprise_to_band",))
    before = in_full.layout.slices["surprise_to_band"].start
    np.testing.assert_array_equal(found.mode[:before], in_full.mode[:before])
    np.testing.assert_array_equal(found.surprise[:2], in_full.surprise[:2])


def test_nothing_or_a_block_or_a_part_of_it_is_held():
    layout = WeightLayout.of(states=8, ballots=12)
    assert not held_at_zero(layout, ()).any()
    assert held_at_zero(layout, ("stance", "bloc")).sum() == 8 * 8 + 1
    parts = [held_at_zero(layout, (f"layers/{layer}",)) for layer in LAYERS]
    assert [part.sum() for part in parts] == [1, 1, 1]
    np.testing.assert_array_equal(sum(parts), held_at_zero(layout, ("layers",)))


def test_every_weight_but_the_intercepts_is_left_out_once():
    whole = [block for blocks in MECHANISMS.values() for block in blocks if "/" not in block]
    assert len(whole) == len(set(whole))
    layout = WeightLayout.of(2, 2)
    there = {n for n in layout.names if layout.slices[n].stop > layout.slices[n].start}
    assert set(whole) | EVERYWHERE == there  # terms of plug-ins have no weight without them
    assert not set(whole) & EVERYWHERE


def test_votes_after_the_cut_count_nothing_and_those_before_as_in_a_fit_of_their_own():
    agenda, _ = three_years()
    train = agenda.date <= np.datetime64("2022-12-31")
    n = int(train.sum())
    cut = replace(agenda, id=agenda.id[:n], date=agenda.date[:n])
    np.testing.assert_array_equal(importance(agenda, train)[:n], importance(cut))
    assert not importance(agenda, train)[n:].any()


# ------------------------------------------------------------------ the folds
def test_a_fold_scores_what_follows_its_cut_and_nothing_else():
    agenda, _ = three_years()
    fold = SMALL_FOLDS[0]
    assert agenda.date[fold.train(agenda)].max() <= np.datetime64("2021-12-31")
    years = agenda.date[fold.use(agenda)].astype("datetime64[Y]").astype(str)
    assert set(years) == {"2022"}


def test_the_folds_follow_one_another_and_end_before_the_years_of_the_backtest():
    for earlier, later in pairwise(FOLDS):
        assert earlier.test_until == later.train_until
    for fold in FOLDS:
        assert day(fold.train_until, "") < day(fold.test_until, "") < day("2020-01-01", "")


# ------------------------------------------------------------------ the judgement
@pytest.mark.slow
def test_memory_earns_its_place_where_votes_are_made_of_it(table):
    memory = table[table.mechanism == "own memory of the series"]
    assert memory.earns.all()
    # a tenth or more; without memory what nobody can know is found to be large, which softens it
    assert (memory[memory.part == "all"].gain > 0.09).all()


@pytest.mark.slow
def test_what_never_speaks_earns_nothing(table):
    silent = table[table.mechanism == "special sessions"]
    assert not silent.earns.any()
    assert (silent.gain.dropna().abs() < 1e-12).all()  # the last bits of another climb


@pytest.mark.slow
def test_the_table_has_a_row_for_each_mechanism_fold_and_part(table):
    assert list(table.columns) == ["mechanism", "weights", "fold", "part", "log_loss_with",
                                   "log_loss_without", "gain", "earns"]  # fmt: skip
    keys = table.set_index(["mechanism", "fold", "part"]).index
    assert keys.is_unique
    assert len(keys) == 2 * (len(SMALL_FOLDS) + 1) * len(PARTS)
    assert set(table.weights) == {"special_session", "series series_last series_of_amendment"}
    assert set(DECIDING) < set(PARTS)


@pytest.mark.slow
def test_both_is_the_mean_of_the_folds(table):
    wide = table.pivot(index=["mechanism", "part"], columns="fold", values="gain").dropna()
    assert len(wide)
    means = wide[[fold.name for fold in SMALL_FOLDS]].mean(axis=1)
    assert wide[BOTH].to_numpy() == pytest.approx(means.to_numpy())


@pytest.mark.slow
def test_every_mechanism_of_a_fold_is_held_against_the_same_full_rule(table):
    assert (table.groupby(["fold", "part"]).log_loss_with.nunique() <= 1).all()


@pytest.mark.slow
def test_progress_is_told_after_every_fit(creatures_of_habit):
    world, told = creatures_of_habit, []
    ablation(
        world.agenda, world.states, SMALL_FOLDS[1:], {"donors": ("donors",)},
        lambda done, of: told.append((done, of)),
    )  # fmt: skip
    assert told == [(1, 2), (2, 2)]
