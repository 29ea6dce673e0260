"""What is counted in a replicate, and what a measure of it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MORE, LESS = 1.0, -1.0
# the arm without the levers, with which every other is compared; and the one with them, in a run
BASELINE, INTERVENTION = "baseline", "intervention"


@dataclass(frozen=True)
class Counts:
    """What is counted in replicates; also the columns of ``runs.parquet`` of a run.

    Each is [kinds, L] for one replicate or [kinds, L, R] for several, but ``exits``, which has no
    kinds; lane 0 is the baseline. The bloc is affiliates and organisers together.
    """

    chances: np.ndarray  # affiliates' votes on ballots with a line of the bloc
    soft: np.ndarray  # of these, abstentions against the line
    hard: np.ndarray  # of these, votes opposite to the line
    bloc_yes: np.ndarray  # votes of the bloc
    bloc_abstain: np.ndarray
    bloc_no: np.ndarray
    from_mode: np.ndarray  # votes of the bloc that differ from its most frequent vote on a text
    rice: np.ndarray  # mean Rice index of the bloc over texts
    ballots: np.ndarray  # texts that came up
    adopted: np.ndarray  # of these, adopted
    margin: np.ndarray  # yes less no, mean over texts; 0 where none came up
    exits: np.ndarray  # affiliates that left the group and stayed out
    line_votes: np.ndarray  # votes of the bloc on ballots with a line
    line_followed: np.ndarray  # of these, votes that are the line
    pivotal: np.ndarray  # texts adopted in one of lane and baseline and not in the other


@dataclass(frozen=True)
class Measure:
    """One thing that is measured, with all that a reader needs to be told about it."""

    name: str
    words: str  # in a sentence: "adoption" (on country texts)
    unit: str  # of its column
    meaning: str  # one line of the data dictionary
    count: Callable[[Counts], np.ndarray]  # [kinds, L(, R)], of the run [L(, R)]
    of_kind: bool = True  # one column a kind of text
    change: str = "percentage points"  # unit in which a change is said
    wanted: float = MORE  # what the democracies want of it, who want the group to dissolve
    scale: float = 1.0  # a stored number is multiplied by it before it is shown
    digits: int = 1  # after the point
    width: float = 0.01  # of an interval that is narrow enough, unless another is asked for
    grain: float = 1.0  # about what one vote, or one text, more makes of it in a replicate
    least: float = 0.0  # what a level can be
    most: float = 1.0
    whole: bool = False  # a whole number, and always known
    compared: bool = True  # whether differences from the baseline are of interest
    leading: tuple[str, ...] = ("country",)  # kinds that lead a comparison's table
    short: str = ""  # its name in a narrow table; the same as ``name`` if empty
    goal: str = ""  # its name in goals= of a portfolio, where it is that of country texts
