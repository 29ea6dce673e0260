"""What is finished is kept, whole or not at all, and belongs to one sweep."""

import errno
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.files.lock import LOCK
from sim.files.owner import WRITING
from sim.sweep import belonging
from sim.sweep.belonging import FOLDER, IDENTITY
from sim.sweep.shelf import shelf
from sim.sweep.units import Unit
from sim.sweep.work import work
from tests.files.left_behind import of_a_dead_process
from tests.sweep.words import contacts, simulate

BASE = {"seed": 5, "council": {"since": "2022-01-01"}}
POINTS = contacts(1, 2, 3)


@pytest.fixture(scope="module")
def table():
    return work(Unit(POINTS, [0, 1]).text())


def chunks(place: Path) -> list[Path]:
    return sorted((place / FOLDER).glob("*.arrow"))


def test_what_was_kept_is_found_again(tmp_path, table):
    with shelf(tmp_path, BASE) as kept:
        kept.put(table)
    with shelf(tmp_path, BASE) as kept:
        assert kept.done.missing(POINTS[0].key, 0, 3) == (2,)
        (chunk,) = kept.chunks()
    assert chunk.keys == [point.key for point in POINTS]


def test_the_same_work_twice_is_kept_once(tmp_path, table):
    with shelf(tmp_path, BASE) as kept:
        kept.put(table)
        kept.put(table)
        assert len(list(kept.chunks())) == 1
    assert len(chunks(tmp_path)) == 1


def test_rows_that_overlap_are_laid_out_once(tmp_path, table):
    with shelf(tmp_path, BASE) as kept:
        kept.put(table)
        kept.put(work(Unit(POINTS[1:], [1, 2]).text()))
        assert np.array_equal(simulate(POINTS, 3, kept), simulate(POINTS, 3), equal_nan=True)


@pytest.mark.parametrize("damage", ["cut off", "changed", "empty"])
def test_a_damaged_file_is_put_aside_and_done_again(damage, tmp_path, table):
    with shelf(tmp_path, BASE) as kept:
        kept.put(table)
    (path,) = chunks(tmp_path)
    content = path.read_bytes()
    path.write_bytes({"cut off": content[:-40], "changed": content[:200] + b"?" + content[201:],
                      "empty": b""}[damage])  # fmt: skip
    with shelf(tmp_path, BASE) as kept:
        assert kept.damaged == 1
        assert kept.done.missing(POINTS[0].key, 0, 2) == (0, 1)
        kept.put(table)
    with shelf(tmp_path, BASE) as kept:
        assert kept.damaged == 0
        assert kept.done.missing(POINTS[0].key, 0, 2) == ()


def test_what_an_interrupted_write_left_is_swept_away(tmp_path, table):
    with shelf(tmp_path, BASE):
        pass
    left = tmp_path / FOLDER / of_a_dead_process(WRITING)
    left.write_bytes(table[:100])
    with shelf(tmp_path, BASE) as kept:
        assert kept.done.missing(POINTS[0].key, 0, 1) == (0,)
    assert not left.exists()


def test_results_of_another_configuration_are_refused(tmp_path):
    with shelf(tmp_path, BASE):
        pass
    other = {"seed": 5, "council": {"since": "2021-01-01"}}
    with pytest.raises(InputError, match=r'\(council.since: "2022-01-01" there, "2021-01-01" here'):
        shelf(tmp_path, other).__enter__()


def test_results_of_another_version_are_refused(tmp_path, monkeypatch):
    with shelf(tmp_path, BASE):
        pass
    monkeypatch.setattr(belonging, "science", lambda: "9.9.9-other")
    with pytest.raises(InputError, match=r"another record of votes, .*; this is 9.9.9-other"):
        shelf(tmp_path, BASE).__enter__()


def test_results_that_do_not_say_whose_they_are_are_refused(tmp_path, table):
    with shelf(tmp_path, BASE) as kept:
        kept.put(table)
    (tmp_path / IDENTITY).unlink()
    with pytest.raises(InputError, match=f"no {IDENTITY}"):
        shelf(tmp_path, BASE).__enter__()


def test_two_sweeps_do_not_work_in_one_folder(tmp_path):
    pytest.importorskip("fcntl")
    with shelf(tmp_path, BASE), pytest.raises(InputError, match="another sweep is at work"):
        shelf(tmp_path, BASE).__enter__()


@pytest.mark.parametrize("name", [FOLDER, LOCK])
@pytest.mark.parametrize("leads", ["there", "nowhere"])
def test_no_link_in_the_folder_is_followed(tmp_path, name, leads):
    with shelf(tmp_path / "store", BASE):
        pass
    ours = tmp_path / "store" / name
    ours.rename(tmp_path / "there")
    ours.symlink_to(tmp_path / leads)
    with pytest.raises(InputError, match=r"links are not followed|cannot write"):
        simulated(tmp_path / "store")
    assert not (tmp_path / "nowhere").exists()


def simulated(place: Path) -> None:
    with shelf(place, BASE):
        pytest.fail("the work began")


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"cannot write to .*into=FOLDER"):
        shelf(tmp_path / "file" / "sweep", BASE).__enter__()


def test_a_write_that_fails_leaves_nothing_and_says_what_to_do(tmp_path, table, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with shelf(tmp_path, BASE) as kept:
        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(InputError, match=r"No space left on device.*goes on from there"):
            kept.put(table)
        assert kept.done.missing(POINTS[0].key, 0, 1) == (0,)
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.fixture
def tiny_disk():
    """A disk of 200 kB, where the system lets us have one."""
    place = Path(tempfile.mkdtemp())
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)], capture_output=True
    )
    if not mounted or mounted.returncode:
        place.rmdir()
        pytest.skip("no small disk can be mounted here (it takes the rights of root)")
    yield place
    subprocess.run(["umount", str(place)], check=True)
    place.rmdir()


def test_on_a_full_disk_nothing_finished_is_lost(tiny_disk):
    filler = tiny_disk / "filler"
    with shelf(tiny_disk / "sweep", BASE) as kept:
        kept.put(work(Unit(POINTS, [0]).text()))
        with filler.open("wb", buffering=0) as handle, pytest.raises(OSError, match="No space"):
            handle.writelines(b"x" * 4096 for _ in range(100))
        with pytest.raises(InputError, match="No space left on device"):
            kept.put(work(Unit(POINTS, [1]).text()))
    filler.unlink()
    with shelf(tiny_disk / "sweep", BASE) as kept:
        assert kept.done.missing(POINTS[0].key, 0, 2) == (1,)
        assert np.array_equal(simulate(POINTS, 2, kept), simulate(POINTS, 2), equal_nan=True)
