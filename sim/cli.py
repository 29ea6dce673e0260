"""The door: ``lmgsim run``, ``calibrate``, ``mechanisms``, ``data`` ..."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from sim import __version__
from sim.commands.arguments import with_own_folder
from sim.errors import InputError
from sim.files.scratch import clear_scratch

USAGE = {
    "run": """\
  lmgsim run [key=value ...]        simulate with and without an intervention; say who moves
  lmgsim run -m key=a,b,c           each of several values, all in one go: a table, a row for each
  lmgsim run --help                 what can be chosen and changed
""",
    "sweep": """\
  lmgsim sweep design=FILE [replicates=N] [into=FOLDER] [dry_run=true] [key=value ...]
                                    simulate every point of a design of experiments N times; what is
                                    finished is kept, and the same command goes on from there;
                                    backend=threads|processes|dask [backend.address=tcp://host:port]
                                    [workers=N] says who does the work (conf/sweep.yaml)
""",
    "calibrate": """\
  lmgsim calibrate votes=FOLDER train_until=DATE [into=FOLDER] [figures=FOLDER]
                                    fit the rule to recorded votes and draw every estimate with its
                                    interval, into a folder figures inside into, or into the one
                                    named; exits with 1 where the fit did not converge
""",
    "backtest": """\
  lmgsim backtest votes=FOLDER train_until=DATE [test_from=DATE] [into=FOLDER] [replicates=N]
                                    score the rule on votes it has not seen, beside its rivals
  lmgsim backtest body=assembly|commission votes=PATH [into=FOLDER]
                                    the same for other bodies, one step ahead
""",
    "ablate": """\
  lmgsim ablate votes=FOLDER [into=FOLDER]
                                    does each mechanism earn its place on votes not seen?
""",
    "mechanisms": """\
  lmgsim mechanisms [NAME]          the 24 mechanisms of the sources: numbers, levers, switches, or
                                    a page about one
""",
    "replay": """\
  lmgsim replay [NAME|all] [--smoke] [key=value ...]
                                    run an experiment of the sources and say PASS or FAIL, row by
                                    row, with 1 as exit code where any fails; without a name, list
                                    them; with a number changed, show expected beside found
""",
    "compare": """\
  lmgsim compare scenario=A,B,C [measure=country_either] [width=0.01] [replicates=MOST]
                 [key=value ...]    scenarios against the baseline and one another: effects,
                                    ranking, cost per defection, who moves, through what; in as many
                                    replicates as the interval of the mean takes to be that narrow
""",
    "discover": """\
  lmgsim discover [scenario=X] [threshold=NUMBER] [measure=defections] [key=value ...]
                                    in which regions of the uncertain assumptions a scenario fails
""",
    "portfolio": """\
  lmgsim portfolio budget=USD [side=democracies|lmg] [levers=a,b] [goals=a,b]
                   [aim=mean|worst|regret]
                                    the best mix of levers under a budget, robust over what is
                                    assumed, and what is left after the other side's best answer
""",
    "page": """\
  lmgsim page [--port N] [--no-browser]
                                    see the Council vote, test levers and read results in the
                                    browser, on this machine only (pip install 'lmgsim[page]')
""",
    "data": """\
  lmgsim data                       the public data it can read: licence, citation, what is here
  lmgsim data check [FOLDER]        compare files with their checksums
  lmgsim data get KEY [into=FOLDER] download what has a stable address
""",
}
OWN_FOLDER = """\
  lmgsim COMMAND --config-dir FOLDER
                                    run, sweep, compare, discover, portfolio: look for scenarios in
                                    FOLDER/scenario too, and so on
"""
TAKE_A_FOLDER = ("run", "sweep", "compare", "discover", "portfolio")
HEAD = f"lmgsim {__version__}: coalition voting in the UN Human Rights Council"
HELP = f"{HEAD}\n\n{''.join(USAGE.values())}{OWN_FOLDER}  lmgsim --version\n"


def help_for(arguments: list[str]) -> str | None:
    """What is printed where help is asked for; None where it is not.

    ``lmgsim run --help`` shows all that can be chosen: the command does it.
    """
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in ("-h", "--help", "help"):
        return _usage(rest[0]) if rest and rest[0] in USAGE else HELP
    flags = () if command == "run" else ("-h", "--help")
    asked = rest == ["help"] or any(flag in rest for flag in flags)
    return _usage(command) if asked and command in USAGE else None


def _usage(command: str) -> str:
    return USAGE[command] + (OWN_FOLDER if command in TAKE_A_FOLDER else "")


def main() -> None:
    """Run the command line; every foreseen mistake ends in one clear line and a non-zero exit."""
    signal.signal(signal.SIGTERM, _terminated)
    arguments = sys.argv[1:]
    clear_scratch()
    try:
        if (words := help_for(arguments)) is not None:
            print(words, end="")
        elif arguments[0] == "--version":
            print(__version__)
        elif arguments[0] == "run":
            from sim.commands.run import run_command

            run_command(with_own_folder(arguments[1:]))
        elif arguments[0] == "sweep":
            from sim.commands.sweep import sweep_command

            sweep_command(with_own_folder(arguments[1:]))
        elif arguments[0] == "calibrate":
            from sim.commands.calibrate import calibrate_command

            calibrate_command(arguments[1:])
        elif arguments[0] == "data":
            from sim.data.sources import data_command

            data_command(arguments[1:])
        elif arguments[0] == "backtest":
            from sim.commands.backtest import backtest_command

            backtest_command(arguments[1:])
        elif arguments[0] == "ablate":
            from sim.commands.ablate import ablation_command

            ablation_command(arguments[1:])
        elif arguments[0] == "mechanisms":
            from sim.commands.mechanisms import mechanisms_command

            mechanisms_command(arguments[1:])
        elif arguments[0] == "compare":
            from sim.commands.compare import compare_command

            compare_command(with_own_folder(arguments[1:]))
        elif arguments[0] == "discover":
            from sim.commands.discover import discover_command

            discover_command(with_own_folder(arguments[1:]))
        elif arguments[0] == "portfolio":
            from sim.commands.portfolio import portfolio_command

            portfolio_command(with_own_folder(arguments[1:]))
        elif arguments[0] == "page":
            from sim.commands.page import page_command

            page_command(arguments[1:])
        elif arguments[0] == "replay":
            from sim.commands.replay import replay_command

            if not replay_command(arguments[1:]):
                sys.exit(1)
        else:
            known = ", ".join(USAGE)
            raise InputError(f"no command {arguments[0]!r}: one of {known} (lmgsim --help)")
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
