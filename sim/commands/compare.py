"""``lmgsim compare``: scenarios against the baseline and one another, under the same noise."""

from __future__ import annotations

from sim.commands.arguments import check_names, finite, split_settings, whole, yes_or_no
from sim.errors import InputError

OWN = ("scenario", "outcome", "on", "width", "replicates", "quick", "closer", "brief")


def compare_command(arguments: list[str]) -> None:
    """Read what is asked, simulate in batches, store and show.

    Raises
    ------
    InputError
        For a setting that has no sense, or scenarios that cannot be compared.
    """
    given, overrides = split_settings("compare", arguments, OWN)
    check_names("compare", overrides)
    scenarios = tuple(name.strip() for name in given.get("scenario", "").split(","))
    if not all(scenarios):
        raise InputError("compare needs scenario=A or scenario=A,B, ... (lmgsim compare --help)")
    from sim.answers.comparison import Question, compare_scenarios

    question = Question(
        scenarios,
        tuple(overrides),
        given.get("outcome", Question.outcome),
        given.get("on", ""),
        quick=yes_or_no(given.get("quick", "false"), "quick"),
        closer=yes_or_no(given.get("closer", "false"), "closer"),
        brief=yes_or_no(given.get("brief", "true"), "brief"),
        width=_positive(given["width"]) if "width" in given else None,
        replicates=whole(given["replicates"], "replicates", 4, 1_000_000)
        if "replicates" in given
        else None,
    )
    from sim.screens.compare import show_comparison
    from sim.screens.terminal import progress_bars

    with progress_bars() as next_part:
        found = compare_scenarios(question, next_part)
    show_comparison(found)


def _positive(text: str) -> float:
    value = finite(text, "width", "a number above 0")
    if value <= 0:
        raise InputError(f"width={text}: a number above 0 is wanted")
    return value
