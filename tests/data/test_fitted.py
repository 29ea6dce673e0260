"""A stored fit: weights at the mode, weights drawn from their spread, and what is remembered."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim.data
from sim.data.fitted import Fit, load_fit
from sim.data.packaged import CUTS, DATA, packaged_fit, place_of
from sim.data.shared_weights import PULLS
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import DRIFTS, GROUPS, KINDS, STRANDS, SURPRISES
from tests.vocabulary import year

FITTED = Path(sim.data.__path__[0]) / "fitted"
FILES = ("weights.csv", "covariance.csv", "states.csv", "memory.csv", "echoes.csv",
         "agreement.csv", "fit.json")  # fmt: skip


def scalars(weights):
    return {k: v for k, v in vars(weights).items() if isinstance(v, float)}


def test_without_a_replicate_the_weights_are_those_at_the_mode(fit, a_year):
    table = dict(zip(fit.labels, fit.mode, strict=True))
    weights = fit.weights(a_year.states)
    assert weights.series == table["series"]
    assert weights.bloc == table["bloc"]
    assert weights.intercept[STRANDS.index("palestine")] == table["intercept/palestine"]
    assert weights.layers.tolist() == [
        table[f"layers/{layer}"] for layer in ("region", "organisations", "agreement")
    ]


@pytest.mark.parametrize("name", ["intercept", "by_freedom", "band", "band_by_affiliation"])
def test_a_weight_by_kind_of_text_is_in_the_order_of_the_kinds(fit, a_year, name):
    table = dict(zip(fit.labels, fit.mode, strict=True))
    weights = fit.weights(a_year.states)
    assert getattr(weights, name).tolist() == [table[f"{name}/{strand}"] for strand in STRANDS]


def test_what_surprises_and_what_wanders_is_stored_with_the_fit(fit, a_year):
    weights = fit.weights(a_year.states, 5, 3)
    assert weights.surprise.tolist() == fit.story["surprise"]
    assert weights.surprise.shape == (len(SURPRISES), len(KINDS))
    assert dict(zip(DRIFTS, weights.drift.tolist(), strict=True)) == fit.story["drift"]
    assert (weights.surprise > 0).all()
    assert (weights.drift > 0).all()


def test_a_state_has_its_own_row(fit, a_year):
    weights, table = fit.weights(a_year.states), fit.states.set_index("iso3")
    for code in ("CHN", "BRA", "USA"):
        i = a_year.states.index(code)
        assert weights.stance[i].tolist() == table.loc[code, list(STRANDS)].tolist()
        assert weights.band_state[i] == table.loc[code, "band"]
        assert weights.absence[i] == table.loc[code, "absence"]


def test_the_same_replicate_draws_the_same_for_a_state_in_any_company(fit):
    one, other = year(2021).states, year(2023).states
    here, there = fit.weights(one, 5, 3), fit.weights(other, 5, 3)
    assert scalars(here) == scalars(there)
    for code in set(one.iso3) & set(other.iso3):
        assert (here.stance[one.index(code)] == there.stance[other.index(code)]).all()
        assert here.band_state[one.index(code)] == there.band_state[other.index(code)]


def test_replicates_and_seeds_draw_different_weights(fit, a_year):
    drawn = [fit.weights(a_year.states, *name).series for name in ((5, 3), (5, 4), (6, 3))]
    assert len(set(drawn)) == 3


def test_draws_have_the_estimated_mean_spread_and_correlation(fit, a_year):
    drawn = [fit.weights(a_year.states, 1, r) for r in range(300)]
    covariance = fit.root @ fit.root.T
    at = {name: fit.labels.index(name) for name in ("series", "target", "series_last")}
    values = {name: np.array([getattr(w, name) for w in drawn]) for name in at}
    for name, n in at.items():
        sd = np.sqrt(covariance[n, n])
        assert abs(values[name].mean() - fit.mode[n]) < 4 * sd / np.sqrt(300)
        assert values[name].std() == pytest.approx(sd, rel=0.15)
    expected = covariance[at["series"], at["series_last"]] / np.sqrt(
        covariance[at["series"], at["series"]] * covariance[at["series_last"], at["series_last"]]
    )
    found = np.corrcoef(values["series"], values["series_last"])[0, 1]
    assert found == pytest.approx(expected, abs=0.15)


def test_nobody_is_ever_pulled_backwards(fit, a_year):
    for replicate in range(100):
        weights = fit.weights(a_year.states, 1, replicate)
        assert all(np.all(getattr(weights, name) >= 0) for name in PULLS)


def test_the_root_is_the_root_of_the_stored_covariance(fit):
    stored = np.loadtxt(FITTED / "covariance.csv", delimiter=",", skiprows=1)
    np.testing.assert_allclose(fit.root @ fit.root.T, stored, atol=1e-6)


def test_the_fit_says_where_it_comes_from(fit):
    assert fit.story["train_until"] == "2021-12-31"
    assert fit.story["converged"] is True
    assert fit.story["last_roll_call"] <= fit.story["train_until"]
    assert all(len(digest) == 64 for digest in fit.story["data_sha256"].values())


@pytest.mark.parametrize(
    ("since", "until"),
    [("2021-01-01", "2020-12-31"), ("2021-12-31", "2020-12-31"), ("2022-01-01", "2021-12-31"),
     ("2025-04-01", "2021-12-31"), ("2026-01-01", "2025-04-30"), ("2019-01-01", "2020-12-31")],
)  # fmt: skip
def test_years_have_the_newest_packaged_fit_from_before_them(since, until):
    assert load_fit(packaged_fit(since)).story["train_until"] == until


def test_every_packaged_fit_ends_where_it_is_said_to_and_converged():
    for name, until in CUTS.items():
        story = load_fit(DATA / name).story
        assert (story["train_until"], story["converged"]) == (until, True)
        assert place_of(until) == DATA / name


@pytest.mark.parametrize("of", [Fit.agreement, Fit.peers])
def test_agreement_is_mutual_and_a_share(fit, a_year, of):
    agreement = of(fit, a_year.states)
    assert (agreement == agreement.T).all()
    assert ((agreement >= 0) & (agreement < 1)).all()
    assert not np.diag(agreement).any()
    i, j = (a_year.states.index(code) for code in ("CHN", "CUB"))
    assert agreement[i, j] > agreement[i, a_year.states.index("GBR")]


def test_those_who_never_sat_together_are_peers_by_their_votes_in_the_assembly(fit):
    everyone = load_states()
    agreement, peers = fit.agreement(everyone), fit.peers(everyone)
    syria, iran, canada = (everyone.index(code) for code in ("SYR", "IRN", "CAN"))
    assert agreement[syria, iran] == agreement[iran, canada] == 0.0
    assert peers[syria, iran] > 0.5 > peers[iran, canada]


def test_memory_is_that_of_the_states_and_slots_asked_for(fit, a_year):
    memory = fit.remembered(a_year.agenda, a_year.states)
    assert memory.seen.shape == (len(a_year.states), len(a_year.agenda.slot_name))
    known = memory.seen > 0
    assert known.any()
    for field in (memory.record, memory.last, memory.habit):
        assert not field[~known].any()
    assert ((memory.habit >= 0) & (memory.habit <= 1)).all()
    assert ((memory.affiliation >= 0) & (memory.affiliation <= 1)).all()


def test_a_groups_habit_of_abstaining_is_that_of_the_slots_asked_for(fit, a_year):
    memory, parts = fit.remembered(a_year.agenda, a_year.states), fit.echoes
    assert ((memory.group_habit >= 0) & (memory.group_habit <= 1)).all()
    assert memory.group_habit.any()
    assert not memory.group_habit[memory.groups_seen == 0].any()
    slot = "strand/country-scrutiny"
    for g, group in enumerate(GROUPS):
        row = parts[(parts.group == group) & (parts.slot == slot)]
        assert memory.group_habit[g, a_year.agenda.slot_name.index(slot)] == row.habit.item()


def test_what_is_remembered_are_votes(fit):
    assert fit.memory["last"].isin([-1, 0, 1]).all()
    assert fit.memory.record.abs().max() <= 1
    assert fit.echoes.record.abs().max() <= 1


def copy_of_the_fit(place):
    shutil.copytree(FITTED, place)
    return place


def test_a_fit_in_a_folder_is_read_like_the_packages_own(fit, a_year, tmp_path):
    again = load_fit(copy_of_the_fit(tmp_path / "fit"))
    assert (again.mode == fit.mode).all()
    assert scalars(again.weights(a_year.states, 1, 2)) == scalars(fit.weights(a_year.states, 1, 2))


@pytest.mark.parametrize("name", [*FILES[:-1], "fit.json"])
def test_a_fit_with_a_file_missing_is_refused(tmp_path, name):
    folder = copy_of_the_fit(tmp_path / "fit")
    (folder / name).unlink()
    with pytest.raises(InputError, match=f"no usable fit in .*{name}"):
        load_fit(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_fit_with_an_empty_file_is_refused(tmp_path, name):
    folder = copy_of_the_fit(tmp_path / "fit")
    (folder / name).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=f"no usable fit in .*{name}"):
        load_fit(folder)


@pytest.mark.parametrize("gone", ["train_until", "rates", "surprise", "drift"])
def test_a_fit_whose_story_lacks_what_the_rule_needs_is_refused(tmp_path, gone):
    folder = copy_of_the_fit(tmp_path / "fit")
    story = json.loads((folder / "fit.json").read_text(encoding="utf-8"))
    del story[gone]
    (folder / "fit.json").write_text(json.dumps(story), encoding="utf-8")
    with pytest.raises(InputError, match=f"fit.json lacks {gone}, .* lmgsim calibrate"):
        load_fit(folder)


def test_a_fit_from_before_there_were_peers_is_refused(tmp_path):
    folder = copy_of_the_fit(tmp_path / "fit")
    older = pd.read_csv(folder / "agreement.csv").drop(columns="peers")
    older.to_csv(folder / "agreement.csv", index=False)
    with pytest.raises(InputError, match=r"agreement\.csv lacks peers.*lmgsim calibrate"):
        load_fit(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="no usable fit"):
        load_fit(tmp_path / "nowhere")
