"""A file is whole, or as it was."""

import errno
import os
import stat
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.files.owner import WRITING
from sim.files.whole import whole_file, write_whole
from tests.files.left_behind import of_a_dead_process


def test_a_file_is_there_only_when_it_is_whole(tmp_path):
    path = tmp_path / "table"
    path.write_text("before")
    with pytest.raises(TypeError), whole_file(path) as draft:
        draft.write_text(b"half")
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["table"]


def test_on_a_full_disk_the_file_stays_and_the_hint_is_said(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write_whole(tmp_path / "a", "before")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match=r"cannot write .*a: No space left on device. Make room"):
        write_whole(tmp_path / "a", "after", "Make room")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["before"]


def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / "thesis").write_text("mine")
    (tmp_path / "a").symlink_to(tmp_path / "thesis")
    with pytest.raises(InputError, match="symbolic link"):
        write_whole(tmp_path / "a", "ours")
    assert (tmp_path / "thesis").read_text() == "mine"


def test_what_a_killed_process_was_writing_goes(tmp_path):
    (tmp_path / of_a_dead_process(WRITING)).write_text("half")
    (tmp_path / f"{WRITING}mine").write_text("mine")
    write_whole(tmp_path / "a", "1")
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{WRITING}mine", "a"]


@pytest.mark.skipif(os.name != "posix", reason="no umask here")
def test_a_new_file_obeys_the_umask_and_a_replaced_one_keeps_its_mode(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", "1")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
        (tmp_path / "a").chmod(0o600)
        write_whole(tmp_path / "a", "2")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    finally:
        os.umask(before)
