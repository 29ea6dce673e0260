"""How far a logit of leaning moves votes: measured again, beside what evidence is turned with."""

import pytest

from sim.config.compose import compose
from sim.config.schema import read_config
from sim.evidence.units import LEVEL, MARGINAL, SLOPE
from sim.study.experiment import Experiment
from sim.study.setup import design_of, setup_of
from sim.study.steepness import steepness


@pytest.mark.slow
def test_the_slope_that_evidence_is_turned_with_is_that_of_the_model():
    years = ["council.since=2021-01-01", "council.until=2023-12-31", "scenario=none"]
    config = read_config(compose(years))
    experiment = Experiment(setup_of(config.council, config.rules.fit), design_of(config, {}))
    found = steepness(experiment, halves=8, replicates=4, seed=11)
    assert found.slope == pytest.approx(SLOPE, abs=4 * found.error + 0.005)
    assert found.level == pytest.approx(LEVEL, abs=0.03)
    assert found.marginal == pytest.approx(MARGINAL, rel=0.25)


def test_a_logit_of_the_odds_of_the_mean_vote_is_more_than_one_of_leaning():
    assert pytest.approx(LEVEL * (1 - LEVEL) / SLOPE) == MARGINAL
    assert MARGINAL > 1
