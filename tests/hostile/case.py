"""One hostile input: which files are handed over, what is typed, and what has to come of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WRONG = "wrong"  # has to be refused: any exit code but 0
FINE = "fine"  # means what the untouched input means: has to be taken
OPEN = "open"  # either will do, as long as it is done cleanly
VERDICTS = (WRONG, FINE, OPEN)


@dataclass(frozen=True)
class Item:
    """Something that lies in the folder: a file of some bytes, or what is no plain file."""

    kind: str = "file"  # file, folder, fifo, link, sparse (a file of holes), tree (a copy)
    content: bytes = b""
    target: str = ""  # where a link leads, what a tree is a copy of
    size: int = 0  # of a file of holes

    def make(self, place: Path) -> None:
        """Put it there; what lies there already is replaced."""
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink() or place.is_file():
            place.unlink()
        if self.kind == "file":
            place.write_bytes(self.content)
        elif self.kind == "folder":
            place.mkdir(exist_ok=True)
        elif self.kind == "fifo":
            os.mkfifo(place)
        elif self.kind == "link":
            place.symlink_to(self.target)
        elif self.kind == "sparse":
            with place.open("wb") as file:
                file.truncate(self.size)
        elif self.kind == "tree":
            shutil.copytree(self.target, place, symlinks=True, dirs_exist_ok=True)
        elif self.kind == "nothing":
            pass
        else:
            raise ValueError(self.kind)


def text(words: str) -> Item:
    """A file of UTF-8 text."""
    return Item(content=words.encode())


@dataclass(frozen=True)
class Case:
    """A hostile input.

    Attributes
    ----------
    kind : what is handed over: words, scenario, design, experiment, fit, store, votes, page ...
    change : what was done to it, without its values; findings are counted by it
    detail : the same with its values
    entry : which door it goes through; see ``tests.hostile.doors``
    given : what the door is given: the words of a command, or events of the page
    files : what lies in the folder, by its path
    places : where files may be written; anywhere: anywhere in the folder
    keeps : of these, where files may also be left by a command that failed
    said : whether what was changed has to be named in the report of dropped and mended rows
    """

    kind: str
    change: str
    verdict: str
    given: tuple[object, ...]
    files: Mapping[str, Item] = field(default_factory=dict)
    detail: str = ""
    entry: str = "command"
    places: tuple[str, ...] = ("results",)
    keeps: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    screen: str = "utf-8"  # or another encoding, or "full", or "closed"
    said: bool = False

    def lay_out(self, folder: Path) -> None:
        """Write the files into a folder."""
        for path, item in self.files.items():
            item.make(folder / path)

    def command(self) -> str:
        """What to type to see it again, in the folder of the case."""
        import shlex

        words = [str(word) for word in self.given]
        return shlex.join(["lmgsim", *words]) if self.entry == "command" else repr(self.given)
