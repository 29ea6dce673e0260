"""What votes since the fit have shown: a filter against a slow one, and only what was known."""

from dataclasses import replace

import numpy as np
import pytest

from sim.fit.estimate import Start, estimate
from sim.fit.likelihood import Likelihood
from sim.fit.one_step import forecast
from sim.fit.replay import Rates, replay
from sim.fit.since import HALF_LIFE_DAYS, ON_SERIES, ON_TARGET, OWN, learnt, shown_since
from sim.world import NO_SEAT, YES
from tests.vocabulary import small_world, text

CODES = "BRA CHN CUB FRA IND ZAF"
DAYS = ("2021-03-23", "2021-07-12", "2021-10-08", "2022-04-01", "2022-10-06")


def world(votes=None):
    """Two country texts of one target and series, another series on it, and a theme; five days."""
    texts = [
        row
        for day in DAYS
        for row in (
            text("country", date=day, target="IND", series="india"),
            text("country", date=day, target="IND", series="india-assistance"),
            text("thematic", date=day),
        )
    ]
    made = small_world(CODES, *texts)
    rng = np.random.default_rng(8)
    recorded = rng.choice([1, 0, -1, 8], made.agenda.recorded.shape).astype(np.int8)
    recorded = recorded if votes is None else votes(made.agenda, recorded)
    recorded[3:, 4] = NO_SEAT
    return replace(made.agenda, recorded=recorded, sits=recorded != NO_SEAT), made.states


def missed_and_told(agenda):
    """Something that every vote brought, and how much it tells; nothing where none was cast."""
    rng = np.random.default_rng(3)
    cast = agenda.recorded <= YES
    return rng.normal(size=cast.shape) * cast, rng.uniform(0.1, 0.5, cast.shape) * cast


def slow(agenda, missed, told, since, b, i):
    found = 0.0
    alike = {
        OWN: lambda a: agenda.kind[a] == agenda.kind[b],
        ON_SERIES: lambda a: agenda.slots[a, 0] == agenda.slots[b, 0],
        ON_TARGET: lambda a: agenda.target[a] == agenda.target[b] >= 0,
    }
    for drift, same in alike.items():
        total, information = 0.0, 0.0
        for a in range(len(agenda)):
            if not since[a] or agenda.day[a] >= agenda.day[b] or not same(a):
                continue
            for j in range(agenda.recorded.shape[1]):
                if drift is OWN and j != i:
                    continue
                age = int((agenda.date[b] - agenda.date[a]).astype(int))
                total += missed[a, j] * 0.5 ** (age / HALF_LIFE_DAYS)
                information += told[a, j] * 0.5 ** (age / HALF_LIFE_DAYS)
        found += drift.weight * total / (information + drift.prior)
    return found


@pytest.mark.parametrize("fit_ends", [0, 2])
def test_three_drifts_are_learnt_from_the_days_before(fit_ends):
    agenda, _ = world()
    missed, told = missed_and_told(agenda)
    since = agenda.day >= fit_ends
    found = learnt(agenda, missed, told, since)
    for b in range(len(agenda)):
        for i in range(agenda.recorded.shape[1]):
            assert found[b, i] == pytest.approx(slow(agenda, missed, told, since, b, i)), (b, i)
    assert not found[agenda.day <= fit_ends].any()
    assert found[agenda.day > fit_ends].any()


def begun(agenda, states):
    """A likelihood of all ballots, and weights that know nothing."""
    sittings, _ = replay(agenda, states, Rates())
    whole = Likelihood(agenda, states, sittings, np.ones(len(agenda)))
    start = Start.blank(whole.layout)
    return whole, sittings, start.theta, start.surprise


def test_votes_of_the_day_and_of_later_days_show_nothing():
    agenda, states = world()
    turned = agenda.recorded.copy()
    late = agenda.day >= 3
    turned[late] = np.where(turned[late] <= YES, -turned[late], turned[late])
    found = []
    for votes in (agenda.recorded, turned):
        here = replace(agenda, recorded=votes)
        whole, _, theta, spread = begun(here, states)
        found.append(shown_since(whole, theta, spread, np.ones(len(agenda), bool)))
    assert np.array_equal(found[0][agenda.day <= 3], found[1][agenda.day <= 3])
    assert (found[0][agenda.day == 4] != found[1][agenda.day == 4]).any()


def test_a_state_that_goes_its_own_way_is_followed_and_only_on_that_kind_of_text():
    def against(agenda, recorded):
        votes = np.zeros_like(recorded)  # as likely as anything under weights that know nothing
        votes[:, 0] = np.where(agenda.target >= 0, -1, 0)
        return votes

    agenda, states = world(against)
    whole, _, theta, spread = begun(agenda, states)
    shown = shown_since(whole, theta, spread, np.ones(len(agenda), bool))
    country = agenda.target >= 0
    one, other = shown[country & (agenda.day == 4)], shown[~country]
    assert (one[:, 0] < -0.5).all()
    assert (one[:, 0] < one[:, 1] - 0.3).all()  # the others are moved a little, all alike
    assert np.ptp(one[:, 1:4], axis=1) == pytest.approx(0)
    assert other == pytest.approx(0)


def test_what_is_shown_moves_a_leaning_as_a_surprise_does():
    agenda, states = world()
    _, sittings, theta, _ = begun(agenda, states)
    moved = np.full(agenda.recorded.shape, 0.7)
    told = Likelihood(agenda, states, sittings, np.ones(len(agenda)), moved)
    unaware = Likelihood(agenda, states, sittings, np.ones(len(agenda)))
    surprised = theta.copy()
    surprised[unaware.layout.slices["surprise"]] = 0.7
    for one, other in zip(told.chances(theta), unaware.chances(surprised), strict=True):
        assert one.yes == pytest.approx(other.yes)
        assert one.no == pytest.approx(other.no)
    value, gradient = told.value_and_gradient(theta)
    assert value == pytest.approx(unaware.value_and_gradient(surprised)[0])
    at = told.layout.slices["intercept"].start
    step = np.eye(len(theta))[at] * 1e-6
    rise = told.value_and_gradient(theta + step)[0] - told.value_and_gradient(theta - step)[0]
    assert gradient[at] == pytest.approx(rise / 2e-6, rel=1e-4, abs=1e-5)


def test_a_forecast_follows_the_votes_since_the_fit_and_without_them_is_as_it_was():
    def turned(agenda, recorded):
        votes = np.where(agenda.day[:, None] < 2, 1, -1) * np.ones_like(recorded)
        return votes.astype(np.int8)

    agenda, states = world(turned)
    sittings, _ = replay(agenda, states, Rates())
    train = agenda.day < 2
    fit = estimate(Likelihood(agenda, states, sittings, train), with_spread=False)
    nothing, last = np.zeros(len(agenda), bool), agenda.day == 4
    plain = forecast(agenda, states, sittings, fit, last)
    same = forecast(agenda, states, sittings, fit, last, since=nothing)
    assert np.array_equal(plain.chances, same.chances)
    followed = forecast(agenda, states, sittings, fit, last, since=~train)
    assert np.array_equal(followed.votes, plain.votes)
    assert (followed.given() > plain.given()).all()
