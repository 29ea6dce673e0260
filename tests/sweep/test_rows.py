"""A row says what a run says, whatever company it was simulated in."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

import sim
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.errors import InputError
from sim.measures import BASELINE, COLUMNS, INTERVENTION, OUTCOMES
from sim.study.experiment import Experiment
from sim.study.setup import design_of, levers_of, setup_of
from sim.study.tables import conduct
from sim.study.trial import Trial
from sim.sweep.batch import Job, run_batch
from sim.sweep.rows import levels_of, rows_of
from sim.sweep.units import Unit
from sim.sweep.work import work
from tests.sweep.words import CONTACTS, GAIN, STAFF, YEAR, contacts, points, simulate

ADOPTED = OUTCOMES.index("country_adopted")
AUTUMN = ("council.since=2022-10-01", "council.until=2022-10-31")
SCENARIOS = {
    "staff and outreach": {"scenario": "staff_and_outreach"},
    "the bloc pushes back": {"scenario": "bloc_pushes_back"},
    "manoeuvres": {"levers.no_action.share": 1, "levers.hostile_amendments.share": 0.5},
    "two thirds": {"rules.adopting": "two_thirds", "rules.tabling": "a_third", CONTACTS: 9},
    "at the mode": {"rules": "at_the_mode"},
    "assumed narrowly": {GAIN: [0.3, 0.4]},
    "mechanisms off": {"rules": "no_lobbying", STAFF: 99},
    "seats won and lost": {
        "scenario": "contested_slates",
        "council": "coming_2021_2025",
        "council.until": "2021-12-31",
    },
}


def by_run(overrides: list[str]) -> pd.DataFrame:
    """What ``lmgsim run`` counts, one row a replicate and one column a measure."""
    config = read_config(compose(overrides))
    setup = setup_of(config.council, config.rules.fit)
    arms = {BASELINE: [], INTERVENTION: levers_of(config, setup)}
    runs = conduct(setup, design_of(config, arms)).runs
    runs["either"] = runs.soft + runs.hard
    total = runs.groupby(["arm", "replicate"]).either.sum()
    found = {}
    for arm in arms:
        for kind in runs.kind.unique():
            part = runs[(runs.arm == arm) & (runs.kind == kind)].set_index("replicate")
            chances, ballots = part.chances.where(part.chances > 0), part.ballots
            found[arm, f"{kind}_chances"] = part.chances
            for name in ("soft", "hard", "either"):
                found[arm, f"{kind}_{name}"] = part[name] / chances
            found[arm, f"{kind}_adopted"] = part.adopted / ballots.where(ballots > 0)
            found[arm, f"{kind}_margin"] = part.margin.where(ballots > 0)
            found[arm, f"{kind}_rice"] = part.rice
            followed = part.line_followed / part.line_votes.where(part.line_votes > 0)
            found[arm, f"{kind}_bloc_line"] = followed
            found[arm, f"{kind}_pivotal"] = part.pivotal
            alone = runs[(runs.arm == BASELINE) & (runs.kind == kind)].set_index("replicate")
            found[arm, f"{kind}_pivotal_net"] = part.adopted - alone.adopted
        found[arm, "defections"], found[arm, "exits"] = total[arm], part.exits
    table = pd.DataFrame(found)
    change = table[INTERVENTION] - table[BASELINE]
    return table[INTERVENTION].join(change.add_suffix("_difference"))[list(COLUMNS)].astype(float)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_evaluate_says_what_a_run_says(name):
    settings = {"council": "recorded_2022", **SCENARIOS[name]}
    told = [f"{key}={value}" for key, value in settings.items() if key != GAIN]
    if GAIN in settings:
        told.append(f"+{GAIN}={settings[GAIN]}")
    expected = by_run([*told, "size.replicates=3", "engine.threads=1", "seed=9"])
    found = sim.evaluate(settings, replicates=3, seed=9, threads=1)
    pd.testing.assert_frame_equal(
        found[list(COLUMNS)], expected.reset_index(drop=True), check_exact=True, check_names=False
    )


def test_a_row_is_the_same_in_any_company():
    some = points(
        {CONTACTS: 3}, {STAFF: 90}, {CONTACTS: 3, GAIN: 0.2}, {"levers.no_action.share": 0.5},
        {"levers.narrative.campaigns_a_year": 5, GAIN: 0.1}, {}, {"levers.threats.intensity": 1},
    )  # fmt: skip
    together = simulate(some, 2)
    for n, point in enumerate(some):
        alone = simulate([point], 2)[0]
        assert together[n].tobytes() == alone.tobytes(), n


def test_the_order_of_points_and_replicates_changes_nothing():
    some = contacts(1, 2, 3)
    forward = work(Unit(some, [0, 1]).text())
    backward = simulate(list(reversed(some)), 2)
    assert np.array_equal(simulate(some, 2)[::-1], backward, equal_nan=True)
    assert forward == work(Unit(some, [0, 1]).text())


def test_doing_nothing_differs_from_the_baseline_in_nothing():
    (row,) = simulate(points({}), 1)[0]
    differences = row[len(OUTCOMES) :]
    assert not np.nan_to_num(differences).any()


def test_a_draw_of_the_fit_gives_every_replicate_the_same_weights():
    drawn, third = points({"fit.draw": 2}, {})
    assert (simulate([drawn], 3)[0, 2] == simulate([third], 3)[0, 2])[0]
    assert simulate([drawn], 1).tobytes() != simulate([third], 1).tobytes()


def test_several_sets_of_parameters_are_one_table():
    table = sim.evaluate([{CONTACTS: 1}, {CONTACTS: 2}], replicates=2, seed=3)
    assert table[["point", "replicate"]].to_numpy().tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert list(table.columns[2:]) == list(COLUMNS)


@pytest.mark.parametrize("replicates", [0, -1, 2.5, True])
def test_evaluate_refuses_replicates_that_cannot_be(replicates):
    with pytest.raises(InputError, match="replicates"):
        sim.evaluate({}, replicates=replicates)


@pytest.mark.parametrize(
    "given", ["abc", ["a"], None, [], {1: 2}, {"fit.draw": float("nan")}, {CONTACTS: {1, 2}}]
)
def test_evaluate_refuses_what_is_no_set_of_parameters(given):
    with pytest.raises(InputError):
        sim.evaluate(given, 1)


@pytest.mark.parametrize("threads", [0, -1, "2", None, 1.5, True])
def test_evaluate_refuses_threads_that_cannot_be(threads):
    with pytest.raises(InputError, match="threads"):
        sim.evaluate({}, 1, threads=threads)


def test_evaluate_takes_the_numbers_of_a_table():
    bare = {CONTACTS: 5, "levers.outreach.start": "2022-03-01", "council": "recorded_2022"}
    tabled = {CONTACTS: np.int64(5), "levers.outreach.start": date(2022, 3, 1),
              "council": "recorded_2022"}  # fmt: skip
    pd.testing.assert_frame_equal(sim.evaluate(tabled, 2, np.int64(3)), sim.evaluate(bare, 2, 3))


def test_evaluate_names_an_unknown_parameter():
    with pytest.raises(InputError, match=r"point 1 \(levers.aid.percnt=3\): unknown factor"):
        sim.evaluate([{}, {"levers.aid.percnt": 3}], 1)


def test_a_batch_of_configurations_is_summed_up_job_by_job(tmp_path):
    jobs = [
        Job([], compose([*YEAR, f"levers.outreach.contacts={n}", f"size.replicates={r}",
                         f"results={tmp_path}"]))
        for n, r in ((0, 2), (9, 3))
    ]  # fmt: skip
    table = pd.read_parquet(run_batch(jobs, ["lmgsim"], None).place / "summary.parquet")
    assert list(table.point.unique()) == [0, 1]
    rows = simulate(contacts(0, 9), 3)
    column = COLUMNS.index("country_soft")
    means = table[table.measure == "country_soft"].set_index("point")["mean"]
    assert means[0] == pytest.approx(rows[0, :2, column].mean(), rel=1e-12)
    assert means[1] == pytest.approx(rows[1, :, column].mean(), rel=1e-12)


def test_a_job_that_does_not_fit_is_named():
    good = compose(YEAR)
    bad = good | {"seed": -1}
    with pytest.raises(InputError, match=r"job 1 \(seed=-1\): seed: -1 given"):
        run_batch([Job([], good), Job(["seed=-1"], bad)], ["lmgsim"], None)


def test_a_worker_of_another_version_refuses_the_work():
    text = Unit(contacts(1), [0]).text().replace('"science":"', '"science":"0.0.0-')
    with pytest.raises(InputError, match="another version"):
        work(text)


def test_points_are_not_changed_by_being_read():
    point = contacts(4)[0]
    assert replace(point).key == point.key


def test_a_row_is_the_outcomes_of_an_arm_beside_those_of_the_first():
    config = read_config(compose(["scenario=staff_and_outreach", *AUTUMN]))
    setup = setup_of(config.council, config.rules.fit)
    levers = levers_of(config, setup)
    one = Experiment(setup, design_of(config, {})).replicate(Trial([[], levers, []], 0))
    levels, rows = levels_of(one), rows_of(one)
    assert levels.shape == (3, len(OUTCOMES))
    np.testing.assert_array_equal(rows[:, : len(OUTCOMES)], levels[1:])
    difference = rows[:, COLUMNS.index("defections_difference")]
    column = OUTCOMES.index("defections")
    assert difference.tolist() == [levels[1, column] - levels[0, column], 0.0]


def test_texts_are_counted_as_adopted_by_the_rule_they_were_voted_under():
    def adopted(two_thirds, off=()):
        rule = "two_thirds" if two_thirds else "majority"
        config = read_config(compose(["council=recorded_2022", f"rules.adopting={rule}"]))
        here = Experiment(setup_of(config.council, None), design_of(config, {}))
        return levels_of(here.replicate(Trial([[]], 0, off=off)))[0, ADOPTED]

    assert adopted(two_thirds=True) < adopted(two_thirds=False)
    assert adopted(two_thirds=True, off=("procedure",)) == adopted(two_thirds=False)
