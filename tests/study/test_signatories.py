"""Signatures in a study: they follow from the votes and change none of them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.analysis import effects
from sim.council.statements import SCRUTINY, SHIELD, SIDES
from sim.levers import Engagement, LmgStatements, Outreach, Statements, draw_assumptions
from sim.measures import BASELINE, INTERVENTION
from sim.study.design import HOPED, Design
from sim.study.setup import Setup
from sim.study.signatories import Rivals
from sim.study.tables import conduct
from tests.vocabulary import SEED

ASSUMED = draw_assumptions(SEED, 0)
NOTHING = {BASELINE: [], INTERVENTION: []}


def studied(world, fit, arms, **changed):
    # as strong as is hoped: what is known of them is too little to be seen in eight replicates
    design = Design(arms, replicates=8, seed=SEED, signatures=True, evidence=HOPED)
    return conduct(Setup(world, fit), replace(design, **changed))


@pytest.fixture(scope="module")
def asked(a_year, fit):
    return studied(a_year, fit, {BASELINE: [], INTERVENTION: [Statements(sponsors=60)]})


def test_nobody_is_counted_unless_asked_for(a_year, fit):
    found = conduct(Setup(a_year, fit), Design(NOTHING, 2, SEED))
    assert not len(found.signatures)
    assert not len(found.signers)


def test_the_switch_takes_the_signatures_away_and_nothing_else(a_year, fit):
    on = studied(a_year, fit, NOTHING)
    off = studied(a_year, fit, NOTHING, off=("statements",))
    assert len(on.signatures)
    assert not len(off.signatures)
    for name in ("runs", "state_runs", "ballot_runs", "affiliation"):
        pd.testing.assert_frame_equal(getattr(on, name), getattr(off, name), check_exact=True)


def test_counting_them_changes_no_vote(a_year, fit, asked):
    arms = {BASELINE: [], INTERVENTION: [Statements(sponsors=60)]}
    design = Design(arms, 8, SEED, evidence=HOPED)
    without = conduct(Setup(a_year, fit), design)
    pd.testing.assert_frame_equal(asked.ballot_runs, without.ballot_runs, check_exact=True)


def test_there_is_a_pair_of_statements_for_each_regular_session_and_193_may_sign(a_year, asked):
    assert set(asked.signatures.session) == {"49", "50", "51"}
    assert set(asked.signatures.side) == set(SIDES)
    assert asked.signers.iso3.nunique() == 193
    assert asked.signers.share.between(0, 1).all()


@pytest.mark.parametrize("changed", [{"threads": 1}, {"driver": "mesa", "replicates": 2}])
def test_neither_threads_nor_driver_matter(a_year, fit, asked, changed):
    arms = {BASELINE: [], INTERVENTION: [Statements(sponsors=60)]}
    other = studied(a_year, fit, arms, **changed)
    few = asked.signatures.replicate < changed.get("replicates", 8)
    mine = asked.signatures[few].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, other.signatures, check_exact=True)


def more(tables, side):
    table = effects.on_a_list(tables.signatures)
    return table[(table.arm == "difference") & (table.side == side)]["mean"].item()


def test_the_democracies_statement_wins_signatures_for_scrutiny(asked):
    assert more(asked, "scrutiny") > 1
    assert more(asked, "shield") <= 0


def test_the_groups_statement_wins_signatures_in_defence(a_year, fit):
    found = studied(a_year, fit, {BASELINE: [], INTERVENTION: [LmgStatements(sponsors=60)]})
    assert more(found, "shield") > 1
    assert more(found, "scrutiny") <= 0


def test_who_leaves_the_line_signs_less_often_in_defence(record, fit):
    pulled = [Outreach(contacts=100, targets=("affiliates",))]
    found = studied(record, fit, {BASELINE: [], INTERVENTION: pulled})
    assert more(found, "shield") < 0


def test_a_lever_that_asks_nobody_recruits_nobody(a_year):
    everyone = Rivals.of(a_year).fit.everyone
    for lever in (Outreach(contacts=9), Statements(), LmgStatements()):
        assert not lever.recruit(everyone, a_year, ASSUMED).any()


def test_asking_reaches_the_targets_between_the_dates(a_year):
    everyone = Rivals.of(a_year).fit.everyone
    lever = Statements(sponsors=60, targets=("BRA",), start="2022-06-01", end="2022-08-01")
    found = lever.recruit(everyone, a_year, ASSUMED)
    assert np.argwhere(found).tolist() == [[2, everyone.index("BRA"), SCRUTINY]]
    assert found.max() < ASSUMED["asking_gain"]


def test_the_group_asks_the_nearest_first_and_no_democracy(a_year):
    everyone = Rivals.of(a_year).fit.everyone
    found = LmgStatements(sponsors=10).recruit(everyone, a_year, ASSUMED)
    who = found[0, :, SHIELD] > 0
    assert who.sum() == 10
    assert not (who & (everyone.democracy | everyone.organiser)).any()
    assert found.max() == ASSUMED["asking_gain"]


def test_while_the_united_states_is_away_china_asks_more_states_to_sign(a_year):
    everyone = Rivals.of(a_year).fit.everyone
    found = Engagement(absence=1, start="2022-06-01").recruit(everyone, a_year, ASSUMED)
    who = (found[..., SHIELD] > 0).any(0)
    assert who.any()
    assert not (who & (everyone.democracy | everyone.organiser)).any()
    assert not found[..., SCRUTINY].any()
    assert not found[:2].any()  # it is still there
    gone = Engagement(absence=1, targets=("DEU",)).recruit(everyone, a_year, ASSUMED)
    assert not gone.any()


def test_who_changes_sides_is_told_state_by_state(asked):
    table = effects.signers(asked.signers)
    assert len(table) == 193
    assert table.towards_scrutiny.is_monotonic_decreasing
    moved = table.intervention_scrutiny - table.baseline_scrutiny
    assert moved.max() > 0.05
    changed = table[table.changes_sides]
    assert (changed.baseline_usual != changed.intervention_usual).all()
    assert set(table.baseline_usual) == {*SIDES, "neither"}
