"""The ``key=value`` arguments of the commands that are not composed by Hydra."""

from __future__ import annotations

from collections.abc import Collection

from sim.errors import InputError


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
