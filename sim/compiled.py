"""The one door to numba: compile a function and keep the machine code between processes.

numba notices when the file of a cached function changes, but not when a function that it
calls changes in another file. Rules and engines are such files, so the machine code is kept
in a folder named after a digest of every file that compiles and of all that these import: one
changed digit in a rule gives a new folder, never an old answer.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import numba
from numba.extending import overload, register_jitable

from sim.files.scratch import scratch_until_the_end

__all__ = ["by_kind", "compiled", "is_array", "is_cached", "rule"]

Function = TypeVar("Function", bound=Callable[..., object])

PACKAGE = Path(__file__).parent
COMPILES = re.compile(r"^@(?:compiled|rule)$", re.MULTILINE)
IMPORTED = re.compile(r"^\s*(?:from|import) sim\.([\w.]+)", re.MULTILINE)


@cache
def source_digest() -> str:
    """First 12 hex digits of the SHA-256 of every Python file that may end up in machine code."""
    digest = hashlib.sha256()
    for path in compiled_files():
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def compiled_files() -> list[Path]:
    """The files with compiled functions, and what they import of the package, far and near."""
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    imported = {path: IMPORTED.findall(text) for path, text in texts.items()}
    found: set[Path] = set()
    waiting = [path for path, text in texts.items() if COMPILES.search(text)]
    while waiting:
        path = waiting.pop()
        found.add(path)
        for name in imported[path]:
            stem = PACKAGE.joinpath(*name.split("."))
            here = [stem.with_suffix(".py"), *stem.glob("*.py")]  # of a folder, all of it
            waiting += [p for p in here if p in texts and p not in found]
    return sorted(found)


@cache
def cache_folder() -> str:
    """The first writable place for machine code: NUMBA_CACHE_DIR, the package, a temp folder."""
    places = [os.environ.get("NUMBA_CACHE_DIR"), str(PACKAGE / "__pycache__")]
    for place in filter(None, places):
        folder = Path(place) / f"lmgsim-{source_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return str(scratch_until_the_end())


def is_cached() -> bool:
    """Whether machine code of this very source lies on disk already."""
    return any(Path(cache_folder()).rglob("*.nbc"))


def rule(function: Function) -> Function:
    """Mark a scalar rule: plain Python when Python calls it, compiled in compiled code."""
    return register_jitable(function)


def by_kind(function: Function) -> Callable[[Function], Function]:
    """Mark what chooses, by the types of its arguments, how compiled code does a function.

    ``function`` says the same in plain Python; what is chosen takes the very same arguments.
    """
    marked: Callable[[Function], Function] = overload(function)
    return marked


def is_array(kind: object) -> bool:
    """Whether a type that ``by_kind`` meets is that of an array, and not of a number."""
    return isinstance(kind, numba.types.Array)


def compiled(function: Function) -> Function:
    """Compile without the interpreter lock and without fast-math: the bits are the rule's own."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = cache_folder()
    try:
        return numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        numba.config.CACHE_DIR = before
