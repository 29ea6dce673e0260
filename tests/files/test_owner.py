"""Only what is surely dead is cleared away."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from sim.files import owner
from sim.files.owner import DRAFT, OLDEST_DAYS, SCRATCH, clear_dead, owned_name
from sim.files.scratch import clear_scratch, scratch_folder
from tests.files.left_behind import ASKED, of_a_dead_process

on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
MACHINE = re.compile(r"(?<=-)[0-9a-f]{8}(?=-)")


def left(place: Path, name: str, days_old: float = 0.0) -> Path:
    path = place / name
    path.mkdir()
    then = time.time() - days_old * 86400
    os.utime(path, (then, then))
    return path


def test_what_a_living_process_writes_stays(tmp_path):
    mine = left(tmp_path, owned_name(DRAFT), days_old=1000)
    clear_dead(tmp_path, DRAFT)
    assert mine.exists()


def test_what_a_dead_process_wrote_goes_at_once(tmp_path):
    gone = left(tmp_path, of_a_dead_process(DRAFT))
    clear_dead(tmp_path, DRAFT)
    assert not gone.exists()


@on_linux
def test_a_process_that_was_given_the_number_of_a_dead_one_is_not_taken_for_it(tmp_path):
    machine, _, began, luck = of_a_dead_process(DRAFT).removeprefix(DRAFT).split("-")
    gone = left(tmp_path, f"{DRAFT}{machine}-{os.getpid()}-{began}-{luck}")
    clear_dead(tmp_path, DRAFT)
    assert not gone.exists()


@on_linux
def test_a_killed_process_that_nobody_waited_for_is_dead(tmp_path):
    words = f"{ASKED}; sys.stdout.flush(); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", words, DRAFT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    gone = left(tmp_path, child.stdout.readline().decode().strip())
    clear_dead(tmp_path, DRAFT)
    assert gone.exists()
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and stays a zombie
    clear_dead(tmp_path, DRAFT)
    assert not gone.exists()
    child.communicate()


@pytest.mark.parametrize(("days", "stays"), [(OLDEST_DAYS - 1, True), (OLDEST_DAYS + 1, False)])
def test_what_another_machine_writes_stays_until_it_is_old(tmp_path, days, stays):
    theirs = left(tmp_path, MACHINE.sub("0" * 8, of_a_dead_process(DRAFT), count=1), days)
    clear_dead(tmp_path, DRAFT)
    assert theirs.exists() == stays


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "a").write_text("mine")
    (tmp_path / of_a_dead_process(DRAFT)).symlink_to(tmp_path / "thesis")
    clear_dead(tmp_path, DRAFT)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis"]
    assert (tmp_path / "thesis" / "a").read_text() == "mine"


def test_a_place_that_is_not_there_has_nothing_to_clear(tmp_path):
    clear_dead(tmp_path / "nowhere", DRAFT)


def test_where_the_system_says_nothing_of_processes_age_alone_decides(tmp_path, monkeypatch):
    young, old = (left(tmp_path, of_a_dead_process(DRAFT), days) for days in (0, OLDEST_DAYS + 1))
    monkeypatch.setattr(owner.os, "name", "nt")
    clear_dead(tmp_path, DRAFT)
    monkeypatch.undo()
    assert (young.exists(), old.exists()) == (True, False)


def test_a_temporary_folder_does_not_outlive_its_work_nor_a_killed_process_for_long(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left(tmp_path, of_a_dead_process(SCRATCH))
    left(tmp_path, "lmgsim-results-of-mine")
    with scratch_folder() as place:
        (place / "a").write_text("")
        clear_scratch()
        assert len(list(tmp_path.iterdir())) == 2
        assert place.stat().st_mode & 0o077 == 0 or os.name != "posix"
    assert [p.name for p in tmp_path.iterdir()] == ["lmgsim-results-of-mine"]
