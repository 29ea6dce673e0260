"""What has to hold where the example package is installed; ``test_plugins.py`` runs this file."""

from dataclasses import replace

import numpy as np
import pytest
from lmgsim_example.fund import SmallMissionsFund
from lmgsim_example.poor import POOR_ON_SCRUTINY

from sim.config.compose import compose
from sim.config.schema import read_config
from sim.council.own_terms import values_of_terms
from sim.data.fitted import load_fit
from sim.data.recorded import embedded_agenda
from sim.data.shared_weights import SHARED_LABELS
from sim.errors import InputError
from sim.evidence.priors import all_known, priors
from sim.fit.calibrate import importance
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, replay
from sim.levers import ASSUMPTIONS, LEVERS, draw_assumptions, pressure_of
from sim.mechanisms.table import levers_without, mechanism, weights_without
from sim.mechanisms.words import all_words
from sim.plugins import told
from sim.store import provenance
from sim.sweep.factors import check_factor
from tests.vocabulary import SEED, neutral, small_world, text, wild_weights

# the lever: help, settings, sweeps, mechanisms, words, evidence, provenance
assert LEVERS["small_missions_fund"] is SmallMissionsFund
content = compose(["levers.small_missions_fund.delegates=2"])
assert content["levers"]["small_missions_fund"] == {"targets": ["everyone"], "delegates": 2}
assert content["rules"]["mechanisms"]["small_missions_fund"] is True
config = read_config(content)
lever = next(one for one in config.pulled() if isinstance(one, SmallMissionsFund))
assert read_config(compose(["rules.mechanisms.plugged_terms=false"])).rules.off() == (
    "plugged_terms",
)
check_factor("levers.small_missions_fund.delegates")
check_factor("rules.assumptions.fund_gain")
assert mechanism("small_missions_fund").assumptions == ("fund_gain",)
assert "small" in all_words()["small_missions_fund"].what
assert all_known()["fund_gain"].standing == "nothing known"
assert {one["name"] for one in told()} == {"small_missions_fund", "poor_on_scrutiny"}
assert provenance(["x"], 1, {})["plugins"][0]["package"] == "lmgsim-example 0.1.0"

# its assumption is drawn after the others, which stay as they were
drawn = draw_assumptions(SEED, 1, None, priors("measured"))
assert ASSUMPTIONS[-1].name == "fund_gain"
assert 0 <= drawn["fund_gain"] <= 0.3

world = small_world(
    "BRA CHN CUB FRA IND LKA MDV USA ZAF GMB", text("country"), text("thematic"), text("country")
)
pulled = pressure_of([lever], world, drawn)
assert pulled.civic.max() > 0
assert pressure_of([SmallMissionsFund()], world, drawn).civic.max() == 0
assert levers_without([lever], ("small_missions_fund",)) == []
assert lever.cost_usd(world.states) >= 0

# the term: both drivers give the same votes, and the mechanism switches it off
weights = replace(wild_weights(world), own_terms=np.array([1.5]))
without = weights_without(weights, ("plugged_terms",))
assert without.own_terms.tolist() == [0.0]
from sim.engine.ensemble import simulate  # noqa: E402
from sim.engine.inputs import replicate_inputs  # noqa: E402
from sim.mesa_model.model import CouncilModel  # noqa: E402

(value,) = values_of_terms(world.agenda, world.states)
assert value.any()
moved = replicate_inputs(world, weights).base - replicate_inputs(world, without).base
assert np.allclose(moved, 1.5 * value)
fast = simulate(world, weights, neutral(world), SEED, 1)
model = CouncilModel(world, weights, neutral(world), 1, SEED)
while model.running:
    model.step()
assert np.array_equal(model.votes, fast.votes[..., 0])

# the fit: a stored one without the term is refused; the gradient by its weight is right
assert "own_terms/poor_on_scrutiny" in SHARED_LABELS
with pytest.raises(InputError, match="LMGSIM_PLUGINS=off"):
    load_fit()
agenda, states = embedded_agenda()
sittings, _ = replay(agenda, states, Rates())
use = importance(agenda) * (np.arange(len(agenda)) > len(agenda) - 40)
likelihood = Likelihood(agenda, states, sittings, use)
theta = np.random.default_rng(1).normal(0, 0.1, likelihood.layout.size)
at = likelihood.layout.slices["own_terms"].start
_, gradient = likelihood.value_and_gradient(theta)
step = np.zeros(len(theta))
step[at] = 1e-5
ahead, behind = (likelihood.value_and_gradient(theta + sign * step)[0] for sign in (1, -1))
assert abs((ahead - behind) / 2e-5 - gradient[at]) < 1e-3 * max(abs(gradient[at]), 1)
assert POOR_ON_SCRUTINY.source
print("all hold")
