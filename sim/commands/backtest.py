"""``lmgsim backtest``: score the rule on votes its fit has not seen, beside its rivals."""

from __future__ import annotations

from sim.commands.arguments import demand, given_settings, whole
from sim.errors import InputError
from sim.files.folders import kept_folder
from sim.files.places import own_path

SETTINGS = ("votes", "train_until", "test_from", "into", "replicates", "body")
OF_THE_COUNCIL = ("train_until", "test_from", "replicates")
COUNCIL = "council"


def backtest_command(arguments: list[str]) -> None:
    """Read the settings, run, store, draw and show.

    Raises
    ------
    InputError
        For a setting that is unknown, missing or has no sense.
    """
    given = _settings(arguments)
    body = given.get("body", COUNCIL)
    votes = own_path(given["votes"]) if "votes" in given else None
    into = own_path(given.get("into", f"results/backtest-{body}"))
    from sim.fit.backtest import backtest, backtest_other
    from sim.fit.backtest_report import free_scores, tables_of, write_backtest
    from sim.plots.backtest import draw_backtest
    from sim.screens.backtest import show_backtest
    from sim.screens.terminal import progress_bar, say, say_place

    with kept_folder(into, "backtest") as draft, progress_bar("Backtest") as progress:

        def report(_label: str, done: int, of: int) -> None:
            progress(done, of)

        if body == COUNCIL:
            result = backtest(
                votes,
                given["train_until"],
                given.get("test_from"),
                fit_into=draft / "fit",
                replicates=whole(given.get("replicates", "200"), "replicates", 2, 100_000),
                progress=report,
            )
        else:
            result = backtest_other(body, own_path(given["votes"]), report)
        write_backtest(result, draft)
        draw_backtest(draft)
    patterns = result.free_run.patterns if result.free_run else None
    show_backtest(
        tables_of(result)["scores"], free_scores(result), patterns, result.patterns_one_step
    )
    if whose := result.story.get("bloc"):
        say(f"The group here is {whose}. The fit is made for its line; lmg is its members.")
    say_place(into, "backtest.json, tables, figures")


def _settings(arguments: list[str]) -> dict[str, str]:
    given = given_settings("backtest", arguments, SETTINGS)
    other = given.get("body", COUNCIL) != COUNCIL
    demand("backtest", given, ("votes",) if other else ("train_until",))
    for key in OF_THE_COUNCIL:
        if other and key in given:
            raise InputError(
                f"{key} is for the Council only: body={given['body']} has a cut of its own"
            )
    return given
