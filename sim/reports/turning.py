"""What would change our mind: where the choice turns, the steadier second, what to find out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.measures import sign_of
from sim.plots import measures
from sim.plots.choosing import said
from sim.plots.stored import Stored
from sim.plots.words import chance, percent
from sim.reports.standing import worth

MOST = 2  # assumptions that are told in words
EVER = 0.005  # of draws beyond a switching value: less is not told
CLEAR = 2.0  # standard errors from which on knowing something is said to be worth anything


def would_change(stored: Stored) -> list[str]:
    """A sentence each: switching values, the robust second, and what is worth knowing first."""
    return [*switching(stored), *second(stored), *find_out(stored)]


def switching(stored: Stored) -> list[str]:
    """At which value of what is assumed another choice is the better one."""
    table, choice = stored.table("switching"), stored.summary["choice"]
    if table.empty:
        return ["From so few replicates it cannot be said what would turn the choice."]
    best = said(choice["best"], False)
    rival = said(choice["rival"], False)
    turning = table[table.switch.notna() & (table.beyond >= EVER)]
    if turning.empty:
        ends = table[["at_low", "at_high"]]
        row = table.loc[ends.min(axis=1).idxmin()]
        at_low = row.at_low < row.at_high
        return [
            f"No single assumption, within what is known of it, makes {rival} better than {best} "
            f"in the mean. The lead is smallest where {row.assumption} ({row.meaning}) is "
            f"{number(row.low if at_low else row.high)} {row.unit}: "
            f"{measures.level(row.measure, row.at_low if at_low else row.at_high)} "
            f"{measures.unit(row.measure)}. Its standing: {row.standing}."
        ]
    return [_switch(row, best, rival) for row in turning.head(MOST).itertuples()]


def _switch(row: Any, best: str, rival: str) -> str:
    side = "above" if row.at_low < 0 else "below"
    if row.switch_low <= row.low and row.switch_high >= row.high:
        return (
            f"Whether {best} is worth more than {rival} hangs on {row.assumption} "
            f"({row.meaning}); standing: {row.standing}, "
            f"{number(row.low)} to {number(row.high)} {row.unit}. There were too "
            "few replicates to find where it turns."
        )
    return (
        f"{best[:1].upper() + best[1:]} {'are' if best == 'the levers' else 'is'} worth more than "
        f"{rival} only if {row.assumption} "
        f"({row.meaning}) is {side} {number(row.switch)} {row.unit} (95 %: "
        f"{number(row.switch_low)} to {number(row.switch_high)}). Its "
        f"standing: {row.standing}; it lies between {number(row.low)} and {number(row.high)}, on "
        "the wrong side in "
        f"{chance(row.beyond)} of the draws."
    )


def second(stored: Stored) -> list[str]:
    """The scenario that disappoints least but for the best, where it is another."""
    table, choice = stored.table("steadiness"), stored.summary["choice"]
    if "worst" not in table or len(table) < 3:
        return []
    measure, rows = choice_measure(stored), table.set_index("arm")
    rest = rows.drop(choice["best"])
    arm = str(rest.regret.idxmin())
    best = rows.loc[choice["best"]]
    name = said(arm)
    if not rest.worst[arm] * sign_of(measure) > best.worst * sign_of(measure):
        return []  # it is no safer
    return [
        f"{name} is safer: in the worst tenth of simulated worlds it brings "
        f"{measures.change(measure, rest.worst[arm])} {measures.unit(measure)}, against "
        f"{measures.change(measure, best.worst)} by {said(choice['best'], False)}."
    ]  # fmt: skip


def choice_measure(stored: Stored) -> str:
    """The outcome that was asked for."""
    return str(stored.summary["measure"])


def find_out(stored: Stored) -> list[str]:
    """Which assumption it would be worth most to know first."""
    table = stored.table("knowing")
    single = table[~table.what.str.startswith(("all ", "sum "))] if len(table) else table
    single = single[single.worth > CLEAR * single.error] if len(single) else single
    if single.empty:
        return ["Knowing any one assumption better would not, as far as this can be told, change "
                "the choice: there is nothing to find out first."]  # fmt: skip
    top = single.loc[single.worth.idxmax()]
    measure = choice_measure(stored)
    return [
        f"Study first: {top.what} ({top.standing}). Knowing it before choosing would bring "
        f"{worth(measure, top.worth)} {measures.unit(measure)} more on average."
    ]


def number(value: float) -> str:
    """A value of an assumption, in three digits."""
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")


def switching_rows(table: pd.DataFrame) -> list[list[str]]:
    """The cells of a table of switching values."""
    return [
        [row.assumption, row.standing, f"{number(row.low)} to {number(row.high)}",
         number(row.switch) if row.switch == row.switch else "none",
         f"{number(row.switch_low)} to {number(row.switch_high)}" if row.switch == row.switch
         else "", percent(row.beyond) if row.switch == row.switch else ""]
        for row in table.itertuples()
    ]  # fmt: skip
