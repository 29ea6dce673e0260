"""The columns that the measures have in tables, and which measure a column holds."""

from __future__ import annotations

import numpy as np

from sim.measures.declared import MEASURES
from sim.measures.measure import LESS, Counts, Measure
from sim.world import KINDS

DIFFERENCE = "_difference"  # ends the column of a run less the baseline of its replicate
NAMED = "named"  # in the place of a kind: texts that a user named one by one
BY_NAME = {measure.name: measure for measure in MEASURES}
OF_KIND = tuple(measure for measure in MEASURES if measure.of_kind)
OF_RUN = tuple(measure for measure in MEASURES if not measure.of_kind)

OUTCOMES = tuple(f"{kind}_{m.name}" for kind in KINDS for m in OF_KIND) + tuple(
    m.name for m in OF_RUN
)


def parts_of(column: str) -> tuple[str, Measure] | None:
    """Kind of text (empty for the run) and measure of a level's column; None: it is no measure."""
    if column in BY_NAME and not BY_NAME[column].of_kind:
        return "", BY_NAME[column]
    kind, _, name = column.partition("_")
    if kind in (*KINDS, NAMED) and name in BY_NAME and BY_NAME[name].of_kind:
        return kind, BY_NAME[name]
    return None


def measure_of(column: str) -> Measure:
    """The measure of a level's column."""
    parts = parts_of(column)
    assert parts is not None, column
    return parts[1]


COMPARED = tuple(column for column in OUTCOMES if measure_of(column).compared)
COLUMNS = OUTCOMES + tuple(column + DIFFERENCE for column in COMPARED)
# the rows of a comparison's table: what becomes of the texts first, then who leaves the line
FIRST = ("margin", "adopted", "pivotal", "pivotal_net")
LEADING = tuple(
    f"{kind}_{m.name}"
    for m in (*(BY_NAME[name] for name in FIRST), *(m for m in OF_KIND if m.name not in FIRST))
    for kind in m.leading
) + tuple(m.name for m in OF_RUN)
GOALS = {m.goal: (f"country_{m.name}" if m.of_kind else m.name) for m in MEASURES if m.goal}


def levels_of(counts: Counts) -> np.ndarray:
    """Every level of every lane, [OUTCOMES, L] float64."""
    of_kind = np.stack([m.count(counts) for m in OF_KIND], 1)  # [kinds, measures, L]
    of_run = np.stack([m.count(counts) for m in OF_RUN])
    return np.concatenate([of_kind.reshape(-1, of_run.shape[-1]), of_run]).astype(float)


def better_when_low(column: str) -> bool:
    """Whether less of a measure is what whoever wants the group to dissolve is after."""
    return measure_of(column).wanted == LESS


def sign_of(column: str) -> float:
    """What turns a change of a measure so that above zero is better: 1, or -1 where less is."""
    return -1.0 if better_when_low(column) else 1.0
