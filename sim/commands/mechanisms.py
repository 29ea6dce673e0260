"""``lmgsim mechanisms``: the mechanisms of the sources, and a page about each."""

from __future__ import annotations

from sim.errors import InputError


def mechanisms_command(arguments: list[str]) -> None:
    """Show the table of all mechanisms, or the page of the one that is named.

    Raises
    ------
    InputError
        For a mechanism that does not exist, or more than one.
    """
    if len(arguments) > 1:
        raise InputError(f"mechanisms takes one name at most, not {' '.join(arguments)!r}")
    from sim.mechanisms.table import mechanism

    one = mechanism(arguments[0]) if arguments else None
    from sim.data.fitted import load_fit
    from sim.data.record.in_force import users_fit
    from sim.screens.mechanisms import show_mechanism, show_mechanisms

    fit = load_fit(users_fit())
    if one is None:
        show_mechanisms(fit)
    else:
        show_mechanism(one, fit)
