"""``lmgsim calibrate``: fit the rule, store the fit and draw it."""

from __future__ import annotations

from pathlib import Path

from sim.commands.arguments import demand, given_settings
from sim.errors import InputError
from sim.places import PACKAGE


def calibrate_command(arguments: list[str]) -> bool:
    """Fit, store and draw. Returns whether the fit converged.

    Raises
    ------
    InputError
        For a setting or a file that does not fit, or results that cannot be written.
    """
    given = given_settings("calibrate", arguments, ("votes", "train_until", "into", "figures"))
    demand("calibrate", given, ("votes", "train_until"))
    place = Path(given.get("into", "results/fit"))
    figures = Path(given.get("figures", place / "figures"))
    if figures.resolve().is_relative_to(PACKAGE.resolve()):
        raise InputError(
            f"figures are not kept inside the package, as {figures} is: name another folder with "
            "figures=FOLDER"
        )
    from sim.fit.calibrate import calibrate
    from sim.plots.fit import draw_fit
    from sim.screens.streams import warn
    from sim.screens.terminal import console, progress_bar, say, say_place

    with progress_bar("Fitting the rule") as progress:
        found, report = calibrate(
            Path(given["votes"]), given["train_until"], place,
            lambda _label, done, of: progress(done, of),
        )  # fmt: skip
    draw_fit(place, figures)
    end = "converged" if found.converged else "[bold red]NOT CONVERGED[/bold red]"
    console.print(
        f"Fitted on {report.roll_calls} roll calls, {found.votes} votes scored; "
        f"{end} after {found.iterations} steps."
    )
    for line in report.lines():
        say(f"  {line}")
    say_place(place, f"use it with: lmgsim run rules.fit={place}")
    say(f"Every estimate with its interval: {figures}")
    if not found.converged:
        warn(
            f"the fit did not converge ({found.message}); it is stored all the same, and its "
            "fit.json and figures say so"
        )
    return bool(found.converged)
