"""What is simulated: states, texts, votes, memory, weights, pressure; axes and units, named once.

Axes
----
S  states, in the order of their ISO 3166 codes
B  ballots, in the order in which they are taken
T  sessions (regular and special), in time order
K  memory slots: a series, a target or a strand of texts
C  strands: a kind of text and the way it points
G  regional groups
D  donors
V  voices heard by everyone: the donors' (D), the democracies' line, the bloc's, the room's
L  lanes: design points that are run side by side

Votes are int8: +1 yes, 0 abstention, -1 no, ABSENT, NOT_TAKEN (never came to a vote), NO_SEAT.
Leanings are utilities on the logistic scale. Shares, freedom and affiliation run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.world.agenda import Agenda, Memory
from sim.world.axes import (
    ABSENT,
    ABSTAIN,
    AMENDMENT,
    AUTHOR,
    BLOC,
    COUNTRY,
    DEMOCRACIES,
    DONORS,
    DRIFTS,
    GROUPS,
    KINDS,
    LAYERS,
    MEMORY_LEVELS,
    NO,
    NO_SEAT,
    NOT_TAKEN,
    OF_GROUP,
    PALESTINE,
    PENS,
    ROOM,
    STRANDS,
    SURPRISES,
    THEMATIC,
    YES,
)
from sim.world.bloc import LMG, Bloc
from sim.world.pressure import (
    OF_DONOR,
    OF_SESSION,
    OF_STATE,
    PRESSURES,
    TODAY,
    Kind,
    Pressure,
    Procedures,
)
from sim.world.states import Covariates, States
from sim.world.weights import Weights

__all__ = [
    "ABSENT",
    "ABSTAIN",
    "AMENDMENT",
    "AUTHOR",
    "BLOC",
    "COUNTRY",
    "DEMOCRACIES",
    "DONORS",
    "DRIFTS",
    "GROUPS",
    "KINDS",
    "LAYERS",
    "LMG",
    "MEMORY_LEVELS",
    "NO",
    "NOT_TAKEN",
    "NO_SEAT",
    "OF_DONOR",
    "OF_GROUP",
    "OF_SESSION",
    "OF_STATE",
    "PALESTINE",
    "PENS",
    "PRESSURES",
    "ROOM",
    "STRANDS",
    "SURPRISES",
    "THEMATIC",
    "TODAY",
    "YES",
    "Agenda",
    "Bloc",
    "Covariates",
    "Kind",
    "Memory",
    "Pressure",
    "Procedures",
    "States",
    "Weights",
    "World",
]


@dataclass(frozen=True)
class World:
    """Everything that is the same in every run: who, what, and what was remembered on day one."""

    states: States
    agenda: Agenda
    memory: Memory
    agreement: np.ndarray  # [S, S] past voting agreement, 0 to 1
    peers: np.ndarray  # [S, S] the same with the Assembly's votes: who listens to whom
    pen_ties: np.ndarray  # [B, S] agreement with who tables a text, beyond that of all states
    likely: np.ndarray | None = None  # [B] chance that a text comes to the vote; None: all do
    packet: np.ndarray | None = None  # [B] ballots of one number share the draw for that
    shown: np.ndarray | None = None  # [B, S] what votes since the fit have shown of leanings
    title: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
