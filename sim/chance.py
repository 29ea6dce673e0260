"""What chance brings to a replicate: noise, what is new about a text, how times move, absence.

The same for both drivers and for every design point: nothing here knows of levers.
"""

from __future__ import annotations

import numpy as np

from sim.draws import drift_steps, noise_table, surprise_table
from sim.rules.ballot import on_the_floor
from sim.world import KINDS, Weights, World

DRIFT_PERIODS_A_YEAR = 4
NOISE_VARIANCE = np.pi**2 / 3  # of a standard logistic


def happenings(
    world: World, weights: Weights, seed: int, replicate: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What chance brings to every decision of a replicate.

    Returns the noise of each vote [B, S], how much wider or narrower the abstention band is on a
    text than anyone could know [B], and who is not in the room [B, S] bool.
    """
    agenda, states = world.agenda, world.states
    noise, chance = noise_table(seed, replicate, agenda.key, states.code)
    spread = weights.surprise[:, agenda.kind]
    for_all, for_bloc, for_band = spread * surprise_table(seed, replicate, agenda.key)
    leanings, share, bands = _drift(world, weights, seed, replicate)
    noise = on_the_floor(
        noise, leanings, share[:, None], for_all[:, None], for_bloc[:, None], states.affiliation
    )
    return noise, for_band + bands, chance < weights.absence


def _drift(
    world: World, weights: Weights, seed: int, replicate: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far leanings [B, S] and bands [B] have wandered since the first day, unknown to all.

    In between, the factor [B] that keeps the spread of noise and drift together at the noise's.
    """
    agenda, codes = world.agenda, world.states.code
    years = (agenda.date - agenda.date[0]).astype(float) / 365.25
    period = (years * DRIFT_PERIODS_A_YEAR).astype(int)
    together, apart = drift_steps(seed, replicate, int(period.max()) + 1, len(KINDS), codes)
    of_council, of_state, of_band = weights.drift / DRIFT_PERIODS_A_YEAR**0.5
    leanings = (of_council * together[..., :1] + of_state * apart).cumsum(0)
    bands = (of_band * together[..., 1]).cumsum(0)
    variance = (of_council**2 + of_state**2) * (period + 1) / NOISE_VARIANCE
    share = 1 / np.sqrt(1 + variance)
    return leanings[period, agenda.kind], share, bands[period, agenda.kind]
