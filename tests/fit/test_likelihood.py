"""The exact likelihood: its gradient, and the same leanings and chances as the drivers have."""

from dataclasses import replace

import numpy as np
import pytest

from sim.data.real_world import select_ballots
from sim.engine.day import lobby, predispose
from sim.engine.ensemble import Acts, Heard
from sim.engine.inputs import replicate_inputs, scalar_weights
from sim.engine.learning import wake
from sim.engine.state import allocate_state
from sim.fit.replay import Rates
from sim.mesa_model.agents import StateAgent
from sim.mesa_model.model import CouncilModel
from sim.rules.ballot import chance_of_no, chance_of_yes, cut_for_no, cut_for_yes
from sim.world import BLOC, KINDS, SURPRISES, YES
from tests.fit.problem import as_vector, likelihood_of, shared_vector, without_agreement
from tests.vocabulary import neutral, weights, wild_weights, year


@pytest.fixture(scope="module")
def world():
    """The Council of 2021: one composition."""
    return without_agreement(year(2021))


@pytest.fixture(scope="module")
def problem(a_year):
    """The likelihood of 2022 (two rooms, so that agreement counts) and a point to look at."""
    likelihood = likelihood_of(a_year, use=np.linspace(0.3, 1, len(a_year.agenda)))
    rng = np.random.default_rng(4)
    theta = as_vector(wild_weights(a_year), likelihood.layout)
    theta += rng.normal(0, 0.05, theta.size)
    return likelihood, theta


def slope(likelihood, theta, direction, step=1e-5):
    ahead, back = (likelihood.value_and_gradient(theta + s * direction)[0] for s in (step, -step))
    return (ahead - back) / (2 * step)


def test_the_gradient_is_the_slope_in_any_direction(problem):
    likelihood, theta = problem
    rng, gradient = np.random.default_rng(1), likelihood.value_and_gradient(theta)[1]
    for _ in range(8):
        direction = rng.normal(0, 1, theta.size) / np.sqrt(theta.size)
        assert gradient @ direction == pytest.approx(slope(likelihood, theta, direction), rel=1e-5)


def blocks():
    """Those that hold a weight: terms of plug-ins have none where none is installed."""
    layout = likelihood_of(year(2022)).layout
    return [name for name in layout.names if layout.slices[name].stop > layout.slices[name].start]


@pytest.mark.parametrize("name", blocks())
def test_the_gradient_is_the_slope_in_every_block_of_weights(problem, name):
    likelihood, theta = problem
    gradient = likelihood.value_and_gradient(theta)[1]
    direction = np.zeros(theta.size)
    block = likelihood.layout.slices[name]
    direction[block] = np.random.default_rng(2).normal(0, 1, block.stop - block.start)
    expected = slope(likelihood, theta, direction)
    assert abs(expected) > 1e-3, "nothing to see in this block"
    assert gradient @ direction == pytest.approx(expected, rel=1e-5)


def test_chances_are_shares_and_add_up_to_one(problem):
    likelihood, theta = problem
    for c in likelihood.chances(theta):
        assert ((c.yes >= 0) & (c.no >= 0) & (c.abstain >= -1e-15)).all()
        np.testing.assert_allclose(c.yes + c.no + c.abstain, 1, atol=1e-12)


def test_the_value_is_the_sum_of_the_logs_of_the_chances(world):
    likelihood = likelihood_of(world)
    theta, total, count = as_vector(weights(world), likelihood.layout), 0.0, 0
    for s, c in zip(likelihood.sittings, likelihood.chances(theta), strict=True):
        for vote, chance in ((1, c.yes), (0, c.abstain), (-1, c.no)):
            total += np.log(chance[s.votes == vote]).sum()
            count += (s.votes == vote).sum()
    assert likelihood.value_and_gradient(theta)[0] == pytest.approx(total, rel=1e-9)
    assert likelihood.count == count == (world.agenda.recorded <= YES).sum()


@pytest.mark.parametrize("make", [weights, wild_weights])
def test_the_likelihood_is_that_of_state_by_state_with_the_rules(world, make, monkeypatch):
    """The Mesa model is led through the record; before each vote it is asked for its chances."""
    given, logs, recorded = make(world), [], world.agenda.recorded

    def take_down(agent, b):
        if not agent.sits:
            return
        agent.vote = int(recorded[b, agent.index])
        line, loyal, strength = agent.model.voices[BLOC], agent.affiliation, given.discipline
        yes = chance_of_yes(agent.leaning, cut_for_yes(agent.half_band, strength, loyal, line))
        no = chance_of_no(agent.leaning, cut_for_no(agent.half_band, strength, loyal, line))
        if agent.vote <= YES:
            logs.append(np.log({1: yes, -1: no, 0: 1 - yes - no}[agent.vote]))

    monkeypatch.setattr(StateAgent, "cast", take_down)
    model = CouncilModel(world, as_a_replay_knows_them(given))
    assert (model.run() == recorded).all()
    likelihood = likelihood_of(world)
    value, _ = likelihood.value_and_gradient(as_vector(given, likelihood.layout))
    assert len(logs) == likelihood.count
    assert value == pytest.approx(sum(logs), rel=1e-9)


def as_a_replay_knows_them(given):
    """The same weights with a replay's rates of memory, and with nothing that nobody can know."""
    rates = Rates()
    return replace(
        given,
        surprise=given.surprise * 0,
        drift=given.drift * 0,
        memory_rate=np.array([rates.series, rates.target, rates.strand]),
        council_rate=rates.council,
        affiliation_rate=rates.affiliation,
        abstention_credit=rates.abstention_credit,
    )


def test_the_engine_leans_as_the_likelihood_does(world):
    """The first voting day, before anything new is remembered, state by state."""
    today = np.flatnonzero(world.agenda.day == 0)
    mode, likelihood = weights(world), likelihood_of(world)
    (sitting, *_), theta = likelihood.sittings, as_vector(mode, likelihood.layout)
    rounds, bands = likelihood.leanings(theta)[0]

    inputs, still = replicate_inputs(world, mode), neutral(world)
    initial, state, workspace = allocate_state(world, 1, inputs.present.shape[1])
    for slot in range(len(world.agenda.slot_name)):
        wake(slot, initial, state)
    here = slice(0, len(sitting.room.present))
    heard = Heard(*(getattr(still, name) for name in Heard._fields))
    for b in today:
        predispose(b, 0, inputs, scalar_weights(mode), state, workspace.start, workspace.half_band)
        lobby(b, 0, 0, inputs, scalar_weights(mode), state, heard, Acts(*[False] * 4), workspace)
        np.testing.assert_allclose(workspace.start[here, 0], rounds[0][b], atol=1e-9)
        np.testing.assert_allclose(workspace.leaning[here, 0], rounds[-1][b], atol=1e-9)
        np.testing.assert_allclose(workspace.half_band[here, 0], bands[b], atol=1e-9)


def test_the_vector_of_weights_is_in_the_order_of_the_stored_fit(world, fit):
    layout = likelihood_of(world).layout
    vector = as_vector(weights(world), layout)
    assert (vector[layout.main()] == shared_vector(fit, layout)[layout.main()]).all()


def test_a_ballot_that_does_not_count_changes_nothing(world):
    agenda = world.agenda
    counted = agenda.kind == 0
    some = likelihood_of(world, use=counted.astype(float))
    theta = as_vector(weights(world), some.layout)
    chances = likelihood_of(world).chances(theta)[0]
    votes = agenda.recorded[:, likelihood_of(world).sittings[0].room.present]
    cast = [votes == 1, votes == 0, votes == -1]
    picked = np.select(cast, [chances.yes, chances.abstain, chances.no], 1)
    assert some.value_and_gradient(theta)[0] == pytest.approx(np.log(picked[counted]).sum())


@pytest.mark.parametrize("name", SURPRISES)
def test_a_surprise_moves_its_own_text_alone(problem, name):
    likelihood, theta = problem
    moved = theta.copy()
    moved[likelihood.layout.slices[name].start + 5] += 1
    for s, before, after in zip(
        likelihood.sittings, likelihood.chances(theta), likelihood.chances(moved), strict=True
    ):
        changed = (before.yes != after.yes).any(1)
        assert changed.tolist() == (s.ballots == 5).tolist()


def test_the_third_surprise_moves_the_bands_of_a_text_and_no_leaning(problem):
    likelihood, theta = problem
    wider = theta.copy()
    wider[likelihood.layout.slices["surprise_to_band"]] += 0.7
    for (before, narrow), (after, wide) in zip(
        likelihood.leanings(theta), likelihood.leanings(wider), strict=True
    ):
        np.testing.assert_array_equal(before, after)
        np.testing.assert_allclose(wide - narrow, 0.7, atol=1e-12)
    for plain, shy in zip(likelihood.chances(theta), likelihood.chances(wider), strict=True):
        assert (shy.abstain > plain.abstain).all()


def test_before_a_text_is_known_its_chances_are_the_mean_over_its_surprises(world):
    few = without_agreement(world)
    agenda = select_ballots(world.agenda, np.arange(len(world.agenda)) < 6)
    likelihood = likelihood_of(replace(few, agenda=agenda))
    theta = as_vector(weights(world), likelihood.layout)
    for plain, same in zip(
        likelihood.chances(theta),
        likelihood.expected_chances(theta, np.zeros((len(SURPRISES), len(KINDS)))),
        strict=True,
    ):
        np.testing.assert_allclose(plain.yes, same.yes, atol=1e-12)
    rng, spread = np.random.default_rng(0), np.full((len(SURPRISES), len(KINDS)), 0.6)
    drawn = []
    for _ in range(400):
        here = theta.copy()
        for name in SURPRISES:
            here[likelihood.layout.slices[name]] = rng.normal(0, 0.6, len(agenda))
        drawn.append(likelihood.chances(here)[0].yes)
    mean, error = np.mean(drawn, 0), np.std(drawn, 0) / 20
    expected = likelihood.expected_chances(theta, spread)[0].yes
    assert (np.abs(mean - expected) < 5 * error + 1e-3).all()
