"""``lmgsim evidence``: what is known of every assumption, and a page about each."""

from __future__ import annotations

from difflib import get_close_matches

from sim.errors import InputError


def evidence_command(arguments: list[str]) -> None:
    """Show the list of all assumptions, or the page of the one that is named.

    Raises
    ------
    InputError
        For an assumption that does not exist, or more than one.
    """
    if len(arguments) > 1:
        raise InputError(f"evidence takes one name at most, not {' '.join(arguments)[:60]!r}")
    from sim.screens.evidence import show_assumption, show_evidence

    if arguments:
        show_assumption(assumption_named(arguments[0]))
    else:
        show_evidence()


def assumption_named(name: str) -> str:
    """The name, if there is such an assumption or benchmark.

    Raises
    ------
    InputError
        If there is none; the nearest there are stand in the message.
    """
    from sim.evidence.questions import BENCHMARKS, QUESTIONS

    names = [*QUESTIONS, *BENCHMARKS]
    if name in names:
        return name
    near = get_close_matches(name, names, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "lmgsim evidence lists all"
    raise InputError(f"there is no assumption {name[:60]!r}: {hint}")
