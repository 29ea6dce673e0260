"""What somebody thought of: cases that no change of one word in a right file comes upon."""

from __future__ import annotations

import random
from functools import cache

from tests.hostile.case import Case
from tests.hostile.hand_places import environments, experiments, groups, stores
from tests.hostile.hand_texts import encodings, lists, sizes
from tests.hostile.hand_words import words
from tests.hostile.originals import Made


def by_hand(chance: random.Random, made: Made) -> Case:
    """One of them."""
    return chance.choice(every_one())


@cache
def every_one() -> list[Case]:
    """All of them."""
    return [
        *environments(),
        *encodings(),
        *sizes(),
        *lists(),
        *experiments(),
        *stores(),
        *words(),
        *groups(),
    ]
