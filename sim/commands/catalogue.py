"""The commands of ``lmgsim``: how each is used, where it lies, and what its exit codes mean.

This is the one place: ``sim/cli.py`` finds a command here, ``--help`` is printed from here, and
``docs/reference/cli.md`` is made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from sim import __version__

Run = Callable[[list[str]], bool | None]  # what was typed; False where the answer is no


@dataclass(frozen=True)
class Command:
    """One command."""

    place: str  # MODULE:FUNCTION, a ``Run``; loaded when it is asked for
    usage: str
    searches_own_folder: bool = False  # it takes --config-dir; ``run`` reads that itself
    told_by_its_code: bool = False  # its exit code, or what it leaves, tells as much as its words

    def load(self) -> Run:
        """The function that does it."""
        module, _, function = self.place.partition(":")
        found: Run = getattr(import_module(module), function)
        return found


COMMANDS = {
    "run": Command(
        "sim.commands.run:run_command",
        """\
  lmgsim run [outcome=margin] [on=TEXTS] [brief=false] [key=value ...]
                                    simulate with and without an intervention; say what becomes of
                                    the texts, and who moves
  lmgsim run -m key=a,b,c           each of several values, all in one go: a table, a row for each
  lmgsim run --help                 what can be chosen and changed
""",
        searches_own_folder=True,
    ),
    "sweep": Command(
        "sim.commands.sweep:sweep_command",
        """\
  lmgsim sweep design=FILE [replicates=N] [into=FOLDER] [dry_run=true] [key=value ...]
                                    simulate every point of a design of experiments N times; what is
                                    finished is kept, and the same command goes on from there;
                                    backend=threads|processes|dask [backend.address=tcp://host:port]
                                    [workers=N] says who does the work (conf/sweep.yaml)
""",
        searches_own_folder=True,
    ),
    "calibrate": Command(
        "sim.commands.calibrate:calibrate_command",
        """\
  lmgsim calibrate [train_until=DATE] [votes=FOLDER] [into=FOLDER] [figures=FOLDER]
                   [start=FIT|nothing] [log=FILE]
                                    fit the rule to the record in force, or to a publisher's votes,
                                    and draw every estimate with its interval, into a folder figures
                                    inside into, or into the one named; it starts from an earlier
                                    fit unless start=nothing; log=FILE gets a line a step; exits
                                    with 1 where the fit did not converge
""",
    ),
    "backtest": Command(
        "sim.commands.backtest:backtest_command",
        """\
  lmgsim backtest train_until=DATE [votes=FOLDER] [test_from=DATE] [into=FOLDER] [replicates=N]
                                    score the rule on votes it has not seen, beside its rivals
  lmgsim backtest body=assembly|commission votes=PATH [into=FOLDER]
                                    the same for other bodies, one step ahead
""",
    ),
    "ablate": Command(
        "sim.commands.ablate:ablation_command",
        """\
  lmgsim ablate votes=FOLDER [into=FOLDER]
                                    does each mechanism earn its place on votes not seen?
""",
    ),
    "forecast": Command(
        "sim.commands.forecast:forecast_command",
        """\
  lmgsim forecast draft=FILE | title="..." [sponsors=... date=... ...] [what=sponsors+URY,item:10]
                                    the whip count of a draft before the vote: chances, who wavers,
                                    whose vote matters, why; votes=FOLDER for newer votes, --json
  lmgsim forecast session=FILE      several drafts in the order of the vote
  lmgsim forecast score=FOLDER votes=FOLDER
                                    how good a stored forecast was, beside the rivals
""",
    ),
    "mechanisms": Command(
        "sim.commands.mechanisms:mechanisms_command",
        """\
  lmgsim mechanisms [NAME]          the mechanisms of the sources: numbers, levers, switches, or a
                                    page about one
""",
    ),
    "evidence": Command(
        "sim.commands.evidence:evidence_command",
        """\
  lmgsim evidence [NAME]            what is known of every assumption: measured, bounded, sign known
                                    or nothing; its prior; or a page about one
  lmgsim evidence estimate [votes=FOLDER] [results=FOLDER]
                                    run all natural experiments on the record, or on a folder of
                                    votes; priors before and after (pip install 'lmgsim[evidence]')
""",
    ),
    "replay": Command(
        "sim.commands.replay:replay_command",
        """\
  lmgsim replay [NAME|all] [--smoke] [key=value ...]
                                    run an experiment of the sources and say PASS or FAIL, row by
                                    row, with 1 as exit code where any fails; without a name, list
                                    them; with a number changed, show expected beside found
""",
        told_by_its_code=True,
    ),
    "compare": Command(
        "sim.commands.compare:compare_command",
        """\
  lmgsim compare scenario=A,B,C [outcome=margin] [on=TEXTS] [width=0.25] [replicates=MOST]
                 [quick=true] [closer=true] [brief=false] [key=value ...]
                                    scenarios against the baseline and one another by what you are
                                    after (outcome=margin|adopted|pivotal|defection|cohesion|...;
                                    on= a kind, state, series, symbol or words of a title): which is
                                    best, for how much money, what would turn the choice; in as many
                                    replicates as the interval of the mean takes to be that narrow,
                                    or few (quick); closer: whose doubt it is, through what
""",
        searches_own_folder=True,
    ),
    "discover": Command(
        "sim.commands.discover:discover_command",
        """\
  lmgsim discover [scenario=X] [threshold=NUMBER] [outcome=margin] [on=KIND] [key=value ...]
                                    in which regions of the uncertain assumptions a scenario fails
""",
        searches_own_folder=True,
    ),
    "portfolio": Command(
        "sim.commands.portfolio:portfolio_command",
        """\
  lmgsim portfolio budget=USD [side=democracies|lmg] [levers=a,b]
                   [outcome=margin,adoptions,...]
                   [aim=mean|worst|regret]
                                    the best mix of levers under a budget, robust over what is
                                    assumed, and what is left after the other side's best answer
""",
        searches_own_folder=True,
    ),
    "brief": Command(
        "sim.commands.brief:brief_command",
        """\
  lmgsim brief FOLDER               write brief.html and brief.pdf of any result of run, compare,
                                    portfolio or discover anew: the answer on two pages
""",
    ),
    "page": Command(
        "sim.commands.page:page_command",
        """\
  lmgsim page [--port N] [--no-browser]
                                    see the Council vote, test levers and read results in the
                                    browser, on this machine only (pip install 'lmgsim[page]')
  lmgsim page export FOLDER... into=SITE
                                    a static site of results that any web server can carry
""",
        told_by_its_code=True,
    ),
    "data": Command(
        "sim.commands.data:data_command",
        """\
  lmgsim data                       which record of votes and which fit are in force, how old they
                                    are, and where they lie
  lmgsim data update [from=FOLDER]  bring the record up to date from the publishers' files in
                                    FOLDER, or download those with an address of their own
  lmgsim data list                  the public data it can read: licence, citation, what is here
  lmgsim data check [FOLDER]        compare files with their checksums
  lmgsim data get KEY [into=FOLDER] download what has a stable address
""",
        told_by_its_code=True,
    ),
    "votes": Command(
        "sim.commands.votes:votes_command",
        """\
  lmgsim votes                      the votes that you added to the record
  lmgsim votes add FILE             add votes that no publisher has yet: symbol, date, iso3, vote, a
                                    row a vote; title, sponsors, target, yes, no, abstain if known
  lmgsim votes remove SYMBOL        take the votes on a text back
""",
        told_by_its_code=True,
    ),
    "council": Command(
        "sim.commands.council:council_command",
        """\
  lmgsim council [date=YYYY-MM-DD]  who sits: term, group, affiliation, and what is not known
  lmgsim council add FILE           add or correct terms: iso3, from, until, a row a term; without
                                    until the term is struck
  lmgsim council remove ISO3 [from=DAY]
                                    take back what you said of a state
""",
        told_by_its_code=True,
    ),
}
ANY_RECORD = """\
  lmgsim COMMAND data=FOLDER|embedded
                                    every command: read the record kept in FOLDER, or the package's
                                    own (LMGSIM_DATA says the same); without it your own, if any
"""
ABOUT_A_BLOC = ("run", "sweep", "compare", "discover", "portfolio", "forecast", "calibrate",
                "backtest", "council")  # fmt: skip
ANY_BLOC = """\
  lmgsim COMMAND bloc=NAME|FILE     run, sweep, compare, discover, portfolio, forecast, calibrate,
                                    backtest, council: ask about another group than the Like-Minded:
                                    eu, au, oic, nam, arab_league, african_group,
                                    asia_pacific_group, eastern_european_group, grulac, weog, or one
                                    that a file describes (LMGSIM_BLOC says the same)
"""
OWN_FOLDER = """\
  lmgsim COMMAND --config-dir FOLDER
                                    run, sweep, compare, discover, portfolio: look for scenarios in
                                    FOLDER/scenario too, and so on
"""
EXITS = {
    0: "done",
    1: "done, and the answer is no: a row of `replay` fails, a fit did not converge",
    2: "refused, or not possible here (no room on the disk, too little memory): one line says what "
    "was given, what is allowed and where to look",
    70: "a mistake of lmgsim itself: one line says where, and which file holds the traceback "
    "(`LMGSIM_TRACE=1` shows it at once)",
    74: "done, but the answer, which is only printed, could not be (the disk of standard output is "
    "full, or it is closed)",
    129: "stopped by SIGHUP: the terminal was closed",
    130: "stopped by Ctrl-C (SIGINT), within two seconds; nothing half-written is left behind",
    143: "stopped by SIGTERM, as by Ctrl-C",
}
CODES = """\
Exit codes: 0 done; 1 done, and the answer is no (replay, a fit that did not converge); 2 refused;
70 a mistake of lmgsim; 74 could not be printed; 129, 130, 143 stopped (SIGHUP, Ctrl-C, SIGTERM).
Whoever reads standard output may leave early, as head does: no code changes.
"""
HEAD = f"lmgsim {__version__}: coalition voting in the UN Human Rights Council"
USAGES = "".join(command.usage for command in COMMANDS.values())
HELP = f"{HEAD}\n\n{USAGES}{ANY_RECORD}{ANY_BLOC}{OWN_FOLDER}  lmgsim --version\n"


def help_for(arguments: list[str]) -> str | None:
    """What is printed where help is asked for; None where it is not.

    ``lmgsim run --help`` shows all that can be chosen: the command does it.
    """
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command in ("-h", "--help", "help"):
        return _usage(rest[0]) if rest and rest[0] in COMMANDS else f"{HELP}\n{CODES}"
    flags = () if command == "run" else ("-h", "--help")
    asked = rest == ["help"] or any(flag in rest for flag in flags)
    return _usage(command) if asked and command in COMMANDS else None


def _usage(name: str) -> str:
    command = COMMANDS[name]
    return command.usage + (OWN_FOLDER if command.searches_own_folder else "")
