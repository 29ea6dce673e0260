"""The published lists of signatories, as rows of what each state is known to have answered.

Sources: [statements].
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.council.statements import SCRUTINY, SHIELD, SIDES, features
from sim.data.loaders.raw_table import read_raw
from sim.data.states import load_states
from sim.errors import InputError
from sim.world import GROUPS, States

FILE = "statements_and_lmg_long.csv"


@dataclass(frozen=True)
class Statement:
    """A pair of rival statements, and which of its two lists were published."""

    name: str
    year: int  # of the Freedom House totals
    shield: tuple[str, ...] = ()  # lists in the file
    scrutiny: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()
    group: str = ""  # the only regional group whose names were published


STATEMENTS = (
    Statement("Xinjiang, July 2019", 2019,
              ("xinjiang2019_support37", "xinjiang2019_support_added13"),
              ("xinjiang2019_critical22",), withdrew=("QAT",)),
    Statement("Xinjiang, October 2019", 2019, ("xinjiang2019oct_support_african28",),
              group="African"),
    Statement("Hong Kong, June 2020", 2020, ("hongkong2020_support53",),
              ("hongkong2020_critical27",)),
    Statement("Xinjiang, October 2020", 2020, ("xinjiang2020_support45",),
              ("xinjiang2020_critical39",)),
    Statement("Xinjiang, October 2022", 2022, (), ("xinjiang2022_critical50",)),
)  # fmt: skip


@dataclass(frozen=True)
class Record:
    """What is known: one row a state and statement, ``N`` rows."""

    known: np.ndarray  # [N, F] features
    state: np.ndarray  # [N] position among all members
    statement: np.ndarray  # [N] position in STATEMENTS
    may_be: np.ndarray  # [N, 3] bool: shield, scrutiny, neither; more than one where not told apart

    def of(self, rows: np.ndarray) -> Record:
        """Some of the rows."""
        return Record(*(column[rows] for column in vars(self).values()))


def read_record(file: Path) -> Record:
    """The signatories, from the lists as they were published.

    Raises
    ------
    InputError
        If the file cannot be read or a list is missing.
    """
    raw = read_raw(file, ("list_id", "iso3"), "the table of lists, with list_id and iso3")
    lists = raw.frame.groupby("list_id").iso3.agg(set).to_dict()
    parts = []
    for n, statement in enumerate(STATEMENTS):
        states = load_states(statement.year)
        may_be = answers(statement, lists, states, file)
        in_group = np.ones(len(states), bool)
        if statement.group:
            in_group = states.group == GROUPS.index(statement.group)
        rows = np.flatnonzero(in_group)
        parts.append(Record(features(states)[rows], rows, np.full(len(rows), n), may_be[rows]))
    columns = [np.concatenate(column) for column in zip(*(vars(p).values() for p in parts),
                                                        strict=True)]  # fmt: skip
    return Record(*columns)


def answers(
    statement: Statement, lists: dict[str, set[str]], states: States, file: Path
) -> np.ndarray:
    """What each state may have answered, [S, 3] bool."""
    may_be = np.ones((len(states), len(SIDES) + 1), bool)
    for side, names in ((SHIELD, statement.shield), (SCRUTINY, statement.scrutiny)):
        if not names:
            continue
        if missing := [name for name in names if name not in lists]:
            raise InputError(f"{file}: there is no list {missing[0]!r}")
        who = set().union(*(lists[name] for name in names)) - set(statement.withdrew)
        signed = np.isin(states.iso3, sorted(who))
        may_be[signed] = np.arange(len(SIDES) + 1) == side
        may_be[~signed, side] = False
    return may_be
