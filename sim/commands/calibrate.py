"""``lmgsim calibrate``: fit the rule, store the fit and draw it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.arguments import given_settings
from sim.errors import InputError
from sim.files.folders import kept_folder
from sim.files.log import log_file
from sim.files.place import check_folder
from sim.files.places import own_path

if TYPE_CHECKING:
    from sim.data.fitted import Fit

SETTINGS = ("votes", "train_until", "into", "figures", "start", "log", "package")
NOTHING = "nothing"  # start: no earlier fit


def calibrate_command(arguments: list[str]) -> bool:
    """Fit, store and draw. Returns whether the fit converged.

    Raises
    ------
    InputError
        For a setting or a file that does not fit, or results that cannot be written.
    """
    place, figures, packaged, given = _asked(arguments)
    inside = figures.resolve().is_relative_to(place.resolve())
    with ExitStack() as folders:
        if not inside:
            drawn = folders.enter_context(kept_folder(figures, "figures", "figures"))
        draft = folders.enter_context(kept_folder(place, "fit", packaged=packaged))
        if inside:
            drawn = draft / figures.resolve().relative_to(place.resolve())
        from sim.fit.calibrate import calibrate
        from sim.plots.fit import draw_fit
        from sim.screens.streams import warn
        from sim.screens.terminal import console, progress_bar, say, say_place

        warm = _start(given)
        log = folders.enter_context(log_file(own_path(given["log"]))) if "log" in given else None
        with progress_bar("Fitting the rule") as progress:

            def tell(label: str, done: int, of: int) -> None:
                progress(done, of)
                if log:
                    log(f"{label}: {done} of at most {of}")

            found, report = calibrate(
                own_path(given["votes"]) if "votes" in given else None,
                given["train_until"], draft, tell, warm,
            )  # fmt: skip
        draw_fit(draft, drawn)
    end = "converged" if found.converged else "[bold red]NOT CONVERGED[/bold red]"
    console.print(
        f"Fitted on {report.roll_calls} roll calls, {found.votes} votes scored; "
        f"{end} after {found.iterations} steps."
    )
    for line in report.lines():
        say(f"  {line}")
    from sim.data.record.in_force import users_fit

    own = users_fit()
    used = (
        "in force from now on: lmgsim data"
        if own is not None and own == place
        else (f"use it with: lmgsim run {_bloc()}rules.fit={place}")
    )
    say_place(place, used)
    say(f"Every estimate with its interval: {figures}")
    if not found.converged:
        warn(
            f"the fit did not converge ({found.message}); it is stored all the same, and its "
            "fit.json and figures say so"
        )
    return bool(found.converged)


def _bloc() -> str:
    """``bloc=...`` as a command needs it to use this fit."""
    from sim.data.record.about import asked, of_the_group

    return "" if of_the_group() else f"bloc={asked()} "


def _last_vote() -> str:
    """The last day of the record in force."""
    from sim.data.record.in_force import in_force

    return in_force().last_vote


def _refuse_a_users_record() -> None:
    """The package's own fits are made from the package's record.

    Raises
    ------
    InputError
        If another record is in force.
    """
    from sim.data.record.in_force import in_force
    from sim.data.record.stored import embedded_record

    if in_force().digest != embedded_record().digest:
        raise InputError(
            f"package=true makes the package's own fit from its own record, and {in_force().name} "
            "is in force: add data=embedded"
        )


def _usual_place(given: dict[str, str]) -> Path:
    """Beside the user's record, where the fit is in force, if it is made from that record."""
    from sim.data.record.in_force import data_folder, fit_of_bloc

    folder, name = data_folder(), fit_of_bloc()
    return folder / name if folder is not None and "votes" not in given else Path("results") / name


def _start(given: dict[str, str]) -> Fit | None:
    """The fit whose weights the climb begins at: by default the newest in force that has
    seen no later votes. The package's own fits begin at nothing, so that they can be made again.
    """
    from sim.data.fits import fit_in_force
    from sim.data.fitted import load_fit
    from sim.data.shared_weights import VECTORS

    named = given.get("start")
    if named == NOTHING or (named is None and given.get("package") == "true"):
        return None
    if named is not None:
        return load_fit(own_path(named))
    newest = fit_in_force(given["train_until"])
    if newest.until >= given["train_until"]:
        return None
    try:
        return load_fit(newest.place)
    except InputError:
        if not VECTORS["own_terms"]:
            raise
        return None  # a fit without the terms of plug-ins is no start for one with them


def _asked(arguments: list[str]) -> tuple[Path, Path, bool, dict[str, str]]:
    """Where the fit goes, where its figures go, whether into the package, and what was given."""
    given = given_settings("calibrate", arguments, SETTINGS)
    packaged = given.get("package", "false")
    if packaged not in ("true", "false"):
        raise InputError(f"package={packaged}: true or false is wanted")
    if packaged == "true" and not ("into" not in given and "figures" in given):
        raise InputError(
            "package=true makes the package's own fit anew: it takes no into=, and needs "
            "figures=FOLDER"
        )
    if packaged == "true" and _bloc():
        raise InputError("package=true makes fits for the Like-Minded Group only: leave out bloc=")
    from sim.data.packaged import place_of

    if "train_until" not in given:
        if "votes" in given:
            raise InputError("calibrate needs train_until=... with votes=... (lmgsim --help)")
        given["train_until"] = _last_vote()
    made_anew = packaged == "true"
    if made_anew and "votes" not in given:
        _refuse_a_users_record()
    usual = given.get("into", _usual_place(given))
    place = place_of(given["train_until"]) if made_anew else own_path(usual)
    figures = own_path(given.get("figures", place / "figures"))
    check_folder(place, "into", packaged == "true")
    check_folder(figures, "figures")
    if figures.resolve() in place.resolve().parents:
        raise InputError(
            f"into={place} lies inside figures={figures}: name a folder for the figures that does "
            "not hold the fit"
        )
    for folder in (place, figures):
        if "log" in given and folder.resolve() in own_path(given["log"]).resolve().parents:
            raise InputError(
                f"log={given['log'][:200]} lies inside {folder}, which is written as a whole: name "
                "a file elsewhere"
            )
    return place, figures, packaged == "true", given
