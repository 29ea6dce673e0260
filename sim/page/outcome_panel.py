"""What the levers do to the texts: adopted and by what margin, kind by kind, and text by text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.effects import DIFFERENCE
from sim.measures import BASELINE, BY_NAME, INTERVENTION
from sim.page.markup import Markup, exact, join, table, tag
from sim.plots import measures
from sim.world import KINDS, Agenda

KIND_WORDS = {"country": "Country texts", "thematic": "Thematic texts",
              "palestine": "Texts on Palestine", "amendment": "Amendments"}  # fmt: skip
LEADS = ("adopted", "margin")
SHOWN = 6  # texts whose chance of adoption changes most


@dataclass(frozen=True)
class Fate:
    """How often a text was adopted, of the runs with a vote on it, without the levers and with."""

    title: str
    date: str
    without: tuple[int, int]  # adopted, voted on
    with_levers: tuple[int, int]

    @property
    def change(self) -> float:
        """By how much the chance of adoption changes, in shares of 1."""
        return _share(self.with_levers) - _share(self.without)


def _share(times: tuple[int, int]) -> float:
    return times[0] / times[1] if times[1] else 0.0


def fates_of(ballot_runs: pd.DataFrame, agenda: Agenda) -> list[Fate]:
    """Every text that was voted on in both arms, those that change most first.

    Parameters
    ----------
    ballot_runs : as ``sim.study.tables`` lays it out
    """
    taken = (ballot_runs.yes + ballot_runs.abstain + ballot_runs.no).to_numpy() > 0
    ballots, arms = len(agenda), ballot_runs.arm.nunique()
    voted = taken.reshape(-1, arms, ballots).sum(0)
    adopted = (ballot_runs.adopted.to_numpy(bool) & taken).reshape(-1, arms, ballots).sum(0)
    order = {arm: n for n, arm in enumerate(ballot_runs.arm.iloc[: arms * ballots : ballots])}
    a, b = order[BASELINE], order[INTERVENTION]
    found = [
        Fate(agenda.title[n] or agenda.symbol[n], str(agenda.date[n]),
             (int(adopted[a, n]), int(voted[a, n])), (int(adopted[b, n]), int(voted[b, n])))
        for n in np.flatnonzero((voted[a] > 0) & (voted[b] > 0))
    ]  # fmt: skip
    return sorted(found, key=lambda fate: (-abs(fate.change), fate.date, fate.title))


def outcome_panel(found: pd.DataFrame, fates: list[Fate]) -> Markup:
    """Adoption and margin by kind of text, and the texts whose fate changes.

    Parameters
    ----------
    found : as in measures.csv
    """
    rows: list[list[object]] = []
    for kind in KINDS:
        row: list[object] = [tag("strong", KIND_WORDS[kind])]
        for name in LEADS:
            row += _cells(found[(found.measure == name) & (found.kind == kind)], name)
        if len(row) > 1:
            rows.append(row)
    head = ["", "adopted, % without", "with", "change [95 %]", "margin, votes without", "with",
            "change [95 %]"]  # fmt: skip
    return join(
        tag("h3", "What becomes of the texts"),
        table(head, rows, id="outcome"),
        tag("p", "Adopted: share of the texts voted on. Margin: yes less no votes, mean of the "
            "texts.", class_="quiet"),
        _fates(fates),
    )  # fmt: skip


def _cells(rows: pd.DataFrame, name: str) -> list[object]:
    by_arm = rows.set_index("arm")
    if DIFFERENCE not in by_arm.index:
        return []
    change = by_arm.loc[DIFFERENCE]
    column = f"{rows.kind.iloc[0]}_{name}" if BY_NAME[name].of_kind else name
    means = {arm: float(by_arm.loc[arm, "mean"]) for arm in (BASELINE, INTERVENTION)}
    return [
        measures.level(column, means[BASELINE]),
        tag("strong", measures.level(column, means[INTERVENTION]),
            data_outcome=column, data_value=exact(means[INTERVENTION])),
        join(measures.change(column, float(change["mean"])), " ",
             tag("span", measures.pair(column, float(change["low"]), float(change["high"])),
                 class_="quiet")),
    ]  # fmt: skip


def _fates(fates: list[Fate]) -> Markup:
    moved = [fate for fate in fates if fate.change][:SHOWN]
    if not moved:
        return tag("p", "No text is adopted more or less often with the levers.", id="fates")
    rows: list[list[object]] = [
        [join(fate.title, tag("span", f" {fate.date}", class_="quiet")), _of(fate.without),
         tag("strong", _of(fate.with_levers))]
        for fate in moved
    ]  # fmt: skip
    return join(
        tag("h3", "Texts whose adoption changes most"),
        table(["", "adopted, without", "with the levers"], rows, id="fates"),
    )


def _of(times: tuple[int, int]) -> str:
    return f"in {times[0]} of {times[1]}"
