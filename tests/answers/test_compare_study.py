"""A comparison as a study: the same replicates for all, and as many as it takes."""

from dataclasses import replace

import numpy as np
import pytest

from sim.answers.compare_decomposition import decompose, mechanisms_at_work
from sim.answers.compare_study import compare_arms
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.study.aim import Aim
from sim.study.experiment import Experiment
from sim.study.setup import design_of, levers_of, setup_of
from sim.study.tables import conduct

# as strong as is hoped, so that a handful of replicates shows differences
AUTUMN = ["council.since=2022-10-01", "council.until=2022-10-31", "evidence=hoped"]
DEFECTIONS = Aim("defections")
ARMS = ("staff_and_outreach", "civil_society")


def experiment(
    replicates: int = 12, seed: int = 2026, overrides: tuple[str, ...] = ()
) -> Experiment:
    """The Council of one session, in autumn 2022, and two scenarios."""
    configs = {n: read_config(compose([*AUTUMN, *overrides, f"scenario={n}"])) for n in ARMS}
    first = configs[ARMS[0]]
    setup = setup_of(first.council, first.rules.fit)
    arms = {"baseline": []} | {n: levers_of(config, setup) for n, config in configs.items()}
    return Experiment(setup, replace(design_of(first, arms), replicates=replicates, seed=seed))


@pytest.fixture(scope="module")
def compared():
    return compare_arms(experiment(), DEFECTIONS, 1e-9)


def test_a_comparison_counts_what_a_study_of_the_same_arms_counts(compared):
    here = experiment()
    found = conduct(here.setup, here.design).runs
    moves = found.assign(moves=found.soft + found.hard).groupby(["replicate", "arm"]).moves.sum()
    ours = compared.runs.set_index(["replicate", "arm"]).defections
    assert (moves.sort_index() == ours.sort_index()).all()


def test_states_and_sessions_add_up_to_the_defections_of_a_run(compared):
    whole = compared.runs.set_index(["replicate", "arm"]).defections
    for table in (compared.state_runs, compared.sessions):
        moves = table.groupby(["replicate", "arm"]).moves.sum()
        assert (moves == whole.sort_index()).all()


def test_more_replicates_leave_the_first_as_they_were(compared):
    few = compare_arms(experiment(5), DEFECTIONS, 1e-9)
    assert few.runs.equals(compared.runs[compared.runs.replicate < 5])


def test_replicates_are_added_until_the_interval_is_as_narrow_as_asked():
    wide = compare_arms(experiment(5_000), DEFECTIONS, 1.2)
    assert wide.reached
    assert wide.width <= 1.2
    assert 100 <= wide.runs.replicate.nunique() < 1_000


def test_it_says_when_more_would_have_been_needed_than_is_allowed(compared):
    assert not compared.reached
    assert compared.width > 1e-9


@pytest.mark.slow
def test_common_random_numbers_need_five_times_fewer_replicates_than_independent_seeds():
    one, other = (compare_arms(experiment(80, seed), DEFECTIONS, 1e-9).runs for seed in (1, 2))
    one, other = (t.pivot(index="replicate", columns="arm", values="defections")
                  for t in (one, other))  # fmt: skip
    for arm in ARMS:
        together = (one[arm] - one.baseline).var()
        apart = (other[arm] - one.baseline).var()
        assert apart / together >= 5  # replicates needed grow with the variance


@pytest.mark.slow
def test_a_swapped_source_of_doubt_leaves_the_partner_as_it_would_be_with_it():
    here = experiment(12)
    compared = compare_arms(here, DEFECTIONS, 1e-9)
    decomposition = decompose(here, DEFECTIONS)
    level = compared.runs.pivot(index="replicate", columns="arm", values="defections")
    for arm in ARMS:
        assert (decomposition.whole[arm] == (level[arm] - level.baseline)).all()
    at_the_mode = replace(here.design, draw_weights=False)
    decomposition = decompose(Experiment(here.setup, at_the_mode), DEFECTIONS)
    for arm in ARMS:  # without a doubt there is nothing to swap
        assert (decomposition.swapped[arm]["weights"] == decomposition.swapped_whole[arm]).all()
    swapped = decomposition.swapped[ARMS[0]]["chance"]
    assert (swapped != decomposition.swapped_whole[ARMS[0]]).any()


def test_a_scenario_of_one_mechanism_loses_all_without_it_and_keeps_all_alone():
    here = experiment(6)
    decomposition = decompose(here, DEFECTIONS)
    assert not decomposition.without["civil_society"]["civil_society"].any()
    assert (
        decomposition.alone["civil_society"]["civil_society"]
        == decomposition.whole["civil_society"]
    ).all()
    assert set(decomposition.alone["outreach"]) == {"staff_and_outreach"}


def test_pulls_of_lobbying_are_looked_at_beside_the_levers_that_are_pulled():
    found = {mechanism.key for mechanism in mechanisms_at_work(experiment().design)}
    assert {"outreach", "mission_staff", "civil_society", "groups", "bloc_line"} <= found
    assert "monitoring" not in found
    off = experiment(overrides=("rules.mechanisms.groups=false",)).design
    assert "groups" not in {mechanism.key for mechanism in mechanisms_at_work(off)}


def test_threads_change_nothing(compared):
    here = experiment()
    one = Experiment(here.setup, replace(here.design, threads=1))
    assert compare_arms(one, DEFECTIONS, 1e-9).runs.equals(compared.runs)
    assert np.isfinite(compared.width)
