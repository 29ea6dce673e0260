"""A log is added to a file of ours or to a new one, and to nobody else's."""

import os

import pytest

from sim.errors import InputError
from sim.files.log import log_file


def add(path, *lines):
    with log_file(path) as tell:
        for line in lines:
            tell(line)


def test_a_second_log_is_added_to_the_first(tmp_path):
    path = tmp_path / "new" / "mine.log"
    add(path, "one", "two")
    add(path, "three")
    assert [line.split("  ")[-1] for line in path.read_text().splitlines()] == [
        "one",
        "two",
        "three",
    ]


@pytest.mark.parametrize(
    "content", [b"three years of work", b"2026-01-01 dear diary", b"\0", b"\n"]
)
def test_somebodys_file_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "thesis.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match="something else than a log") as caught:
        add(path, "one")
    assert "log=FILE" in str(caught.value)
    assert path.read_bytes() == content


def test_an_empty_file_does(tmp_path):
    path = tmp_path / "mine.log"
    path.touch()
    add(path, "one")
    assert path.read_text().endswith("s  one\n")


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as Unix has them")
def test_links_and_pipes_are_not_opened_for_long(tmp_path):
    (tmp_path / "there").touch()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(InputError, match="log"):
            add(tmp_path / name, "one")
    assert (tmp_path / "there").read_bytes() == b""
    with pytest.raises(InputError, match="regular file"):
        add(tmp_path.__class__("/dev/null"), "one")
