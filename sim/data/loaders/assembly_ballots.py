"""Votes of the General Assembly as every shape of them is read: a row a vote, then a matrix.

Sources: [unvotes], [voeten_unga], [undl_votes].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from sim.data.loaders.country_codes import NOT_MEMBERS, members
from sim.data.loaders.raw_table import RawTable
from sim.data.report import ReadingReport
from sim.world import NO_SEAT, States

SOVIET_UNION_ENDED = np.datetime64("1991-12-24")
SERBIA_BEGAN = np.datetime64("2006-06-03")


@dataclass(frozen=True)
class Ballots:
    """Votes on some roll calls, N of them."""

    raw: RawTable  # the rows they stand in
    call: np.ndarray  # [N] place of the roll call
    iso3: np.ndarray  # [N] "" for voters that are left out, and counted
    vote: np.ndarray  # [N] int8
    column: str  # that names the voter

    def matrix(self, calls: int, states: States) -> np.ndarray:
        """The votes by roll call and state, [calls, S] int8.

        Raises
        ------
        InputError
            For a state that votes twice on a roll call.
        """
        place = {iso3: n for n, iso3 in enumerate(states.iso3)}
        i = pd.Series(self.iso3).map(place).to_numpy(float)
        here = ~np.isnan(i)
        twice = pd.DataFrame({"b": self.call, "i": i})[here].duplicated()
        if twice.any():
            row = int(twice.index[twice.to_numpy()][0])
            self.raw.refuse(row, self.column, f"a second vote of {self.iso3[row]} on one roll call")
        recorded = np.full((calls, len(states)), NO_SEAT, np.int8)
        recorded[self.call[here], i[here].astype(int)] = self.vote[here]
        return recorded


class AssemblySource(Protocol):
    """One shape of the Assembly's votes."""

    def calls(self, issue: str, report: ReadingReport) -> pd.DataFrame:
        """The roll calls on an issue: rcid, session, when, unres, amend, short and descr, text."""

    def votes(self, calls: pd.DataFrame, report: ReadingReport) -> Ballots:
        """The votes on ``calls``, which are some of those that ``calls()`` gave."""


def placed_in_time(
    raw: RawTable, code: np.ndarray, day: np.ndarray, column: str, report: ReadingReport
) -> np.ndarray:
    """Codes of the states that they stood for on a day, [N]; "" for those no longer members.

    Raises
    ------
    InputError
        For a code that no state has or had.
    """
    code = code.copy()
    serbia = (code == "YUG") & (day >= SERBIA_BEGAN)
    report.repairs["votes of Serbia, filed under Yugoslavia"] += int(serbia.sum())
    code[serbia] = "SRB"
    code[(code == "RUS") & (day < SOVIET_UNION_ENDED)] = "SUN"
    for gone in sorted(set(code) - members()):
        here = code == gone
        if gone not in NOT_MEMBERS:
            row = int(here.argmax())
            raw.refuse(row, column, f"{raw.shown(row, column)} is no state")
        report.reasons[f"votes of {NOT_MEMBERS[gone]}, no longer a UN member"] += int(here.sum())
        code[here] = ""
    return code
