"""The share of yes votes that a text needs to be adopted, by its kind."""

import numpy as np

from sim.council.tally import MAJORITY
from sim.world import COUNTRY


def share_needed(kind: np.ndarray, adopting: float) -> np.ndarray:
    """The ``share`` of ``tally.is_adopted`` for texts of these kinds, [B] from indices into KINDS.

    Country texts need ``adopting``, a share of yes among yes and no; all others a majority.
    """
    return np.where(kind == COUNTRY, adopting, MAJORITY)
