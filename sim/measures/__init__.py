"""The measures of a run, such as defection: each is declared once, in ``declared.py``.

Tables of sweeps and comparisons, ``measure=``, ``goals=``, ``sim.evaluate``, screens, figures,
reports and the check of the data dictionary all read this declaration. A measure of a kind of
text has one column for each of KINDS, such as ``country_rice``; a measure of the run has one.
"""

from sim.measures.columns import (
    BY_NAME,
    COLUMNS,
    COMPARED,
    DIFFERENCE,
    GOALS,
    LEADING,
    NAMED,
    OF_KIND,
    OF_RUN,
    OUTCOMES,
    better_when_low,
    levels_of,
    measure_of,
    parts_of,
    sign_of,
)
from sim.measures.declared import (
    MEASURES,
)
from sim.measures.measure import (
    BASELINE,
    INTERVENTION,
    Counts,
    Measure,
)
from sim.measures.outcomes import NAMED_COLUMNS, beside, column_of

__all__ = [
    "BASELINE",
    "BY_NAME",
    "COLUMNS",
    "COMPARED",
    "DIFFERENCE",
    "GOALS",
    "INTERVENTION",
    "LEADING",
    "MEASURES",
    "NAMED",
    "NAMED_COLUMNS",
    "OF_KIND",
    "OF_RUN",
    "OUTCOMES",
    "Counts",
    "Measure",
    "beside",
    "better_when_low",
    "column_of",
    "levels_of",
    "measure_of",
    "parts_of",
    "sign_of",
]
