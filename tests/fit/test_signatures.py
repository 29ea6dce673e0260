"""The estimate of who signs joint statements, from made-up lists and from the published ones."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.council.statements import FEATURES, SCRUTINY, SHIELD, TIE, chances, features
from sim.data.signing import COVARIANCE, OWN, PLACE, TABLE, load_signing
from sim.data.states import load_states
from sim.errors import InputError
from sim.fit import signatures
from sim.fit.signature_lists import FILE, STATEMENTS, read_record
from sim.fit.signatures import COMMAND, base_rate, deviations, estimate, main, own_record

SHARED = Path(__file__).parents[3] / "shared" / "data" / "blocs"
STORED = json.loads((PLACE / TABLE).read_text(encoding="utf-8"))
TRUE_TIE, TRUE_FREEDOM = 4.0, 6.0


def lists() -> pd.DataFrame:
    """Made-up lists: the tied sign in defence, the free for scrutiny."""
    rng, rows = np.random.default_rng(7), []
    for statement in STATEMENTS:
        states = load_states(statement.year)
        tie = features(states)[:, TIE]
        willing = np.column_stack([TRUE_TIE * tie - 2, TRUE_FREEDOM * states.freedom - 5])
        share = chances(willing)
        uniform = rng.uniform(size=len(states))
        signs = {SHIELD: uniform < share[:, SHIELD], SCRUTINY: uniform > 1 - share[:, SCRUTINY]}
        for side, names in ((SHIELD, statement.shield), (SCRUTINY, statement.scrutiny)):
            codes = [*np.array(states.iso3)[signs[side]], "PSE", *statement.withdrew]
            rows += [{"list_id": name, "iso3": code} for name in names for code in codes]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("lists")
    lists().to_csv(place / FILE, index=False)
    return place


@pytest.fixture(scope="module")
def record(folder):
    return read_record(folder / FILE)


@pytest.fixture(scope="module")
def fitted(record):
    return estimate(record)


def test_every_state_answers_every_statement_once(record):
    assert len(record.state) == 4 * 193 + 54  # one list names African states only
    assert record.may_be.any(1).all()
    both = record.may_be[:, SHIELD] & record.may_be[:, SCRUTINY]
    assert not both[np.isin(record.statement, (0, 2, 3))].any()


def test_where_one_list_was_published_the_other_two_answers_are_not_told_apart(record):
    critical_only = record.may_be[record.statement == 4]
    assert set(critical_only.sum(1)) == {1, 2}
    assert (critical_only[:, SHIELD] == critical_only[:, 2]).all()


def test_who_withdrew_did_not_sign(record):
    qatar = load_states().index("QAT")
    answer = record.may_be[(record.statement == 0) & (record.state == qatar)]
    assert not answer[0, SHIELD]


def test_the_estimate_finds_what_made_the_lists(fitted):
    assert fitted.weights[TIE, SHIELD] > 2
    assert fitted.weights[FEATURES.index("freedom"), SCRUTINY] > 2
    assert (np.diag(fitted.covariance) > 0).all()


def test_the_mode_is_a_mode(record, fitted):
    def loss(own):
        told = np.log(type(fitted)(fitted.weights, own, fitted.covariance).told(record)).sum()
        return -told + 0.5 * signatures.PENALTY_OWN * (own**2).sum()

    here = loss(fitted.own)
    for seed in range(5):
        step = 0.05 * np.random.default_rng(seed).normal(size=fitted.own.shape)
        assert loss(fitted.own + step) > here


def test_lists_made_by_one_rule_differ_little_in_length(record, fitted):
    found = deviations(record, fitted)
    assert np.nanmax(np.abs(found)) < 1
    assert np.isnan(found).sum() == 2


def test_the_rivals_are_shares(record):
    base = base_rate(record)
    assert base.sum() == pytest.approx(1)
    own = own_record(record, base)
    np.testing.assert_allclose(own.sum(1), 1)
    assert own[load_states().index("CHN"), SHIELD] > base[SHIELD]


@pytest.mark.slow
def test_the_command_writes_what_the_package_reads(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(signatures, "PLACE", tmp_path)
    assert main([str(folder)]) == 0
    assert {p.name for p in tmp_path.iterdir()} == {TABLE, COVARIANCE, OWN}
    story = json.loads((tmp_path / TABLE).read_text(encoding="utf-8"))
    assert story.keys() == STORED.keys()
    scores = json.loads(capsys.readouterr().out)
    assert scores["all"]["rule"] < scores["all"]["base_rate"]
    assert pd.read_csv(tmp_path / COVARIANCE).shape == (2 * len(FEATURES),) * 2
    assert len(pd.read_csv(tmp_path / OWN)) == 193


def test_a_missing_list_is_refused(tmp_path, capsys):
    table = lists()
    table[table.list_id != "hongkong2020_critical27"].to_csv(tmp_path / FILE, index=False)
    with pytest.raises(InputError, match="no list 'hongkong2020_critical27'"):
        read_record(tmp_path / FILE)
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2
    assert main([]) == 2
    assert COMMAND in capsys.readouterr().err


# The stored estimate


def test_what_is_stored_says_how_it_was_made():
    assert STORED["command"] == COMMAND
    assert len(STORED["made_of"][FILE]) == 64
    for side in STORED["weights"].values():
        assert set(side) == set(FEATURES)
        assert all(it["standard_error"] > 0 for it in side.values())


def test_statements_not_seen_are_met_better_than_by_the_rivals():
    for rule, base, own in (
        (it["rule"], it["base_rate"], it["own_record"])
        for it in STORED["log_loss_out_of_sample"].values()
    ):
        assert rule < own < base


def test_the_stored_errors_are_those_of_the_stored_covariance():
    fit = load_signing()
    np.testing.assert_allclose(
        np.sqrt(np.diag(fit.root @ fit.root)), fit.error.T.ravel(), atol=2e-3
    )


def test_draws_spread_as_the_errors_say_and_begin_at_the_mode():
    fit = load_signing()
    drawn = np.stack([fit.drawn(3, n).weights for n in range(400)])
    np.testing.assert_allclose(drawn.mean(0), fit.mode, atol=0.25)
    np.testing.assert_allclose(drawn.std(0), fit.error, rtol=0.2)
    assert (fit.drawn().weights == fit.mode).all()
    assert (fit.drawn(3, 1).weights == fit.drawn(3, 1).weights).all()


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / FILE).is_file(), reason="needs the published lists")
def test_the_stored_estimate_is_that_of_the_published_lists():
    assert STORED["made_of"][FILE] == hashlib.sha256((SHARED / FILE).read_bytes()).hexdigest()
    found = estimate(read_record(SHARED / FILE))
    np.testing.assert_allclose(found.weights, load_signing().mode, atol=2e-3)
