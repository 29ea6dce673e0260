"""How the files of new results take the places of older ones, so that no kill loses either.

The new lie whole in ``ARRIVED``, a folder inside the place, made by one rename. From there each
file is moved over the old one of its name. If that is cut off, ``settle`` goes on with it: whoever
reads a folder that is written in this way calls it first, and so reads the old or the new.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import InputError
from sim.files.kinds import is_anything, is_file, is_folder
from sim.files.mark import MARK, Mark, read_mark
from sim.files.owner import remove
from sim.files.whole import force_to_disk

ARRIVED = ".lmgsim-new"


@contextmanager
def said(words: str, hint: str = "") -> Iterator[None]:
    """Say in one line why the system refused.

    Raises
    ------
    InputError
        For any ``OSError``.
    """
    try:
        yield
    except OSError as error:
        told = f"{words}: {error.strerror or error}" + (f"; {hint}" if hint else "")
        raise InputError(told) from None


def arrive(draft: Path, place: Path, new: Mark, old: Mark) -> None:
    """Put the files of a whole draft inside ``place`` into it, and remove those that are no more.

    Raises
    ------
    InputError
        If there is a file in the way that is not of the ``old``; then nothing is moved.
    OSError
        If the place cannot be written.
    """
    for name in new.files:
        check_replaceable(place, name, old.files)
    draft.rename(place / ARRIVED)
    force_to_disk(place)
    _move_in(place / ARRIVED, place, new, old)


def settle(place: Path) -> None:
    """Finish what was cut off when new results took the place of older ones, if anything was.

    Raises
    ------
    InputError
        If it cannot be finished.
    """
    for folder in (place, place.parent):  # a fit may be part of a backtest
        arrived = folder / ARRIVED
        if not is_folder(arrived):
            continue
        with said(f"{folder} was being written when its command was stopped; cannot go on"):
            new = read_mark(arrived)
            if new is None:  # all is moved but the empty folders
                remove(arrived)
            else:
                _move_in(arrived, folder, new, read_mark(folder) or Mark(new.kind))


def _move_in(arrived: Path, place: Path, new: Mark, old: Mark) -> None:
    """Move files over the old ones, then remove those that are no more; may be done again."""
    for name in new.files:
        check_replaceable(place, name, old.files + new.files)
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        _replace(arrived / name, place / name)
    for name in sorted({*old.files} - {*new.files}):
        if no_link_leads_to(place, name):
            if is_file(place / name):
                (place / name).unlink(missing_ok=True)
            _remove_empty((place / name).parent, place)
    _replace(arrived / MARK, place / MARK)
    remove(arrived)


def _replace(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        if not is_file(target):  # else it was moved before, or by another process
            raise


def check_replaceable(place: Path, name: str, ours: tuple[str, ...]) -> None:
    """Refuse to put a file where there is something that is not ours.

    Raises
    ------
    InputError
        If it is there and not among ``ours``, no regular file, or behind a link.
    """
    target = place / name
    if not no_link_leads_to(place, name):
        raise InputError(f"{target} would lie behind a link or a file, which is not followed")
    if is_anything(target) and (name not in ours or not is_file(target)):
        raise InputError(f"{target} is there, and lmgsim did not write it: move it away")


def no_link_leads_to(place: Path, name: str) -> bool:
    """Whether all that lies between a folder and a file in it are folders, or not there yet."""
    parts = Path(name).parts
    parents = [place.joinpath(*parts[:n]) for n in range(1, len(parts))]
    return all(is_folder(parent) or not is_anything(parent) for parent in parents)


def _remove_empty(folder: Path, place: Path) -> None:
    while folder != place:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
