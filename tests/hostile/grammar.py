"""All kinds of input, how often each comes, and the input of a number: always the same."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.hostile.blocs import bloc
from tests.hostile.by_hand import by_hand
from tests.hostile.case import Case
from tests.hostile.designs import design
from tests.hostile.drafts import drafts
from tests.hostile.experiments import experiment
from tests.hostile.fits import fit
from tests.hostile.originals import Made
from tests.hostile.pages import address, page
from tests.hostile.paths import paths
from tests.hostile.records import records
from tests.hostile.scenarios import scenario
from tests.hostile.screens import screen
from tests.hostile.stores import results, store
from tests.hostile.votes import votes
from tests.hostile.words import words

Maker = Callable[[random.Random, Made], Case]
KINDS: dict[str, tuple[Maker, float]] = {
    "words": (words, 22),
    "scenario": (scenario, 18),
    "design": (design, 14),
    "experiment": (experiment, 10),
    "fit": (fit, 9),
    "votes": (votes, 11),
    "store": (store, 5),
    "page": (page, 7),
    "results": (results, 1.5),
    "address": (address, 1),
    "screen": (screen, 1.5),
    "paths": (paths, 8),
    "by hand": (by_hand, 4),
    "draft": (drafts, 7),
    "record": (records, 9),
    "bloc": (bloc, 5),
}


def case_of(seed: int, number: int, made: Made, kinds: tuple[str, ...] = ()) -> Case:
    """Input ``number`` of a seed, of one of some kinds."""
    chance = random.Random(f"{seed}/{number}")
    names = kinds or tuple(KINDS)
    kind = chance.choices(names, [KINDS[name][1] for name in names])[0]
    return KINDS[kind][0](chance, made)
