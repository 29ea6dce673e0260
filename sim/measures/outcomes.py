"""What a user is after: an outcome by its plain name, on which texts; and the column that holds it.

``outcome=`` of run, compare, portfolio and discover, and ``on=`` beside it, are read here and
nowhere else.
"""

from __future__ import annotations

from sim.measures.columns import BY_NAME, COMPARED, GOALS, NAMED, OF_KIND, parts_of
from sim.world import KINDS

# plain names beside those of the measures themselves
PLAIN = {
    "adoption": "adopted",
    "adoptions": "adopted",
    "cohesion": "rice",
    "defection": "either",
}
USUAL = "margin"  # what leads where nothing is asked for
# whether the best turns with the outcome is looked at in these
LOOKED_AT = ("margin", "adopted", "pivotal_net", "either")
OF_TEXTS = "country"
NAMES = tuple(dict.fromkeys(
    ("margin", "adopted", "pivotal", "pivotal_net", "defection", "cohesion", *GOALS,
     *(name for name, measure in BY_NAME.items() if measure.compared))
))  # fmt: skip


def column_of(outcome: str, on: str = "") -> str | None:
    """The column that holds an outcome, on country texts unless ``on`` says otherwise.

    Parameters
    ----------
    outcome : a plain name, a measure, or a column such as ``thematic_margin``
    on : a kind of text, or anything else for texts that are named one by one; empty where the
        outcome says it or country texts are meant

    Returns
    -------
    str or None
        None where there is no such outcome, or the two contradict one another.
    """
    if outcome in COMPARED and not on:
        return outcome
    measure = BY_NAME.get(PLAIN.get(outcome, outcome))
    if measure is None or not measure.compared:
        return None
    if not measure.of_kind:
        return None if on else measure.name
    kind = on if on in KINDS else NAMED if on else OF_TEXTS
    return f"{kind}_{measure.name}"


def beside(column: str) -> list[str]:
    """The outcomes that are told beside one, of the same texts, itself first."""
    parts = parts_of(column)
    kind = parts[0] if parts and parts[0] else OF_TEXTS
    return list(dict.fromkeys([column, *(f"{kind}_{name}" for name in LOOKED_AT)]))


NAMED_COLUMNS = tuple(f"{NAMED}_{measure.name}" for measure in OF_KIND)
