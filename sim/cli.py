"""The door: ``lmgsim run`` (a Hydra application), ``calibrate``, ``mechanisms``, ``data`` ..."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

from sim import __version__
from sim.arguments import demand, given_settings
from sim.errors import InputError
from sim.places import PACKAGE, shipped_folder

HELP = f"""lmgsim {__version__}: coalition voting in the UN Human Rights Council

  lmgsim run [key=value ...]        simulate with and without an intervention; say who moves
  lmgsim run -m key=a,b,c           the same for each of several values
  lmgsim run --help                 what can be chosen and changed
  lmgsim calibrate votes=FOLDER train_until=DATE [into=FOLDER] [figures=FOLDER]
                                    fit the rule to recorded votes and draw every estimate with its
                                    interval, into a folder figures inside into, or into the one
                                    named; exits with 1 where the fit did not converge
  lmgsim backtest votes=FOLDER train_until=DATE [test_from=DATE] [into=FOLDER] [replicates=N]
                                    score the rule on votes it has not seen, beside its rivals
  lmgsim backtest body=assembly|commission votes=PATH [into=FOLDER]
                                    the same for other bodies, one step ahead
  lmgsim ablate votes=FOLDER [into=FOLDER]
                                    does each mechanism earn its place on votes not seen?
  lmgsim mechanisms [NAME]          the 24 mechanisms of the sources: numbers, levers, switches, or
                                    a page about one
  lmgsim data                       the public data it can read: licence, citation, what is here
  lmgsim data check [FOLDER]        compare files with their checksums
  lmgsim data get KEY [into=FOLDER] download what has a stable address
  lmgsim --version
"""


def main() -> None:
    """Run the command line; every foreseen mistake ends in one clear line and a non-zero exit."""
    signal.signal(signal.SIGTERM, _terminated)
    arguments = sys.argv[1:]
    try:
        if not arguments or arguments[0] in ("-h", "--help", "help"):
            print(HELP, end="")
        elif arguments[0] == "--version":
            print(__version__)
        elif arguments[0] == "run":
            run(arguments[1:])
        elif arguments[0] == "calibrate":
            run_calibrate(arguments[1:])
        elif arguments[0] == "data":
            from sim.data.sources import data_command

            data_command(arguments[1:])
        elif arguments[0] == "backtest":
            from sim.backtest_command import backtest_command

            backtest_command(arguments[1:])
        elif arguments[0] == "ablate":
            from sim.ablation_command import ablation_command

            ablation_command(arguments[1:])
        elif arguments[0] == "mechanisms":
            from sim.mechanisms_command import mechanisms_command

            mechanisms_command(arguments[1:])
        else:
            raise InputError(
                f"no command {arguments[0]!r}: run, calibrate, backtest, ablate, mechanisms or "
                "data (lmgsim --help)"
            )
    except InputError as error:
        _stop(str(error), 2)
    except KeyboardInterrupt:
        _stop("interrupted; nothing half-written was left behind", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(message: str, code: int) -> None:
    print(f"lmgsim: {message}", file=sys.stderr)
    sys.exit(code)


def run(overrides: list[str]) -> None:
    """``lmgsim run``: Hydra composes, ``answer`` runs, ``screen`` shows."""
    check_overrides(overrides)
    import hydra

    scratch = tempfile.TemporaryDirectory(prefix="lmgsim-")  # Hydra's own notes on a sweep
    sys.argv = ["lmgsim run", *overrides, f"hydra.sweep.dir={scratch.name}"]
    stopped: list[BaseException] = []

    def job(composed: Any) -> None:
        if stopped:
            return  # a sweep ends with its first bad job
        try:
            _job(composed)
        except (InputError, KeyboardInterrupt) as error:
            stopped.append(error)  # carried past Hydra, which would wrap it in its own words

    task = hydra.main(
        version_base="1.3", config_path=str(shipped_folder("conf")), config_name="config"
    )(job)
    os.environ["HYDRA_FULL_ERROR"] = "1"  # let Hydra's own complaints reach us as exceptions
    try:
        task()
    except Exception as error:
        reason = _hydra_reason(error)
        if reason is None:
            raise
        raise InputError(reason) from None
    finally:
        scratch.cleanup()
    if stopped:
        raise stopped[0]


def _hydra_reason(error: BaseException) -> str | None:
    """What Hydra or OmegaConf found wrong with the overrides, in one line."""
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(error, InputError) or not isinstance(
        error, HydraException | OmegaConfBaseException
    ):
        return None
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines) + " (lmgsim run --help)"


def check_overrides(overrides: list[str]) -> None:
    """Name unknown levers and settings plainly before Hydra sees them.

    Raises
    ------
    InputError
        For ``levers.NAME...`` with an unknown lever or an unknown setting of it.
    """
    from sim.levers import LEVERS

    for override in overrides:
        key = override.split("=", 1)[0].lstrip("+~")
        parts = key.split(".")
        if parts[0] != "levers" or len(parts) < 2:
            continue
        if parts[1] not in LEVERS:
            raise InputError(
                f"unknown lever {parts[1]!r}: one of {', '.join(LEVERS)} (conf/levers/all.yaml)"
            )
        settings = LEVERS[parts[1]].model_fields
        if len(parts) > 2 and parts[2] not in settings:
            raise InputError(
                f"lever {parts[1]} has no setting {parts[2]!r}: one of {', '.join(settings)} "
                "(conf/levers/all.yaml)"
            )


def _job(composed: Any) -> None:
    from omegaconf import OmegaConf

    from sim.config import read_config

    content = OmegaConf.to_container(composed, resolve=True)
    config = read_config(content)  # type: ignore[arg-type]
    from sim.answer import answer
    from sim.screen import progress_bar, show

    with progress_bar("Replicates") as progress:
        found = answer(config, content, progress)  # type: ignore[arg-type]
    show(found)


def run_calibrate(arguments: list[str]) -> None:
    """``lmgsim calibrate``: fit the rule, store the fit and draw it."""
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
    from sim.screen import console, progress_bar

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
        console.print(f"  {line}")
    console.print(f"Stored in {place}; use it with: lmgsim run rules.fit={place}")
    console.print(f"Every estimate with its interval: {figures}")
    if not found.converged:
        _stop(
            f"the fit did not converge ({found.message}); it is stored all the same, and its "
            "fit.json and figures say so",
            1,
        )
