"""What is voted on, and what is remembered of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.world.axes import GROUPS


@dataclass(frozen=True)
class Agenda:
    """What is voted on. Every field is [B] unless it says otherwise."""

    id: tuple[str, ...]
    symbol: tuple[str, ...]
    title: tuple[str, ...]
    series: tuple[str, ...]
    date: np.ndarray  # datetime64[D]
    session_name: tuple[str, ...]  # [T]
    session: np.ndarray  # index into session_name
    day: np.ndarray  # 0, 1, ...: voting days; memory is refreshed between them
    kind: np.ndarray  # index into KINDS
    strand: np.ndarray  # index into STRANDS
    orientation: np.ndarray  # 1 scrutinises, -1 shields, 0 neither
    target: np.ndarray  # position of the state concerned, -1 for themes
    pen: np.ndarray  # index into PENS
    slots: np.ndarray  # [B, 3] memory slots: series, target (-1 for themes), strand
    slot_name: tuple[str, ...]  # [K]
    key: np.ndarray  # the ballot's own number for its noise
    special: np.ndarray  # bool: taken in a special session
    authors: np.ndarray  # [B, S] int8: AUTHOR, OF_GROUP, 0; below zero if their text is amended
    assembly: np.ndarray  # [B, S] what a state's votes in the Assembly on the series say, -1 to 1
    sits: np.ndarray  # [B, S] bool: who holds a seat that day
    recorded: np.ndarray  # [B, S] the votes as they were really cast, int8

    def __len__(self) -> int:
        return len(self.id)

    @cached_property
    def year(self) -> np.ndarray:
        """The year of each vote, [B] int."""
        years: np.ndarray = self.date.astype("datetime64[Y]").astype(int) + 1970
        return years

    @cached_property
    def closing(self) -> np.ndarray:
        """The day of the last vote of each session, [T] datetime64."""
        return np.array([self.date[self.session == t].max() for t in range(len(self.session_name))])


@dataclass(frozen=True)
class Memory:
    """What everybody remembers before a given day (arrays are never changed in place)."""

    seen: np.ndarray  # [S, K] votes remembered
    record: np.ndarray  # [S, K] running mean vote, -1 to 1
    habit: np.ndarray  # [S, K] running share of abstentions, 0 to 1
    last: np.ndarray  # [S, K] the last vote
    council: np.ndarray  # [K] the Council's running mean vote
    council_seen: np.ndarray  # [K]
    groups: np.ndarray  # [G, K] each regional group's running mean vote
    group_habit: np.ndarray  # [G, K] each regional group's running share of abstentions
    groups_seen: np.ndarray  # [G, K]
    affiliation: np.ndarray  # [S]

    @staticmethod
    def blank(states: int, slots: int, affiliation: np.ndarray) -> Memory:
        """Nothing remembered but the documented affiliation."""
        per_state = ("seen", "record", "habit", "last")
        return Memory(
            **{name: np.zeros((states, slots)) for name in per_state},
            council=np.zeros(slots),
            council_seen=np.zeros(slots),
            groups=np.zeros((len(GROUPS), slots)),
            group_habit=np.zeros((len(GROUPS), slots)),
            groups_seen=np.zeros((len(GROUPS), slots)),
            affiliation=affiliation.astype(float).copy(),
        )
