"""What is measured in a run, against a slow reference that counts on its fingers."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.council.line import modal_vote
from sim.study.metrics import (
    EXIT_BELOW,
    FEWEST_OF_THE_BLOC,
    SESSIONS_TO_EXIT,
    has_exited,
    measure,
)
from sim.world import ABSENT, COUNTRY, KINDS, NO_SEAT, THEMATIC
from tests.vocabulary import recorded_measures


@st.composite
def runs(draw):
    """Votes [B, S, L] of a small Council, the kinds of its texts, its affiliates and organisers."""
    ballots, states, lanes = (draw(st.integers(1, most)) for most in (5, 9, 3))
    vote = st.sampled_from([1, 1, 0, -1, -1, ABSENT, NO_SEAT])
    size = ballots * states * lanes
    votes = np.array(draw(st.lists(vote, min_size=size, max_size=size)), np.int8)
    kinds = draw(st.lists(st.integers(0, len(KINDS) - 1), min_size=ballots, max_size=ballots))
    role = draw(st.lists(st.sampled_from("aabo-"), min_size=states, max_size=states))
    return (
        votes.reshape(ballots, states, lanes),
        np.array(kinds),
        np.array([r in "ab" for r in role]),
        np.array([r in "bo" for r in role]),
    )  # "b" is on a list and an organiser: an organiser all the same


def reference(votes, kinds, affiliate, organiser):
    """The same counts for one lane, in plain Python."""
    names = ("chances", "soft", "hard", "votes", "from_mode", "line_votes", "line_followed")
    found = {name: Counter() for name in names}
    rice, tally = {}, []
    for ballot, kind in zip(votes.tolist(), kinds.tolist(), strict=True):
        cast = {i: v for i, v in enumerate(ballot) if v in (1, 0, -1)}
        count = Counter(cast.values())
        tally.append([count[1], count[0], count[-1]])
        ranked = Counter(v for i, v in cast.items() if organiser[i]).most_common()
        bloc = [v for i, v in cast.items() if organiser[i] or affiliate[i]]
        if len(bloc) >= FEWEST_OF_THE_BLOC:
            split = Counter(bloc)
            for vote, number in split.items():
                found["votes"][kind, vote] += number
            found["from_mode"][kind] += len(bloc) - max(split.values())
            if split[1] + split[-1]:
                cohesion = abs(split[1] - split[-1]) / (split[1] + split[-1])
                rice.setdefault(kind, []).append(cohesion)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            continue
        line = ranked[0][0]
        found["line_votes"][kind] += len(bloc)
        found["line_followed"][kind] += bloc.count(line)
        for i, vote in cast.items():
            if affiliate[i] and not organiser[i]:
                found["chances"][kind, i] += 1
                found["soft"][kind, i] += line != 0 and vote == 0
                found["hard"][kind, i] += line != 0 and vote == -line
    return found, rice, tally


@given(runs())
def test_every_count_is_what_a_slow_count_gives(run):
    votes, kinds, affiliate, organiser = run
    fast = measure(votes, kinds, affiliate, organiser)
    for lane in range(votes.shape[2]):
        slow, rice, tally = reference(votes[..., lane], kinds, affiliate, organiser)
        assert fast.tally[..., lane].tolist() == tally
        for k in range(len(KINDS)):
            for i in range(votes.shape[1]):
                for name in ("chances", "soft", "hard"):
                    assert getattr(fast, name)[k, i, lane] == slow[name][k, i], name
            assert fast.votes[k, :, lane].tolist() == [slow["votes"][k, v] for v in (1, 0, -1)]
            for name in ("from_mode", "line_votes", "line_followed"):
                assert getattr(fast, name)[k, lane] == slow[name][k], name
            expected = np.mean(rice[k]) if k in rice else np.nan
            assert fast.rice[k, lane] == pytest.approx(expected, nan_ok=True)


@given(runs())
def test_nobody_departs_more_often_than_it_could(run):
    found = measure(*run)
    assert (found.soft + found.hard <= found.chances).all()
    assert (found.soft >= 0).all()
    assert (found.hard >= 0).all()


@given(runs())
def test_the_rice_index_is_a_share_where_there_is_one(run):
    rice = measure(*run).rice
    known = rice[~np.isnan(rice)]
    assert ((known >= 0) & (known <= 1)).all()


@given(runs())
def test_the_tally_counts_everyone_who_votes_once(run):
    votes = run[0]
    assert (measure(*run).tally.sum(1) == (votes <= 1).sum(1)).all()


@given(runs(), st.randoms(use_true_random=False))
def test_the_order_of_the_states_does_not_matter(run, random):
    votes, kinds, affiliate, organiser = run
    order = list(range(votes.shape[1]))
    random.shuffle(order)
    here = measure(votes, kinds, affiliate, organiser)
    moved = np.ascontiguousarray(votes[:, order])
    there = measure(moved, kinds, affiliate[order], organiser[order])
    for name in ("chances", "soft", "hard"):
        assert (getattr(here, name)[:, order] == getattr(there, name)).all()
    assert (here.tally == there.tally).all()
    np.testing.assert_array_equal(here.rice, there.rice)


@given(runs())
def test_turning_every_vote_round_changes_no_defection(run):
    votes, kinds, affiliate, organiser = run
    turned = np.where(np.abs(votes) == 1, -votes, votes).astype(np.int8)
    here, there = (measure(v, kinds, affiliate, organiser) for v in (votes, turned))
    assert (here.soft == there.soft).all()
    assert (here.hard == there.hard).all()
    assert (here.votes[:, ::-1] == there.votes).all()


def one_ballot(organisers: list[int], affiliates: list[int], kind: int = COUNTRY):
    """The measures of one ballot by the votes of its organisers and affiliates."""
    votes = np.array([organisers + affiliates], np.int8)[..., None]
    leads = np.arange(votes.shape[1]) < len(organisers)
    return measure(votes, np.array([kind]), ~leads, leads)


def test_an_abstention_against_the_line_is_soft_and_the_opposite_vote_is_hard():
    found = one_ballot([-1, -1, 0], [-1, 0, 1, ABSENT])
    assert found.chances[COUNTRY, 3:, 0].tolist() == [1, 1, 1, 0]
    assert found.soft[COUNTRY, 3:, 0].tolist() == [0, 1, 0, 0]
    assert found.hard[COUNTRY, 3:, 0].tolist() == [0, 0, 1, 0]


def test_where_the_organisers_split_evenly_there_is_no_line_to_leave():
    assert one_ballot([1, -1], [1, 0, -1]).chances.sum() == 0
    assert one_ballot([ABSENT, NO_SEAT], [1, 0, -1]).chances.sum() == 0


def test_nobody_defects_from_a_line_of_abstention():
    found = one_ballot([0, 0, 1], [1, 0, -1])
    assert found.chances.sum() == 3
    assert found.soft.sum() == found.hard.sum() == 0


def test_an_organiser_makes_the_line_and_is_never_counted_as_leaving_it():
    found = one_ballot([-1, -1, 1], [])
    assert found.chances.sum() == 0


def test_a_text_belongs_to_its_own_kind():
    found = one_ballot([-1], [1], THEMATIC)
    assert found.hard[THEMATIC].sum() == found.hard.sum() == 1


@pytest.mark.parametrize(
    ("bloc", "index"),
    [([1, 1, 1, 1], 1.0), ([1, 1, -1, -1], 0.0), ([1, 1, 1, -1], 0.5), ([1, 1, 1, 0, 0], 1.0)],
)
def test_the_rice_index_of_known_splits(bloc, index):
    assert one_ballot([], bloc).rice[COUNTRY, 0] == index


def test_too_few_of_the_bloc_say_nothing_about_its_cohesion():
    found = one_ballot([], [1, -1, 1])
    assert np.isnan(found.rice[COUNTRY, 0])
    assert found.votes.sum() == found.from_mode.sum() == 0


def test_a_bloc_that_only_abstains_has_no_rice_index():
    found = one_ballot([], [0, 0, 0, 0])
    assert np.isnan(found.rice[COUNTRY, 0])
    assert found.votes[COUNTRY, :, 0].tolist() == [0, 4, 0]


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=8))
def test_an_exit_is_an_affiliation_that_stays_under_the_threshold_to_the_end(paths):
    affiliation = np.array(paths)[..., None]
    for i, exited in enumerate(has_exited(affiliation)[:, 0]):
        last = [path[i] for path in paths][-SESSIONS_TO_EXIT:]
        assert exited == (len(last) == SESSIONS_TO_EXIT and all(a < EXIT_BELOW for a in last))


def test_who_returns_before_the_end_has_not_left():
    path = np.array([0.9, 0.1, 0.1, 0.1, EXIT_BELOW])[:, None, None]
    assert not has_exited(path).any()


def test_only_affiliates_that_are_no_organisers_can_leave():
    votes = np.ones((1, 3, 1), np.int8)
    affiliate, organiser = np.array([True, True, False]), np.array([False, True, False])
    gone = np.zeros((SESSIONS_TO_EXIT, 3, 1))
    found = measure(votes, np.array([0]), affiliate, organiser, gone)
    assert found.exits[:, 0].tolist() == [True, False, False]
    assert not measure(votes, np.array([0]), affiliate, organiser).exits.any()


def test_the_record_is_measured_by_the_same_rule_as_a_run(a_year):
    states, agenda = a_year.states, a_year.agenda
    affiliate = (states.affiliation >= 0.75) & ~states.organiser
    found = recorded_measures(agenda.recorded, agenda.kind, affiliate, states.organiser)
    again = measure(agenda.recorded[..., None].copy(), agenda.kind, affiliate, states.organiser)
    assert (found.tally == again.tally).all()
    xinjiang = agenda.symbol.index("A/HRC/51/L.6")
    assert found.tally[xinjiang, :, 0].tolist() == [17, 11, 19]
    organisers = agenda.recorded[xinjiang, states.organiser]
    assert modal_vote(*((organisers == v).sum() for v in (1, 0, -1))) == -1
