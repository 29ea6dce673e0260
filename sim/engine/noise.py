"""The random draws of a replicate: noise, what is new about a text, drift, absence.

The same for both drivers and for every design point: nothing here knows of levers. Many replicates
are drawn side by side, each as it would be alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.draws import MOTION, REWRITING, TABLED, drift_tables, noise_tables, surprise_tables
from sim.rules.ballot import on_the_floor
from sim.world import KINDS, Pressure, Weights, World

DRIFT_PERIODS_A_YEAR = 4
NOISE_VARIANCE = np.pi**2 / 3  # of a standard logistic


class ReplicateNoise(NamedTuple):
    """What chance brings to every decision of a replicate; of many, each has its own lane."""

    vote: np.ndarray  # [B, S] or [B, S, L] noise of each vote
    band_shift: np.ndarray  # [B] or [B, L] how much wider the abstention band is than is known
    absent: np.ndarray  # [B, S] or [B, S, L] bool: who is not in the room
    tabled: np.ndarray  # [B] bool: which texts come up at all


def replicate_noise(world: World, weights: Weights, seed: int, replicate: int) -> ReplicateNoise:
    """Draw the noise of a replicate; it depends on no lever and on no vote that is simulated.

    What votes since the fit have shown of leanings is certain, and the same in every replicate.
    """
    vote, band_shift, absent = _drawn(world, weights, seed, [replicate])
    comes_up = tabled(world, seed, replicate)
    return ReplicateNoise(vote[..., 0], band_shift[..., 0], absent[..., 0], comes_up)


def noise_side_by_side(
    world: World, weights: Weights, seed: int, replicates: Sequence[int]
) -> ReplicateNoise:
    """The noise of many replicates, a lane each, of a world in which all texts come up.

    ``weights`` are those of any of them: none that matters here is drawn.
    """
    return ReplicateNoise(
        *_drawn(world, weights, seed, replicates), np.ones(len(world.agenda), bool)
    )


def _drawn(
    world: World, weights: Weights, seed: int, replicates: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Noise of votes [B, S, L], of bands [B, L], and who is away [B, S, L]."""
    agenda, states = world.agenda, world.states
    noise, chance = noise_tables(seed, replicates, agenda.key, states.code)
    spread = weights.surprise[:, agenda.kind, None]
    for_all, for_bloc, for_band = spread * surprise_tables(seed, replicates, agenda.key)
    leanings, share, bands = _drift(world, weights, seed, replicates)
    noise = on_the_floor(
        noise,
        leanings,
        share[:, None, None],
        for_all[:, None],
        for_bloc[:, None],
        states.affiliation[:, None],
    )
    if world.shown is not None:
        noise = noise + world.shown[:, :, None]
    return noise, for_band + bands, chance < weights.absence[:, None]


def tabled(world: World, seed: int, replicate: int) -> np.ndarray:
    """Which ballots come up, [B] bool: all of a record, some of an agenda to come."""
    keys = world.agenda.key
    if world.likely is None:
        return np.ones(len(keys), bool)
    first = keys if world.packet is None else keys[world.packet]
    return _lots(seed, [replicate], first, TABLED)[:, 0] < world.likely


def _lots(seed: int, replicates: Sequence[int], keys: np.ndarray, purpose: int) -> np.ndarray:
    """One uniform number for each ballot and replicate, [B, L], whatever the states."""
    nobody = np.zeros(1, np.int64)
    return noise_tables(seed, replicates, keys, nobody, purpose)[1][:, 0]


class Moves(NamedTuple):
    """What chance brings to one kind of manoeuvre; nothing where nobody ever tries it."""

    lot: np.ndarray  # [B] or [B, L] it is tried where this is below its chance
    noise: np.ndarray  # [B, S] or [B, S, L] noise of the votes on it


def moves(world: World, pressure: Pressure, seed: int, replicate: int) -> tuple[Moves, Moves]:
    """The no-action motions and the hostile amendments of a replicate."""
    both = moves_side_by_side(world, pressure, seed, [replicate])
    one, other = (Moves(found.lot[..., 0], found.noise[..., 0]) for found in both)
    return one, other


def moves_side_by_side(
    world: World, pressure: Pressure, seed: int, replicates: Sequence[int]
) -> tuple[Moves, Moves]:
    """The same of many replicates, a lane each, where any of them has it tried."""
    return (
        _moves(world, pressure.motion, MOTION, seed, replicates),
        _moves(world, pressure.rewriting, REWRITING, seed, replicates),
    )


def _moves(
    world: World, tried: np.ndarray, purpose: int, seed: int, replicates: Sequence[int]
) -> Moves:
    keys, many = world.agenda.key, len(replicates)
    if not tried.any():
        return Moves(np.ones((len(keys), many)), np.zeros((0, 0, many)))
    noise, _ = noise_tables(seed, replicates, keys, world.states.code, purpose)
    return Moves(_lots(seed, replicates, keys, purpose), noise)


def _drift(
    world: World, weights: Weights, seed: int, replicates: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drift of leanings [B, S, L] and bands [B, L] since the first day, which none foresees.

    In between, the factor [B] that keeps the spread of noise and drift together at the noise's.
    """
    agenda, codes = world.agenda, world.states.code
    years = (agenda.date - agenda.date[0]).astype(float) / 365.25
    period = (years * DRIFT_PERIODS_A_YEAR).astype(int)
    together, apart = drift_tables(seed, replicates, int(period.max()) + 1, len(KINDS), codes)
    of_council, of_state, of_band = weights.drift / DRIFT_PERIODS_A_YEAR**0.5
    leanings = (of_council * together[:, :, :1] + of_state * apart).cumsum(0)
    bands = (of_band * together[:, :, 1]).cumsum(0)
    variance = (of_council**2 + of_state**2) * (period + 1) / NOISE_VARIANCE
    share = 1 / np.sqrt(1 + variance)
    return leanings[period, agenda.kind], share, bands[period, agenda.kind]
