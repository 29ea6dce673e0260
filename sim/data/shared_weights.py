"""The weights that all states share: their names, in the order in which a fit stores them."""

from __future__ import annotations

from dataclasses import fields

from sim.council.own_terms import own_terms
from sim.world import DONORS, LAYERS, STRANDS, Weights

PULLS = ("bloc", "discipline", "outreach", "donors", "layers")
VECTORS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("intercept", "by_freedom", "band", "band_by_affiliation"), STRANDS),
    "donors": DONORS,
    "layers": LAYERS,
    "own_terms": tuple(own_terms()),  # of plug-ins
}
OF_STATES = ("stance", "band_state", "absence")
OF_THE_STORY = ("surprise", "drift", "memory_rate", "council_rate", "affiliation_rate",
                "abstention_credit")  # fmt: skip
SHARED = tuple(f.name for f in fields(Weights) if f.name not in (*OF_STATES, *OF_THE_STORY))
SHARED_LABELS = tuple(
    label
    for name in SHARED
    for label in ([f"{name}/{part}" for part in VECTORS[name]] if name in VECTORS else [name])
)
