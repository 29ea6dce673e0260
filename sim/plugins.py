"""What other packages add by entry points: levers, terms of the rule, measures.

A package names them in its ``pyproject.toml`` under a group of ``GROUPS``; installed, they are in
force everywhere. They are loaded when somebody first asks for one, so that a package that adds to
this one can import it first. ``LMGSIM_PLUGINS=off`` leaves all of them out.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TypeVar, overload

from sim.errors import InputError

LEVERS, RULES, MEASURES = GROUPS = ("lmgsim.levers", "lmgsim.rules", "lmgsim.measures")
VARIABLE, OFF = "LMGSIM_PLUGINS", "off"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
MEND = f"mend or uninstall it, or leave all plug-ins out with {VARIABLE}={OFF}"

T = TypeVar("T")


@dataclass(frozen=True)
class Plugin:
    """One thing that another package adds."""

    group: str
    name: str  # as settings and tables call it
    package: str  # which package, and its version
    what: object
    module: str = ""  # in which it is defined

    def refuse(self, why: str) -> InputError:
        """The error that says what is wrong with it."""
        return InputError(f"plug-in {self.name} of {self.package}: {why}; {MEND}")


@cache
def plugins(group: str) -> tuple[Plugin, ...]:
    """All of a group, by name.

    Raises
    ------
    InputError
        If one cannot be loaded, has no usable name, or two have the same.
    """
    if os.environ.get(VARIABLE, "") == OFF:
        return ()
    found: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=group), key=lambda one: (one.name, one.value)):
        plugin = _loaded(entry, group)
        if not NAME.fullmatch(entry.name):
            raise plugin.refuse("a name is two to forty small letters, digits and underscores")
        if entry.name in found:
            raise plugin.refuse(f"{found[entry.name].package} has one of that name")
        found[entry.name] = plugin
    return tuple(found.values())


def _loaded(entry: EntryPoint, group: str) -> Plugin:
    package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "a package"
    try:
        return Plugin(group, entry.name, package, entry.load(), entry.module)
    except Exception as error:
        why = f"cannot be loaded ({type(error).__name__}: {error})"
        raise Plugin(group, entry.name, package, None).refuse(why) from error


def told() -> list[dict[str, str]]:
    """Every plug-in in force, for a provenance: group, name and package."""
    return [
        {"group": one.group, "name": one.name, "package": one.package}
        for group in GROUPS
        for one in plugins(group)
    ]


def code() -> list[str]:
    """A digest of the file each plug-in in force is defined in."""
    found = []
    for one in (one for group in GROUPS for one in plugins(group)):
        module = sys.modules[one.module]
        path = getattr(module, "__file__", None)
        content = Path(path).read_bytes() if path else one.package.encode()
        found.append(f"{one.group} {one.name} {sha256(content).hexdigest()}")
    return found


class Named(Mapping[str, T]):
    """What the package has by name, and after it what plug-ins add; the latter is found late."""

    def __init__(self, own: Mapping[str, T], more: Callable[[], Mapping[str, T]]) -> None:
        self.own, self._more = dict(own), more

    @cached_property
    def _all(self) -> dict[str, T]:
        return {**self.own, **self._more()}

    def __getitem__(self, name: str) -> T:
        """What has this name."""
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        """All names."""
        return iter(self._all)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)


class Listed(Sequence[T]):
    """The same in a row."""

    def __init__(self, own: Sequence[T], more: Callable[[], Sequence[T]]) -> None:
        self.own, self._more = tuple(own), more

    @cached_property
    def _all(self) -> tuple[T, ...]:
        return (*self.own, *self._more())

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        """The one at a place, or some in a row."""
        return self._all[at]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all)
