"""Which record is in force: the package's tables, or those that a user keeps in a folder.

A data folder holds the user's record, the fit made from it, and what was downloaded. It is the
one that ``data=FOLDER`` or ``LMGSIM_DATA`` names, else the user's own as the system has it; the
word ``embedded`` in place of a folder means the package's tables and fit.

A record is read once, whole, and told by its digest: whatever was made of one is kept under that
(``by_record``) and the bloc asked about, so another that comes into force finds nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from sim.data.record import about
from sim.data.record.stored import EMBEDDED, Record, embedded_record, is_stored, read_record
from sim.errors import InputError

Given = ParamSpec("Given")
Found = TypeVar("Found")

VARIABLE = "LMGSIM_DATA"
RECORD, FIT, ARRIVING = "record", "fit", "incoming"  # inside a data folder
LONGEST = 1000  # letters of the name of a folder


def choose(place: str | None) -> None:
    """Let a data folder, or ``embedded``, be in force here and in processes that begin here.

    None: as if nothing had been named.
    """
    if place is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = place


@contextmanager
def chosen(place: str | None) -> Iterator[None]:
    """The same for a while."""
    before = os.environ.get(VARIABLE)
    choose(place)
    try:
        yield
    finally:
        choose(before)


def data_folder() -> Path | None:
    """The data folder in force; None where the package's tables were asked for by name.

    Raises
    ------
    InputError
        If what names it is no name of a folder.
    """
    told = os.environ.get(VARIABLE, "")
    return _own_folder() if not told else None if told == EMBEDDED else named_folder(told)


def named_folder(told: str) -> Path:
    """The folder of a name that somebody gave.

    Raises
    ------
    InputError
        If it is none.
    """
    if not told or "\0" in told or len(told) > LONGEST:
        raise InputError(f"data={told[:60]}: the name of a folder is wanted, or {EMBEDDED}")
    try:
        return Path(told).expanduser().absolute()
    except RuntimeError:
        raise InputError(
            f"data={told[:60]} begins with ~ and the name of nobody here: a folder is wanted"
        ) from None


@cache
def _own_folder() -> Path:
    from platformdirs import user_data_path

    return Path(user_data_path("lmgsim", appauthor=False))


class _Tried:
    """A record that is tried out before it is written; None where none is."""

    record: Record | None = None


@contextmanager
def trying(record: Record) -> Iterator[None]:
    """Let a record that is not written yet be in force in this process, to see whether it holds."""
    before, _Tried.record = _Tried.record, record
    try:
        yield
    finally:
        _Tried.record = before


def in_force() -> Record:
    """The record that every command reads.

    Raises
    ------
    InputError
        If a folder was named that holds no record, or a record is damaged.
    """
    return _Tried.record or _in_force(os.environ.get(VARIABLE, ""))


@lru_cache(maxsize=8)
def _in_force(told: str) -> Record:
    folder = data_folder()
    if folder is None:
        return embedded_record()
    if is_stored(folder / RECORD):
        return read_record(folder / RECORD)
    if told:
        raise InputError(
            f"data={told[:100]}: no record there; lmgsim data update data={told[:100]} makes one, "
            f"data={EMBEDDED} takes the package's (so does {VARIABLE}={EMBEDDED})"
        )
    return embedded_record()


def look_again() -> None:
    """Find the record anew when it is next asked for: it was written, or removed."""
    _in_force.cache_clear()


def users_fit() -> Path | None:
    """The folder of the fit that the user keeps beside the record; None where there is none.

    Each bloc has one of its own there.
    """
    folder = data_folder()
    place = folder / fit_of_bloc() if folder is not None else None
    return place if place is not None and (place / "fit.json").is_file() else None


def fit_of_bloc() -> str:
    """The name of the folder of a fit for the bloc asked about, inside a data folder."""
    return FIT if about.of_the_group() else f"{FIT}-{Path(about.asked()).stem}"


def by_record(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """What a function finds is kept for each record, bloc and what it is given, as by ``cache``.

    A default that is given and one that is left out are the same.
    """
    usual = tuple(given.default for given in signature(function).parameters.values())

    @cache
    def kept(
        _of: tuple[str, str], given: tuple[Any, ...], named: tuple[tuple[str, Any], ...]
    ) -> Found:
        return cast(Any, function)(*given, **dict(named))

    @wraps(function)
    def found(*given: Given.args, **named: Given.kwargs) -> Found:
        left_out = () if named else usual[len(given) :]
        whole = given if Parameter.empty in left_out else (*given, *left_out)
        return kept((in_force().digest, about.key()), whole, tuple(sorted(named.items())))

    found.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
    return found
