"""Do what was typed: every ending is a line that says it and an exit code that means it.

``sim/commands/catalogue.py`` holds the commands and what the codes mean.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack

from sim import __version__
from sim.commands.arguments import with_own_folder, without_bloc, without_data
from sim.commands.catalogue import COMMANDS, help_for
from sim.errors import InputError
from sim.files.scratch import clear_scratch
from sim.screens.streams import Screen, warn
from sim.stopping import told_to_stop

REFUSED, OUR_MISTAKE, UNPRINTED, STOPPED = 2, 70, 74, 130


def do_what_was_typed(arguments: list[str], screen: Screen) -> int:
    """Run a command line; returns its exit code."""
    clear_scratch()
    return _what_the_screen_missed(screen, arguments, _outcome(arguments))


def _outcome(arguments: list[str]) -> int:
    """Do what was typed; returns the exit code."""
    try:
        return 1 if _run(arguments) is False else 0
    except InputError as error:
        return _say(str(error), REFUSED)
    except SystemExit as error:  # of a library that reads arguments
        return _code_of(error)
    except Exception as error:
        if told_to_stop():
            return STOPPED  # torn out of its work, a library may raise anything
        from sim.commands.mistakes import in_one_line, is_the_machines

        return _say(in_one_line(error), REFUSED if is_the_machines(error) else OUR_MISTAKE)


def _run(arguments: list[str]) -> bool | None:
    if (words := help_for(arguments)) is not None:
        print(words, end="")
        return None
    name, rest = arguments[0], arguments[1:]
    if name == "--version":
        print(__version__)
        return None
    if name not in COMMANDS:
        raise InputError(f"no command {name[:60]!r}: one of {', '.join(COMMANDS)} (lmgsim --help)")
    _check_letters(rest)
    command = COMMANDS[name]
    if command.searches_own_folder:
        rest = with_own_folder(rest)
    rest, place = without_data(rest)
    rest, bloc = without_bloc(name, rest)
    with ExitStack() as chosen_here:
        if place is not None:
            from sim.data.record.in_force import chosen

            chosen_here.enter_context(chosen(place))
        if bloc is not None:
            from sim.data.record.about import asking

            chosen_here.enter_context(asking(bloc))
        return command.load()(rest)


def _check_letters(words: list[str]) -> None:
    """Refuse bytes that are no letters where this process runs: no file of ours could hold them."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise InputError(
                f"{ascii(word)[:80]}: some bytes are no text in {sys.getfilesystemencoding()}, "
                "which the locale of this terminal says it speaks; LC_ALL=C.UTF-8 speaks all"
            )


def _code_of(stopped: SystemExit) -> int:
    if stopped.code is None or isinstance(stopped.code, int):
        return stopped.code or 0
    return _say(str(stopped.code), REFUSED)


def _what_the_screen_missed(screen: Screen, typed: list[str], code: int) -> int:
    """Say on standard error what standard output did not take; returns the exit code."""
    if screen.lost is None:
        return code
    if screen.places:
        return _say(f"results: {', '.join(screen.places)} ({screen.why_lost})", code)
    if screen.left_by_its_reader:
        return code
    _say(f"what was to be printed is lost: {screen.why_lost}", code)
    command = COMMANDS.get(typed[0]) if typed else None
    return code if command and command.told_by_its_code else code or UNPRINTED


def _say(message: str, code: int) -> int:
    warn(message)
    return code
