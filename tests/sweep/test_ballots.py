"""Votes of single states for programs: those of a run, vote by vote."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.sweep.ballots import votes
from sim.sweep.evaluation import evaluate

YEAR = {"council": "recorded_2022", "scenario": "mission_staff"}


@pytest.fixture(scope="module")
def cast():
    return votes(YEAR, replicates=2, seed=3)


def test_every_member_votes_once_on_a_text_of_a_replicate_and_arm(cast):
    once = cast.groupby(["replicate", "arm", "text", "iso3"], observed=True).size()
    assert (once == 1).all()
    assert cast.groupby(["replicate", "arm", "text"], observed=True).size().max() <= 47
    assert set(cast.vote) == {"yes", "abstain", "no"}
    assert set(cast.arm) == {"baseline", "intervention"}


def test_they_are_the_votes_that_a_sweep_counts(cast):
    """The margin of country texts, counted from single votes, is the one of the same runs."""
    sign = cast.vote.map({"yes": 1, "abstain": 0, "no": -1}).astype(int)
    here = (cast.kind == "country") & (cast.arm == "intervention")
    margin = sign[here].groupby([cast.replicate[here], cast.text[here]]).sum()
    counted = margin.groupby("replicate").mean().to_numpy()
    runs = evaluate(YEAR, replicates=2, seed=3)
    np.testing.assert_allclose(counted, runs.country_margin.to_numpy())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"replicates": 0}, "1 to 10,000"),
        ({"replicates": True}, "a whole number"),
        ({"replicates": 2.5}, "a whole number"),
        ({"parameters": {"scenari": "none"}}, "scenari"),
    ],
)
def test_what_cannot_be_is_refused(given, words):
    with pytest.raises(InputError, match=words):
        votes(**given)
