"""A sweep belongs to one record of votes, and its workers read that one."""

import pytest

from sim.data.record.in_force import chosen, in_force, look_again
from sim.data.record.own_votes import add_votes, remove_votes
from sim.errors import InputError
from sim.sweep.backends import backend_of
from sim.sweep.chunk import decode
from sim.sweep.shelf import shelf
from sim.sweep.units import Done, plan
from sim.sweep.work import work
from sim.sweep.workers import Workers
from tests.data.record.words import votes_file
from tests.sweep.words import points

AUTUMN = {"council.since": "2025-11-01", "council.until": "2025-12-31", "scenario": "none"}


@pytest.fixture
def mine(tmp_path):
    """A data folder with a made-up roll call of December 2025, in force for the test."""
    with chosen(str(tmp_path / "mine")):
        look_again()
        add_votes(votes_file(tmp_path / "votes.csv"))
        yield tmp_path / "mine"
    look_again()


def unit():
    """A unit of two points over the made-up roll call."""
    some = points(AUTUMN | {"seed": 1}, AUTUMN | {"seed": 2})
    return plan(some, [2, 2], range(2), Done())[0].text()


def test_a_worker_that_began_without_the_record_reads_it(mine):
    text = unit()
    expected = work(text)
    with chosen("embedded"):
        assert work(text) == expected
        assert in_force().name == str(mine)
    assert len(decode(expected).replicates) == 2


def test_the_package_has_no_vote_in_those_months(mine):
    with chosen("embedded"), pytest.raises(InputError, match="no recorded votes between"):
        unit()


def test_a_record_that_changed_since_the_sweep_began_is_refused(mine, tmp_path):
    text = unit()
    add_votes(votes_file(tmp_path / "more.csv", symbol="A/HRC/RES/60/92"))
    with pytest.raises(InputError, match="reads another record"):
        work(text)
    remove_votes("A/HRC/RES/60/92")
    work(text)


def test_points_over_another_record_have_other_keys(mine, tmp_path):
    year = {"council": "recorded_2022", "seed": 1}
    before = points(year)[0].key
    with chosen("embedded"):
        assert points(year)[0].key != before
    remove_votes("A/HRC/RES/60/91")
    with chosen("embedded"):
        embedded = points(year)[0].key
    assert points(year)[0].key == embedded


def test_a_folder_of_another_record_is_not_gone_on_with(mine, tmp_path):
    with shelf(tmp_path / "sweep", {"seed": 1}):
        pass
    remove_votes("A/HRC/RES/60/91")
    with (
        pytest.raises(InputError, match="another record of votes"),
        shelf(tmp_path / "sweep", {"seed": 1}),
    ):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("name", ["processes", "dask"])
def test_processes_and_dask_read_the_same_record(name, mine):
    if name == "dask":
        pytest.importorskip("distributed")
    text = unit()
    workers = Workers(name, 1)
    assert list(backend_of(workers)([text], workers)) == [work(text)]
