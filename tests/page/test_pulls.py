"""What the page shows of a state's mind is what the rule added up, and the run is the study's."""

import numpy as np
import pytest

from sim.evidence.priors import priors
from sim.levers import LEVERS, draw_assumptions
from sim.measures import BASELINE, INTERVENTION
from sim.page.pulls import PULLS
from sim.page.run import OpenModel, leaves_the_line, open_run
from sim.study.design import Design
from sim.study.setup import Setup
from sim.study.tables import conduct
from sim.world import DONORS, NO_SEAT, Procedures
from tests.vocabulary import SEED, random_pressure, wild_weights

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PULLED = {
    "mission_staff": {"persons": 81},
    "outreach": {"contacts": 20},
    "civil_society": {"usd_millions_a_year": 40},
    "inducements": {"percent": 50, "targets": ["non_western"]},
    "narrative": {"campaigns_a_year": 5},
    "rapporteur_visits": {"visits_a_year": 5},
    "transparency": {"share": 0.5},
    "hostile_amendments": {"share": 1},
    "no_action": {"share": 0.5},
}
LEVERS_OF_BOTH_SIDES = [LEVERS[name](**settings) for name, settings in PULLED.items()]


@pytest.fixture(scope="module")
def design():
    return Design({BASELINE: [], INTERVENTION: LEVERS_OF_BOTH_SIDES}, 2, SEED, threads=1)


@pytest.fixture(scope="module")
def setup(a_year, fit):
    return Setup(a_year, fit, None)


@pytest.fixture(scope="module")
def run(setup, design):
    model = open_run(setup, design, LEVERS_OF_BOTH_SIDES, 1)
    model.run()
    return model


def minds(run):
    return [(floor, i, mind) for floor in run.floors for i, mind in floor.minds.items()]


def test_the_pulls_of_every_state_add_up_to_its_leaning(run):
    apart = [abs(sum(m.pulls.parts.values()) - m.leaning) for _, _, m in minds(run)]
    assert len(apart) > 3000
    assert max(apart) <= 1e-12


def test_the_pulls_of_donors_add_up_to_that_of_all(run):
    for _, _, mind in minds(run):
        assert set(mind.pulls.donors) <= set(DONORS)
        assert abs(sum(mind.pulls.donors.values()) - mind.pulls.parts["donors"]) <= 1e-12


def test_under_wild_weights_every_pull_moves_somebody_and_the_parts_add_up(a_year):
    rules = Procedures(dilution=0.7, motion_ease=0.2)
    wild, pressed = wild_weights(a_year), random_pressure(a_year, 1)
    model = OpenModel(a_year, wild, pressed, 0, SEED, procedures=rules)
    model.run()
    moved = {name for _, _, m in minds(model) for name, pull in m.pulls.parts.items() if pull}
    assert moved == set(PULLS)
    assert max(abs(sum(m.pulls.parts.values()) - m.leaning) for _, _, m in minds(model)) <= 1e-12


def test_a_vote_follows_from_leaning_chance_and_cuts(run):
    for floor, i, mind in minds(run):
        if mind.sits and mind.vote <= 1:
            latent = mind.leaning + mind.chance
            said = (1 if latent > mind.cut_yes else 0) - (1 if latent < -mind.cut_no else 0)
            assert said == mind.vote, (floor.ballot, i)


def test_levers_that_are_not_pulled_pull_nobody(setup, design):
    model = open_run(setup, design, [], 0)
    model.step()
    for _, _, mind in minds(model):
        for name in ("civic", "favour", "story", "spotlight", "image", "rewriting"):
            assert mind.pulls.parts[name] == 0.0


@pytest.mark.parametrize(("arm", "replicate"), [(BASELINE, 0), (INTERVENTION, 1)])
def test_a_run_on_the_page_is_that_replicate_of_the_study(setup, design, run, arm, replicate):
    table = conduct(setup, design).ballot_runs
    model = run if arm == INTERVENTION else open_run(setup, design, [], replicate)
    model.run()
    here = table[(table.arm == arm) & (table.replicate == replicate)]
    tallies = [(f.tally if f.taken else (0, 0, 0)) for f in model.floors]
    assert tallies == list(zip(here.yes, here.abstain, here.no, strict=True))


def test_everybody_in_the_room_is_on_the_floor(run):
    agenda = run.world.agenda
    for floor in run.floors:
        seated = {i for i, mind in floor.minds.items() if mind.sits}
        assert seated == set(np.flatnonzero(agenda.sits[floor.ballot]).tolist())
        assert all(m.vote == NO_SEAT for m in floor.minds.values() if not m.sits)


def test_only_a_line_of_yes_or_no_can_be_left():
    assert leaves_the_line(0, -1)
    assert leaves_the_line(1, -1)
    assert not leaves_the_line(-1, -1)
    assert not leaves_the_line(1, 0)
    assert not leaves_the_line(1, 9)
    assert not leaves_the_line(8, 1)


def test_a_closed_run_leaves_nothing_behind(setup, design):
    import gc
    import weakref

    model = open_run(setup, design, [], 0)
    model.step()
    model.close()
    seen = weakref.ref(model)
    del model
    gc.collect()
    assert seen() is None


def test_the_assumptions_of_a_replicate_are_the_study_s(setup, design, run):
    assumed = draw_assumptions(design.seed, 1, design.ranges, priors(design.evidence))
    assert run.procedures.dilution == assumed["dilution"]
