"""Where finished work is kept: in memory, or in a folder that outlives any crash.

A file is written under a hidden name, forced to disk and renamed to the hash of its content, so
it is either whole or not there. Whatever a file holds is found again by what was simulated, not
by when or beside what; so nothing is lost, nothing is done twice, and a later sweep of other
points or more replicates finds what it shares with an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sim.errors import InputError
from sim.files.folders import mark_as
from sim.files.moving import said
from sim.files.owner import WRITING, clear_dead
from sim.files.place import check_place
from sim.files.whole import write_whole
from sim.sweep.chunk import ENDING, Chunk, Damaged, contents, decode
from sim.sweep.identity import canonical, science
from sim.sweep.units import Done

FOLDER, IDENTITY, LOCK, KIND = "chunks", "sweep.json", ".lock", "sweep"
FORMAT = 2
GOES_ON = "What was finished is kept: the same command goes on from there"


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
            except (Damaged, IsADirectoryError):
                if tidy:
                    path.rename(path.with_suffix(".damaged"))
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
            except (Damaged, OSError) as error:
                raise InputError(
                    f"{path} has changed under the sweep: {error}; run it again"
                ) from None


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:40]


def _read(path: Path) -> Chunk:
    content = path.read_bytes()
    if path.stem != _name(content):
        raise Damaged("its name is not the hash of its content")
    return decode(content)


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
    with said(f"cannot write to {place}", "name another folder with into=FOLDER"):
        place.mkdir(parents=True, exist_ok=True)
        mark_as(place, KIND)
        (place / FOLDER).mkdir(exist_ok=True)
        lock = (place / LOCK).open("a")
    with lock:
        _lock(lock.fileno(), place)
        if not _belongs(place, base):
            told = json.dumps(_identity(base), indent=1, sort_keys=True)
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
    _belongs(place, base)
    kept = Shelf(place)
    kept.scan(tidy=False)
    return kept


def _lock(handle: int, place: Path) -> None:
    """Hold the folder until this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        return  # where the system has no such locks, two sweeps in one folder do the work twice
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(
            f"another sweep is at work in {place}; wait for it, or name into="
        ) from None


def _identity(base: Mapping[str, object] | None) -> dict[str, object]:
    """What a folder says of itself: format, version and configuration."""
    return {"format": FORMAT, "science": science(), "base": base}


def _belongs(place: Path, base: Mapping[str, object] | None) -> bool:
    """Refuse a folder of another version or configuration; False: nobody has marked it yet."""
    mine, path = _identity(base), place / IDENTITY
    if not path.exists():
        if any((place / FOLDER).glob(f"*{ENDING}")):
            raise InputError(
                f"{place} holds results but no {IDENTITY}: name another folder (into=)"
            )
        return False
    try:
        its = json.loads(path.read_text(encoding="utf-8"))
        version, its_base, form = its["science"], its["base"], its["format"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{path} cannot be read: name another folder with into=FOLDER") from None
    if version != mine["science"] or form != FORMAT:
        raise InputError(
            f"{place} holds results of another version of lmgsim, {version}; this is "
            f"{mine['science']}: name another folder with into=FOLDER"
        )
    asked = json.loads(canonical(base))
    if its_base != asked:  # as numbers, not as text: 5.0 is 5
        where = _first_difference(its_base, asked)
        raise InputError(
            f"{place} holds results of another configuration ({where}): name another folder with "
            "into=FOLDER"
        )
    return True


def _first_difference(its: object, mine: object, where: str = "") -> str:
    """The first setting in which two configurations differ, and both values."""
    if isinstance(its, dict) and isinstance(mine, dict):
        for key in sorted({*its, *mine}):
            if its.get(key) != mine.get(key):
                path = f"{where}.{key}" if where else str(key)
                return _first_difference(its.get(key), mine.get(key), path)
    return f"{where}: {canonical(its)} there, {canonical(mine)} here"
