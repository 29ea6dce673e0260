"""The keystone: the Mesa model and the ensemble engine give the same votes, bit for bit.

Not nearly the same, and not only for a friendly case: with any weights, under any pressure, in
any company of lanes, arms and threads.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.levers import CivilSociety, MissionStaff, Outreach
from sim.mechanisms.table import KEYS, pressure_without, weights_without
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.tables import Tables, conduct
from sim.world import ABSENT, NO_SEAT, NOT_TAKEN, Procedures
from tests.vocabulary import (
    SEED,
    lanes_of,
    neutral,
    plain_weights,
    random_pressure,
    run_with_engine,
    run_with_mesa,
    small_world,
    text,
    weights,
    wild_weights,
    year,
)

LANES = 9


def assert_same(one, other):
    assert one.votes.dtype == other.votes.dtype == np.int8
    assert (one.votes == other.votes).all()
    assert one.affiliation.tobytes() == np.ascontiguousarray(other.affiliation).tobytes()


@pytest.fixture(scope="module")
def block(a_year):
    """A block of lanes, each under a pressure of its own."""
    drawn = weights(a_year, replicate=4)
    pressure = random_pressure(a_year, LANES)
    return drawn, pressure, run_with_engine(a_year, drawn, pressure, SEED, 4)


def test_both_follow_what_votes_since_the_fit_have_shown(a_year):
    shown = np.random.default_rng(5).normal(size=a_year.agenda.recorded.shape)
    known, drawn, pressure = replace(a_year, shown=shown), weights(a_year, 2), neutral(a_year)
    one = run_with_mesa(known, drawn, pressure, SEED, 2)
    assert_same(one, run_with_engine(known, drawn, pressure, SEED, 2))
    assert (one.votes != run_with_engine(a_year, drawn, pressure, SEED, 2).votes).any()


@pytest.mark.parametrize("replicate", [0, 1, 7])
@pytest.mark.parametrize("number", [2021, 2022, 2023])
def test_mesa_and_the_engine_agree_on_the_real_council(number, replicate):
    world, drawn = year(number), weights(year(number), replicate)
    pressure = random_pressure(world, 1, seed=replicate)
    assert_same(
        run_with_mesa(world, drawn, pressure, SEED, replicate),
        run_with_engine(world, drawn, pressure, SEED, replicate),
    )


@pytest.mark.parametrize("seed", range(4))
def test_mesa_and_the_engine_agree_with_weights_that_nobody_would_estimate(a_year, seed):
    wild, pressure = wild_weights(a_year, seed), random_pressure(a_year, 1, seed)
    runs = run_with_engine(a_year, wild, pressure, seed)
    assert_same(run_with_mesa(a_year, wild, pressure, seed), runs)
    assert set(np.unique(runs.votes)) - {NOT_TAKEN} == {-1, 0, 1, ABSENT, NO_SEAT}


@pytest.mark.parametrize("key", KEYS)
def test_mesa_and_the_engine_agree_with_a_mechanism_switched_off(a_year, key):
    wild = weights_without(wild_weights(a_year), (key,))
    pressure = pressure_without(random_pressure(a_year, 1), (key,))
    assert_same(run_with_mesa(a_year, wild, pressure), run_with_engine(a_year, wild, pressure))


@pytest.mark.parametrize("seed", range(3))
def test_mesa_and_the_engine_agree_under_any_rules_of_procedure(a_year, a_year_weights, seed):
    rules = Procedures(2 / 3, (0.0, 1 / 3, 0.5)[seed], (1.0, 2.0, 6.0)[seed], 1.5)
    pressure = random_pressure(a_year, 3, seed)
    together = run_with_engine(a_year, a_year_weights, pressure, seed, procedures=rules)
    for lane in range(3):
        alone = run_with_mesa(
            a_year, a_year_weights, lanes_of(pressure, [lane]), seed, procedures=rules
        )
        assert (alone.votes[..., 0] == together.votes[..., lane]).all()
        assert (alone.affiliation[..., 0] == together.affiliation[..., lane]).all()
    assert (together.votes == NOT_TAKEN).any()


def test_mesa_and_the_engine_agree_on_an_agenda_of_which_only_a_part_comes_up(a_year):
    half = replace(a_year, likely=np.full(len(a_year.agenda), 0.5))
    wild, pressure = wild_weights(a_year), random_pressure(a_year, 1)
    runs = run_with_engine(half, wild, pressure)
    assert_same(run_with_mesa(half, wild, pressure), runs)
    came_up = (runs.votes[..., 0] != NO_SEAT).any(1)
    assert 0.3 < came_up.mean() < 0.7


def test_mesa_and_the_engine_agree_when_no_lever_is_pulled(a_year, a_year_weights):
    still = neutral(a_year)
    assert_same(
        run_with_mesa(a_year, a_year_weights, still), run_with_engine(a_year, a_year_weights, still)
    )


def test_mesa_and_the_engine_agree_in_a_council_of_five_with_amendments():
    world = small_world(
        "CHN CUB FRA LKA USA",
        text("amendment", orientation=-1),
        text("country"),
        text("thematic", orientation=-1),
        text("palestine", date="2021-03-24", orientation=-1),
        text("country", date="2021-03-24", orientation=-1),
        text("amendment", date="2021-06-02", session="S-31", orientation=1),
        text("country", date="2021-06-02", session="S-31"),
    )
    wild, pressure = wild_weights(world), random_pressure(world, 1)
    assert_same(run_with_mesa(world, wild, pressure), run_with_engine(world, wild, pressure))


def test_mesa_and_the_engine_agree_when_two_sessions_vote_on_one_day():
    world = small_world(
        "CHN CUB FRA LKA USA", text("country"), text("country", session="S-30"), text("thematic")
    )
    wild, pressure = wild_weights(world), random_pressure(world, 1)
    assert_same(run_with_mesa(world, wild, pressure), run_with_engine(world, wild, pressure))


def test_mesa_and_the_engine_agree_where_nobody_is_in_the_room():
    world = small_world("CHN CUB FRA", text("country", target=""), text("thematic"))
    away = plain_weights(3, absence=np.ones(3))
    runs = run_with_engine(world, away, neutral(world))
    assert (runs.votes == ABSENT).all()
    assert_same(run_with_mesa(world, away, neutral(world)), runs)


@pytest.mark.parametrize("lane", [0, 4, LANES - 1])
def test_a_lane_of_a_block_is_the_run_alone(a_year, block, lane):
    drawn, pressure, together = block
    alone = run_with_engine(a_year, drawn, lanes_of(pressure, [lane]), SEED, 4)
    assert (alone.votes[..., 0] == together.votes[..., lane]).all()
    assert (alone.affiliation[..., 0] == together.affiliation[..., lane]).all()


def test_a_lane_of_a_block_is_the_mesa_run(a_year, block):
    drawn, pressure, together = block
    alone = run_with_mesa(a_year, drawn, lanes_of(pressure, [5]), SEED, 4)
    assert (alone.votes[..., 0] == together.votes[..., 5]).all()
    assert (alone.affiliation[..., 0] == together.affiliation[..., 5]).all()


def test_the_order_of_the_lanes_does_not_matter(a_year, block):
    drawn, pressure, together = block
    order = np.random.default_rng(0).permutation(LANES).tolist()
    shuffled = run_with_engine(a_year, drawn, lanes_of(pressure, order), SEED, 4)
    assert (shuffled.votes == together.votes[..., order]).all()
    assert (shuffled.affiliation == together.affiliation[..., order]).all()


def test_lanes_under_different_pressure_do_differ(block):
    _, _, together = block
    others = together.votes[..., 1:] != together.votes[..., :1]
    assert others.any(axis=(0, 1)).all()


def test_a_run_changes_nothing_that_it_was_given(a_year, block):
    drawn, pressure, together = block
    memory = a_year.memory
    before = [array.copy() for array in (*vars(memory).values(), *vars(pressure).values())]
    again = run_with_engine(a_year, drawn, pressure, SEED, 4)
    run_with_mesa(a_year, drawn, lanes_of(pressure, [0]), SEED, 4)
    after = (*vars(memory).values(), *vars(pressure).values())
    assert all((a == b).all() for a, b in zip(before, after, strict=True))
    assert_same(again, together)


@pytest.mark.parametrize("change", [{"seed": SEED + 1}, {"replicate": 5}])
def test_another_seed_or_replicate_is_another_run(a_year, block, change):
    drawn, pressure, together = block
    name = {"seed": SEED, "replicate": 4} | change
    assert (run_with_engine(a_year, drawn, pressure, **name).votes != together.votes).any()


def test_the_engine_refuses_pressure_for_another_world(a_year, a_year_weights):
    with pytest.raises(ValueError, match="sessions x states"):
        run_with_engine(a_year, a_year_weights, neutral(year(2021)))


def test_mesa_refuses_more_than_one_lane(a_year, a_year_weights):
    with pytest.raises(ValueError, match="one lane"):
        run_with_mesa(a_year, a_year_weights, neutral(a_year, 2))


# A whole study: threads, arms and drivers


ARMS = {
    "baseline": [],
    "staff": [MissionStaff(persons=200, targets=("democracies",))],
    "both": [Outreach(contacts=60), CivilSociety(usd_millions_a_year=300)],
}
DESIGN = Design(ARMS, replicates=6, seed=SEED, threads=1)


def assert_same_tables(one: Tables, other: Tables):
    for name, table in vars(one).items():
        pd.testing.assert_frame_equal(table, getattr(other, name), check_exact=True)


def only(tables: Tables, arms: list[str], replicates: int = 6) -> list[pd.DataFrame]:
    """The rows of some arms and of the first replicates."""
    parts = []
    for table in (tables.runs, tables.state_runs, tables.ballot_runs):
        keep = table.arm.isin(arms) & (table.replicate < replicates)
        parts.append(table[keep].reset_index(drop=True))
    return parts


@pytest.fixture(scope="module")
def study(a_year, fit):
    return conduct(Setup(a_year, fit), DESIGN)


@pytest.mark.parametrize("threads", [2, 5])
def test_a_study_does_not_depend_on_its_threads(a_year, fit, study, threads):
    assert_same_tables(conduct(Setup(a_year, fit), replace(DESIGN, threads=threads)), study)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_study_does_not_depend_on_its_driver(a_year, fit, study, threads):
    assert_same_tables(
        conduct(Setup(a_year, fit), replace(DESIGN, driver="mesa", threads=threads)), study
    )


def test_an_arm_does_not_depend_on_the_other_arms(a_year, fit, study):
    fewer = conduct(
        Setup(a_year, fit), replace(DESIGN, arms={k: ARMS[k] for k in ("both", "baseline")})
    )
    for arm in ("both", "baseline"):
        for mine, whole in zip(only(fewer, [arm]), only(study, [arm]), strict=True):
            # a pivotal vote is told from the first arm, which here is another
            tables = (table.drop(columns="pivotal", errors="ignore") for table in (mine, whole))
            pd.testing.assert_frame_equal(*tables, check_exact=True)


def test_a_replicate_does_not_depend_on_how_many_there_are(a_year, fit, study):
    fewer = conduct(Setup(a_year, fit), replace(DESIGN, replicates=2))
    for mine, whole in zip(only(fewer, list(ARMS)), only(study, list(ARMS), 2), strict=True):
        pd.testing.assert_frame_equal(mine, whole, check_exact=True)


# A comparison that could not fail would prove nothing


SCRIPT = """
import importlib
import sys
from pathlib import Path
import numpy as np
import sim.mesa_model.agents, sim.mesa_model.model
assert Path(sim.__file__).parent.parent == Path.cwd(), sim.__file__
from sim.data.fitted import load_fit
from sim.data.real_world import real_world

def moved():
    fit, seed = load_fit(), int(sys.argv[1])
    world = real_world("2022-01-01", "2022-12-31", fit)
    votes = sim.mesa_model.model.CouncilModel(world, fit.weights(world.states), None, 0, seed).run()
    return int((votes != np.load("votes.npy")[..., 0]).sum())

before = moved()
with open(sim.mesa_model.agents.__file__, "a") as source:
    source.write(chr(10) + "HALF_SERIES = 1.1" + chr(10))
importlib.reload(sim.mesa_model.agents)
importlib.reload(sim.mesa_model.model)
print(before, moved())
"""


@pytest.mark.slow
def test_one_digit_changed_in_one_driver_is_noticed(a_year, a_year_weights, tmp_path):
    """A copy of the package votes as the engine does, and no longer once its agents are changed."""
    shutil.copytree(
        Path(sim.__file__).parent, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__")
    )
    assert "HALF_SERIES)" in (tmp_path / "sim" / "mesa_model" / "agents.py").read_text(
        encoding="utf-8"
    )
    np.save(tmp_path / "votes.npy", run_with_engine(a_year, a_year_weights, neutral(a_year)).votes)
    copy = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SEED)],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert copy.returncode == 0, copy.stderr
    as_it_is, with_the_digit_changed = (int(number) for number in copy.stdout.split())
    assert as_it_is == 0
    assert with_the_digit_changed > 0
