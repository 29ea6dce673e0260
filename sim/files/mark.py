"""The mark of a folder of ours: a small file that says what it holds and which files we wrote.

Whatever the mark does not name is somebody else's, and is never touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sim.errors import InputError
from sim.files.json_text import read_json
from sim.files.kinds import is_anything, is_file, is_folder
from sim.files.owner import is_owned_name

MARK = ".lmgsim"
MOST_FILES = 10_000  # that a folder of ours holds; one figure or table each, they are some dozens


@dataclass(frozen=True)
class Mark:
    """What a folder of ours holds.

    Attributes
    ----------
    kind : what it is, such as ``fit``
    files : those we wrote, by their paths inside the folder, with ``/``
    """

    kind: str
    files: tuple[str, ...] = ()

    def text(self) -> str:
        """The mark as it is stored."""
        told = {"lmgsim": self.kind, "files": sorted(self.files)}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def read_mark(folder: Path) -> Mark | None:
    """The mark of a folder; None where it has none.

    Raises
    ------
    InputError
        If there is something of that name that is no mark.
    """
    path = folder / MARK
    if not is_anything(path):
        return None
    told = read_json(path) if is_file(path) else {}
    kind, names = told.get("lmgsim"), told.get("files")
    if not (
        isinstance(kind, str)
        and isinstance(names, list)
        and len(names) <= MOST_FILES
        and all(map(_is_inside, names))
    ):
        raise InputError(
            f"{path} should say which files lmgsim wrote, and does not: name another folder"
        )
    return Mark(kind, tuple(names))


def files_in(folder: Path) -> Iterator[str]:
    """All files below a folder but its mark and what is being written; links are not followed."""
    for path in sorted(folder.iterdir()):
        if path.name == MARK or is_owned_name(path.name):
            continue
        if is_folder(path):
            yield from (f"{path.name}/{below}" for below in files_in(path))
        else:
            yield path.name


def _is_inside(name: object) -> bool:
    """Whether this is the plain path of a file inside a folder."""
    if not isinstance(name, str) or not name or "\\" in name or ":" in name or "\0" in name:
        return False
    path = PurePosixPath(name)
    parts = path.parts
    plain = bool(parts) and str(path) == name and not path.is_absolute()
    return plain and ".." not in parts and parts[0] != MARK
