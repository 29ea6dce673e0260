"""A sweep split over machines by hand, and laid together again."""

import filecmp
import shutil

import pytest

from sim.designs import read_design
from sim.errors import InputError
from sim.sweep.folder import Split, Sweep, run_sweep
from sim.sweep.shards import Shard
from sim.sweep.workers import Workers

CONTACTS = {
    "method": "grid",
    "factors": {"levers.outreach.contacts": {"values": [0, 10, 20, 40, 80]}},
    "fixed": {"scenario": "none"},
}


@pytest.fixture(scope="module")
def sweep():
    return Sweep.of(read_design(CONTACTS), ["council=recorded_2022"])


def swept(sweep, place, **split):
    return run_sweep(sweep, 2, place, Workers("threads", 1), ["x"], split=Split(**split))


@pytest.fixture(scope="module")
def folders(sweep, tmp_path_factory):
    home = tmp_path_factory.mktemp("shards")
    swept(sweep, home / "whole")
    for n in (1, 2):
        swept(sweep, home / f"share{n}", shard=Shard(n, 2))
    return home


def test_shares_part_the_points_and_keep_their_order():
    shares = [Shard(n, 3).order([4, 2, 0, 1, 3]) for n in (1, 2, 3)]
    assert [*shares[0], *shares[1], *shares[2]] == [4, 2, 0, 1, 3]
    assert all(shares)


def test_shares_laid_together_give_the_tables_of_one_machine(sweep, folders):
    merged = swept(sweep, folders / "merged", merge=[folders / "share1", folders / "share2"])
    assert merged.simulated == 0
    assert merged.found == 10
    for name in ("runs.parquet", "summary.parquet", "points.csv"):
        assert filecmp.cmp(folders / "merged" / name, folders / "whole" / name, shallow=False)


def test_a_share_has_work_but_no_tables(folders):
    assert list((folders / "share1" / "chunks").iterdir())
    assert not (folders / "share1" / "runs.parquet").exists()


def test_what_a_share_lacks_is_simulated(sweep, folders):
    found = swept(sweep, folders / "half", merge=[folders / "share1"])
    assert (found.found, found.simulated) == (4, 6)


def test_a_share_of_another_configuration_is_refused(sweep, folders):
    other = Sweep.of(read_design(CONTACTS), ["council=recorded_2022", "seed=7"])
    with pytest.raises(InputError, match="configuration"):
        swept(other, folders / "other", merge=[folders / "share1"])


def test_a_damaged_file_of_a_share_is_left_as_it_is_and_done_again(sweep, folders):
    shutil.copytree(folders / "share1", folders / "hurt")
    for file in (folders / "hurt" / "chunks").iterdir():
        file.write_bytes(b"no work")
    before = sorted(path.name for path in (folders / "hurt" / "chunks").iterdir())
    found = swept(sweep, folders / "again", merge=[folders / "hurt"])
    assert found.simulated == 10
    assert found.damaged == len(before)
    assert sorted(path.name for path in (folders / "hurt" / "chunks").iterdir()) == before


@pytest.mark.parametrize("given", ["0/4", "5/4", "1", "a/b", "1/0", "-1/2", "1/2/3", ""])
def test_what_is_no_share_is_refused(given):
    with pytest.raises(InputError, match="1/4 to 4/4"):
        Shard.of_text(given)


def test_more_shares_than_points_are_refused():
    with pytest.raises(InputError, match="has 2 points"):
        Shard(1, 3).order([0, 1])


def test_a_folder_without_work_is_refused(sweep, folders, tmp_path):
    with pytest.raises(InputError, match="there is no sweep"):
        swept(sweep, folders / "none", merge=[tmp_path])
