"""All jobs of ``lmgsim run -m`` at once: a row a job, and each as it would be alone."""

import csv
import json
import sys

import pandas as pd
import pytest

from sim.analysis import effects
from sim.cli import main
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.errors import InputError
from sim.measures import BASELINE, INTERVENTION
from sim.study.setup import design_of, levers_of, setup_of
from sim.study.tables import conduct
from sim.sweep.batch import Job, run_batch

SMALL = ("size.replicates=3", "council=recorded_2022", "seed=11")
CHANGES = (("levers.outreach.contacts=0",), ("levers.outreach.contacts=10", "seed=12"))


def job(*overrides, results):
    return Job(overrides, compose([*SMALL, *overrides, f"results={results}"]))


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    place = tmp_path_factory.mktemp("batch")
    return run_batch([job(*changes, results=place) for changes in CHANGES], ["lmgsim"], None)


def alone(overrides):
    """More defections a run, by ``lmgsim run``'s own way."""
    config = read_config(compose([*SMALL, *overrides]))
    setup = setup_of(config.council, None)
    arms = {BASELINE: [], INTERVENTION: levers_of(config, setup)}
    found = conduct(setup, design_of(config, arms))
    return effects.extra_defections(found.runs)["mean"]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_a_job_finds_what_its_run_finds_alone(batch, number):
    more = batch.rows[number]["defections_difference"]
    assert more == pytest.approx(alone(CHANGES[number]), abs=1e-12)


def test_a_batch_leaves_a_row_a_job_and_every_run(batch):
    points = pd.read_csv(batch.place / "points.csv")
    assert points["levers.outreach.contacts"].tolist() == [0, 10]
    costs = [row["cost_usd"] for row in batch.rows]
    assert points.cost_usd.tolist() == pytest.approx(costs, rel=1e-7)
    runs = pd.read_parquet(batch.place / "runs.parquet")
    assert runs.groupby("point").size().tolist() == [3, 3]
    assert (batch.place / "provenance.json").stat().st_size > 0


def test_the_bad_job_is_named_and_nothing_is_left(tmp_path):
    jobs = [job("levers.outreach.contacts=5", results=tmp_path)]
    jobs.append(job("levers.outreach.contacts=500", results=tmp_path))
    with pytest.raises(InputError, match=r"job 1 \(levers.outreach.contacts=500.*500"):
        run_batch(jobs, ["lmgsim"], None)
    assert list(tmp_path.iterdir()) == []


def test_jobs_for_two_folders_are_refused_before_any_work(tmp_path):
    jobs = [job(results=tmp_path / name) for name in ("one", "two")]
    with pytest.raises(InputError, match="all jobs of a sweep are stored together"):
        run_batch(jobs, ["lmgsim"], None)
    assert not list(tmp_path.iterdir())


def test_a_sweep_on_the_command_line_is_one_batch(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    asked = ["run", "-m", *SMALL, "levers.outreach.contacts=0,10", "results=here"]
    folders = ["hydra.sweep.dir=jobs", "hydra.sweep.subdir=${hydra.job.num}"]
    monkeypatch.setattr(sys, "argv", ["lmgsim", *asked, *folders])
    main()
    assert "2 jobs" in capsys.readouterr().out
    (place,) = (tmp_path / "here").glob("*/*")
    with (place / "points.csv").open(encoding="utf-8") as handle:
        assert [row["levers.outreach.contacts"] for row in csv.DictReader(handle)] == ["0", "10"]
    rows = [json.loads((tmp_path / f"jobs/{n}/row.json").read_text()) for n in range(2)]
    assert [row["job"] for row in rows] == [0, 1]
    assert rows[0]["defections_difference"] < rows[1]["defections_difference"]
