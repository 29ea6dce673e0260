"""A Council that renews itself: elections first, then a run with the members they gave."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.answers.run import answer
from sim.config.schema import read_config
from sim.data.coming_world import coming_world
from sim.data.fitted import load_fit
from sim.data.habits import load_habits
from sim.data.packaged import packaged_fit
from sim.errors import InputError
from sim.levers import (
    Candidacies,
    ContestedSlates,
    Engagement,
    LmgCandidacies,
    Opposition,
    Outreach,
    Suspension,
    draw_assumptions,
)
from sim.study.design import Design
from sim.study.membership import Membership
from sim.study.setup import Setup
from sim.study.study import conduct
from tests.config.test_schema import composed
from tests.vocabulary import SEED

YEARS = (2021, 2023)
END = {"end": date(2023, 12, 31)}
RUNS = 12

BEFORE = packaged_fit("2021-01-01")  # the fit that has not seen these years


@pytest.fixture(scope="module")
def coming(fit):
    """Three years that might have been: the world and how its Council lives."""
    world, terms = coming_world(*YEARS, load_fit(BEFORE), load_habits(BEFORE))
    return world, Membership.of(world, terms, *YEARS)


def members(coming, *levers, off=(), replicate=0):
    """Who sits on the last day, [S] bool."""
    world, membership = coming
    assumed = draw_assumptions(SEED, replicate)
    return membership.seated(world, levers, off, assumed, SEED, replicate).agenda.sits[-1]


def mean_over_runs(coming, what, *levers):
    """The mean over a few replicates of ``what`` [S] among the members of the last day."""
    seats = [members(coming, *levers, replicate=r) for r in range(RUNS)]
    return float(np.mean([what[sits].mean() for sits in seats]))


def test_the_council_has_47_members_on_every_day(coming):
    world, membership = coming
    seated = membership.seated(world, (), (), draw_assumptions(SEED, 0), SEED, 0)
    assert set(seated.agenda.sits.sum(1)) == {47}


def test_other_replicates_elect_others_and_the_same_one_the_same(coming):
    assert (members(coming) == members(coming)).all()
    assert (members(coming) != members(coming, replicate=1)).any()


def test_without_elections_the_first_members_stay(coming):
    world, membership = coming
    seated = membership.seated(world, (), ("elections",), draw_assumptions(SEED, 0), SEED, 0)
    assert (seated.agenda.sits == seated.agenda.sits[0]).all()


@pytest.mark.parametrize(
    "lever", [Candidacies(), LmgCandidacies(), ContestedSlates(), Opposition(), Suspension()]
)
def test_a_lever_on_seats_at_zero_changes_nobody_and_no_vote(coming, lever, fit):
    assert (members(coming, lever) == members(coming)).all()
    world, _ = coming
    design = Design({"baseline": [], "zero": [lever]}, 1, SEED)
    runs = conduct(Setup(world, fit, coming[1]), design).runs
    one, other = (part.drop(columns="arm") for _, part in runs.groupby("arm"))
    assert one.reset_index(drop=True).equals(other.reset_index(drop=True))


def test_democracies_that_stand_win_seats(coming):
    free = coming[0].states.democracy.astype(float)
    assert mean_over_runs(coming, free, Candidacies(effort=1, **END)) > mean_over_runs(coming, free)


def test_affiliates_that_stand_win_seats(coming):
    tied = coming[0].states.affiliation
    more = LmgCandidacies(effort=1, **END)
    assert mean_over_runs(coming, tied, more) > mean_over_runs(coming, tied)


def test_campaigns_against_the_worst_cost_them_seats_where_slates_are_contested(coming):
    worst = (coming[0].states.freedom < 0.10).astype(float)
    contest = ContestedSlates(share=1, **END)
    against = mean_over_runs(coming, worst, contest, Opposition(effort=1, **END))
    assert against < mean_over_runs(coming, worst, contest)


def test_hearings_and_contests_make_the_council_freer(coming):
    freedom = coming[0].states.freedom
    heard = ContestedSlates(share=1, hearings=True, **END)
    assert mean_over_runs(coming, freedom, heard) > mean_over_runs(coming, freedom)


def test_a_motion_to_suspend_takes_some_seats_away(coming):
    world, _ = coming
    china = world.states.index("CHN")
    motion = Suspension(targets=("CHN",), severity=1, start=date(2022, 4, 7), **END)
    sits = [members(coming, motion, replicate=r)[china] for r in range(RUNS)]
    calm = [members(coming, replicate=r)[china] for r in range(RUNS)]
    assert sum(sits) < sum(calm)


def test_the_united_states_give_up_their_seat_when_they_stay_away_and_may_return(coming):
    world, membership = coming
    usa = world.states.index("USA")
    away = Engagement(absence=1, start=date(2022, 6, 1), **END)
    days = world.agenda.date
    for replicate in range(RUNS):
        assumed = draw_assumptions(SEED, replicate)
        seated = membership.seated(world, (away,), (), assumed, SEED, replicate)
        assert not seated.agenda.sits[days > np.datetime64("2022-06-01"), usa].any()
        assert set(seated.agenda.sits.sum(1)) <= {46, 47}


def test_arms_with_the_same_seats_share_a_council_and_keep_their_order(coming, fit):
    world, membership = coming
    reach, stand = Outreach(contacts=50, **END), Candidacies(effort=1, **END)
    again = Candidacies(effort=1, **END)  # equal, not the same
    assert stand.cost_usd(world.states) == again.cost_usd(world.states)  # both look up who stands
    arms = {"baseline": [], "stand": [stand], "reach": [reach], "both": [reach, again]}
    together = conduct(Setup(world, fit, membership), Design(arms, 2, SEED)).runs
    for name, levers in arms.items():
        alone = conduct(Setup(world, fit, membership), Design({name: levers}, 2, SEED)).runs
        part = together[together.arm == name].reset_index(drop=True)
        # a pivotal vote is told from the first arm, which here is another
        part, alone = (table.drop(columns="pivotal") for table in (part, alone))
        assert part.equals(alone.reset_index(drop=True)), name


def test_mesa_and_the_engine_agree_on_a_council_that_lives(coming, fit):
    world, membership = coming
    arms = {"baseline": [], "stand": [Candidacies(effort=1, **END)]}
    first = world.agenda.session < 2
    from sim.data.real_world import select_ballots

    short = replace(
        world,
        agenda=select_ballots(world.agenda, first),
        pen_ties=world.pen_ties[first],
        likely=world.likely[first],
        packet=world.packet[first],
    )
    tables = [
        conduct(Setup(short, fit, membership), Design(arms, 1, SEED, driver=driver))
        for driver in ("ensemble", "mesa")
    ]
    for name in ("runs", "state_runs", "ballot_runs", "affiliation"):
        assert getattr(tables[0], name).equals(getattr(tables[1], name)), name


def test_only_what_came_up_is_counted(coming, fit):
    world, membership = coming
    tables = conduct(Setup(world, fit, membership), Design({"baseline": []}, 4, SEED))
    ballots = tables.runs.groupby("replicate").ballots.sum()
    assert (ballots < len(world.agenda)).all()
    assert ballots.nunique() > 1
    assert (tables.runs.adopted <= tables.runs.ballots).all()


def test_a_lever_on_seats_is_refused_where_seats_are_recorded(tmp_path):
    content = composed(
        "size.replicates=2", "levers.candidacies.effort=1", f"results={tmp_path / 'results'}"
    )
    with pytest.raises(InputError, match="council=coming_2021_2025"):
        answer(read_config(content), content, None)
    assert not (tmp_path / "results").exists() or not list((tmp_path / "results").iterdir())


def test_years_to_come_are_whole_years():
    with pytest.raises(InputError, match="whole years"):
        read_config(composed("council=coming_2021_2025", "council.until=2025-06-30"))


def test_two_equal_runs_have_the_same_bits(coming, fit):
    world, membership = coming
    one, other = (
        conduct(Setup(world, fit, membership), Design({"baseline": []}, 2, SEED)) for _ in "ab"
    )
    assert one.runs.equals(other.runs)
