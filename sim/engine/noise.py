"""The random draws of a replicate: noise, what is new about a text, drift, absence.

The same for both drivers and for every design point: nothing here knows of levers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.draws import MOTION, REWRITING, TABLED, drift_steps, noise_table, surprise_table
from sim.rules.ballot import on_the_floor
from sim.world import KINDS, Pressure, Weights, World

DRIFT_PERIODS_A_YEAR = 4
NOISE_VARIANCE = np.pi**2 / 3  # of a standard logistic


class ReplicateNoise(NamedTuple):
    """What chance brings to every decision of a replicate."""

    vote: np.ndarray  # [B, S] noise of each vote
    band_shift: np.ndarray  # [B] how much wider the abstention band is than anyone could know
    absent: np.ndarray  # [B, S] bool: who is not in the room
    tabled: np.ndarray  # [B] bool: which texts come up at all


def replicate_noise(world: World, weights: Weights, seed: int, replicate: int) -> ReplicateNoise:
    """Draw the noise of a replicate; it depends on no lever and on no vote that is simulated.

    What votes since the fit have shown of leanings is certain, and the same in every replicate.
    """
    agenda, states = world.agenda, world.states
    noise, chance = noise_table(seed, replicate, agenda.key, states.code)
    spread = weights.surprise[:, agenda.kind]
    for_all, for_bloc, for_band = spread * surprise_table(seed, replicate, agenda.key)
    leanings, share, bands = _drift(world, weights, seed, replicate)
    noise = on_the_floor(
        noise, leanings, share[:, None], for_all[:, None], for_bloc[:, None], states.affiliation
    )
    if world.shown is not None:
        noise = noise + world.shown
    comes_up = tabled(world, seed, replicate)
    return ReplicateNoise(noise, for_band + bands, chance < weights.absence, comes_up)


def tabled(world: World, seed: int, replicate: int) -> np.ndarray:
    """Which ballots come up, [B] bool: all of a record, some of an agenda to come."""
    keys = world.agenda.key
    if world.likely is None:
        return np.ones(len(keys), bool)
    first = keys if world.packet is None else keys[world.packet]
    return _lots(seed, replicate, first, TABLED) < world.likely


def _lots(seed: int, replicate: int, keys: np.ndarray, purpose: int) -> np.ndarray:
    """One uniform number for each ballot, [B], whatever the states."""
    nobody = np.zeros(1, np.int64)
    return noise_table(seed, replicate, keys, nobody, purpose)[1][:, 0]


class Moves(NamedTuple):
    """What chance brings to one kind of manoeuvre; nothing where nobody ever tries it."""

    lot: np.ndarray  # [B] it is tried where this is below its chance
    noise: np.ndarray  # [B, S] noise of the votes on it


def moves(world: World, pressure: Pressure, seed: int, replicate: int) -> tuple[Moves, Moves]:
    """The no-action motions and the hostile amendments of a replicate."""
    return (
        _moves(world, pressure.motion, MOTION, seed, replicate),
        _moves(world, pressure.rewriting, REWRITING, seed, replicate),
    )


def _moves(world: World, tried: np.ndarray, purpose: int, seed: int, replicate: int) -> Moves:
    keys = world.agenda.key
    if not tried.any():
        return Moves(np.ones(len(keys)), np.zeros((0, 0)))
    noise, _ = noise_table(seed, replicate, keys, world.states.code, purpose)
    return Moves(_lots(seed, replicate, keys, purpose), noise)


def _drift(
    world: World, weights: Weights, seed: int, replicate: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drift of leanings [B, S] and abstention bands [B] since the first day, which none foresees.

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
