"""Folders that commands write: whole or not there, and never at the cost of others' files.

A command asks for its folder before its work begins, and writes into a draft. ``new_folder`` gives
every run a place of its own. ``kept_folder`` writes to a place that was named, if it is missing,
empty, or marked as ours (``sim.files.place``). When the work is done, the draft takes its place:
where there was nothing by one rename, else as ``sim.files.moving`` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sim.errors import InputError
from sim.files.crate import describe
from sim.files.kinds import is_anything, is_folder
from sim.files.mark import MARK, Mark, files_in, read_mark
from sim.files.moving import arrive, said
from sim.files.owner import DRAFT, clear_dead, owned_name, remove
from sim.files.place import check_folder, check_place
from sim.files.whole import force_to_disk, write_whole
from sim.stopping import begun, done


@dataclass
class Folder:
    """A folder of results in the making."""

    draft: Path  # where to write
    place: Path  # where it lies once it is whole


@contextmanager
def new_folder(
    root: Path, name: str, kind: str, moment: datetime | None = None
) -> Iterator[Folder]:
    """A draft folder that becomes ``root/name/<time>`` if all goes well, else vanishes.

    Of several that end in one moment, each gets a name of its own.

    Raises
    ------
    InputError
        If the place cannot be written, is a link, or lies in the package.
    """
    stamp = (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H-%M-%S")
    parent = root / name
    for place in (root, parent):
        check_folder(place, "results")
    with said(f"cannot write results to {root}", "name another folder with results=FOLDER"):
        made = _make(parent)
        clear_dead(parent, DRAFT)
        folder = Folder(_draft_in(parent), parent / stamp)
    try:
        with said(f"cannot write results to {root}"):
            yield folder
            _write_mark(folder.draft, kind)
            folder.place = _claim(folder.draft, folder.place)
    finally:
        _drop(folder.draft, made)


@contextmanager
def kept_folder(
    place: Path, kind: str, setting: str = "into", packaged: bool = False
) -> Iterator[Path]:
    """A draft folder whose files take their places in ``place`` if all goes well, else vanish.

    Parameters
    ----------
    kind : what the folder holds, such as ``fit``; one that is marked as another kind is refused
    setting : by which the user names the folder
    packaged : whether the place may lie in the package

    Raises
    ------
    InputError
        If ``check_place`` refuses the place, it cannot be written, or a file of somebody else's
        is in the way of a new one; the results then lie beside it.
    """
    check_place(place, kind, setting, packaged)
    with said(f"cannot write to {place}", f"name another folder with {setting}=FOLDER"):
        made = [] if is_folder(place) else _make(place.parent)
        home = place if is_folder(place) else place.parent
        clear_dead(home, DRAFT)
        draft = _draft_in(home)
    try:
        with said(f"cannot write to {place}"):
            yield draft
            new = _write_mark(draft, kind)
            if not _stands(draft, place):
                _put(draft, place, new, setting, packaged)
    finally:
        _drop(draft, made)


def mark_as(place: Path, kind: str) -> None:
    """Mark a folder that is ours from its beginning on; a mark that is there stays.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    if not is_anything(place / MARK):
        write_whole(place / MARK, Mark(kind).text())


def _stands(draft: Path, place: Path) -> bool:
    """Rename the draft to its place, if there is nothing yet."""
    if is_anything(place):
        return False
    try:
        draft.rename(place)
    except OSError:
        if is_anything(place):  # another command was first
            return False
        raise
    return True


def _put(draft: Path, place: Path, new: Mark, setting: str, packaged: bool) -> None:
    """Let a whole draft take the place of what there is, which may have changed since."""
    try:
        check_place(place, new.kind, setting, packaged)
        if draft.parent != place:  # the place was made by another command
            draft = draft.rename(place / draft.name)
        for name in (*new.files, MARK):
            force_to_disk(draft / name)
        arrive(draft, place, new, read_mark(place) or Mark(new.kind))
    except InputError as error:
        if not is_folder(draft):
            raise
        raise InputError(f"{error}. What was found lies in {_aside(draft, place)}") from None


def _aside(draft: Path, place: Path) -> Path:
    """Keep a whole draft that cannot take its place: beside it, or where that cannot be, in it."""
    here = place.absolute()
    try:
        return _claim(draft, here.with_name(f"{here.name}-new"))
    except OSError:
        return _claim(draft, here / "new")


def _make(folder: Path) -> list[Path]:
    """Make a folder and those it lies in; which were made, the innermost first."""
    missing = []
    for place in (folder, *folder.parents):
        if is_anything(place):
            break
        missing.append(place)
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _draft_in(home: Path) -> Path:
    draft = home / owned_name(DRAFT)
    begun(draft)
    draft.mkdir()
    return draft


def _write_mark(draft: Path, kind: str) -> Mark:
    describe(draft, kind, files_in(draft))
    mark = Mark(kind, tuple(files_in(draft)))
    (draft / MARK).write_text(mark.text(), encoding="utf-8")
    done(draft)  # from here on it takes its place, which a later command can finish
    return mark


def _claim(draft: Path, wanted: Path) -> Path:
    """Give a draft the name that is wanted, or with a number behind it where that is taken."""
    place, n = wanted, 2
    while True:
        if _stands(draft, place):
            return place
        place, n = wanted.with_name(f"{wanted.name}-{n}"), n + 1


def _drop(draft: Path, made: list[Path]) -> None:
    """Remove a draft that took no place, and the folders made for it, if nothing is in them."""
    remove(draft)
    done(draft)
    for folder in made:
        try:
            folder.rmdir()
        except OSError:
            return
