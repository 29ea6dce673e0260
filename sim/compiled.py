"""The one door to numba: compile a function and keep the machine code between processes.

numba notices when the file of a cached function changes, but not when a function that it
calls changes in another file. Rules and engines are such files, so the machine code is kept
in a folder named after a digest of every file that compiles and of all that these import: one
changed digit in a rule gives a new folder, never an old answer.

numba takes a while to load, and many commands compile nothing. So it is loaded when a compiled
function is first called, and only then are rules made known to it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import threading
from collections.abc import Callable
from functools import cache, update_wrapper
from pathlib import Path
from typing import Any, TypeVar, cast

from sim.files.scratch import scratch_until_the_end

__all__ = ["by_kind", "compiled", "is_array", "is_cached", "numba_with_rules", "rule"]

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

    def make_known() -> None:
        from numba.extending import register_jitable

        register_jitable(function)

    _once_numba_is_there(make_known)
    return function


def by_kind(function: Function) -> Callable[[Function], Function]:
    """Mark what chooses, by the types of its arguments, how compiled code does a function.

    ``function`` says the same in plain Python; what is chosen takes the very same arguments.
    """

    def mark(choose: Function) -> Function:
        def make_known() -> None:
            from numba.extending import overload

            overload(function)(choose)

        _once_numba_is_there(make_known)
        return choose

    return mark


def is_array(kind: object) -> bool:
    """Whether a type that ``by_kind`` meets is that of an array, and not of a number."""
    from numba import types

    return isinstance(kind, types.Array)


def compiled(function: Function) -> Function:
    """Compile without the interpreter lock and without fast-math: the bits are the rule's own."""
    return cast(Function, Compiled(function))


class Compiled:
    """A function that is compiled when it is first called, or called by compiled code."""

    def __init__(self, function: Callable[..., object]) -> None:
        update_wrapper(self, function)
        self.function = function
        self._dispatcher: Callable[..., object] | None = None

    @property
    def dispatcher(self) -> Callable[..., object]:
        """The function as numba knows it."""
        with _loading:
            if self._dispatcher is None:
                self._dispatcher = _dispatcher(self.function)
            return self._dispatcher

    def __call__(self, *given: object, **named: object) -> object:
        return (self._dispatcher or self.dispatcher)(*given, **named)

    def __reduce__(self) -> str:
        return self.function.__qualname__  # another process finds it where it is defined


def numba_with_rules() -> Any:
    """numba, for whoever compiles rules by other means than ``compiled``: it knows them all."""
    import numba

    _known_to_numba()
    while _waiting:
        _waiting.pop(0)()
    return numba


_loading = threading.RLock()
_waiting: list[Callable[[], None]] = []  # what is done as soon as numba is there


def _once_numba_is_there(act: Callable[[], None]) -> None:
    if "numba" in sys.modules:
        act()
    else:
        _waiting.append(act)


def _dispatcher(function: Callable[..., object]) -> Callable[..., object]:
    numba = numba_with_rules()
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = cache_folder()
    try:
        made: Callable[..., object] = numba.njit(cache=True, nogil=True, error_model="numpy")(
            function
        )
        return made
    finally:
        numba.config.CACHE_DIR = before


@cache
def _known_to_numba() -> None:
    """Let compiled code call functions that wait to be compiled, as it does those that are."""
    from numba.extending import typeof_impl

    @typeof_impl.register(Compiled)
    def typeof_compiled(value: Compiled, context: object) -> object:
        return typeof_impl(value.dispatcher, context)
