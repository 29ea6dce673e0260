"""The rule: every assumption has a standing and a prior, and both follow from the rows alone."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from sim.evidence.combining import REACH
from sim.evidence.distributions import HALF_NORMAL, NORMAL
from sim.evidence.literature import rows, rows_of
from sim.evidence.priors import (
    BOUNDED,
    MEASURED,
    NOTHING,
    SIGN_KNOWN,
    STANDINGS,
    all_known,
    benchmarks,
    known,
    priors,
)
from sim.evidence.questions import BENCHMARKS, FLOORS, KEPT, QUESTIONS, SHARE, YEARS
from sim.levers import ASSUMPTIONS, draw_assumptions
from tests.vocabulary import SEED

EVERY = pytest.mark.parametrize("name", [one.name for one in ASSUMPTIONS])
SHAPES = (SHARE, KEPT, YEARS)
UNIT = {one.name: one.unit for one in ASSUMPTIONS}


def test_every_assumption_is_asked_about_and_nothing_else():
    assert set(QUESTIONS) == {one.name for one in ASSUMPTIONS}


@EVERY
def test_an_assumption_has_a_standing_a_prior_and_what_would_settle_it(name):
    it, question = all_known()[name], QUESTIONS[name]
    assert it.standing in STANDINGS
    assert np.isfinite(it.prior.interval(0.95)).all()
    assert it.prior.spread > 0
    assert question.asked.endswith("?")
    assert question.settles
    if it.standing in (MEASURED, BOUNDED):
        assert [row for row in it.rows if row.sized], "it rests on rows with a size"
    if it.standing == SIGN_KNOWN:
        assert [row for row in it.rows if row.use == "sign"]


@EVERY
def test_where_nothing_is_measured_a_strength_is_centred_on_nothing(name):
    it, question = all_known()[name], QUESTIONS[name]
    if it.standing == MEASURED or question.kind in SHAPES:
        return
    assert it.prior.centre == 0
    assert it.prior.spread == pytest.approx(it.reach / REACH)
    one_side = it.prior.distribution == HALF_NORMAL
    assert one_side == (it.prior.at(0.01) >= 0)
    if it.standing == NOTHING:
        assert it.prior.distribution == NORMAL


@EVERY
def test_what_compares_with_another_has_its_reach_and_the_other_one_of_its_own(name):
    it, question = all_known()[name], QUESTIONS[name]
    if it.standing not in (SIGN_KNOWN, NOTHING) or question.kind in SHAPES:
        return
    other = {**all_known(), **benchmarks()}[question.comparable]
    assert other.standing in (MEASURED, BOUNDED)
    assert it.reach == other.reach
    assert question.because
    if question.comparable not in BENCHMARKS and question.kind == "strength":
        assert UNIT[name].split()[0] == UNIT[question.comparable].split()[0]


@EVERY
def test_no_prior_passes_what_the_number_can_be(name):
    floor = FLOORS[QUESTIONS[name].kind]
    assert all_known()[name].prior.at(1e-9) >= floor
    assert (floor == -inf) or floor in (-1.0, 0.0)


def judged(row, **changed):
    """What would be known of an assumption if this were its only row."""
    return known(row.assumption, [*others(row.assumption), replace(row, **changed)])


def others(name):
    return [row for row in rows() if row.assumption != name]


def a_row():
    return replace(rows_of("signature_gain")[0], effect=0.3, se=0.1, factor=1.0)


@pytest.mark.parametrize(
    ("changed", "standing"),
    [
        ({"use": "estimate"}, MEASURED),
        ({"use": "bound"}, BOUNDED),
    ],
)
def test_the_standing_follows_from_the_rows(changed, standing):
    assert judged(a_row(), **changed).standing == standing


def test_a_sign_counts_unless_another_speaks_against_it():
    row = replace(a_row(), assumption="resentment_gain", use="sign", effect=1.0, se=None)
    alone = known("resentment_gain", [*others("resentment_gain"), row])
    assert (alone.standing, alone.prior.distribution) == (SIGN_KNOWN, HALF_NORMAL)
    null = replace(row, study="null", effect=0.0)
    assert known("resentment_gain", [*others("resentment_gain"), row, null]) == replace(
        alone, rows=(row, null)
    )
    against = replace(row, study="other", effect=-1.0)
    both = known("resentment_gain", [*others("resentment_gain"), row, against])
    assert (both.standing, both.prior.distribution) == (NOTHING, NORMAL)


def test_measured_is_the_mean_with_the_spread_of_a_further_setting():
    it = judged(a_row(), use="estimate")
    assert it.prior.centre == pytest.approx(0.3)
    assert it.prior.spread == pytest.approx(0.1 * np.sqrt(2))


def test_a_bound_is_the_95_per_cent_reach():
    it = judged(a_row(), use="bound")
    assert it.prior.interval(0.95)[1] == pytest.approx(0.3 + REACH * 0.1, rel=1e-4)
    assert it.prior.centre == 0


def test_what_a_session_wins_is_the_share_of_what_is_won_in_the_end():
    kept = all_known()["goodwill_kept"].prior.centre
    all_contacts = 100 / 110  # of what contacts can win, at the most that can be set
    assert QUESTIONS["goodwill_gain"].scale == pytest.approx((1 - kept) / all_contacts, abs=2e-3)


def test_draws_follow_the_priors_and_are_paired_with_those_over_the_hoped_ranges():
    there = [draw_assumptions(SEED, r, None, priors("measured")) for r in range(400)]
    hoped = [draw_assumptions(SEED, r) for r in range(400)]
    for one in ASSUMPTIONS:
        values, others_ = (np.array([d[one.name] for d in set_]) for set_ in (there, hoped))
        low, high = all_known()[one.name].prior.interval(0.9)
        assert 0.85 < np.mean((values >= low) & (values <= high)) < 0.95
        if not one.alike:
            assert (np.argsort(values) == np.argsort(others_)).all(), one.name


def test_hoped_are_the_ranges_of_the_sources_drawn_evenly():
    for one in ASSUMPTIONS:
        prior = priors("hoped")[one.name]
        assert prior.interval(1.0) == pytest.approx((one.low, one.high))
        if not one.alike:
            drawn = [draw_assumptions(SEED, r, None, priors("hoped"))[one.name] for r in range(5)]
            assert drawn == [draw_assumptions(SEED, r)[one.name] for r in range(5)]


def test_how_many_have_which_standing():
    """A change here is a change of what is known: it belongs in the changelog."""
    counted = {s: sum(k.standing == s for k in all_known().values()) for s in STANDINGS}
    assert counted == {MEASURED: 5, BOUNDED: 7, SIGN_KNOWN: 1, NOTHING: 36}
