"""What chance brings: noise, surprises, and times that move, the same whatever is pressed."""

import inspect
from dataclasses import fields, replace

import numpy as np
import pytest

from sim.data.real_world import select_ballots
from sim.draws import drift_steps, noise_table, surprise_table
from sim.engine.noise import DRIFT_PERIODS_A_YEAR, NOISE_VARIANCE, replicate_noise
from sim.world import ABSENT, DRIFTS, KINDS, SURPRISES, Weights
from tests.vocabulary import (
    SEED,
    neutral,
    plain_weights,
    random_pressure,
    run_with_engine,
    small_world,
    text,
    wild_weights,
)

REPLICATES = 4000
CODES = "BRA CHN FRA IND LKA USA ZAF"
DAYS = ("2021-01-01", "2021-12-31", "2022-12-31", "2023-12-31")


@pytest.fixture(scope="module")
def world():
    """Seven states that take a country text and a theme on four days over three years."""
    texts = [text(kind, date=date) for date in DAYS for kind in ("country", "thematic")]
    return small_world(CODES, *texts)


def drifting(world, **spread):
    """No weight at all but the drift of some."""
    return plain_weights(len(world.states), drift=np.array([spread.get(d, 0.0) for d in DRIFTS]))


def in_all_replicates(world, weights):
    """Noise [R, B, S] and shifts of the band [R, B]."""
    drawn = [replicate_noise(world, weights, SEED, r) for r in range(REPLICATES)]
    return np.stack([noise for noise, *_ in drawn]), np.stack(
        [band_shift for _, band_shift, *_ in drawn]
    )


def periods(world):
    """How many seasons each ballot has behind it, its own among them; [B]."""
    years = (world.agenda.date - world.agenda.date[0]).astype(float) / 365.25
    return 1 + np.floor(years * DRIFT_PERIODS_A_YEAR)


def wandered(world, **spread):
    """How far leanings have wandered in each replicate, [R, B, S], and their variance [B]."""
    variance = sum(s**2 for s in spread.values()) * periods(world) / DRIFT_PERIODS_A_YEAR
    share = 1 / np.sqrt(1 + variance / NOISE_VARIANCE)
    moved, _ = in_all_replicates(world, drifting(world, **spread))
    still, _ = in_all_replicates(world, drifting(world))
    return moved / share[:, None] - still, variance


def nearly(variance, counted):
    """A variance as ``counted`` logistic draws measure it: their kurtosis is 4.2."""
    return pytest.approx(variance, rel=5 * np.sqrt(3.2 / counted))


# Without drift


def test_where_times_stand_still_there_are_noise_and_surprises_to_the_last_bit(a_year):
    wild = wild_weights(a_year)
    wild = replace(wild, drift=wild.drift * 0)
    noise, band_shift, absent, _ = replicate_noise(a_year, wild, SEED, 3)
    agenda, states = a_year.agenda, a_year.states
    alone, chance = noise_table(SEED, 3, agenda.key, states.code)
    brought = wild.surprise[:, agenda.kind] * surprise_table(SEED, 3, agenda.key)
    for_all, for_bloc, for_band = brought
    before = alone + for_all[:, None] + for_bloc[:, None] * states.affiliation
    assert noise.tobytes() == before.tobytes()
    assert band_shift.tobytes() == for_band.tobytes()
    assert (absent == (chance < wild.absence)).all()


# Drift


def test_drift_is_the_sum_of_the_steps_of_all_seasons_so_far(world):
    agenda, codes = world.agenda, world.states.code
    noise, band_shift, *_ = replicate_noise(
        world, drifting(world, council=0.8, state=0.6, band=0.5), SEED, 3
    )
    alone, _ = noise_table(SEED, 3, agenda.key, codes)
    together, apart = drift_steps(SEED, 3, int(periods(world).max()), len(KINDS), codes)
    for b, (seasons, kind) in enumerate(zip(periods(world).astype(int), agenda.kind, strict=True)):
        far = 0.8 * together[:seasons, kind, 0].sum() + 0.6 * apart[:seasons, kind].sum(0)
        far, years = far / np.sqrt(DRIFT_PERIODS_A_YEAR), seasons / DRIFT_PERIODS_A_YEAR
        share = 1 / np.sqrt(1 + (0.8**2 + 0.6**2) * years / (np.pi**2 / 3))
        np.testing.assert_allclose(noise[b], (alone[b] + far) * share, atol=1e-12)
        wide = 0.5 * together[:seasons, kind, 1].sum() / np.sqrt(DRIFT_PERIODS_A_YEAR)
        assert band_shift[b] == pytest.approx(wide, abs=1e-12)


def test_leanings_wander_by_what_a_year_adds_and_further_with_the_years(world):
    drift, variance = wandered(world, council=0.8, state=0.6)
    found = drift.var((0, 2))
    assert found == nearly(variance, REPLICATES)
    assert (np.diff(found[::2]) > 0).all()
    assert variance[-1] / variance[2] == pytest.approx(3, abs=0.3)


def test_bands_wander_by_what_a_year_adds_and_further_with_the_years(world):
    _, band_shift = in_all_replicates(world, drifting(world, band=0.5))
    found = band_shift.var(0)
    assert found == nearly(0.5**2 * periods(world) / DRIFT_PERIODS_A_YEAR, REPLICATES)
    assert (np.diff(found[::2]) > 0).all()


def test_noise_and_drift_together_spread_as_the_noise_alone_does(world):
    moved, _ = in_all_replicates(world, drifting(world, council=0.8, state=0.6))
    assert moved.var((0, 2)) == nearly(NOISE_VARIANCE, REPLICATES)
    assert np.abs(moved.mean((0, 2))).max() < 5 * np.sqrt(NOISE_VARIANCE / REPLICATES)


def test_what_the_council_wanders_is_the_same_for_all_states(world):
    drift, _ = wandered(world, council=0.8)
    assert drift.std(2).max() < 1e-12


def test_what_a_state_wanders_is_its_own(world):
    drift, _ = wandered(world, state=0.8)
    last = np.corrcoef(drift[:, -1], rowvar=False)
    assert np.abs(np.triu(last, 1)).max() < 5 / np.sqrt(REPLICATES)


def test_each_kind_of_text_has_a_drift_of_its_own(world):
    drift, _ = wandered(world, council=0.8)
    assert abs(np.corrcoef(drift[:, -1, 0], drift[:, -2, 0])[0, 1]) < 5 / np.sqrt(REPLICATES)


def test_texts_of_one_kind_and_one_season_meet_the_same_drift():
    world = small_world(CODES, *[text("country", date=f"2021-03-{day}") for day in (21, 22, 23)])
    drift, _ = wandered(world, council=0.8, state=0.6)
    np.testing.assert_allclose(drift[:, 1:], drift[:, :1].repeat(2, 1), atol=1e-12)


def test_what_wanders_walks_on_and_does_not_jump(world):
    drift, variance = wandered(world, council=0.8)
    texts = drift[:, ::2, 0]
    steps = np.diff(texts, axis=1)
    assert steps.var(0) == nearly(np.diff(variance[::2]), REPLICATES)
    assert abs(np.corrcoef(texts[:, 0], steps[:, 0])[0, 1]) < 5 / np.sqrt(REPLICATES)


def test_the_drift_of_bands_moves_no_leaning_and_that_of_leanings_no_band(a_year):
    wild = wild_weights(a_year)
    still, *_ = in_parts(a_year, replace(wild, drift=np.array([0.0, 0.0, 0.0])))
    bands, stirred, *_ = in_parts(a_year, replace(wild, drift=np.array([0.0, 0.0, 0.4])))
    leanings, calm, *_ = in_parts(a_year, replace(wild, drift=np.array([0.4, 0.3, 0.0])))
    assert bands == still != leanings
    assert calm == in_parts(a_year, replace(wild, drift=wild.drift * 0))[1] != stirred


def in_parts(world, weights):
    """The bytes of noise, shifts and absence of one replicate."""
    return tuple(part.tobytes() for part in replicate_noise(world, weights, SEED, 3))


def test_a_state_meets_the_same_in_any_company(a_year):
    some = np.array([a_year.states.index(code) for code in ("IND", "FRA", "CUB")])
    wild = wild_weights(a_year)
    fewer = replace(a_year, states=a_year.states.subset(some))
    theirs = replicate_noise(fewer, replace(wild, absence=wild.absence[some]), SEED, 3)
    ours = replicate_noise(a_year, wild, SEED, 3)
    for part, whole in zip(theirs, ours, strict=True):
        assert (part == (whole[:, some] if whole.ndim > 1 else whole)).all()


def test_a_ballot_meets_the_same_whatever_comes_after_it(a_year):
    first = a_year.agenda.day < 5
    wild = wild_weights(a_year)
    shorter = replace(a_year, agenda=select_ballots(a_year.agenda, first))
    for part, whole in zip(
        replicate_noise(shorter, wild, SEED, 3), replicate_noise(a_year, wild, SEED, 3), strict=True
    ):
        assert (part == whole[first]).all()


# The third surprise


def test_the_third_surprise_moves_bands_and_nothing_else(a_year):
    wild = wild_weights(a_year)
    without = replace(wild, surprise=wild.surprise * np.array([[1], [1], [0]]))
    noise, band_shift, absent, _ = replicate_noise(a_year, wild, SEED, 3)
    same_noise, calmer, same_absent, _ = replicate_noise(a_year, without, SEED, 3)
    assert noise.tobytes() == same_noise.tobytes()
    assert absent.tobytes() == same_absent.tobytes()
    spread = wild.surprise[SURPRISES.index("surprise_to_band")][a_year.agenda.kind]
    third = surprise_table(SEED, 3, a_year.agenda.key)[SURPRISES.index("surprise_to_band")]
    np.testing.assert_allclose(band_shift - calmer, spread * third, atol=1e-12)


def test_a_wider_band_turns_votes_into_abstentions_and_never_into_their_opposite():
    """On one day, before anything is remembered, all of them on texts of their own."""
    texts = [text("thematic", series=f"series {n}", session=str(n)) for n in range(1, 41)]
    world = small_world(CODES, *texts)
    plain = plain_weights(len(world.states))
    on_bands_alone = np.array([[0.6 * (name == "surprise_to_band")] for name in SURPRISES])
    stirred = replace(plain, surprise=on_bands_alone.repeat(len(KINDS), 1))
    _, band_shift, *_ = replicate_noise(world, stirred, SEED, 0)
    before, after = (
        run_with_engine(world, given, neutral(world)).votes[..., 0] for given in (plain, stirred)
    )
    wider = band_shift > 0
    assert ((after[wider] == before[wider]) | (after[wider] == 0)).all()
    assert ((after[~wider] == before[~wider]) | (before[~wider] == 0)).all()
    assert (after[wider] != before[wider]).any()
    assert (after[~wider] != before[~wider]).any()


# Nothing here knows of levers


def test_chance_is_asked_for_by_world_weights_seed_and_replicate_alone():
    assert list(inspect.signature(replicate_noise).parameters) == [
        "world", "weights", "seed", "replicate",
    ]  # fmt: skip


def test_of_the_weights_only_surprise_drift_and_absence_have_to_do_with_chance(a_year):
    one, other = wild_weights(a_year, 1), wild_weights(a_year, 2)
    mine = {name: getattr(one, name) for name in ("surprise", "drift", "absence")}
    assert set(mine) < {f.name for f in fields(Weights)}
    assert in_parts(a_year, replace(other, **mine)) == in_parts(a_year, one)
    assert in_parts(a_year, other) != in_parts(a_year, one)


def test_of_the_world_neither_memory_nor_agreement_nor_recorded_votes_have_to_do_with_it(a_year):
    forgetful = replace(
        a_year,
        memory=replace(a_year.memory, **{k: v * 0 for k, v in vars(a_year.memory).items()}),
        agreement=a_year.agreement * 0,
        peers=a_year.peers * 0,
        agenda=replace(a_year.agenda, recorded=a_year.agenda.recorded * 0 + ABSENT),
    )
    wild = wild_weights(a_year)
    assert in_parts(forgetful, wild) == in_parts(a_year, wild)


def test_every_lane_meets_the_same_chance_whatever_is_pressed(a_year):
    """Who is swayed by nothing but chance votes alike in all lanes, drift and surprises and all."""
    wild = wild_weights(a_year)
    chance = {name: getattr(wild, name) for name in ("surprise", "drift", "absence")}
    by_chance = plain_weights(len(a_year.states), **chance)
    pressure = random_pressure(a_year, 5)
    still = neutral(a_year, 5)
    deaf = replace(still, capacity=pressure.capacity, reach=pressure.reach)
    votes = run_with_engine(a_year, by_chance, deaf).votes
    assert (votes == votes[..., :1]).all()
    assert {-1, 0, 1, ABSENT} < set(np.unique(votes))


def test_what_votes_since_the_fit_have_shown_moves_every_leaning_by_just_that(world):
    weights = drifting(world, council=0.4)
    shown = np.arange(len(world.agenda) * len(world.states)).reshape(len(world.agenda), -1) / 10
    known = replace(world, shown=shown)
    before, after = (replicate_noise(w, weights, SEED, 3) for w in (world, known))
    assert after.vote == pytest.approx(before.vote + shown)
    assert np.array_equal(after.band_shift, before.band_shift)
