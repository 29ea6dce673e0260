"""``lmgsim discover``: in which regions of the uncertain assumptions an intervention fails."""

from __future__ import annotations

from sim.commands.arguments import check_names, finite, split_settings, whole, yes_or_no

SIZES = {"points": (50, 100_000), "held_out": (50, 100_000), "replicates": (2, 10_000)}


def discover_command(arguments: list[str]) -> None:
    """Read what is asked, simulate, search, store and show.

    Raises
    ------
    InputError
        For a setting that has no sense, or a scenario that cannot be searched.
    """
    given, overrides = split_settings(
        "discover", arguments, ("threshold", "outcome", "on", "brief", *SIZES)
    )
    check_names("discover", overrides)
    sizes = {n: whole(given[n], n, *SIZES[n]) for n in SIZES if n in given}
    threshold = None
    if "threshold" in given:
        threshold = finite(given["threshold"], "threshold", "a number, in the unit of the measure,")
    from sim.answers.discover import Search, discover
    from sim.screens.discover import show_discovery
    from sim.screens.terminal import progress_bars

    words = {name: given[name] for name in ("outcome", "on") if name in given}
    brief = yes_or_no(given.get("brief", "true"), "brief")
    search = Search(tuple(overrides), threshold=threshold, brief=brief, **words, **sizes)  # type: ignore[arg-type]
    with progress_bars() as next_part:
        found = discover(search, next_part)
    show_discovery(found)
