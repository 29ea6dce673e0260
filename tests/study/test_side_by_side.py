"""What is found does not depend on what fills the lanes: arms, or replicates, and how many."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.levers import LmgStatements, NoAction, Outreach, Statements
from sim.study import side_by_side
from sim.study.counts import adopted_of, counts_of
from sim.study.design import Design
from sim.study.experiment import Experiment
from sim.study.setup import Setup
from sim.study.side_by_side import Batch, batches
from sim.study.tables import conduct
from sim.study.trial import Trial
from sim.sweep.rows import rows_of
from tests.vocabulary import SEED

LEVERS = [Outreach(contacts=40), NoAction(share=0.7), Statements(sponsors=30)]
ARMS = {"baseline": [], "intervention": LEVERS, "other": [LmgStatements(sponsors=20)]}
DESIGN = Design(ARMS, replicates=8, seed=SEED, threads=1, signatures=True)


@pytest.fixture(scope="module")
def setup(a_year, fit):
    return Setup(a_year, fit)


def lanes_are_arms(monkeypatch):
    monkeypatch.setattr(side_by_side, "FEWEST_A_LANE", 10_000)


@pytest.fixture(scope="module")
def one_by_one(setup):
    with pytest.MonkeyPatch.context() as patch:
        lanes_are_arms(patch)
        return conduct(setup, DESIGN)


@pytest.mark.parametrize(("most", "threads"), [(64, 1), (64, 2), (6, 1), (7, 2), (8, 0)])
def test_tables_are_the_same_whatever_is_run_together(
    setup, one_by_one, monkeypatch, most, threads
):
    monkeypatch.setattr(side_by_side, "MOST", most)
    monkeypatch.setattr(side_by_side, "FEWEST_A_LANE", 1)
    tables = conduct(setup, replace(DESIGN, threads=threads))
    for name, table in vars(one_by_one).items():
        pd.testing.assert_frame_equal(table, getattr(tables, name), check_exact=True)


def test_a_trial_run_alone_is_the_one_run_among_others(setup):
    experiment = Experiment(setup, DESIGN)
    trials = list(experiment.trials(range(8)))
    for trial, among in zip(trials, experiment.run(trials, lambda run: run), strict=True):
        alone = experiment.replicate(trial)
        assert len(among.together.votes[0, 0]) == 8  # replicates filled the lanes
        assert (alone.votes == among.votes).all()
        assert (alone.affiliation == among.affiliation).all()
        assert (adopted_of(alone) == adopted_of(among)).all()
        assert (rows_of(alone) == rows_of(among)).all() or np.isnan(rows_of(alone)).any()
        for name, value in vars(counts_of(alone)).items():
            np.testing.assert_array_equal(value, getattr(counts_of(among), name))
        for name, value in vars(alone.measures).items():
            np.testing.assert_array_equal(value, getattr(among.measures, name))


def test_ranges_draws_and_mechanisms_of_trials_stay_their_own(setup, monkeypatch):
    arms = [[], LEVERS]
    trials = [
        Trial(arms, n, weights=n // 2, assumptions=n // 4,
              ranges=[{}, {"goodwill_gain": (0.1 * n, 0.1 * n + 0.2)}],
              off=("image",) if n % 3 == 0 else ())
        for n in range(12)
    ]  # fmt: skip
    together = [rows_of(run) for run in Experiment(setup, DESIGN).run(trials, lambda run: run)]
    lanes_are_arms(monkeypatch)
    apart = [rows_of(run) for run in Experiment(setup, DESIGN).run(trials, lambda run: run)]
    np.testing.assert_array_equal(together, apart)
    assert len({row.tobytes() for row in together}) == len(trials)


def test_lanes_are_whichever_are_many():
    few, many = [[], []], [[]] * 20
    assert Batch(range(4), [Trial(few, n) for n in range(4)]).is_wide()
    assert not Batch(range(3), [Trial(few, n) for n in range(3)]).is_wide()
    assert not Batch(range(30), [Trial(many, n) for n in range(30)]).is_wide()


def test_batches_hold_all_trials_once_those_of_the_same_arms_together_and_leave_work_for_all():
    one, other = [[], []], [[], []]
    trials = [
        Trial(one if n % 3 else other, n, off=("image",) if n > 90 else ()) for n in range(99)
    ]
    found = list(batches(trials, 4))
    assert sorted(place for batch in found for place in batch.places) == list(range(99))
    assert [batch.places[0] for batch in found] == sorted(batch.places[0] for batch in found)
    assert len(found) >= 4
    for batch in found:
        assert [trials[place] for place in batch.places] == list(batch.trials)
        assert len({(id(trial.arms), trial.off) for trial in batch.trials}) == 1
