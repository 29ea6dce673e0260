"""The arguments of the commands that Hydra does not read itself."""

from __future__ import annotations

import math
import os
from collections.abc import Collection
from pathlib import Path

from sim.errors import InputError
from sim.files.places import own_path


def given_settings(command: str, arguments: list[str], allowed: Collection[str]) -> dict[str, str]:
    """What was given, by key; the last one counts where a key is given twice.

    Raises
    ------
    InputError
        For an argument that is not ``key=value`` with a key that is ``allowed``.
    """
    given = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals or key not in allowed or not value:
            raise InputError(
                f"{command} takes {', '.join(f'{key}=...' for key in allowed)}, not {argument!r}"
            )
        given[key] = value
    return given


def demand(command: str, given: dict[str, str], needed: Collection[str]) -> None:
    """Refuse a command without one of the settings it needs.

    Raises
    ------
    InputError
        For the first of them that is missing.
    """
    for key in needed:
        if key not in given:
            raise InputError(f"{command} needs {key}=... (lmgsim --help)")


def with_own_folder(arguments: list[str]) -> list[str]:
    """The arguments with each ``--config-dir FOLDER`` as ``compose`` takes it, at their end.

    Raises
    ------
    InputError
        If no folder is named, or there is none of that name.
    """
    rest, folders = [], []
    waiting = iter(arguments)
    for argument in waiting:
        flag, equals, folder = argument.partition("=")
        if flag not in ("--config-dir", "-cd"):
            rest.append(argument)
            continue
        given = folder if equals else next(waiting, "")
        place = _folder(given)
        if place is None:
            raise InputError(
                f"--config-dir {given[:200]}: no such folder; it holds folders such as scenario/ "
                "(docs/how-to/scenario.md)"
            )
        folders.append(f"--config-dir={place}")
    return [*rest, *folders]


def _folder(given: str) -> Path | None:
    """Where a folder lies, with every link followed; None where there is none to be read."""
    try:
        place = Path(given).expanduser().resolve()
        return place if given and place.is_dir() and os.access(place, os.R_OK | os.X_OK) else None
    except (OSError, RuntimeError, ValueError):
        return None


def without_data(arguments: list[str]) -> tuple[list[str], str | None]:
    """The arguments without ``data=FOLDER``, and the last folder that was given so.

    Raises
    ------
    InputError
        If it is no name of a folder.
    """
    rest, place = [], None
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not (key == "data" and equals):
            rest.append(argument)
        elif value == "embedded":
            place = value
        else:
            from sim.data.record.in_force import named_folder

            place = str(named_folder(value))
    return rest, place


def without_bloc(command: str, arguments: list[str]) -> tuple[list[str], str | None]:
    """The arguments without ``bloc=NAME|FILE``, and which bloc is asked about; None: as it was.

    Raises
    ------
    InputError
        If there is no such bloc, or the command has nothing to do with any other than the usual.
    """
    rest, told = [], None
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if key == "bloc" and equals:
            told = value
        else:
            rest.append(argument)
    if told is None and not os.environ.get("LMGSIM_BLOC"):
        return rest, None
    from sim.commands.catalogue import ABOUT_A_BLOC
    from sim.data.blocs import check_name
    from sim.data.record.about import USUAL, asked, asking, is_file
    from sim.data.states import load_states

    named = asked() if told is None else told
    check_name(named)
    if named != USUAL and command not in ABOUT_A_BLOC:
        raise InputError(
            f"bloc={named[:60]}: lmgsim {command} is about the Like-Minded Group only; bloc= is "
            f"for {', '.join(ABOUT_A_BLOC)}"
        )
    if not is_file(named):
        return rest, named
    place = str(own_path(named).absolute())
    with asking(place):
        load_states()  # a file that does not fit is refused before anything else is looked at
    return rest, place


def split_settings(
    command: str, arguments: list[str], own: Collection[str]
) -> tuple[dict[str, str], list[str]]:
    """A command's own settings by key, and the rest, which change the configuration.

    Raises
    ------
    InputError
        For an argument that is not ``key=value``.
    """
    given: dict[str, str] = {}
    overrides = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals:
            raise InputError(f"{argument!r} given; key=value is wanted (lmgsim {command} --help)")
        if key in own:
            given[key] = value
        else:
            overrides.append(argument)
    return given, overrides


def whole(given: object, name: str, least: int, most: int) -> int:
    """A whole number within bounds.

    Raises
    ------
    InputError
        If it is none.
    """
    text = str(given)
    short = len(text) <= len(str(most))
    if not (short and text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise InputError(f"{name}={text[:40]}: a whole number from {least} to {most:,} is wanted")
    return int(text)


def finite(text: str, name: str, wanted: str) -> float:
    """A number; ``wanted`` says in words what it is.

    Raises
    ------
    InputError
        If it is none, or not finite.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{name}={text}: {wanted} is wanted")
    return value


def yes_or_no(text: str, name: str) -> bool:
    """Whether a thing is wanted.

    Raises
    ------
    InputError
        For anything but true and false.
    """
    if text not in ("true", "false"):
        raise InputError(f"{name}={text[:40]}: true or false is wanted")
    return text == "true"


def check_names(command: str, overrides: Collection[str]) -> None:
    """Refuse the former names of ``outcome=``.

    Raises
    ------
    InputError
        For ``measure=`` or ``goals=``.
    """
    for override in overrides:
        key, _, value = override.partition("=")
        if key in ("measure", "goals"):
            raise InputError(f"{key}={value[:60]}: {command} calls it outcome={value[:60]}")
