"""A term of the rule: do poor states take scrutiny of one country otherwise than rich ones?"""

from __future__ import annotations

import numpy as np

from sim.council.own_terms import Term


def poor_on_scrutiny(
    on_country: np.ndarray, orientation: np.ndarray, income: np.ndarray
) -> np.ndarray:
    """How small an economy is, on texts about a country: 0 at 1,000 billion USD, 1 at 1 billion."""
    return on_country * orientation * (6.0 - np.log10(np.maximum(income, 1.0))) / 3.0


POOR_ON_SCRUTINY = Term(
    poor_on_scrutiny,
    meaning="a thousandth of a large economy, on scrutiny of a country",
    source="an example: assumed that dependence on partners is felt where one state is named",
)
