"""``lmgsim portfolio``: the best mix of levers under a budget, and the other side's answer."""

from __future__ import annotations

from sim.commands.arguments import check_names, finite, split_settings, whole, yes_or_no
from sim.errors import InputError

SIZES = {"population": (4, 1_000), "generations": (1, 1_000), "worlds": (10, 10_000),
         "replicates": (1, 1_000)}  # fmt: skip
WORDS = ("side", "aim")
LISTS = ("levers", "outcome")
FIELDS = {"outcome": "goals"}  # of the quest, where they are called otherwise
AMOUNTS = ("budget", "counter_budget")


def portfolio_command(arguments: list[str]) -> None:
    """Read what is asked, search, test, store and show.

    Raises
    ------
    InputError
        For a setting that has no sense, or a Council that cannot be simulated.
    """
    own = (*AMOUNTS, *SIZES, *LISTS, *WORDS, "brief")
    given, overrides = split_settings("portfolio", arguments, own)
    check_names("portfolio", overrides)
    asked: dict[str, object] = {}
    for key, value in given.items():
        if key in AMOUNTS:
            asked[key] = finite(value, key, "an amount of USD, e.g. 20e6,")
        elif key in SIZES:
            asked[key] = whole(value, key, *SIZES[key])
        elif key in LISTS:
            names = tuple(name.strip() for name in value.split(","))
            if twice := [name for name in names if names.count(name) > 1]:
                raise InputError(f"{key}={value[:60]}: {twice[0][:40]!r} stands there twice")
            asked[FIELDS.get(key, key)] = names
        elif key == "brief":
            asked[key] = yes_or_no(value, key)
        else:
            asked[key] = value
    for key in AMOUNTS:
        if key in given and float(given[key]) < 0:
            raise InputError(f"{key}={given[key]}: an amount of USD, e.g. 20e6, is wanted")
    if "budget" not in asked:
        raise InputError("portfolio needs budget=USD, e.g. budget=20e6 (lmgsim portfolio --help)")
    from sim.answers.best_mix import Quest
    from sim.answers.portfolio_folder import find_portfolio
    from sim.screens.portfolio import show_portfolio
    from sim.screens.terminal import progress_bars

    quest = Quest(overrides=tuple(overrides), **asked)  # type: ignore[arg-type]
    with progress_bars() as next_part:
        found = find_portfolio(quest, next_part)
    show_portfolio(found)
