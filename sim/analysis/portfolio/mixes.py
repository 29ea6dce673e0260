"""A mix: how much is spent on each lever, never more than the budget or than a lever can take."""

from __future__ import annotations

import numpy as np

SHARES = (0.1, 0.3, 1.0)  # of what a lever has, that an exchange gives away
OFF = 0.15  # a gene below this leaves its lever alone, so that small mixes are met


def within_budget(genes: np.ndarray, most: np.ndarray, budget: float) -> np.ndarray:
    """Spending [P, F] in USD from genes [P, F] between 0 and 1.

    A gene is the share of the most that its lever can take; where the sum is more than the budget,
    every lever gets less in the same proportion.

    Parameters
    ----------
    most : [F] what each lever costs at the top of its range, or the budget if that is less
    """
    spending = np.clip((genes - OFF) / (1 - OFF), 0.0, 1.0) * most
    total = spending.sum(1, keepdims=True)
    over = np.maximum(total / budget, 1.0)
    fitted: np.ndarray = spending / over
    return fitted


def genes_of(spending: np.ndarray, most: np.ndarray) -> np.ndarray:
    """The genes [P, F] of spending that keeps to the budget."""
    share = np.divide(spending, most, out=np.zeros_like(spending), where=most > 0)
    genes: np.ndarray = np.where(share > 0, OFF + (1 - OFF) * np.minimum(share, 1.0), 0.0)
    return genes


def singles(most: np.ndarray) -> np.ndarray:
    """Every lever alone, pulled as far as the budget or its range goes, [F, F]."""
    return np.diag(most)


def filled(order: np.ndarray, most: np.ndarray, budget: float) -> np.ndarray:
    """Spending [F] that buys one lever after another in full until the budget is spent."""
    spending, left = np.zeros(len(most)), budget
    for n in order:
        spending[n] = min(most[n], left)
        left -= spending[n]
    return spending


def exchanged(
    mix: np.ndarray, most: np.ndarray, budget: float, number: int, rng: np.random.Generator
) -> np.ndarray:
    """Neighbours [number, F] of a mix: one lever, or what is left, gives money to another."""
    found = np.tile(mix, (number, 1))
    left = budget - float(mix.sum())
    for row in found:
        givers = np.flatnonzero(row > 0).tolist() + ([-1] if left > 1e-6 * budget else [])
        takers = np.flatnonzero(most - row > 1e-6 * budget)
        if not givers or not len(takers):
            continue
        giver, taker = int(rng.choice(givers)), int(rng.choice(takers))
        given = float(rng.choice(SHARES)) * (left if giver < 0 else row[giver])
        given = min(given, float(most[taker] - row[taker]))
        if giver >= 0:
            row[giver] -= given
        row[taker] += given
    return found


def pruned(mix: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Simpler mixes [N, F] of the same cost: without one of its levers, or with its largest alone.

    What is taken away goes to the levers that stay, as far as they can take it. A search on few
    worlds keeps levers that were merely lucky there; these are the mixes without them.
    """
    order = np.argsort(-mix, kind="stable")[: int((mix > 0).sum())]
    kept = [np.delete(order, n) for n in range(len(order))]
    kept += [order[:k] for k in range(1, len(order))]
    found = [_given_to(mix, most, some) for some in kept if len(some)]
    return np.array(found).reshape(-1, len(mix))


def _given_to(mix: np.ndarray, most: np.ndarray, kept: np.ndarray) -> np.ndarray:
    simpler = np.zeros(len(mix))
    simpler[kept] = mix[kept]
    left = float(mix.sum() - simpler.sum())
    for n in kept:
        more = min(left, float(most[n] - simpler[n]))
        simpler[n] += more
        left -= more
    return simpler


def distinct(mixes: np.ndarray, grain: float) -> np.ndarray:
    """Places of the first of those mixes [N, F] that are the same to a ``grain`` of USD."""
    _, first = np.unique(np.round(mixes / grain), axis=0, return_index=True)
    places: np.ndarray = np.sort(first)
    return places


def random_mixes(number: int, most: np.ndarray, cost: float, seed: int) -> np.ndarray:
    """Random mixes [number, F] of the same cost, drawn evenly over all ways to share it out.

    What a lever cannot take is shared out among the others, in the proportions that were drawn.
    """
    rng = np.random.default_rng(seed)
    mixes = np.zeros((number, len(most)))
    for row, share in zip(mixes, rng.dirichlet(np.ones(len(most)), number), strict=True):
        left, room = min(cost, float(most.sum())), most > 0
        while left > 1e-9 * cost and room.any():
            part = np.where(room, share, 0.0)
            part = part if part.sum() > 0 else np.where(room, 1.0, 0.0)
            part = part / part.sum() * left
            taken = np.minimum(part, most - row)
            row += taken
            left -= float(taken.sum())
            room = most - row > 1e-9 * np.maximum(most, 1.0)
    return mixes
