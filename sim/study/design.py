"""What a study runs: arms that differ in their levers alone, replicates, seed, mechanisms."""

from __future__ import annotations

from dataclasses import dataclass

from sim.levers import Lever
from sim.world import TODAY, Procedures

MEASURED, HOPED = "measured", "hoped"


@dataclass(frozen=True)
class Design:
    """What is run: arms by name, replicates, seed, and which mechanisms are on."""

    arms: dict[str, list[Lever]]
    replicates: int
    seed: int
    threads: int = 2
    driver: str = "ensemble"  # or "mesa"
    off: tuple[str, ...] = ()  # mechanisms that are switched off
    procedures: Procedures = TODAY  # what a manoeuvre is worth is drawn with the assumptions
    draw_weights: bool = True  # False: every replicate has the weights at the mode
    ranges: dict[str, tuple[float, float]] | None = None  # of assumptions
    evidence: str = MEASURED  # from which priors assumptions are drawn: or "hoped"
    signatures: bool = False  # whether to work out who signs joint statements
