"""``lmgsim evidence``: what is known of every assumption, a page about each, and all designs."""

from __future__ import annotations

from difflib import get_close_matches

from sim.commands.arguments import given_settings
from sim.errors import InputError
from sim.files.places import own_path


def evidence_command(arguments: list[str]) -> None:
    """Show the list of all assumptions, or the page of the one that is named; or estimate anew.

    Raises
    ------
    InputError
        For an assumption that does not exist, or more than one.
    """
    if arguments[:1] == ["estimate"]:
        _estimate(given_settings("evidence estimate", arguments[1:], ("votes", "results")))
        return
    if len(arguments) > 1:
        raise InputError(f"evidence takes one name at most, not {' '.join(arguments)[:60]!r}")
    from sim.screens.evidence import show_assumption, show_evidence

    if arguments:
        show_assumption(assumption_named(arguments[0]))
    else:
        show_evidence()


def _estimate(given: dict[str, str]) -> None:
    """Run all designs on the record in force, or on a folder of votes."""
    from sim.answers.measuring import measure_levers
    from sim.screens.evidence import show_estimates
    from sim.screens.terminal import progress_bar, say_place

    votes = own_path(given["votes"]) if "votes" in given else None
    results = own_path(given.get("results", "results"))
    with progress_bar("Designs") as progress:
        found = measure_levers(votes, results, progress)
    show_estimates(found)
    say_place(found.folder, "estimates.csv, priors.csv, figures/forest.png")


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
