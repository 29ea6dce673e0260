"""``lmgsim votes``: the votes that no publisher has yet, shown, added and taken back."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError

USAGE = "lmgsim votes | votes add FILE | votes remove SYMBOL"


def votes_command(arguments: list[str]) -> None:
    """Show the votes that the user added, add some, or take some back.

    Raises
    ------
    InputError
        For arguments that make no sense, a file that cannot be, or a record that cannot be
        written.
    """
    match arguments:
        case []:
            from sim.data.record.in_force import in_force
            from sim.data.record.own_votes import own_texts
            from sim.screens.record import show_votes

            show_votes(own_texts(in_force()))
        case ["add", file]:
            from sim.data.record.own_votes import add_votes
            from sim.screens.record import show_kept, text_words

            show_kept([f"{text_words(text)}: added" for text in add_votes(Path(file))])
        case ["remove", symbol]:
            from sim.data.record.own_votes import remove_votes
            from sim.screens.record import show_kept, text_words

            show_kept([f"{text_words(remove_votes(symbol))}: taken back"])
        case _:
            raise InputError(f"not understood: votes {' '.join(arguments)[:80]} ({USAGE})")
