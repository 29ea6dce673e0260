"""The complicit public: who rallies behind a government that is criticised from outside.

Sources: [cycivic_undated] public criticism and conditionality (donors and Uganda: where large
parts of the public stand with the government, pressure from outside is hard to use).
"""

from __future__ import annotations

import numpy as np

from sim.world import States


def complicity(states: States, assumed: dict[str, float]) -> np.ndarray:
    """The share of each state's public that sides with its government, [S] 0 to 1; assumed.

    Largest where nothing is free, since there the government alone tells what is said abroad,
    and none where all is free: that public may side with the critics.
    """
    return assumed["complicity"] * (1.0 - states.freedom)
