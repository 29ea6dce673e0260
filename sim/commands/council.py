"""``lmgsim council``: who sits on a day and what is not known; add, correct or strike terms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sim.commands.arguments import given_settings
from sim.errors import InputError

USAGE = "lmgsim council [date=YYYY-MM-DD] | council add FILE | council remove ISO3 [from=DAY]"


def council_command(arguments: list[str]) -> None:
    """Show the Council of a day, or change who is said to sit.

    Raises
    ------
    InputError
        For arguments that make no sense, a file or a row that cannot be, or a record that cannot
        be written.
    """
    verb = arguments[0] if arguments else ""
    if verb == "add" and len(arguments) == 2:
        from sim.data.record.members import add_members

        _done(add_members(Path(arguments[1])))
    elif verb == "remove" and 2 <= len(arguments) <= 3:
        from sim.data.record.members import remove_members

        given = given_settings("council remove ISO3", arguments[2:], ("from",))
        _done(remove_members(arguments[1], given.get("from")))
    elif not verb or "=" in verb:
        given = given_settings("council", arguments, ("date",))
        from sim.data.record.members import sitting
        from sim.screens.record import show_council

        show_council(sitting(given.get("date", str(date.today()))))
    else:
        raise InputError(f"not understood: council {' '.join(arguments)[:80]} ({USAGE})")


def _done(lines: list[str]) -> None:
    from sim.screens.record import show_kept

    show_kept(lines)
