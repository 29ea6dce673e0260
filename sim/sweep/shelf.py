"""Where finished work is kept: in memory, or in a folder that outlives any crash.

A file is written under a hidden name, forced to disk and renamed to the hash of its content, so
it is either whole or not there. Whatever a file holds is found again by what was simulated, not
by when or beside what; so nothing is lost, nothing is done twice, and a later sweep of other
points or more replicates finds what it shares with an earlier one. What is no regular file, not
whole, or holds what no run can have given, is put aside under another name and done again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sim.errors import InputError
from sim.files.folders import mark_as
from sim.files.kinds import is_anything, is_folder
from sim.files.lock import locked
from sim.files.moving import said
from sim.files.owner import WRITING, clear_dead
from sim.files.place import check_place
from sim.files.reading import MEGABYTE, read_bytes
from sim.files.whole import write_whole
from sim.sweep.belonging import FOLDER, IDENTITY, belongs, identity_of
from sim.sweep.chunk import ENDING, Chunk, Damaged, contents, decode
from sim.sweep.rows import impossible
from sim.sweep.units import Done

KIND = "sweep"
GOES_ON = "What was finished is kept: the same command goes on from there"
ASIDE = ".damaged"
LARGEST_CHUNK = 64 * MEGABYTE  # a unit has half a megabyte


class Pile:
    """Finished work in memory."""

    def __init__(self) -> None:
        self.done = Done()
        self._tables: list[bytes] = []

    def put(self, content: bytes) -> int:
        """Keep the table of a unit; how many rows it has."""
        keys, replicates = contents(content)
        self.done.add(keys, replicates)
        self._tables.append(content)
        return len(keys) * len(replicates)

    def chunks(self) -> Iterator[Chunk]:
        """Everything that is kept."""
        yield from map(decode, self._tables)


class Shelf:
    """Finished work in a folder; made by ``shelf``."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.done = Done()
        self.damaged = 0
        self._names: list[str] = []

    def scan(self, tidy: bool = True) -> None:
        """Find what is there; what is not whole is put aside, if ``tidy``, and done again."""
        if tidy:
            clear_dead(self.place / FOLDER, WRITING)
        for path in sorted(self.place.glob(f"{FOLDER}/*{ENDING}")):
            try:
                chunk = _read(path)
            except Damaged:
                if tidy:
                    _put_aside(path)
                self.damaged += 1
                continue
            self._names.append(path.name)
            self.done.add(chunk.keys, chunk.replicates)

    def put(self, content: bytes) -> int:
        """Keep the table of a unit, for good; how many rows it has.

        Raises
        ------
        InputError
            If there is no room for it, or the folder cannot be written.
        """
        keys, replicates = contents(content)
        name = f"{_name(content)}{ENDING}"
        write_whole(self.place / FOLDER / name, content, GOES_ON, tidy=False)
        self._names.append(name)
        self.done.add(keys, replicates)
        return len(keys) * len(replicates)

    def chunks(self) -> Iterator[Chunk]:
        """Everything that is kept, file by file.

        Raises
        ------
        InputError
            If a file has changed since it was found.
        """
        for name in sorted(set(self._names)):
            path = self.place / FOLDER / name
            try:
                yield _read(path)
            except Damaged as error:
                raise InputError(
                    f"{path} has changed under the sweep: {error}; run it again"
                ) from None

    def contents(self) -> Iterator[bytes]:
        """Everything that is kept, as it is stored.

        Raises
        ------
        InputError
            If a file cannot be read any more.
        """
        for name in sorted(set(self._names)):
            yield read_bytes(self.place / FOLDER / name, LARGEST_CHUNK)


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:40]


def _read(path: Path) -> Chunk:
    """A file of finished work, checked.

    Raises
    ------
    Damaged
        If it is no regular file of the size of a unit, not whole, or holds what cannot be.
    """
    try:
        content = read_bytes(path, LARGEST_CHUNK)
    except InputError as error:
        raise Damaged(str(error)) from None
    if path.stem != _name(content):
        raise Damaged("its name is not the hash of its content")
    chunk = decode(content)
    if said := impossible(chunk.values):
        raise Damaged(said)
    return chunk


def _put_aside(path: Path) -> None:
    """Give a file that cannot be used a name under which nobody looks for work.

    Raises
    ------
    InputError
        If it cannot be renamed.
    """
    aside, n = path.with_suffix(ASIDE), 2
    while os.path.lexists(aside):
        aside, n = path.with_suffix(f"{ASIDE}-{n}"), n + 1
    try:
        path.rename(aside)
    except OSError as error:
        raise InputError(f"cannot put {path} aside, which is damaged: {error.strerror}") from None


@contextmanager
def shelf(place: Path, base: Mapping[str, object] | None) -> Iterator[Shelf]:
    """A folder of finished work, for one sweep at a time.

    Parameters
    ----------
    base : what the points of the sweep vary; a folder belongs to one. None: to none.

    Raises
    ------
    InputError
        If it cannot be written, another sweep is at work in it, or it belongs to another version
        or another configuration.
    """
    check_place(place, KIND)
    hint, busy = "name another folder with into=FOLDER", f"another sweep is at work in {place}"
    _check_chunks(place / FOLDER)
    with said(f"cannot write to {place}", hint):
        place.mkdir(parents=True, exist_ok=True)
        mark_as(place, KIND)
        (place / FOLDER).mkdir(exist_ok=True)
    with locked(place, f"{busy}; wait for it, or name into=", hint):
        if not belongs(place, base):
            told = json.dumps(identity_of(base), indent=1, sort_keys=True)
            write_whole(place / IDENTITY, told + "\n")
        kept = Shelf(place)
        kept.scan()
        yield kept


def looked_into(place: Path, base: Mapping[str, object] | None) -> Shelf:
    """The same folder to look into: nothing is written, and nobody is kept out.

    Raises
    ------
    InputError
        If it is no folder of sweeps, or belongs to another version or another configuration.
    """
    check_place(place, KIND)
    _check_chunks(place / FOLDER)
    belongs(place, base)
    kept = Shelf(place)
    kept.scan(tidy=False)
    return kept


def _check_chunks(folder: Path) -> None:
    """Refuse a link or a file in the place of the folder of finished work.

    Raises
    ------
    InputError
        Unless there is a folder, or nothing.
    """
    if is_anything(folder) and not is_folder(folder):
        raise InputError(
            f"{folder} is no folder (links are not followed): name another with into=FOLDER"
        )
