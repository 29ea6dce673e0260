"""What roll calls cannot tell: how strongly a lever works. Ranges, not numbers.

Every replicate draws each assumption anew from its range, evenly, so that an answer carries
the doubt with it. None of these is estimated, and every answer that rests on them says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.draws import ASSUMPTION, uniform_draws


@dataclass(frozen=True)
class Assumption:
    """A number that is assumed: its range, its unit and where the range comes from."""

    name: str
    low: float
    high: float
    unit: str
    meaning: str
    source: str


ASSUMPTIONS = (
    Assumption(
        "staff_elasticity", 0.1, 0.5, "per cent a per cent",
        "growth of a mission's lobbying capacity when its staff grows",
        "assumed from [inboden2023] step 6: staff buys votes, with diminishing returns",
    ),
    Assumption(
        "years_to_mastery", 1.0, 4.0, "years",
        "length of a tour at which a diplomat has half of full mastery of the procedures",
        "assumed from [inboden2023] step 6: repeated tours let diplomats master UN rules",
    ),
    Assumption(
        "goodwill_gain", 0.05, 0.4, "logits a session",
        "pull towards the democracies' line that a session of intense outreach wins",
        "assumed from [inboden2023] step 3: common ground could ease some states away",
    ),
    Assumption(
        "goodwill_kept", 0.6, 0.9, "share a session",
        "share of goodwill that is left a session later",
        "assumed from [inboden2023] step 6: sporadic engagement does not last",
    ),
    Assumption(
        "civic_gain", 0.1, 0.8, "logits",
        "pull towards scrutiny that a fully funded civil society exerts where it is free",
        "assumed from [inboden2023] step 4: citizens hold governments to account",
    ),
    Assumption(
        "aid_gain", 0.2, 1.5, "logits a unit of tie",
        "pull towards the democracies' line that a full tie by aid makes",
        "assumed; [dreher2008] find that aid buys votes, grants and general budget aid most",
    ),
)  # fmt: skip


def draw_assumptions(
    seed: int, replicate: int, ranges: dict[str, tuple[float, float]] | None = None
) -> dict[str, float]:
    """One value of every assumption for a replicate; ``ranges`` overrides low and high."""
    shares = uniform_draws(seed, ASSUMPTION, replicate, len(ASSUMPTIONS))
    values = {}
    for assumption, share in zip(ASSUMPTIONS, shares, strict=True):
        low, high = (ranges or {}).get(assumption.name, (assumption.low, assumption.high))
        values[assumption.name] = float(np.round(low + share * (high - low), 8))
    return values
