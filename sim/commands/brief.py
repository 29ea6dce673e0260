"""``lmgsim brief``: the two pages of any answer, from its results folder."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError


def brief_command(arguments: list[str]) -> None:
    """Write a brief anew and say where it lies.

    Raises
    ------
    InputError
        If no folder is named, or it holds no answer that has a brief.
    """
    if len(arguments) != 1:
        raise InputError("brief needs one results folder (lmgsim brief FOLDER)")
    folder = Path(arguments[0]).expanduser()
    if not folder.is_dir():
        raise InputError(f"{arguments[0][:200]}: no such folder (lmgsim brief FOLDER)")
    from sim.reports.brief import write_brief
    from sim.screens.terminal import say_place

    write_brief(folder)
    say_place(folder, "open brief.pdf or brief.html")
