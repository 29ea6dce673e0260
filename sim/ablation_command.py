"""``lmgsim ablate``: fit the rule without each mechanism in turn; which earns its place?"""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError

SETTINGS = ("votes", "into")
TABLE = "ablation.csv"


def ablation_command(arguments: list[str]) -> None:
    """Read the settings, run, store and show.

    Raises
    ------
    InputError
        For a setting that is unknown, missing or has no sense.
    """
    given = _settings(arguments)
    into = Path(given.get("into", "results/ablation"))
    from sim.fit.ablation import ablate, write_ablation
    from sim.fit.backtest_report import backtest_folder
    from sim.screen import console, progress_bar, show_ablation

    with backtest_folder(into, last=TABLE) as draft:
        with progress_bar("Fitting without each") as progress:
            result = ablate(Path(given["votes"]), progress)
        write_ablation(result, draft / TABLE)
    show_ablation(result.table, result.unfinished)
    console.print(f"Results: [bold]{into}[/bold] ({TABLE})")


def _settings(arguments: list[str]) -> dict[str, str]:
    given = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals or key not in SETTINGS or not value:
            raise InputError(
                f"ablate takes {', '.join(f'{key}=...' for key in SETTINGS)}, not {argument!r}"
            )
        given[key] = value
    if "votes" not in given:
        raise InputError("ablate needs votes=... (lmgsim --help)")
    return given
