"""``lmgsim data``: what is in force, the record brought up to date, and the public files."""

from __future__ import annotations

from datetime import date

from sim.commands.arguments import given_settings


def data_command(arguments: list[str]) -> None:
    """Show what is in force, or do what the verb says.

    Raises
    ------
    InputError
        For arguments that make no sense, files that cannot be read or got, and records that
        cannot be written.
    """
    if not arguments:
        from sim.data.fits import fit_in_force, fits_there_are
        from sim.data.record.in_force import in_force
        from sim.screens.record import show_in_force

        show_in_force(in_force(), fits_there_are(), fit_in_force(), date.today())
    elif arguments[0] == "update":
        given = given_settings("data update", arguments[1:], ("from",))
        _update(given.get("from"))
    else:
        from sim.data.sources import data_command as of_files

        of_files(arguments)


def _update(given: str | None) -> None:
    from sim.data.record.in_force import named_folder
    from sim.data.record.update import update
    from sim.screens.record import show_update
    from sim.screens.terminal import download_bar

    if given is not None:
        show_update(update(named_folder(given)))
        return
    with download_bar() as told:
        done = update(None, told)
    show_update(done)
