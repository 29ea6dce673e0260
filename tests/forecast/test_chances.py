"""The chances are those of a backtest, the draws agree with them, and the count adds up."""

import numpy as np
import pandas as pd
import pytest

from sim.council.tally import MAJORITY
from sim.data.states import read_table
from sim.errors import InputError
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, replay
from sim.fit.since import shown_since
from sim.forecast.before import before_each_vote
from sim.forecast.chances import drawn_votes, exact_chances
from sim.forecast.count import count_votes, likeliest, wavers
from sim.forecast.draft import draft_of
from sim.forecast.forecast import forecast_drafts
from sim.forecast.reasons import pulls_of
from sim.forecast.seats import seats_on_days
from sim.reports.forecast import seat_words
from sim.world import ABSENT, NO, YES
from tests.forecast.conftest import TODAY


def test_a_recorded_text_as_a_draft_has_the_chances_it_has_in_a_walk_through_the_record(
    record, fit
):
    agenda, calls = record.agenda, read_table("rollcalls.csv")
    row = calls[(calls.series == "belarus") & calls.date.str.startswith("2023")].iloc[0]
    b = agenda.id.index(row.id)
    draft = draft_of(
        {"title": "Situation of human rights in Belarus", "date": row.date,
         "sponsors": row.sponsors}
    )  # fmt: skip
    found = forecast_drafts([draft], record, fit, TODAY, seed=1, draws=100)
    walk = before_each_vote(agenda, record.states, fit, agenda.date[b])
    n = walk.agenda.id.index(agenda.id[b])
    known = exact_chances(walk)[n]
    ours = exact_chances(found.before)[0]
    assert ours.members.tolist() == known.members.tolist()
    assert ours.chances == pytest.approx(known.chances, abs=1e-9)


def test_chances_are_the_rules_own_likelihood(record, fit):
    walk = before_each_vote(record.agenda, record.states, fit, record.agenda.date[-1])
    weights = fit.weights(record.states)
    theta = walk.weights_vector(weights)
    sittings, _ = replay(
        walk.agenda, record.states, Rates(), fit.remembered(walk.agenda, record.states),
        assembly=True, earlier=record.agenda.recorded[record.agenda.date <= walk.last_vote],
    )  # fmt: skip
    every = np.ones(len(walk.agenda), bool)
    unaware = Likelihood(walk.agenda, record.states, sittings, every)
    shown = shown_since(unaware, theta, weights.surprise, every)
    assert shown.any()
    whole = Likelihood(walk.agenda, record.states, sittings, every, shown)
    value = whole.value_and_gradient(theta)[0]
    chances = walk.likelihood.chances(theta)
    total = 0.0
    for s, c in zip(walk.sittings, chances, strict=True):
        given = np.where(s.votes == YES, c.yes, np.where(s.votes == NO, c.no, c.abstain))
        total += np.log(given[s.votes <= YES]).sum()
    assert total == pytest.approx(value)


def test_chances_add_up_and_draws_agree_with_them(three):
    exact = exact_chances(three.before)
    for n, c in enumerate(exact):
        assert c.chances.sum(1) == pytest.approx(1.0)
        here = three.votes[:, n, c.members]
        share = (here == YES).sum(0) / (here <= YES).sum(0)
        assert share == pytest.approx(c.chances[:, 2], abs=0.09)
        assert np.abs(share - c.chances[:, 2]).mean() < 0.02


def test_votes_of_one_text_hang_together(three):
    c = exact_chances(three.before)[2]
    yes = (three.votes[:, 2, c.members] == YES).sum(1)
    alone = (c.chances[:, 2] * (1 - c.chances[:, 2])).sum()
    assert yes.var() > 1.5 * alone  # more than if every member voted for itself


def test_draws_depend_on_seed_and_number_alone(three):
    again = drawn_votes(three.before, 300, 1)
    other = drawn_votes(three.before, 300, 2)
    few = drawn_votes(three.before, 50, 1)
    assert (few[:1] == again[:1]).all()
    assert (again != other).any()


def test_draws_with_the_same_weights_share_one_walk_and_no_vote_changes(three, monkeypatch):
    chances, walk, walks = Likelihood.chances, Likelihood.walk, []

    def counted(likelihood, theta):
        walks.append(1)
        return walk(likelihood, theta)

    monkeypatch.setattr(Likelihood, "walk", counted)
    shared = drawn_votes(three.before, 130, 1)
    assert len(walks) == 65  # 130 draws, two to each draw of the weights
    monkeypatch.setattr(Likelihood, "chances", lambda own, theta, _: chances(own, theta))
    anew = drawn_votes(three.before, 130, 1)  # with a walk for each draw
    assert len(walks) == 65 + 65 + 130
    assert (shared == anew).all()


def test_reasons_add_up_to_the_leaning(three):
    for n, pulls in enumerate(pulls_of(three.before)):
        theta = three.before.weights_vector(three.before.fit.weights(three.before.states))
        leanings = three.before.likelihood.leanings(theta)
        for s, (rounds, _) in zip(three.before.sittings, leanings, strict=True):
            at = np.flatnonzero(s.ballots == three.before.first + n)
            if len(at):
                assert pulls.leaning == pytest.approx(rounds[-1][at[0]][s.room.sits])


def test_reasons_pull_the_way_of_the_vote(three):
    yes = three.members[three.members.likeliest == "yes"]
    pulls = pulls_of(three.before)
    for row in yes[yes.draft == "The right to development"].itertuples():
        m = list(yes[yes.draft == row.draft].iso3).index(row.iso3)
        assert m >= 0
        for key in (row.reason_1, row.reason_2, row.reason_3):
            if key:
                who = [three.before.states.iso3[i] for i in exact_chances(three.before)[1].members]
                assert pulls[1].parts[key][who.index(row.iso3)] > 0


def test_the_count_by_hand():
    votes = np.array([[1, 1, -1], [1, -1, -1], [0, 1, ABSENT], [1, 0, -1]], np.int8)
    count = count_votes(votes, MAJORITY)
    assert count.adopted == 0.5  # 2-1 and 1-0 pass; 1-2 and a tie do not
    assert count.mean == {"yes": 5 / 4, "abstain": 2 / 4, "no": 4 / 4, "absent": 1 / 4}
    # the third member one step up: 2-0, 1-1, 1-0 (absent stays), 1-0
    assert count.if_up[2] == pytest.approx(0.25)
    # the first one step down: 1-1 fails, 0-2 fails, 1-1 fails, 0-1 fails
    assert count.if_down[0] == pytest.approx(-0.5)


def test_who_wavers():
    chances = np.array([[0.1, 0.2, 0.7], [0.4, 0.5, 0.1]])
    assert likeliest(chances).tolist() == [1, 0]
    assert wavers(chances).tolist() == [False, True]


def test_a_day_that_the_fit_has_seen_is_refused(record, fit):
    draft = draft_of({"title": "The right to development", "date": "2019-03-22"})
    with pytest.raises(InputError, match="came first"):
        forecast_drafts([draft], record, fit, TODAY, seed=1)


def test_seats_that_nobody_is_known_to_hold_are_filled_by_elections_and_said(record, fit):
    draft = draft_of({"title": "The right to development", "date": "2029-03-22"})
    members = forecast_drafts([draft], record, fit, TODAY, seed=1).members
    assert len(members) == 47
    assert members.seat.between(0, 1).all()
    assert (members.seat < 1).any()
    (line,) = seat_words(members)
    assert line.startswith(f"Who holds {int((members.seat < 1).sum())} of the seats")
    again = forecast_drafts([draft], record, fit, TODAY, seed=1).members
    pd.testing.assert_frame_equal(members, again)


def test_members_that_are_known_are_not_assumed(record, fit):
    draft = draft_of({"title": "The right to development", "date": "2024-03-22"})
    members = forecast_drafts([draft], record, fit, TODAY, seed=1).members
    assert (members.seat == 1).all()
    assert seat_words(members) == []


def test_a_winner_of_a_past_election_is_not_known_before_it(record, fit):
    """On days of the record nobody is assumed, however few sit."""
    days = [np.datetime64("2013-03-21")]
    ends = record.agenda.date.max()
    assert set(np.unique(seats_on_days(days, record.states, fit, ends, 1))) == {0.0, 1.0}
