"""Strengths on both signs: every lever bears the lowest that its assumptions may be."""

from datetime import date

import numpy as np
import pytest

from sim.config.schema import make_lever
from sim.evidence.priors import priors
from sim.levers import ASSUMPTIONS, LEVERS, Aid, Conditionality, Inducements, draw_assumptions
from sim.levers.aid import USA, aid_gain
from sim.mechanisms.facts import lever_rows
from sim.world import DONORS, Pressure
from tests.vocabulary import SEED, neutral, run_with_engine

LOWEST = {name: prior.at(1e-6) for name, prior in priors("measured").items()}
DEMOCRACIES = {"targets": ("democratic_affiliates",)}


def at_the_most(name):
    """A lever, every number of it at its highest; whom it is meant for, it reaches."""
    settings = {}
    for row in lever_rows(name):
        if row.name.startswith("levers.") and " to " in row.valid:
            settings[row.name.rpartition(".")[2]] = float(
                row.valid.rpartition(" to ")[2].replace(",", "")
            )
    for whole in ("persons", "analysts", "posts", "sponsors"):
        if whole in settings:
            settings[whole] = int(settings[whole])
    if not LEVERS[name].model_fields["targets"].default:
        settings["targets"] = ("democracies",)
    return make_lever(name, settings)


@pytest.mark.parametrize("name", sorted(LEVERS))
def test_a_lever_bears_the_lowest_of_every_prior(name, a_year, a_year_weights):
    lever = at_the_most(name)
    pressure = lever.press(neutral(a_year), a_year, LOWEST)
    for field in Pressure.__dataclass_fields__:
        assert np.isfinite(getattr(pressure, field)).all(), field
    assert (pressure.capacity >= 0).all()
    assert (pressure.reach >= 0).all()
    votes = run_with_engine(a_year, a_year_weights, pressure).votes
    assert votes.shape[0] == len(a_year.agenda.id)


def felt(lever, world, assumed):
    """What it adds to goodwill and to favour in the last session, [S]."""
    pressure = lever.press(neutral(world), world, assumed)
    return pressure.goodwill[-1, :, 0], pressure.favour[-1, :, 0]


def test_aid_works_by_each_donors_own_gain(a_year):
    assumed = draw_assumptions(SEED, 0) | {"aid_gain": 1.0, "aid_gain_others": 0.0}
    lever = Aid(percent=100.0, **DEMOCRACIES)
    of_usa, _ = felt(lever, a_year, assumed)
    of_others, _ = felt(lever, a_year, assumed | {"aid_gain": 0.0, "aid_gain_others": 1.0})
    of_all, _ = felt(lever, a_year, assumed | {"aid_gain_others": 1.0})
    assert of_usa + of_others == pytest.approx(of_all)
    assert of_usa.any()
    assert of_others.any()


def test_the_gain_of_a_state_is_that_of_its_own_donors(a_year):
    states = a_year.states
    gains = dict.fromkeys(range(len(DONORS)), 0.5) | {USA: 2.0}
    found = aid_gain(states, gains)
    part = states.aid[:, USA] / np.maximum(states.aid.sum(1), 1e-12)
    some = states.aid.sum(1) > 0
    assert found[some] == pytest.approx((0.5 + 1.5 * part)[some])
    assert not found[~some].any()


def test_inducements_of_the_two_patrons_stand_apart(a_year):
    assumed = draw_assumptions(SEED, 0) | {"inducement_gain": 0.0, "inducement_gain_russia": 1.0}
    _, of_russia = felt(Inducements(percent=300.0), a_year, assumed)
    given = a_year.states.aid[:, DONORS.index("russia")]
    assert (of_russia[given == 0] == 0).all()
    assert of_russia.any()


def test_a_condition_cannot_do_more_than_the_aid_it_is_set_on(a_year):
    lever = Conditionality(share=1.0, start=date(2021, 1, 1), **DEMOCRACIES)
    assumed = draw_assumptions(SEED, 0) | {"aid_gain": 0.3, "aid_gain_others": 0.3}
    small, _ = felt(lever, a_year, assumed | {"conditions_gain": 0.1})
    at_most, _ = felt(lever, a_year, assumed | {"conditions_gain": 0.3})
    beyond, _ = felt(lever, a_year, assumed | {"conditions_gain": 5.0})
    assert (small < at_most)[at_most > 0].all()
    np.testing.assert_allclose(beyond, at_most, rtol=1e-12)
    useless, _ = felt(lever, a_year, assumed | {"aid_gain": -1.0, "aid_gain_others": -1.0})
    assert (useless <= 0).all()
    resented, _ = felt(lever, a_year, assumed | {"conditions_gain": -0.2})
    assert (resented <= 0).all()


def test_every_strength_can_be_below_nothing_or_is_known_not_to_be():
    below = {name for name, value in LOWEST.items() if value < 0}
    assert len(below) > len(ASSUMPTIONS) / 2
