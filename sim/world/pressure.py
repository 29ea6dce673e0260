"""What levers add to the rule, a number or an array a channel; and the rules of procedure.

Most channels (goodwill, favour, fear, ...) move leanings; some decide what comes to a vote.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, NamedTuple, get_type_hints

import numpy as np

from sim.world.axes import DONORS

OF_DONOR, OF_STATE, OF_SESSION = "donor", "state", "session"  # what a pressure is told apart by


@dataclass(frozen=True)
class Kind:
    """What a pressure is told apart by beside session and lane, and which value changes nothing."""

    of: str
    neutral: float = 0.0
    in_lobbying: bool = True  # felt while states lobby; the others decide what comes to the vote
    rare: bool = False  # left out of the sum where no lane has any of it


@dataclass(frozen=True)
class Pressure:
    """What levers add, by session and lane. Neutral values change nothing, bit for bit.

    Each is [T, D, L] where it is told apart by donor, [T, S, L] by state, else [T, L].
    """

    capacity: Annotated[np.ndarray, Kind(OF_DONOR, 1.0)]  # factor on a donor's voice
    reach: Annotated[np.ndarray, Kind(OF_SESSION, 1.0)]  # factor on the democracies' outreach
    goodwill: Annotated[np.ndarray, Kind(OF_STATE)]  # pull towards the democracies' line
    civic: Annotated[np.ndarray, Kind(OF_STATE)]  # pull towards scrutiny, or away from it
    # pull towards the bloc's line, or away from it
    favour: Annotated[np.ndarray, Kind(OF_STATE, rare=True)]
    # added to leanings on texts that the West pens
    story: Annotated[np.ndarray, Kind(OF_STATE, rare=True)]
    # what more is known of abuses in a state
    spotlight: Annotated[np.ndarray, Kind(OF_STATE, rare=True)]
    image: Annotated[np.ndarray, Kind(OF_STATE, rare=True)]  # fear of standing alone in the room
    # chance of a no-action motion on scrutiny of a country
    motion: Annotated[np.ndarray, Kind(OF_SESSION, in_lobbying=False)]
    # chance of one more hostile amendment to it
    rewriting: Annotated[np.ndarray, Kind(OF_SESSION, in_lobbying=False)]

    @staticmethod
    def neutral(sessions: int, states: int, lanes: int = 1) -> Pressure:
        """No lever is pulled."""
        beside = {OF_DONOR: (len(DONORS),), OF_STATE: (states,), OF_SESSION: ()}
        return Pressure(
            **{
                name: np.full((sessions, *beside[kind.of], lanes), kind.neutral)
                for name, kind in PRESSURES.items()
            }
        )

    @staticmethod
    def side_by_side(pressures: list[Pressure]) -> Pressure:
        """Several design points as lanes of one block."""
        return Pressure(
            *(
                np.concatenate([getattr(p, f.name) for p in pressures], axis=-1)
                for f in fields(Pressure)
            )
        )


PRESSURES: dict[str, Kind] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Pressure, include_extras=True).items()
}


class Procedures(NamedTuple):
    """The Council's rules of procedure, and what a manoeuvre is worth. Defaults are today's."""

    adopting: float = 0.5  # share of yes among yes and no that a country text needs, beside more
    tabling: float = 0.0  # share of members that must lean to a country text before it is tabled
    motion_ease: float = 0.0  # logits by which not to act is easier than to vote no
    dilution: float = 0.0  # logits by which an adopted hostile amendment eases affiliates


TODAY = Procedures()
