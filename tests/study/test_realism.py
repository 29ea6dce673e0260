"""The baseline is like the real Council, and the comparison would notice if it were not."""

import numpy as np
import pytest

from sim.levers import AFFILIATED
from sim.study.design import BASELINE, Design
from sim.study.realism import patterns, tally_coverage
from sim.study.setup import Setup
from sim.study.study import Tables, conduct
from sim.world import COUNTRY
from tests.vocabulary import SEED


@pytest.fixture(scope="module")
def baseline(record, fit) -> Tables:
    # as many as a full run: with fewer the means themselves are too uncertain to be judged
    return conduct(Setup(record, fit), Design({BASELINE: []}, replicates=1000, seed=SEED))


@pytest.fixture(scope="module")
def compared(record, baseline):
    return patterns(record, baseline.runs)


# In 2022-2024 the bloc abstained on country texts more often than the model has it, and said no
# less often. README and CHANGELOG say so; whoever mends the rule takes the two out of here.
MISSED = {("country", "abstains"), ("country", "votes no")}


def test_the_patterns_of_the_real_council_hold_but_for_two_that_are_told(compared):
    assert len(compared) == 5
    broken = compared[~compared.holds]
    assert set(zip(broken.kind, broken.pattern, strict=True)) == MISSED


def test_recorded_tallies_lie_in_the_simulated_intervals(record, baseline):
    assert tally_coverage(record, baseline.ballot_runs)["coverage90"] >= 0.75


def test_the_right_texts_are_adopted(record, baseline):
    assert tally_coverage(record, baseline.ballot_runs)["adoption_accuracy"] >= 0.95


def test_the_bloc_melts_into_abstention_on_country_texts_and_holds_on_themes(baseline):
    runs = baseline.runs
    country, thematic = (runs[runs.kind == kind] for kind in ("country", "thematic"))
    assert country.soft.sum() > 5 * country.hard.sum()
    assert country.soft.sum() / country.chances.sum() > 0.3
    assert (thematic.soft + thematic.hard).sum() / thematic.chances.sum() < 0.15


def test_the_real_side_is_counted_from_the_record(record, compared):
    states, agenda = record.states, record.agenda
    bloc = (states.affiliation >= AFFILIATED) | states.organiser
    votes = agenda.recorded[agenda.kind == COUNTRY][:, bloc]
    votes = votes[(votes <= 1).sum(1) >= 4]
    count = np.array([(votes == v).sum(1) for v in (1, 0, -1)])
    departures = count.sum(0) - count.max(0)
    expected = [*(count.sum(1) / count.sum()), departures.sum() / count.sum()]
    assert compared[compared.kind == "country"].real.tolist() == expected


def test_a_bloc_that_always_says_no_would_be_noticed(record, baseline):
    runs = baseline.runs.copy()
    runs["bloc_no"] += runs.bloc_yes + runs.bloc_abstain
    runs["bloc_yes"] = runs["bloc_abstain"] = 0
    broken = patterns(record, runs).set_index(["kind", "pattern"]).holds
    assert not broken["country", "votes no"]
    assert not broken["country", "abstains"]


def test_tallies_that_are_always_wrong_would_be_noticed(record, baseline):
    turned = baseline.ballot_runs.rename(columns={"yes": "no", "no": "yes"})
    turned["adopted"] = turned.yes > turned.no
    found = tally_coverage(record, turned)
    assert found["coverage90"] < 0.6
    assert found["adoption_accuracy"] < 0.1
