"""The rule beats its rivals on the embedded votes it has not seen, and the record is stored whole.

Small on purpose: fitted to 2021 and 2022, scored on 2023. The full backtest needs the public
compilation of all years (docs/model/backtest.md).
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.commands.backtest import backtest_command
from sim.data.loaders.texts import sort_texts
from sim.errors import InputError
from sim.files.folders import kept_folder
from sim.fit.backtest import Backtest, backtest, day, signatories_of_2014
from sim.fit.backtest_report import (
    free_scores,
    tables_of,
    worst_misses,
    write_backtest,
)
from sim.fit.bodies import BODIES, backtest_body, importance_until, one_step_ahead
from sim.fit.free_run import free_run
from sim.fit.one_step import without_predecessor
from sim.fit.patterns import SHARES, patterns, per_text
from sim.fit.patterns_one_step import drawn_votes, patterns_one_step
from sim.fit.rivals import RULE
from sim.fit.scores import PARTS, score_parts
from sim.plots.backtest import BACKTEST_FIGURES, best_rival, draw_backtest
from sim.screens.backtest import show_backtest
from sim.screens.terminal import console
from sim.world import COUNTRY, PALESTINE, THEMATIC
from tests.docs.test_columns import spelled, tables_in, told_of
from tests.vocabulary import recorded_measures, three_years, year

BASELINES = ("group_frequency", "state_frequency", "persistence")


@pytest.fixture(scope="module")
def embedded():
    """One step ahead on the embedded votes of 2023, fitted to 2021 and 2022."""
    agenda, states = three_years()
    train = agenda.date < np.datetime64("2023-01-01")
    fit, fitted, rule, rivals = one_step_ahead(agenda, states, train, ~train)
    assert fit.converged
    assert fitted == train.sum()
    return agenda, states, {RULE: rule, **rivals}


@pytest.fixture(scope="module")
def scores(embedded):
    agenda, states, forecasts = embedded
    is_new, lmg = without_predecessor(agenda), signatories_of_2014(states)
    return {name: score_parts(f, agenda, is_new, lmg) for name, f in forecasts.items()}


@pytest.fixture(scope="module")
def free(scored, fit):
    return free_run(scored, fit, signatories_of_2014(scored.states), replicates=20)


@pytest.fixture(scope="module")
def scored():
    return year(2023)


@pytest.fixture(scope="module")
def ahead(embedded, scored):
    agenda, states, forecasts = embedded
    return patterns_one_step(forecasts, agenda, states, scored, signatories_of_2014(scored.states))


@pytest.fixture(scope="module")
def result(embedded, scores, free, ahead):
    agenda, states, forecasts = embedded
    story = {"train_until": "2022-12-31", "test_from": "2023-03-01", "test_until": "2023-10-12",
             "roll_calls_scored": 100}  # fmt: skip
    rivals = {name: parts for name, parts in scores.items() if name != RULE}
    return Backtest("council", agenda, states, forecasts, scores[RULE], rivals, free, ahead, story)


# ------------------------------------------------------------------ one step ahead
@pytest.mark.slow
@pytest.mark.parametrize("rival", BASELINES)
@pytest.mark.parametrize("part", ["all", "country", "thematic"])
def test_the_rule_gives_unseen_votes_more_than_its_baselines_do(scores, rival, part):
    assert scores[RULE][part]["log_loss"] < scores[rival][part]["log_loss"]


@pytest.mark.slow
def test_the_rule_is_right_more_often_than_its_baselines(scores):
    whole = {name: parts["all"]["accuracy"] for name, parts in scores.items()}
    assert whole[RULE] >= max(whole[name] for name in BASELINES)
    assert whole[RULE] > 0.8


@pytest.mark.slow
def test_all_models_are_scored_on_the_same_votes(scores):
    for part in PARTS:
        assert len({parts[part]["n"] for parts in scores.values()}) == 1


@pytest.mark.slow
def test_a_roll_call_counts_less_the_older_it_is_and_nothing_after_the_cut(embedded):
    agenda, _, _ = embedded
    train = agenda.date < np.datetime64("2023-01-01")
    weight = importance_until(agenda, train, half_life_years=1.0)
    assert not weight[~train].any()
    assert weight[train].max() == 1
    assert (np.diff(weight[train]) >= 0).all()
    year_before = np.abs((agenda.date[train][-1] - agenda.date).astype(int) - 365) < 10
    assert weight[year_before & train] == pytest.approx(0.5, abs=0.01)


# ------------------------------------------------------------------ free running
def test_the_pattern_table_counts_what_the_metrics_count(record):
    states, agenda = record.states, record.agenda
    signatory = signatories_of_2014(states)
    found = per_text(agenda.recorded, states, signatory)
    measured = recorded_measures(agenda.recorded, agenda.kind, signatory, states.organiser)
    for kind in (COUNTRY, THEMATIC, PALESTINE):
        at = agenda.kind == kind
        assert found["with_line"][at].sum() == measured.chances[kind].sum()
        assert found["soft"][at].sum() == measured.soft[kind].sum()
        assert found["hard"][at].sum() == measured.hard[kind].sum()


def test_a_simulation_that_repeats_the_record_shows_every_pattern(record):
    signatory = signatories_of_2014(record.states)
    same = patterns(record, signatory, record.agenda.recorded[None].repeat(3, 0))
    assert same.holds.all()
    assert same.real.to_numpy() == pytest.approx(same.simulated.to_numpy())
    assert len(same) == len(SHARES) + 4
    low, high = same.real_low.fillna(-np.inf), same.real_high.fillna(np.inf)
    assert ((low <= same.real + 1e-12) & (same.real - 1e-12 <= high)).all()


def test_a_simulation_of_the_opposite_would_be_noticed(record):
    votes = record.agenda.recorded
    turned = np.where(votes <= 1, -votes, votes).astype(np.int8)
    found = patterns(record, signatories_of_2014(record.states), turned[None])
    keyed = found.set_index(["kind", "pattern"]).holds
    assert not keyed["country", "signatories vote no"]
    assert not keyed["thematic", "mean vote of EU members"]
    assert not keyed["palestine", "signatories vote yes"]


@pytest.mark.slow
def test_votes_are_drawn_as_likely_as_they_were_said_to_be(embedded, scored):
    agenda, states, forecasts = embedded
    given = forecasts[RULE]
    votes = drawn_votes(given, agenda, states, scored, draws=400)
    b = [scored.agenda.id.index(agenda.id[k]) for k in given.ballot]
    i = [scored.states.iso3.index(states.iso3[k]) for k in given.state]
    for k, vote in enumerate((-1, 0, 1)):
        came = (votes[:, b, i] == vote).mean(0)
        assert (np.abs(came - given.chances[:, k]) <= 2 / 400).all()
    silent = np.ones(scored.agenda.recorded.shape, bool)
    silent[b, i] = False
    assert (votes[:, silent] == scored.agenda.recorded[silent]).all()


@pytest.mark.slow
def test_certain_forecasts_of_what_came_show_every_pattern(embedded, scored):
    agenda, states, forecasts = embedded
    given = forecasts[RULE]
    sure = replace(given, chances=np.eye(3)[given.votes + 1])
    signatory = signatories_of_2014(scored.states)
    found = patterns_one_step({"sure": sure, RULE: given}, agenda, states, scored, signatory)
    held = found.groupby("model").holds
    assert held.all()["sure"]
    assert held.sum()[RULE] > held.size()[RULE] / 2


@pytest.mark.slow
def test_free_running_is_scored_against_the_record(free, scored):
    assert 0.6 <= free.coverage90 <= 1
    assert free.coverage50 < free.coverage90
    assert free.adoption_accuracy > 0.9
    assert len(free.ballots) == len(scored.agenda)
    counts = free.ballots[["recorded_yes", "recorded_abstain", "recorded_no"]].sum(axis=1)
    assert (counts <= 47).all()


# ------------------------------------------------------------------ what is stored
@pytest.mark.slow
def test_the_json_has_the_promised_keys(result, tmp_path):
    with kept_folder(tmp_path / "out", "backtest") as draft:
        write_backtest(result, draft)
        draw_backtest(draft)
    content = json.loads((tmp_path / "out" / "backtest.json").read_text())
    assert list(content) == ["one_step", "rivals", "free_run"]
    for parts in (content["one_step"], *content["rivals"].values()):
        assert set(parts) == set(PARTS)
        assert {"n", "log_loss", "brier", "accuracy"} <= set(parts["all"])
    assert set(content["free_run"]) == {
        "coverage90", "coverage50", "adoption_accuracy", "patterns"
    }  # fmt: skip
    assert isinstance(content["free_run"]["patterns"], list)
    for name in BACKTEST_FIGURES:
        assert (tmp_path / "out" / "figures" / f"{name}.png").stat().st_size > 10_000
        assert len(pd.read_csv(tmp_path / "out" / "figures" / f"{name}.csv"))


@pytest.mark.slow
def test_every_column_is_told(result, tmp_path):
    write_backtest(result, tmp_path)
    known = told_of("backtest")
    tables = tables_in(tmp_path, "*")
    assert set(tables) == set(known)
    for name, columns in tables.items():
        assert columns == spelled(known[name]), name


@pytest.mark.slow
def test_nothing_is_cut_on_a_screen_of_eighty_columns(result, monkeypatch, capsys):
    monkeypatch.setattr(console, "width", 80)
    scores = tables_of(result)["scores"]
    show_backtest(scores, free_scores(result), result.free_run.patterns, result.patterns_one_step)
    printed = capsys.readouterr().out
    assert "…" not in printed
    rule = scores[(scores.model == RULE) & (scores.part == "all")].iloc[0]
    assert re.search(rf"the rule +{rule.log_loss:.3f}", printed)
    held = result.patterns_one_step.groupby("model").holds.sum()[RULE]
    assert f"the rule {held}" in " ".join(printed.split())


@pytest.mark.slow
def test_the_figures_are_the_same_bytes_for_the_same_tables(result, tmp_path):
    pictures = []
    for name in ("one", "two"):
        with kept_folder(tmp_path / name, "backtest") as draft:
            write_backtest(result, draft)
            pictures.append([path.read_bytes() for path in draw_backtest(draft)])
    assert pictures[0] == pictures[1]


@pytest.mark.slow
def test_the_worst_misses_are_the_least_expected_votes(result):
    missed = worst_misses(result, 5)
    given = result.forecasts[RULE].given()
    texts = result.agenda.kind[result.forecasts[RULE].ballot] != 3
    assert missed.given.tolist() == sorted(given[texts])[:5]
    assert (missed.vote != missed.expected).all()
    assert (missed.expected_given > missed.given).all()


@pytest.mark.slow
def test_tables_agree_with_the_scores(result):
    tables = tables_of(result)
    years, scores = tables["by_year"], tables["scores"]
    rule = years[years.model == RULE]
    whole = result.one_step["all"]
    assert (rule.n * rule.log_loss).sum() / rule.n.sum() == pytest.approx(whole["log_loss"])
    assert rule.n.sum() == whole["n"]
    assert best_rival(scores) in result.rivals


# ------------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["body=assembly"], "votes"),
        (["votes=x"], "train_until"),
        (["votes=x", "train_until=2019-12-31", "speed=3"], "speed"),
        (["votes=x", "train_until=2019-12-31", "replicates=many"], "replicates"),
        (["votes=x", "train_until=2019-12-31", "replicates=1"], "from 2 to"),
        (["votes=x", "body=assembly", "train_until=2019-12-31"], "Council only"),
        (["votes=x", "body=senate"], "senate"),
        (["votes=nowhere", "train_until=2019-12-31"], "nowhere"),
    ],
)
def test_mistakes_are_named(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said):
        backtest_command(arguments)
    assert not list(tmp_path.rglob("*.json"))


def test_a_date_that_is_none_is_refused():
    with pytest.raises(InputError, match="train_until='soon'"):
        day("soon", "train_until")
    with pytest.raises(InputError, match="nowhere"):
        backtest_body("assembly", Path("nowhere"))
    with pytest.raises(InputError):
        backtest(Path("nowhere"), "2019-12-31")


def test_the_bodies_are_parted_by_dates_in_order():
    for body in BODIES.values():
        assert day(body.train_until, "") < day(body.test_from, "") < day(body.test_until, "")


def test_misspelt_titles_of_other_bodies_belong_to_one_series():
    titles = [
        "Work of the Special Committee to Investigate Israeli Practices",
        "Work of the Special Comittee to Investigate Israel Practices",
        "Situation of human rights in the Democratic People?\u00c3\u2020s Republic of Korea",
        "Situation of human rights in the Democratic Republic of the Congo",
        "Situation of human rights in Iraq",
        "Situation of human rights in the Islamic Republic of Iran",
    ]
    found = sort_texts(titles, [""] * 6, [2005] * 6)
    assert found.series[0] == found.series[1]
    assert found.target.tolist()[2:] == ["PRK", "COD", "IRQ", "IRN"]
    assert (found.orientation[2:] == 1).all()
    assert found.series[2:].is_unique
