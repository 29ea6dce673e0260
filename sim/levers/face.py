"""Image: how far each state fears to stand alone in the room, China less from 2013 on.

Sources: [inboden2021] image (a lever on China's behaviour, much weaker from 2013 on, and
stronger in large bodies than in small ones).
"""

from __future__ import annotations

import numpy as np

from sim.levers.lever import closing_days
from sim.world import DONORS, World

LESS_FOR_CHINA_SINCE = np.datetime64("2013-01-01")


def face(world: World, assumed: dict[str, float]) -> np.ndarray:
    """How much of a common fear each state feels in each session, [T, S] 0 to 1."""
    china = world.states.donor[DONORS.index("china")]
    bold = closing_days(world) >= LESS_FOR_CHINA_SINCE
    return np.where(bold[:, None] & china[None, :], assumed["china_face"], 1.0)
