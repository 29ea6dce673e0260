"""Recorded terms and slates as the tables give them."""

import numpy as np

from sim.data.states import load_states, read_table
from sim.data.terms import recorded_slates, recorded_terms

STATES = load_states()


def test_every_row_of_the_table_is_a_term():
    terms = recorded_terms(STATES)
    assert len(terms) == len(read_table("council.csv"))
    assert (terms.since <= terms.until).all()
    assert (np.diff(terms.since) >= np.timedelta64(0, "D")).all()


def test_every_winner_of_a_slate_took_a_seat_and_no_loser_did():
    terms = recorded_terms(STATES)
    for slate in recorded_slates(STATES):
        if slate.day < np.datetime64("2017-01-01"):
            continue
        took = (terms.since >= slate.day) & (terms.since < slate.day + np.timedelta64(100, "D"))
        new = set(terms.state[took])
        assert set(slate.candidates[slate.elected]) <= new, slate.day
        assert not set(slate.candidates[~slate.elected]) & new, slate.day


def test_the_elected_have_the_majority_and_no_loser_has_more_votes():
    for slate in recorded_slates(STATES):
        won, lost = slate.votes[slate.elected], slate.votes[~slate.elected]
        assert not (won < 97).any()
        if len(lost) and not np.isnan(won).any():
            assert not (lost > won.min()).any()
