"""A results folder with a broken file is refused in one line that names the file."""

import json
import os

import pandas as pd
import pytest

from sim.errors import InputError
from sim.plots.sensitivity import StoredSweep
from sim.plots.stored import Stored, StoredFit

SUMMARY = {"experiment": "mine", "replicates": 4, "seed": 7}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "summary.json").write_text(json.dumps(SUMMARY), encoding="utf-8")
    (tmp_path / "provenance.json").write_text('{"seed": 7}', encoding="utf-8")
    (tmp_path / "movers.csv").write_text("state,mean\nIND,1\n", encoding="utf-8")
    pd.DataFrame({"x": [1.0]}).to_parquet(tmp_path / "runs.parquet")
    return tmp_path


READ = {
    "summary.json": Stored.open,
    "provenance.json": lambda folder: Stored.open(folder).origin(),
    "movers.csv": lambda folder: Stored.open(folder).table("movers"),
    "runs.parquet": lambda folder: Stored.open(folder).raw("runs"),
}


def refused(folder, name):
    with pytest.raises(InputError, match=name.replace(".", r"\.")) as found:
        READ[name](folder)
    assert "\n" not in str(found.value)
    assert len(str(found.value)) - len(str(folder)) < 330


@pytest.mark.parametrize("name", READ)
def test_a_whole_folder_is_read(folder, name):
    assert READ[name](folder) is not None


BROKEN = [b"\0\0\0", b"\xff\xfe\xff", b"\x1f\x8b\x08\0", b'a,b\n1,"2\n3']
ODD_ROWS = b"a,b\n1,2,3,4\n5,6\n7,8,9,10,11\n"


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("content", [*BROKEN, ODD_ROWS, b"PAR1" + b"\0" * 40 + b"PAR1"])
def test_a_file_that_is_not_what_it_should_be_is_refused(folder, name, content):
    (folder / name).write_bytes(content)
    refused(folder, name)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("kind", ["pipe", "zeros", "folder"])
def test_only_regular_files_are_opened(folder, name, kind):
    (folder / name).unlink()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "zeros":
        (folder / name).symlink_to("/dev/zero")
    else:
        (folder / name).mkdir()
    refused(folder, name)


@pytest.mark.parametrize("name", ["summary.json", "provenance.json"])
@pytest.mark.parametrize("text", ['{"seed": NaN}', "[]", "7", "", '{"a": 1, "a": 2}'])
def test_json_that_is_no_story_is_refused(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    refused(folder, name)


@pytest.mark.parametrize("change", [{"replicates": "4"}, {"replicates": None}, {"replicates": 2.5}])
def test_a_number_at_the_foot_of_every_figure_is_checked(folder, change):
    (folder / "summary.json").write_text(json.dumps(SUMMARY | change), encoding="utf-8")
    refused(folder, "summary.json")


@pytest.mark.parametrize("reader", [Stored, StoredSweep, StoredFit])
def test_a_story_that_lacks_what_the_foot_says_is_refused(tmp_path, reader):
    (tmp_path / reader.STORY).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=f"{reader.STORY} lacks {reader.NEEDED[0]}"):
        reader.open(tmp_path)


def test_a_cost_without_end_is_read_as_it_was_written(folder):
    (folder / "summary.json").write_text(
        json.dumps(SUMMARY | {"each": float("inf")}), encoding="utf-8"
    )
    assert Stored.open(folder).summary["each"] == float("inf")


def test_a_table_that_is_missing_or_empty_has_no_rows(folder):
    assert Stored.open(folder).table("nothing").empty
    (folder / "movers.csv").write_text("", encoding="utf-8")
    assert Stored.open(folder).table("movers").empty
