"""The texts of before: titles, what their series are about, how often a vote was asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.data.consensus import consensus_texts
from sim.data.states import load_states, read_table
from sim.forecast.alike import Titles
from sim.world import AMENDMENT, KINDS, PENS, Agenda

LAST_TIMES, HALF_KNOWN = 5, 1.0
Facts = tuple[str, str, str, int]  # kind, target, pen, orientation


@dataclass(frozen=True)
class Earlier:
    """The texts that were voted on before, by title and series."""

    titles: Titles
    facts: dict[str, Facts]  # of a series
    voted: frozenset[str]  # series with a vote
    occasions: dict[str, list[bool]]  # of a series, in time order: was there a vote?

    @staticmethod
    def of(agenda: Agenda, before: np.datetime64) -> Earlier:
        """Those of an agenda that were voted on before a day."""
        codes = load_states().iso3
        facts = {
            row.series: (row.kind, row.target, row.pen, int(row.orientation))
            for row in read_table("series.csv").itertuples()
        }
        known, own = set(facts), []
        occasions: dict[str, list[tuple[np.datetime64, bool]]] = {}
        for b in np.flatnonzero(agenda.date < before):
            if agenda.kind[b] == AMENDMENT:
                continue
            own.append(b)
            occasions.setdefault(agenda.series[b], []).append((agenda.date[b], True))
            if agenda.series[b] not in known:
                target = int(agenda.target[b])
                facts[agenda.series[b]] = (
                    KINDS[agenda.kind[b]],
                    codes[target] if target >= 0 else "",
                    PENS[agenda.pen[b]],
                    int(agenda.orientation[b]),
                )
        voted = frozenset(agenda.series[b] for b in own)
        agreed = consensus_texts()
        agreed = agreed[agreed.date < pd.Timestamp(str(before))]
        for row in agreed.itertuples():
            occasions.setdefault(row.series, []).append((row.date.to_datetime64(), False))
            facts.setdefault(row.series, (row.kind, row.target, row.pen, row.orientation))
        return Earlier(
            Titles(
                [*(agenda.title[b] for b in own), *agreed.title],
                [*(agenda.series[b] for b in own), *agreed.series],
            ),
            facts,
            voted,
            {name: [vote for _, vote in sorted(times)] for name, times in occasions.items()},
        )

    def chance_of_a_vote(self, series: str, kind: str) -> tuple[float, str]:
        """The chance that somebody asks for a vote on a text of a series, and from what.

        The share of its last ``LAST_TIMES`` occasions with a vote, shrunk towards that of all texts
        of its kind as if ``HALF_KNOWN`` occasions of these had been seen.
        """
        times = self.occasions.get(series, [])[-LAST_TIMES:]
        alike = [
            vote
            for name, votes in self.occasions.items()
            if self.facts[name][0] == kind
            for vote in votes[-LAST_TIMES:]
        ]
        usual = sum(alike) / len(alike) if alike else 0.5
        chance = (sum(times) + HALF_KNOWN * usual) / (len(times) + HALF_KNOWN)
        if not times:
            return chance, f"as on {kind} texts: {usual:.0%} of them"
        return chance, f"voted on {sum(times)} of the last {len(times)} times"
