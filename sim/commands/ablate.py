"""``lmgsim ablate``: fit the rule without each mechanism in turn; which earns its place?"""

from __future__ import annotations

from sim.commands.arguments import demand, given_settings
from sim.files.folders import kept_folder
from sim.files.places import own_path

SETTINGS = ("votes", "into")
TABLE = "ablation.csv"


def ablation_command(arguments: list[str]) -> None:
    """Read the settings, run, store and show.

    Raises
    ------
    InputError
        For a setting that is unknown, missing or has no sense.
    """
    given = given_settings("ablate", arguments, SETTINGS)
    demand("ablate", given, ("votes",))
    into = own_path(given.get("into", "results/ablation"))
    from sim.fit.ablation import ablate, write_ablation
    from sim.screens.ablate import show_ablation
    from sim.screens.terminal import progress_bar, say_place

    with kept_folder(into, "ablation") as draft:
        with progress_bar("Fitting without each") as progress:
            result = ablate(own_path(given["votes"]), progress)
        write_ablation(result, draft / TABLE)
    show_ablation(result.table, result.unfinished)
    say_place(into, TABLE)
