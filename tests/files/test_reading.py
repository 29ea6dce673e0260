"""What a user hands over is a regular file of bounded size, or it is refused in one line."""

import os
import tracemalloc
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.files.json_text import parse_json
from sim.files.reading import is_regular, read_bytes
from sim.files.text import decoded, read_text
from sim.files.yaml_text import load_cell, load_yaml


def refused(function, *given) -> str:
    """The one line with which something is refused."""
    with pytest.raises(InputError) as caught:
        function(*given)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) <= 400
    return line


def test_a_regular_file_is_read_also_through_a_link(tmp_path):
    (tmp_path / "a").write_bytes(b"words")
    (tmp_path / "link").symlink_to("a")
    assert read_bytes(tmp_path / "link") == b"words"
    assert is_regular(tmp_path / "link")


def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "a pipe" in refused(read_bytes, tmp_path / "pipe")
    assert not is_regular(tmp_path / "pipe")


def test_a_link_to_a_device_is_refused(tmp_path):
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert "a device" in refused(read_bytes, tmp_path / "zero")


@pytest.mark.parametrize("name", ["nothing", "a\0b", "x" * 5000])
def test_a_name_that_leads_nowhere_is_refused(tmp_path, name):
    refused(read_bytes, tmp_path / name[:300] if len(name) < 10 else tmp_path / name[:250])


def test_a_folder_and_a_loop_of_links_are_refused(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    refused(read_bytes, tmp_path / "loop")
    refused(read_bytes, tmp_path)


def test_a_file_beyond_the_bound_is_refused_without_being_read(tmp_path):
    with open(tmp_path / "huge", "wb") as file:
        file.truncate(1 << 40)  # sparse: it takes no room
    assert "larger than" in refused(read_bytes, tmp_path / "huge")


def test_a_small_file_takes_little_memory_whatever_the_bound(tmp_path):
    (tmp_path / "a").write_bytes(b"words")
    tracemalloc.start()
    try:
        assert read_bytes(tmp_path / "a", 1 << 31) == b"words"
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_file_that_does_not_tell_its_size_is_read_up_to_the_bound():
    place = Path("/proc/self/status")
    if not place.exists():
        pytest.skip("this system has no such files")
    assert b"Name:" in read_bytes(place)
    refused(read_bytes, place, 10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "utf-32"])  # fmt: skip
def test_text_is_read_whatever_its_mark(tmp_path, encoding):
    (tmp_path / "a").write_bytes("name: Côte d’Ivoire\n".encode(encoding))
    assert read_text(tmp_path / "a") == "name: Côte d’Ivoire\n"


def test_what_is_not_text_is_refused_with_its_line():
    assert "f, line 3: byte 0xff is not UTF-8" in refused(decoded, b"a\nb\n\xff\n", "f")
    assert "f, line 2: a zero byte" in refused(decoded, b"abc\nd\0ef\n", "f")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\nb:\n\tc: 2\n", "line 3: a tab where spaces are wanted"),
        ("a: 1\na: 2\n", "line 2: a stands there twice"),
        ("a: &x [1]\nb: !!binary aGk=\n", "line 2: the tag"),
        ("a: !!python/object/apply:os.system [x]\n", "line 1: the tag"),
        ("[" * 20_000, "more than 60 levels"),
        ("a: 1\n---\nb: 2\n", "line 2: a second document"),
        ("a: &a [*a]\n", "names nothing that ends above"),
        ("n: " + "9" * 5000, "a number of 5,000 digits"),
        ("n: 0x" + "f" * 5000, "a number of 5,000 digits"),
        ("a: [1, 2\n", "line 2"),
        ("a: \x07\n", "character U+0007 is not allowed"),
        ("2021-01-01: 3\n1: 2", "is not a word"),
    ],
)
def test_yaml_that_is_none_is_refused_with_its_line(text, words):
    assert words in refused(load_yaml, text, "file.yaml")


def test_aliases_that_multiply_are_refused_and_a_plain_one_is_read():
    assert load_yaml("a: &x [1, 2]\nb: *x\n", "f") == {"a": [1, 2], "b": [1, 2]}
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    assert "aliases that grow" in refused(load_yaml, bomb, "f")
    deep = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100))
    assert "more than 60 levels" in refused(load_yaml, deep, "f")


def test_numbers_and_dates_are_read_as_hydra_reads_them():
    assert load_yaml("a: 1e-3\nb: 2021-01-01\nc: on\n", "f") == {"a": 0.001, "b": "2021-01-01",
                                                               "c": True}  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["9" * 5000, "[" * 5000, "!!python/name:os.system x", "*a", "\x07"]
)
def test_a_cell_that_is_no_yaml_is_a_word(cell):
    assert load_cell(cell) == cell


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "an object in braces"),
        ('{"a": 1, "a": 2}', "'a' stands there twice"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{"a": ' + "9" * 5000 + "}", "digits"),
        ('{"a": ' + "[" * 100_000, "too deep"),
    ],
)
def test_json_that_is_none_is_refused(text, words):
    assert words in refused(parse_json, text, "f.json")
