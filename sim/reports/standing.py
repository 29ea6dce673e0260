"""What an answer rests on, and what it would be worth to know: words and tables of a report."""

from __future__ import annotations

import pandas as pd

from sim.plots import measures
from sim.plots.noise_words import noise_of_spread
from sim.plots.stored import Stored
from sim.plots.words import listed, percent, share
from sim.reports.page import Section, Table

LEAST = 0.05  # of an effect or a spread: less than that is not told in words
KNOWN = {  # a standing as it is said in a sentence
    "measured": "what is measured",
    "bounded": "what has a measured bound",
    "sign known": "what only the direction is known of",
    "nothing known": "what nothing is known of",
    "given by hand": "what was given by hand",
}
KNOWING = (
    "Who must choose now takes what is best in the mean, or does nothing. Who knew an assumption "
    "first could choose by it: this is what that would bring more."
)


def in_words(table: pd.DataFrame, measure: str, whose: str = "") -> list[str]:
    """On what an effect and its spread rest, in two sentences; none where it cannot be told."""
    if table.empty or table.assumptions.isna().all():
        return []  # no lever is pulled, too few replicates, or a folder of before
    known = table[table.assumptions.fillna("") != ""]
    whole = float(table.effect.sum())
    unit = measures.unit(measure)
    parts = [
        f"{measures.change(measure, row.effect)} on {KNOWN.get(row.standing, row.standing)}"
        for row in known.itertuples()
        if abs(row.effect) >= LEAST * abs(whole) > 0
    ]
    said = f"Of the change{whose} of {measures.change(measure, whole)} {unit}, "
    first = f"{said}this rests: {listed(parts)}." if parts else f"{said}no part can be told apart."
    spread = [
        f"{percent(row.share_of_spread)} on {KNOWN.get(row.standing, row.standing)}"
        for row in known.itertuples()
        if row.share_of_spread >= LEAST
    ]
    rest = "the rest is chance, the weights, and what cannot be told apart"
    second = (
        f"Of its spread over worlds, {listed(spread)}; {rest}."
        if spread
        else "Hardly any of its spread over worlds comes from the strength of levers."
    )
    return [first, second]


def standing_table(table: pd.DataFrame, measure: str, caption: str = "") -> Table:
    """The parts of one effect by standing."""
    rows = [
        [row.standing, row.assumptions if isinstance(row.assumptions, str) else "",
         measures.change(measure, row.effect), share(row.share_of_spread)]
        for row in table.itertuples()
    ]  # fmt: skip
    head = ["Standing", "Assumptions", f"Of the change, {measures.unit(measure)}", "Of the spread"]
    return Table(head, rows, words=2, caption=caption, note=noise_of_spread(table))


def knowing_table(table: pd.DataFrame, measure: str) -> Table:
    """The worth of knowing each assumption, those that are worth most first."""
    rows = [
        [row.what, row.standing if isinstance(row.standing, str) else "",
         worth(measure, max(row.worth, 0.0)),
         worth(measure, 1.96 * row.error) if row.error == row.error else ""]
        for row in ranked(table).itertuples()
    ]  # fmt: skip
    return Table(
        ["What is known first", "Standing", f"Worth, {measures.unit(measure)}", "± 95 %"], rows,
        words=2, note="Single ones need not add up to all: two may settle the same choice, or only "
        "both together. Estimated on replicates that the choosing was not fitted to, so that it "
        "may fall below zero by chance; that is shown as nothing.",
    )  # fmt: skip


def worth(measure: str, value: float) -> str:
    """The worth of knowing something, with a digit more than a change: it is small."""
    return f"{value * measures.scale(measure):.{measures.digits(measure) + 1}f}"


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """What is known of all together first, then the single ones by their worth."""
    together = table.what.str.startswith(("all ", "sum "))
    return pd.concat([table[together], table[~together].sort_values("worth", ascending=False)])


def rests_on(stored: Stored) -> Section:
    """The section of a comparison: what each scenario rests on, and what is worth knowing."""
    measure = stored.summary["measure"]
    table = stored.table("standings")
    tables = [
        standing_table(part, measure, caption=str(arm))
        for arm, part in table.groupby("arm", sort=False)
    ]
    return Section(
        "What it rests on, and what is worth knowing first",
        ["How strongly a lever works is drawn from what is known of it: measured, bounded, of "
         "known sign, or nothing known. Parts of the change are told by the strengths drawn in "
         "each replicate.", KNOWING],
        tables=[*tables, knowing_table(stored.table("knowing"), measure)],
    )  # fmt: skip
