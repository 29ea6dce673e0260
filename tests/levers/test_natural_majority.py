"""The group rests in a natural majority and wakes when the democracies are back."""

from dataclasses import replace

import numpy as np
import pytest
import yaml

from sim.config.schema import make_lever
from sim.council.terms import new_year, sits_on
from sim.data.states import load_states
from sim.data.terms import recorded_terms
from sim.engine.ensemble import simulate
from sim.engine.inputs import scrutinised
from sim.errors import InputError
from sim.files.places import shipped_folder
from sim.levers import NaturalMajority, draw_assumptions
from sim.levers.natural_majority import USUAL_MARGIN
from sim.world import NO, Pressure
from tests.vocabulary import (
    SEED,
    neutral,
    random_pressure,
    run_with_engine,
    run_with_mesa,
    same_bits,
    small_world,
    text,
    weights,
)

ASSUMED = draw_assumptions(SEED, 0) | {"sleep_gain": 0.4}
FULL = NaturalMajority(rest=1.0)
BLOC, WEST = "CHN CUB EGY IDN IRN LKA", "DEU FRA GBR JPN SWE USA"


def room(codes):
    """A Council in which only these of the twelve sit."""
    world = small_world(f"{BLOC} {WEST}", text("country"), text("thematic"))
    sits = np.tile(np.isin(world.states.iso3, codes.split()), (2, 1))
    return replace(world, agenda=replace(world.agenda, sits=sits))


def test_neutral_it_adds_nothing_bit_for_bit_and_costs_nothing(a_year):
    conf = (shipped_folder("conf") / "levers" / "all.yaml").read_text(encoding="utf-8")
    lever = make_lever("natural_majority", yaml.safe_load(conf)["natural_majority"])
    for before in (neutral(a_year), random_pressure(a_year, 2)):
        assert same_bits(lever.press(before, a_year, ASSUMED), before)
    assert lever.cost_usd(a_year.states) == FULL.cost_usd(a_year.states) == 0


@pytest.mark.parametrize("rest", [-0.1, 1.1])
def test_out_of_range_it_is_refused(rest):
    with pytest.raises(InputError, match=r"levers\.natural_majority\.rest"):
        make_lever("natural_majority", {"rest": rest})


def test_the_usual_margin_is_that_of_the_table_of_members():
    states = load_states()
    days = np.array([new_year(y) for y in (2018, 2019, 2020)]) + np.timedelta64(60, "D")
    sits = sits_on(recorded_terms(states), days, states)
    ahead = (sits & (states.affiliation >= 0.75)).sum(1) - (sits & states.democracy).sum(1)
    assert (ahead / sits.sum(1)).mean() == pytest.approx(USUAL_MARGIN, abs=5e-4)


def test_the_more_affiliates_sit_the_deeper_it_sleeps():
    few, half, many = (
        FULL.asleep(room(codes))[0] for codes in (f"CHN {WEST}", f"{BLOC} {WEST}", f"{BLOC} BRA")
    )
    assert few == -1 < half < many == 1


def test_asleep_the_line_is_felt_less_and_awake_more_by_those_who_are_tied_to_it():
    for codes, sign in ((BLOC, -1), (WEST, 1)):
        world = room(codes)
        favour = FULL.press(neutral(world), world, ASSUMED).favour[0, :, 0]
        tied = world.states.affiliation > 0
        assert (np.sign(favour[tied]) == sign).all()
        assert not favour[~tied].any()


def test_half_a_rest_is_half_of_it():
    world = room(BLOC)
    whole, half = (
        NaturalMajority(rest=rest).press(neutral(world), world, ASSUMED).favour for rest in (1, 0.5)
    )
    np.testing.assert_allclose(half, whole / 2)


def test_both_drivers_take_it_to_the_same_votes(a_year, a_year_weights):
    pressure = FULL.press(neutral(a_year), a_year, ASSUMED)
    one, other = (run(a_year, a_year_weights, pressure) for run in (run_with_mesa, run_with_engine))
    assert same_bits(one, other)


def test_with_more_affiliates_seated_there_are_fewer_noes_on_scrutiny(record):
    """As in 2023, when eleven affiliates and organisers sat beside eight democracies."""
    still, at_the_mode = neutral(record), weights(record)
    late = record.agenda.session >= record.agenda.session_name.index("52")
    texts = (scrutinised(record.agenda) >= 0) & late
    assert (FULL.asleep(record)[record.agenda.session[late]] > 0).all()
    both = Pressure.side_by_side([still, FULL.press(still, record, ASSUMED)])
    votes = np.stack([simulate(record, at_the_mode, both, SEED, r).votes for r in range(30)])
    noes = (votes[:, texts] == NO).sum((1, 2))
    fewer = (noes[:, 1] - noes[:, 0]).astype(float)
    assert fewer.mean() < -2 * fewer.std(ddof=1) / np.sqrt(len(fewer))
