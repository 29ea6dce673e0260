"""A Council that is not full is never simulated in silence."""

import io

import numpy as np
import pandas as pd
import pytest

from sim.config.schema import CouncilConfig
from sim.data.record.in_force import chosen, look_again
from sim.data.record.members import add_members
from sim.plots.grounds import grounds
from sim.study.design import Design
from sim.study.realism import patterns, tally_coverage
from sim.study.setup import setup_of
from sim.study.tables import SEATS, conduct
from tests.data.record.words import write
from tests.vocabulary import SEED

RUNS = 3
YEAR = 2027  # the first of which the package does not know all members


@pytest.fixture(scope="module")
def setup():
    """A year whose Council is not full by the record."""
    council = CouncilConfig(since=f"{YEAR}-01-01", until=f"{YEAR}-12-31", agenda="coming")
    return setup_of(council, None)


@pytest.fixture(scope="module")
def found(setup):
    """Its tables in a few replicates."""
    return conduct(setup, Design({"baseline": []}, RUNS, SEED))


def test_provenance_says_who_is_known_and_how_many_are_assumed(setup):
    members = setup.foundations()["members"]
    assert members["on"] == f"{YEAR}-01-01"
    assert 0 < len(members["known"]) < 47
    assert len(members["known"]) + sum(members["assumed_seats"].values()) == 47
    assert "Assumed members" in grounds(setup.foundations())[0]


def test_every_run_has_47_members_from_its_first_day(found, setup):
    empty = sum(setup.foundations()["members"]["assumed_seats"].values())
    assert found.seats.assumed_member.sum() == pytest.approx(empty)
    ballots = found.runs.groupby("replicate").ballots.sum().mean()
    assert found.seats.sat_on_ballots.sum() == pytest.approx(47 * ballots)


def test_the_known_members_are_not_assumed(found, setup):
    seats = found.seats.set_index("iso3")
    known = setup.foundations()["members"]["known"]
    assert (seats.assumed_member[known] == 0).all()
    assert (seats.sat_in_runs[known] == 1).all()
    assert list(found.seats.columns[1:]) == list(SEATS)


def test_no_ballot_is_counted_after_a_term_has_ended():
    council = CouncilConfig(since=f"{YEAR}-01-01", until=f"{YEAR + 1}-12-31", agenda="coming")
    longer = setup_of(council, None)
    world, membership = longer.world, longer.membership
    known = membership.known(world)
    ends = membership.terms.until <= np.datetime64(f"{YEAR}-12-31")
    late = world.agenda.date > np.datetime64(f"{YEAR}-12-31")
    gone = membership.terms.state[
        ends
        & (membership.terms.since <= np.datetime64(f"{YEAR}-01-01"))
        & (membership.terms.until >= np.datetime64(f"{YEAR}-01-01"))
    ]
    assert len(gone)
    assert known[~late][:, gone].all()
    assert not known[late][:, gone].any()
    assert (world.agenda.sits == known).all()


def test_elections_off_keeps_the_members_of_a_full_council(setup):
    seated = setup.membership.seated(setup.world, (), ("elections",), {}, SEED, 0)
    assert set(seated.agenda.sits.sum(1)) == {47}
    assert (seated.agenda.sits == seated.agenda.sits[0]).all()


def test_tables_of_years_without_a_record_can_be_read(found, setup):
    table = patterns(setup.world, found.runs)
    again = pd.read_csv(io.StringIO(table.to_csv(index=False)))
    assert len(again) == 0
    assert {"kind", "real", "simulated", "holds"} <= set(again.columns)
    assert tally_coverage(setup.world, found.ballot_runs)["coverage90"] is None


def test_a_full_council_has_nothing_assumed():
    setup = setup_of(CouncilConfig(since="2021-01-01", until="2021-12-31", agenda="coming"), None)
    assert setup.foundations()["members"]["assumed_seats"] == {}
    seats = conduct(setup, Design({"baseline": []}, 1, SEED)).seats
    assert seats.assumed_member.sum() == 0


def test_winners_that_a_user_adds_sit_in_years_that_begin_before_their_term(tmp_path):
    """Made up: a winner of October 2026, in a run of 2026 and 2027."""
    winner = {"iso3": "NOR", "from": f"{YEAR}-01-01", "until": f"{YEAR + 2}-12-31"}
    council = CouncilConfig(since=f"{YEAR - 1}-01-01", until=f"{YEAR}-12-31", agenda="coming")
    with chosen(str(tmp_path / "mine")):
        look_again()
        add_members(write(tmp_path / "winners.csv", [winner]))
        setup = setup_of(council, None)
        states = setup.world.states
        for replicate in range(RUNS):
            seated = setup.membership.seated(setup.world, (), (), {}, SEED, replicate).agenda
            late = seated.date > np.datetime64(f"{YEAR}-01-01")
            assert seated.sits[late, states.index("NOR")].all()
            assert set(seated.sits.sum(1)) == {47}
    look_again()
