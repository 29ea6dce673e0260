"""Replicates of arms: what they share, what a trial may change, and what never matters."""

from dataclasses import replace

import pytest

from sim.data.coming_world import coming_world
from sim.data.fitted import load_fit
from sim.data.habits import load_habits
from sim.data.packaged import packaged_fit
from sim.evidence.priors import priors
from sim.levers import (
    AFFILIATED,
    ContestedSlates,
    HostileAmendments,
    NoAction,
    Outreach,
    draw_assumptions,
)
from sim.study.design import HOPED, MEASURED, Design
from sim.study.experiment import Experiment
from sim.study.membership import Membership
from sim.study.metrics import measure
from sim.study.setup import Setup
from sim.study.trial import Trial, conditions_of
from tests.vocabulary import SEED, year

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Mesa's own
BASELINE, PULLED = [], [Outreach(contacts=20)]
BOTH = [BASELINE, PULLED]
# as strong as is hoped, so that a lever moves votes in every replicate
DESIGN = Design({"baseline": BASELINE, "pulled": PULLED}, 3, SEED, threads=1, evidence=HOPED)
NARROW = {"goodwill_gain": (0.3, 0.35), "goodwill_kept": (0.5, 0.5)}

BEFORE = packaged_fit("2021-01-01")  # the fit that has not seen these years


@pytest.fixture(scope="module")
def setup(fit):
    """A recorded year."""
    world = year(2022)
    return Setup(world, fit)


@pytest.fixture(scope="module")
def renewed(fit):
    """A Council of three years that elects its members."""
    world, terms = coming_world(2021, 2023, load_fit(BEFORE), load_habits(BEFORE))
    return Setup(world, load_fit(BEFORE), Membership.of(world, terms, 2021, 2023))


def run(setup, trial, **changed):
    """A replicate of a trial, under the design with some changes."""
    return Experiment(setup, replace(DESIGN, **changed)).replicate(trial)


def same(one, other):
    """Whether two replicates have the same votes and ties, bit for bit."""
    return (
        one.votes.tobytes() == other.votes.tobytes()
        and one.affiliation.tobytes() == other.affiliation.tobytes()
    )


def arm(replicate, n):
    """A replicate with one of its arms only."""
    found = replicate.together
    only = replace(found, votes=found.votes[..., [n]], affiliation=found.affiliation[..., [n]])
    return replace(replicate, together=only)


def test_arms_side_by_side_vote_as_each_does_alone(setup):
    together = run(setup, Trial(BOTH, 1))
    assert (together.votes[..., 0] != together.votes[..., 1]).any()
    for n, levers in enumerate(BOTH):
        assert same(arm(together, n), run(setup, Trial([levers], 1)))


def test_arms_that_elect_different_councils_vote_as_each_does_alone(renewed):
    arms = [[ContestedSlates(share=1.0)], [], PULLED, [ContestedSlates(share=1.0), *PULLED]]
    experiment, trial = Experiment(renewed, DESIGN), Trial(arms, 2)
    assert sorted(list(block.arms) for block in experiment.blocks(trial)) == [[0, 3], [1, 2]]
    together = experiment.replicate(trial)
    for n, levers in enumerate(arms):
        assert same(arm(together, n), experiment.replicate(Trial([levers], 2)))
    sits = [world.agenda.sits for world in experiment.councils(trial)]
    assert (sits[0] == sits[3]).all()
    assert (sits[1] == sits[2]).all()
    assert (sits[0] != sits[1]).any()


def test_both_drivers_give_the_same_replicate(setup):
    trial = Trial([*BOTH, [NoAction(share=0.5), HostileAmendments(share=0.5)]], 1)
    assert same(run(setup, trial, driver="mesa"), run(setup, trial))


def test_a_mechanism_may_be_off_in_a_trial_or_in_the_design(setup):
    in_trial = run(setup, Trial(BOTH, 0, off=("outreach", "groups")), off=("groups",))
    assert same(in_trial, run(setup, Trial(BOTH, 0), off=("groups", "outreach")))
    assert in_trial.conditions.levers == [[], []]
    assert same(arm(in_trial, 0), arm(in_trial, 1))
    assert not same(in_trial, run(setup, Trial(BOTH, 0)))


def test_every_draw_is_the_replicate_s_own_unless_the_trial_says_whose(setup):
    own = run(setup, Trial(BOTH, 1))
    assert same(own, run(setup, Trial(BOTH, 1, weights=1, assumptions=1)))
    for other in ({"weights": 0}, {"assumptions": 0}):
        assert not same(own, run(setup, Trial(BOTH, 1, **other)))
    all_swapped = run(setup, Trial(BOTH, 0, weights=1, assumptions=1))
    assert not same(own, all_swapped)  # chance is left
    given = all_swapped.conditions
    assert (given.draw, given.assumed) == (1, draw_assumptions(SEED, 1))


def test_at_the_mode_nobody_s_weights_are_drawn(setup):
    at_the_mode = run(setup, Trial(BOTH, 1), draw_weights=False)
    assert at_the_mode.conditions.draw is None
    assert same(at_the_mode, run(setup, Trial(BOTH, 1, weights=0), draw_weights=False))


def test_each_arm_may_have_ranges_of_its_own(setup):
    together = run(setup, Trial([[], PULLED, PULLED], 1, ranges=[{}, NARROW, {}]))
    assert same(arm(together, 1), run(setup, Trial([PULLED], 1), ranges=NARROW))
    assert same(arm(together, 2), run(setup, Trial([PULLED], 1)))
    assert not same(arm(together, 1), arm(together, 2))


def test_arms_with_equal_ranges_share_one_draw_and_fixed_ranges_are_their_value():
    fixed = {"goodwill_gain": (0.3, 0.3)}
    trial = Trial([[], PULLED, PULLED], 1, ranges=[{}, fixed, dict(fixed)])
    given = conditions_of(trial, DESIGN)
    assert given.assumed_by_arm[1] is given.assumed_by_arm[2]
    assert given.assumed_by_arm[0] is given.assumed
    assert given.assumed_by_arm[1] == draw_assumptions(SEED, 1, fixed)
    assert given.assumed_by_arm[1]["goodwill_gain"] == 0.3


def test_unless_it_is_told_otherwise_a_trial_draws_from_what_is_known():
    known = priors(MEASURED)
    usual, fixed = replace(DESIGN, evidence=MEASURED), {"goodwill_gain": (-0.3, -0.3)}
    given = conditions_of(Trial([[], PULLED], 1, ranges=[{}, fixed]), usual)
    assert Design({}, 1, SEED).evidence == MEASURED
    assert given.assumed == draw_assumptions(SEED, 1, None, known)
    assert given.assumed != draw_assumptions(SEED, 1)
    assert given.assumed_by_arm[1] == draw_assumptions(SEED, 1, fixed, known)
    assert given.assumed_by_arm[1] == given.assumed | {"goodwill_gain": -0.3}


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_what_is_kept_comes_in_the_order_of_the_trials_whatever_the_threads(setup, threads):
    experiment = Experiment(setup, replace(DESIGN, threads=threads))
    numbers = [2, 0, 1, 3, 0]
    found = list(experiment.run(experiment.trials(numbers), lambda one: one))
    assert [one.number for one in found] == numbers
    for one in found:
        assert same(one, run(setup, Trial(BOTH, one.number)))


def test_what_is_measured_is_measured_in_the_votes_of_every_arm(setup):
    one = run(setup, Trial(BOTH, 0))
    states, kind = setup.world.states, setup.world.agenda.kind
    affiliate = (states.affiliation >= AFFILIATED) & ~states.organiser
    by_hand = measure(one.votes, kind, affiliate, states.organiser, one.affiliation)
    assert (one.measures.soft == by_hand.soft).all()
    assert (one.measures.exits == by_hand.exits).all()
    assert one.measures.tally.shape == (len(kind), 3, 2)
