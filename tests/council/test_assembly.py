"""The ballot papers and their count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.council.assembly import count, elect, majority, support, write_down
from sim.council.contest import Assembly, ElectionSettings, vote
from sim.council.likeness import likeness
from sim.data.fitted import load_fit
from sim.data.states import load_states
from sim.data.terms import recorded_slates
from tests.council.election_words import (
    ALIKE,
    NEUTRAL,
    SEED,
    STATES,
    add,
    at,
    contest,
    votes_for,
)

WISHES = hnp.arrays(
    float, st.tuples(st.integers(1, 8), st.integers(5, 60)), elements=st.floats(-5, 5)
)
SEATS = st.integers(1, 6)
TOTALS = st.lists(st.integers(0, 193), min_size=1, max_size=9)


def lots(number):
    return np.random.default_rng(number).permutation(number) / max(number, 1)


@given(WISHES, SEATS)
def test_a_paper_has_no_more_names_than_seats_and_none_that_is_not_wished_for(wish, seats):
    papers = write_down(wish, seats)
    assert (papers.sum(0) <= max(seats, 0)).all()
    assert not papers[wish <= 0].any()
    assert (papers.sum(0) == np.minimum((wish > 0).sum(0), seats)).all()


@given(WISHES, SEATS)
def test_nobody_is_left_out_for_one_who_is_wished_for_less(wish, seats):
    papers = write_down(wish, seats)
    least = np.where(papers, wish, np.inf).min(0)
    most_left_out = np.where(papers | (wish <= 0), -np.inf, wish).max(0)
    assert (most_left_out <= least).all()


@given(TOTALS, SEATS)
def test_elected_are_those_with_the_most_votes_who_have_the_majority(totals, seats):
    votes = np.array(totals)
    elected = count(votes, lots(len(votes)), seats, majority(193))
    assert len(elected) == min(seats, (votes >= 97).sum())
    assert len(set(elected)) == len(elected)
    beaten = np.setdiff1d(np.arange(len(votes)), elected)
    if len(elected) and len(beaten):
        assert votes[elected].min() >= 97
        assert (votes[beaten] < 97).all() or votes[beaten].max() <= votes[elected].min()


def test_equal_votes_are_decided_by_lot():
    votes = np.array([120, 120, 130])
    assert count(votes, np.array([0.9, 0.1, 0.5]), 2, 97).tolist() == [2, 1]
    assert count(votes, np.array([0.1, 0.9, 0.5]), 2, 97).tolist() == [2, 0]


@given(WISHES, SEATS)
def test_the_first_ballot_is_the_one_that_is_told(wish, seats):
    elected, votes = elect(wish, lots(len(wish)), seats, majority(wish.shape[1]))
    assert (votes == write_down(wish, seats).sum(1)).all()
    assert len(elected) <= seats
    assert len(set(elected)) == len(elected)


@given(WISHES)
def test_a_clean_slate_with_the_majority_is_elected_whole(wish):
    wanted = np.abs(wish) + 0.1
    elected, votes = elect(wanted, lots(len(wish)), len(wish), majority(wish.shape[1]))
    assert sorted(elected) == list(range(len(wish)))
    assert (votes == wish.shape[1]).all()


def test_a_restricted_ballot_fills_the_seat_that_the_first_leaves_open():
    # three share the votes for one seat: none has the majority until the last is dropped
    wish = np.array(
        [[3.0] * 4 + [1.0] * 6, [2.0] * 4 + [3.0] * 3 + [2.0] * 3, [1.0] * 7 + [3.0] * 3]
    )
    elected, votes = elect(wish, np.array([0.1, 0.2, 0.3]), 1, majority(10))
    assert votes.tolist() == [4, 3, 3]
    assert elected.tolist() == [1]


def test_ninety_seven_are_the_majority():
    assert majority(193) == 97


def test_no_campaign_is_nothing_bit_for_bit():
    candidates = at("CHN NPL PAK UZB SAU")
    still = support(STATES, ALIKE, candidates, NEUTRAL.campaign, 0.0)
    elsewhere = support(STATES, ALIKE, candidates, add("BRA", 3.0), 0.0)
    assert still.tobytes() == elsewhere.tobytes()
    unheard = ElectionSettings(NEUTRAL.candidacies, NEUTRAL.campaign, hearing_gain=1.4)
    assert (votes_for("CHN SAU", 2, unheard)[0] == votes_for("CHN SAU", 2)[0]).all()


@given(st.sampled_from(["CHN", "NPL", "PAK", "UZB"]), st.floats(0.1, 3), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_a_campaign_moves_votes_its_own_way_and_on_a_clean_slate_nobody_elses(code, push, run):
    slate = "CHN NPL PAK UZB"
    place = slate.split().index(code)
    before = votes_for(slate, 4, replicate=run)[0]
    for sign in (1, -1):
        campaign = ElectionSettings(NEUTRAL.candidacies, add(code, sign * push))
        after = votes_for(slate, 4, campaign, run)[0]
        assert sign * (after[place] - before[place]) >= 0
        assert (np.delete(after, place) == np.delete(before, place)).all()


def test_hearings_help_the_free_and_harm_the_unfree():
    heard = ElectionSettings(NEUTRAL.candidacies, NEUTRAL.campaign, hearings=True)
    moved = [votes_for("JPN SAU", 2, heard, r)[0] - votes_for("JPN SAU", 2, replicate=r)[0]
             for r in range(10)]  # fmt: skip
    assert (np.array(moved)[:, 0] >= 0).all()
    assert (np.array(moved)[:, 1] <= 0).all()
    assert np.mean(moved, axis=0)[0] > 1
    assert np.mean(moved, axis=0)[1] < -2


def test_one_candidate_too_many_lowers_the_chance_of_the_worst():
    clean = [votes_for("UKR RUS", 2, replicate=r)[1][1] for r in range(60)]
    contested = [votes_for("UKR RUS POL", 2, replicate=r)[1][1] for r in range(60)]
    assert np.mean(clean) > 0.95
    assert np.mean(contested) < 0.7


def test_the_luck_of_a_candidate_does_not_depend_on_the_slate():
    assembly, slate = Assembly(STATES, ALIKE, SEED, 3), contest("African", 4)
    one = vote(assembly, at("SEN GHA KEN TGO"), slate, NEUTRAL)[1]
    other = vote(assembly, at("TGO KEN GHA SEN"), slate, NEUTRAL)[1]
    assert one.tolist() == other[::-1].tolist()


@pytest.fixture(scope="module")
def totals():
    """Of each recorded candidacy: votes, mean votes of 40 replicates, too many candidates, name."""
    found = []
    for slate in recorded_slates(STATES):
        year = int(str(slate.day)[:4])
        states = load_states(year - 1)
        alike = likeness(states, load_fit().agreement(states))
        where = contest("WEOG", slate.seats, year)
        runs = [vote(Assembly(states, alike, SEED, r), slate.candidates, where, NEUTRAL)[1]
                for r in range(40)]  # fmt: skip
        extra = len(slate.candidates) - slate.seats
        for votes, mean, spread, state in zip(
            slate.votes, np.mean(runs, 0), np.std(runs, 0), slate.candidates, strict=True
        ):
            if not np.isnan(votes) and (states.iso3[state], year) != ("AFG", 2022):
                found.append((votes, mean, spread, extra))
    return np.array(found)


def test_the_recorded_totals_are_met_within_fifteen_votes(totals):
    error = totals[:, 0] - totals[:, 1]
    assert len(error) == 82
    assert abs(error).mean() < 15
    assert abs(error.mean()) < 3


def test_the_spread_of_totals_is_about_that_of_the_errors(totals):
    error, clean = totals[:, 0] - totals[:, 1], totals[:, 3] == 0
    for here in (clean, ~clean):
        ratio = np.sqrt((error[here] ** 2).mean() / (totals[here, 2] ** 2).mean())
        assert 0.75 < ratio < 1.3
