"""What is aimed at: outcomes by plain names, and texts by what they are called."""

import numpy as np
import pytest

from sim.config.compose import compose
from sim.config.schema import read_config
from sim.errors import InputError
from sim.measures import BASELINE, OUTCOMES, column_of
from sim.measures.outcomes import NAMES
from sim.study.aim import Aim, aim_at
from sim.study.experiment import Experiment
from sim.study.setup import design_of, levers_of, setup_of
from sim.world import AMENDMENT, COUNTRY


@pytest.fixture(scope="module")
def experiment():
    year = ["council.since=2022-01-01", "council.until=2022-12-31", "evidence=hoped"]
    config = read_config(compose([*year, "scenario=civil_society"]))
    setup = setup_of(config.council, config.rules.fit)
    return Experiment(setup, design_of(config, {BASELINE: [], "on": levers_of(config, setup)}))


@pytest.fixture(scope="module")
def run(experiment):
    return experiment.replicate(next(experiment.trials([0])))


def aim(experiment, outcome="margin", on=""):
    world = experiment.setup.world
    return aim_at(world.agenda, world.states, outcome, on)


@pytest.mark.parametrize(
    ("outcome", "on", "column"),
    [("margin", "", "country_margin"), ("adoptions", "", "country_adopted"),
     ("defection", "thematic", "thematic_either"), ("cohesion", "", "country_rice"),
     ("thematic_margin", "", "thematic_margin"), ("margin", "sudan", "named_margin"),
     ("exits", "", "exits"), ("defections", "", "defections"), ("votes", "", None),
     ("exits", "sudan", None), ("thematic_margin", "sudan", None), ("chances", "", None)],
)  # fmt: skip
def test_an_outcome_is_called_by_its_plain_name(outcome, on, column):
    assert column_of(outcome, on) == column


def test_every_outcome_that_a_refusal_lists_is_one():
    assert [name for name in NAMES if column_of(name) is None] == []


def test_a_state_names_the_texts_on_it_without_amendments(experiment):
    agenda, states = experiment.setup.world.agenda, experiment.setup.world.states
    for name in ("BDI", "Burundi", "burundi"):
        found = aim(experiment, on=name).texts
        assert found.any()
        assert (np.array(states.iso3)[agenda.target[found]] == "BDI").all()
        assert not (agenda.kind[found] == AMENDMENT).any()


def test_a_symbol_a_series_and_words_of_a_title_name_texts(experiment):
    agenda = experiment.setup.world.agenda
    n = int(np.flatnonzero(agenda.kind == COUNTRY)[0])
    assert aim(experiment, on=agenda.symbol[n]).texts.tolist() == [
        symbol == agenda.symbol[n] for symbol in agenda.symbol
    ]
    series = aim(experiment, on=agenda.series[n]).texts
    assert series[n]
    assert set(np.array(agenda.series)[series]) == {agenda.series[n]}
    both = aim(experiment, on=f"{agenda.series[n]},burundi").texts
    assert (both == series | aim(experiment, on="burundi").texts).all()


def test_what_names_no_text_is_refused_with_what_there_is(experiment):
    with pytest.raises(
        InputError, match=r"on=atlantis: no text of these years .* one of the series"
    ):
        aim(experiment, on="atlantis")
    with pytest.raises(InputError, match="outcome=fame: one of margin, adopted"):
        aim(experiment, outcome="fame")
    with pytest.raises(InputError, match="the outcome says itself of what it is"):
        aim(experiment, outcome="exits", on="sudan")


def test_all_texts_of_a_kind_named_one_by_one_count_as_the_kind(experiment, run):
    kind = experiment.setup.world.agenda.kind
    named = Aim("named_margin", kind == COUNTRY)
    levels = dict(zip(named.columns, named.levels(run).T, strict=True))
    for name in OUTCOMES:
        if name.startswith("country_"):
            other = levels[name.replace("country_", "named_")]
            assert np.allclose(levels[name], other, equal_nan=True), name


def test_the_margin_of_one_text_is_its_tally(experiment, run):
    agenda = experiment.setup.world.agenda
    n = int(np.flatnonzero(run.comes_up & (agenda.kind == COUNTRY))[0])
    tally = run.measures.tally[n].astype(int)
    assert (
        aim(experiment, on=agenda.symbol[n]).level(run).tolist() == (tally[0] - tally[2]).tolist()
    )
