"""A command's folder: what is not ours is refused before the work, and never touched."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.files.folders import kept_folder, new_folder
from sim.files.mark import MARK
from sim.files.owner import DRAFT, WRITING
from sim.files.place import check_place
from sim.files.places import PACKAGE
from tests.files.left_behind import of_a_dead_process

MOMENT = datetime(2026, 1, 2, 3, 4, 5)


def tree(place: Path) -> dict[str, str]:
    """Every file below a folder and what it says, but for the marks."""
    return {
        path.relative_to(place).as_posix(): path.read_text()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name != MARK
    }


def write(place: Path, kind: str = "fit", **files: str) -> None:
    with kept_folder(place, kind) as draft:
        for name, text in files.items():
            path = draft / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)


def break_off(place: Path) -> None:
    """Work that fails when it is half done."""

    def work() -> None:
        with kept_folder(place, "fit") as draft:
            (draft / "a").write_text("half")
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        work()


def refusal(place: Path, kind: str = "fit") -> str:
    """What is said where a folder is refused, before any work."""
    before = sorted(place.parent.rglob("*"))
    with pytest.raises(InputError) as caught, kept_folder(place, kind):
        pytest.fail("the work began")
    assert sorted(place.parent.rglob("*")) == before
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 400
    return str(caught.value)


# ------------------------------------------------------------------ what is written to
@pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
def test_a_missing_or_an_empty_folder_is_written_to(tmp_path, empty):
    place = tmp_path / "deep" / "fit"
    if empty:
        place.mkdir(parents=True)
    write(place, a="1", figures__b="2")
    assert tree(tmp_path) == {"deep/fit/a": "1", "deep/fit/figures/b": "2"}
    assert (place / MARK).is_file()
    assert sorted(p.name for p in place.parent.iterdir()) == ["fit"]


def test_a_folder_of_ours_is_written_to_again_and_what_is_no_more_goes(tmp_path):
    write(tmp_path / "fit", a="1", gone="1", figures__b="1", gone_too__c="1")
    write(tmp_path / "fit", a="2", figures__b="2", new="2")
    assert tree(tmp_path / "fit") == {"a": "2", "figures/b": "2", "new": "2"}
    assert not (tmp_path / "fit" / "gone_too").exists()


def test_files_of_others_in_a_folder_of_ours_are_never_touched(tmp_path):
    write(tmp_path / "fit", a="1", figures__b="1")
    (tmp_path / "fit" / "thesis").write_text("mine")
    (tmp_path / "fit" / "figures" / "mine").write_text("mine")
    inode = (tmp_path / "fit" / "thesis").stat().st_ino
    write(tmp_path / "fit", a="2")
    assert tree(tmp_path / "fit") == {"a": "2", "thesis": "mine", "figures/mine": "mine"}
    assert (tmp_path / "fit" / "thesis").stat().st_ino == inode


def test_the_older_results_stay_until_the_newer_are_whole(tmp_path):
    write(tmp_path / "fit", a="1")
    break_off(tmp_path / "fit")
    assert tree(tmp_path) == {"fit/a": "1"}


def test_work_that_fails_leaves_no_folder_that_was_not_there(tmp_path):
    break_off(tmp_path / "deep" / "deeper" / "fit")
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ what is refused
def test_a_folder_with_files_of_others_is_refused(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "thesis").write_text("mine")
    assert "holds 'thesis' without lmgsim's mark" in refusal(tmp_path / "d")


def test_results_of_a_version_that_did_not_mark_are_refused_and_it_says_why(tmp_path):
    (tmp_path / "fit").mkdir()
    (tmp_path / "fit" / "fit.json").write_text("{}")
    (tmp_path / "fit" / "weights.csv").write_text("")
    said = refusal(tmp_path / "fit")
    assert "'fit.json' and 1 more" in said
    assert "older versions did not mark their results: move those away" in said


def test_a_folder_marked_as_another_kind_is_refused(tmp_path):
    write(tmp_path / "d", "backtest", a="1")
    assert "is marked as lmgsim's backtest, and this is a fit" in refusal(tmp_path / "d")


@pytest.mark.parametrize("target", ["folder", "nothing", "file"])
def test_a_link_is_refused_wherever_it_leads(tmp_path, target):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / target)
    assert "it is a symbolic link, and links are not followed" in refusal(tmp_path / "link")
    for root, name in ((tmp_path / "link", "a"), (tmp_path, "link")):
        with pytest.raises(InputError, match="symbolic link"), new_folder(root, name, "run"):
            pass


def test_a_file_and_what_lies_below_one_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    assert "it is a file; name another folder with into=" in refusal(tmp_path / "file")
    assert "Not a directory" in refusal(tmp_path / "file" / "below")


def test_a_name_that_no_folder_can_have_is_refused(tmp_path):
    assert "File name too long" in refusal(tmp_path / ("n" * 300))


def test_no_place_in_the_package_is_written_to(tmp_path):
    for place in (PACKAGE, PACKAGE / "data" / "fitted", PACKAGE / "new"):
        with pytest.raises(InputError, match="inside the package"):
            check_place(place, "fit")
        with pytest.raises(InputError, match="inside the package"), new_folder(place, "a", "run"):
            pass


@pytest.mark.parametrize(
    "mark",
    ["", "{}", "[]", "{", '{"lmgsim": 1, "files": []}', '{"lmgsim": "fit", "files": ["../thesis"]}',
     '{"lmgsim": "fit", "files": ["/etc/passwd"]}', '{"lmgsim": "fit", "files": [3]}',
     f'{{"lmgsim": "fit", "files": {json.dumps([f"f{n}" for n in range(20_000)])}}}',
     '{"lmgsim": "fit", "files": ["."]}', '{"lmgsim": "fit", "files": ["a//b"]}'],
)  # fmt: skip
def test_a_mark_that_is_none_is_refused(tmp_path, mark):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / MARK).write_text(mark)
    assert MARK in refusal(tmp_path / "d")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_mark_that_is_a_pipe_is_refused_at_once(tmp_path):
    (tmp_path / "d").mkdir()
    os.mkfifo(tmp_path / "d" / MARK)
    assert MARK in refusal(tmp_path / "d")


def test_a_link_among_our_files_is_never_written_through(tmp_path):
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "b").write_text("mine")
    write(tmp_path / "fit", a="1", figures__b="1")

    def work() -> None:
        with kept_folder(tmp_path / "fit", "fit") as draft:
            (draft / "a").write_text("2")
            (draft / "figures").mkdir()
            (draft / "figures" / "b").write_text("2")
            (tmp_path / "fit" / "figures" / "b").unlink()
            (tmp_path / "fit" / "figures").rmdir()
            (tmp_path / "fit" / "figures").symlink_to(thesis)

    with pytest.raises(InputError, match="behind a link") as caught:
        work()
    assert (thesis / "b").read_text() == "mine"
    assert (tmp_path / "fit" / "a").read_text() == "1"
    aside = Path(str(caught.value).rpartition(" lies in ")[2])
    assert tree(aside) == {"a": "2", "figures/b": "2"}


@pytest.mark.parametrize("thing", ["a folder", "a link", "a link to nothing", "a link above"])
def test_what_has_become_something_else_than_our_file_is_refused_before_the_work(tmp_path, thing):
    write(tmp_path / "fit", a="1", figures__b="1")
    (tmp_path / "thesis").mkdir()
    name = "figures" if thing == "a link above" else "a"
    ours = tmp_path / "fit" / name
    ours.rename(tmp_path / "was")
    if thing == "a folder":
        ours.mkdir()
    else:
        ours.symlink_to(tmp_path / ("nothing" if "nothing" in thing else "thesis"))
    said = refusal(tmp_path / "fit")
    assert "behind a link" in said if thing == "a link above" else "did not write it" in said


def test_what_cannot_take_its_place_is_kept_beside_it(tmp_path):
    write(tmp_path / "fit", a="1")
    (tmp_path / "fit" / "b").write_text("mine")
    for n in ("", "-2"):
        with pytest.raises(InputError, match=r"b is there, and lmgsim did not write it") as caught:
            write(tmp_path / "fit", a="2", b="2")
        assert str(caught.value).endswith(f"{tmp_path / 'fit'}-new{n}")
        assert tree(tmp_path / f"fit-new{n}") == {"a": "2", "b": "2"}
    assert tree(tmp_path / "fit") == {"a": "1", "b": "mine"}


# ------------------------------------------------------------------ several at once
def test_runs_of_one_moment_never_lose_one_another(tmp_path):
    number, ready, places = 16, threading.Barrier(16), []

    def run(n: int) -> None:
        with new_folder(tmp_path, "a", "run", MOMENT) as folder:
            (folder.draft / "who").write_text(str(n))
            ready.wait()
        places.append(folder.place)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(places)) == number
    assert {(place / "who").read_text() for place in places} == {str(n) for n in range(number)}
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == sorted(p.name for p in places)


def test_two_that_write_to_one_missing_folder_both_end_and_one_stands_whole(tmp_path):
    with kept_folder(tmp_path / "fit", "fit") as late:
        (late / "a").write_text("late")
        write(tmp_path / "fit", a="early", b="early")
    assert tree(tmp_path) == {"fit/a": "late"}


def test_a_draft_that_is_being_written_is_left_alone(tmp_path):
    with kept_folder(tmp_path / "fit", "fit") as first:
        (first / "a").write_text("1")
        with pytest.raises(RuntimeError), kept_folder(tmp_path / "fit", "fit"):
            raise RuntimeError
        assert (first / "a").read_text() == "1"


# ------------------------------------------------------------------ what the dead left
def test_what_dead_processes_left_goes_and_nothing_else_does(tmp_path):
    place = tmp_path / "fit"
    place.mkdir()
    for home in (tmp_path, place):
        (home / of_a_dead_process(DRAFT)).mkdir()
        (home / of_a_dead_process(DRAFT) / "a").parent.mkdir()
    (place / of_a_dead_process(WRITING)).write_text("half")
    for name in (".draft-thesis", ".draft-12345678", "lmgsim-notes"):
        (tmp_path / name).mkdir()
    write(place, a="1")
    assert tree(place) == {"a": "1"}
    assert sorted(p.name for p in place.iterdir()) == [MARK, "a"]
    write(tmp_path / "other", a="1")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".draft-12345678", ".draft-thesis", "fit", "lmgsim-notes", "other"
    ]  # fmt: skip


STOPPED = """
import os, signal, time
from pathlib import Path
from sim.files.folders import kept_folder, new_folder
from sim.files.whole import whole_file
from sim.stopping import listening

def busy():  # as a compiler is, which hears nothing
    signals = [signal.SIGTERM]
    while True:
        try:
            while signals:
                os.kill(os.getpid(), signals.pop())
            time.sleep(60)
        except KeyboardInterrupt:
            pass

with listening(), kept_folder(Path("fit"), "fit"), new_folder(Path("results"), "a", "run"):
    with whole_file(Path("fit.csv")):
        busy()
"""


def test_what_is_half_written_goes_where_a_process_is_stopped_that_hears_nothing(tmp_path):
    command = [sys.executable, "-c", STOPPED]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 128 + signal.SIGTERM, done.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not list(tmp_path.rglob(".*"))


# ------------------------------------------------------------------ the umask
@pytest.fixture
def umask():
    before = os.umask(0)
    yield os.umask
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="no umask here")
@pytest.mark.parametrize("mask", [0o077, 0o027, 0o022, 0o002])
def test_folders_and_files_obey_the_umask(tmp_path, umask, mask):
    umask(mask)
    write(tmp_path / "new" / "fit", a="1", figures__b="1")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", a="1", figures__b="1")
    with new_folder(tmp_path / "results", "a", "run") as folder:
        (folder.draft / "a").write_text("1")
    for path in [*tmp_path.rglob("*")]:
        wanted = (0o777 if path.is_dir() else 0o666) & ~mask
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
