"""Two thirds of those present and voting take a member's seat."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.leaving import vacate
from sim.council.suspension import is_removed, readiness_to_suspend, removal, suspend, votes_on
from sim.council.terms import Terms
from sim.data.fitted import load_fit
from sim.data.states import load_states
from sim.draws import ELECTION, uniform_table
from sim.world import ABSENT, NO
from tests.council.election_words import SEED, TERMS, day

STATES = load_states(2021)
AGREEMENT = load_fit().agreement(STATES)
RUSSIA = STATES.index("RUS")
ROWS, COLUMNS = STATES.code, np.arange(2)
RECORD = (93, 24, 58)  # for, against, abstentions on 7 April 2022 [ga_es_11_3]


def uniforms(replicate):
    return uniform_table(SEED, ELECTION, replicate, ROWS, COLUMNS)


def outcomes(code, severity, replicates=200):
    target = STATES.index(code)
    return np.array([suspend(STATES, AGREEMENT, target, severity, uniforms(r))
                     for r in range(replicates)])  # fmt: skip


@pytest.mark.slow
def test_the_vote_of_april_2022_comes_out_near_the_record():
    yes, no, abstain, removed = outcomes("RUS", 1.0).mean(0)
    assert abs(yes - RECORD[0]) < 4
    assert abs(no - RECORD[1]) < 3
    assert abs(abstain - RECORD[2]) < 4
    assert removed > 0.98


@pytest.mark.slow
def test_where_little_is_known_nobody_is_removed():
    assert not outcomes("RUS", 0.5, 40)[:, 3].any()
    assert not outcomes("BEL", 0.0, 40)[:, 3].any()


@given(st.integers(0, 193), st.integers(0, 193))
def test_abstentions_do_not_count_and_two_thirds_are_enough(yes, no):
    assert is_removed(yes, no) == (yes > 0 and 3 * yes >= 2 * (yes + no))


def test_two_thirds_exactly_are_enough():
    assert is_removed(2, 1)
    assert not is_removed(199, 100)
    assert not is_removed(0, 0)


@pytest.mark.slow
@given(st.floats(0, 1.5), st.floats(0.01, 0.5), st.integers(0, 30))
def test_the_more_is_known_the_more_vote_for_it(severity, more, run):
    less = suspend(STATES, AGREEMENT, RUSSIA, severity, uniforms(run))
    after = suspend(STATES, AGREEMENT, RUSSIA, severity + more, uniforms(run))
    assert after[0] >= less[0]
    assert after[1] <= less[1]


def test_whatever_becomes_known_makes_states_readier():
    known = [readiness_to_suspend(STATES, AGREEMENT, RUSSIA, severity) for severity in (0, 0.5, 1)]
    assert (np.diff(known, axis=0) > 1).all()


def test_the_free_are_readier_and_the_bloc_is_not():
    ready = readiness_to_suspend(STATES, AGREEMENT, RUSSIA, 1.0)
    assert ready[STATES.democracy].mean() > 2
    assert ready[STATES.organiser].mean() < 0.5


@pytest.mark.parametrize("run", range(5))
def test_the_target_votes_for_itself_and_some_stay_away(run):
    votes = votes_on(STATES, AGREEMENT, RUSSIA, 1.0, uniforms(run))
    assert votes[RUSSIA] == NO
    assert 5 < (votes == ABSENT).sum() < 36


def test_a_removed_member_sits_until_the_day_before():
    whole = Terms(np.array([RUSSIA]), np.array([day("2021-01-01")]), np.array([day("2023-12-31")]))
    terms, end = vacate(whole, removal(RUSSIA, day("2022-04-07")))
    assert terms.until[0] == day("2022-04-06")
    assert end == day("2023-12-31")
    recorded = TERMS.state == RUSSIA
    assert TERMS.until[recorded][-1:].tolist() == [day("2022-04-06").item()]
