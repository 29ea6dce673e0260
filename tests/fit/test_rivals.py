"""The rivals know what they should, and not a day more: each against a slow reference."""

from dataclasses import replace

import numpy as np
import pytest

from sim.council.agreement import voting_agreement
from sim.fit.replay import Rates, replay
from sim.fit.rivals import (
    RULE,
    SMOOTHING,
    WITH_BOOSTING,
    all_rivals,
    averaged,
    beside,
    boosting,
    frequency,
    persistence,
)
from sim.fit.scores import Forecasts
from sim.fit.seen import HALF_HEARD, heard_before, seen_by
from sim.fit.similar import similar_states
from sim.world import NO_SEAT, YES
from tests.vocabulary import small_world, text

STATES = "CHN CUB DEU FRA IND ZAF"
DAYS = ("2021-03-23", "2021-03-24", "2021-07-12", "2021-10-08", "2022-04-01")


def hand_made(seed: int = 4):
    """Fifteen texts on five days, two series and themes, votes at random, some seats empty."""
    rng = np.random.default_rng(seed)
    texts = [
        row
        for n, day in enumerate(DAYS)
        for row in (
            text("country", date=day, session=str(46 + n), target="IND"),
            text("country", date=day, session=str(46 + n), series="cuba", target="CUB"),
            text("thematic", date=day, session=str(46 + n)),
        )
    ]
    world = small_world(STATES, *texts)
    recorded = rng.choice([1, 0, -1, 8], world.agenda.recorded.shape).astype(np.int8)
    recorded[(world.agenda.day == 2), 1] = NO_SEAT
    recorded[(world.agenda.day >= 3), 4] = NO_SEAT
    return replace(world.agenda, recorded=recorded, sits=recorded != NO_SEAT), world.states


def seen_before(agenda, b):
    """Every vote of the days before ballot ``b``: ballot, state, vote, in time order."""
    for a in range(len(agenda)):
        if agenda.day[a] < agenda.day[b]:
            for i, vote in enumerate(agenda.recorded[a]):
                if vote <= YES:
                    yield a, i, int(vote)


def shares(counts):
    return np.array(counts) / sum(counts)


def slow_frequency(agenda, member_of, b, i):
    counts = [SMOOTHING] * 3
    for a, j, vote in seen_before(agenda, b):
        if member_of[j] == member_of[i] and agenda.kind[a] == agenda.kind[b]:
            counts[vote + 1] += 1
    return shares(counts)


def slow_persistence(agenda, b, i):
    last, follow = {}, [SMOOTHING] * 3
    series = agenda.slots[:, 0]
    mine = [v for a, j, v in seen_before(agenda, b) if (j, series[a]) == (i, series[b])]
    if not mine:
        return slow_frequency(agenda, np.arange(agenda.recorded.shape[1]), b, i)
    for a, j, vote in seen_before(agenda, b):
        before = last.get((j, series[a]))
        if before == mine[-1] and agenda.kind[a] == agenda.kind[b]:
            follow[vote + 1] += 1
        last[j, series[a]] = vote
    return shares(follow)


def check(found, agenda, use, slow):
    expected = [
        (b, i) for b in np.flatnonzero(use) for i in np.flatnonzero(agenda.recorded[b] <= YES)
    ]
    assert list(zip(found.ballot, found.state, strict=True)) == expected
    for row, (b, i) in enumerate(expected):
        assert found.votes[row] == agenda.recorded[b, i]
        assert found.chances[row] == pytest.approx(slow(b, i)), (b, i)


@pytest.mark.parametrize("use_from", [0, 7])
def test_frequencies_are_counted_over_all_days_before(use_from):
    agenda, states = hand_made()
    use = np.arange(len(agenda)) >= use_from
    for member_of in (states.group, np.arange(len(states))):
        found = frequency(agenda, member_of, int(member_of.max()) + 1, use)
        check(found, agenda, use, lambda b, i, m=member_of: slow_frequency(agenda, m, b, i))


@pytest.mark.parametrize("use_from", [0, 7])
def test_persistence_trusts_the_last_vote_as_experience_says(use_from):
    agenda, _ = hand_made()
    use = np.arange(len(agenda)) >= use_from
    check(persistence(agenda, use), agenda, use, lambda b, i: slow_persistence(agenda, b, i))


def test_nobody_knows_the_votes_of_the_day_itself():
    agenda, states = hand_made()
    last = agenda.day == agenda.day[-1]
    turned = agenda.recorded.copy()
    turned[last] = np.where(turned[last] <= YES, -turned[last], turned[last])
    other = replace(agenda, recorded=turned)
    own = np.arange(len(states))
    for one, two in (
        (frequency(agenda, own, len(own), last), frequency(other, own, len(own), last)),
        (persistence(agenda, last), persistence(other, last)),
    ):
        assert np.array_equal(one.chances, two.chances)


@pytest.mark.parametrize("rival", [boosting, similar_states])
def test_who_learns_learns_from_the_training_ballots_alone(rival):
    agenda, states = hand_made()
    train, use = agenda.day < 3, agenda.day == 4
    turned = agenda.recorded.copy()
    turned[use] = np.where(turned[use] <= YES, -turned[use], turned[use])
    chances = []
    for votes in (agenda.recorded, turned):
        here = replace(agenda, recorded=votes)
        sittings, _ = replay(here, states, Rates())
        found = rival(here, seen_by(here, states, sittings), train, use)
        assert found.chances.sum(1) == pytest.approx(1)
        assert set(found.ballot) == set(np.flatnonzero(use))
        chances.append(found.chances)
    assert np.array_equal(*chances)


def test_what_similar_states_said_is_their_last_vote_weighted_by_agreement():
    agenda, states = hand_made()
    turned = np.where(np.arange(len(agenda)) % 2, -1, 1)
    agenda = replace(agenda, orientation=turned)
    sittings, _ = replay(agenda, states, Rates())
    checked = 0
    for s, heard in zip(sittings, heard_before(agenda, sittings), strict=True):
        alike = voting_agreement(agenda.recorded[: s.ballots.min()])
        for n, b in enumerate(s.ballots):
            for level in (0, 1):
                last = {}
                for a, j, vote in seen_before(agenda, b):
                    if agenda.slots[a, level] == agenda.slots[b, level] >= 0:
                        last[j] = vote * (turned[a] if level else 1)
                for a, i in enumerate(s.room.present):
                    weight = {j: alike[i, j] for j in last}
                    total = sum(weight[j] * last[j] for j in last) * (turned[b] if level else 1)
                    slow = total / (sum(weight.values()) + HALF_HEARD)
                    assert heard[n, a, level] == pytest.approx(slow)
                    checked += slow != 0
    assert checked > 20


def test_an_average_is_the_mean_of_chances_of_the_same_votes():
    agenda, states = hand_made()
    use = agenda.day >= 3
    by_state = frequency(agenda, np.arange(len(states)), len(states), use)
    by_last = persistence(agenda, use)
    back = by_last.of(np.arange(len(by_last.votes))[::-1])
    mean = averaged(by_state, back)
    assert mean.chances == pytest.approx((by_state.chances + by_last.chances) / 2)
    assert np.array_equal(mean.votes, by_state.votes)
    with pytest.raises(ValueError, match="different votes"):
        averaged(by_state, by_last.of(by_last.state > 0))


def test_every_rival_forecasts_the_same_votes():
    agenda, states = hand_made()
    train, use = agenda.day < 3, agenda.day >= 3
    sittings, _ = replay(agenda, states, Rates())
    found = all_rivals(agenda, states, sittings, train, use)
    cast = {name: sorted(zip(f.ballot, f.state, f.votes, strict=True)) for name, f in found.items()}
    assert len(found) == 6
    both = averaged(found["gradient_boosting"], found["similar_states"])
    assert np.array_equal(found["rivals_averaged"].chances, both.chances)
    assert all(votes == cast["persistence"] for votes in cast.values())


def test_the_rule_stands_beside_its_rivals_and_is_averaged_with_boosting_alone():
    one, other = (
        Forecasts(np.array([chances]), np.array([1]), np.array([0]), np.array([0]))
        for chances in ([0.2, 0.2, 0.6], [0.0, 0.0, 1.0])
    )
    found = beside(one, {"persistence": one, "gradient_boosting": other})
    assert list(found) == [RULE, "persistence", "gradient_boosting", WITH_BOOSTING]
    assert found[WITH_BOOSTING].chances == pytest.approx(np.array([[0.1, 0.1, 0.8]]))
