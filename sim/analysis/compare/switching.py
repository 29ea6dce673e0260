"""At which value of an assumption another scenario becomes the better one.

The difference between two scenarios in every replicate is regressed on one assumption at a time (a
parabola). Where the fitted curve crosses zero inside the values that were drawn, there the choice
turns: the switching value. Its interval is the central 95 % of those of bootstrap samples of the
replicates; a sample without a crossing counts as one beyond the end that its curve is nearer to
zero at.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

RESAMPLES = 400
GRID = 201  # places at which the curve is looked at
FEWEST = 30  # replicates from which on a curve is fitted
COLUMNS = ["assumption", "low", "high", "at_low", "at_high", "switch", "switch_low", "switch_high",
           "beyond"]  # fmt: skip


def switching(
    difference: np.ndarray, assumed: np.ndarray, names: Sequence[str], seed: int
) -> pd.DataFrame:
    """Where a choice turns, by each assumption.

    Parameters
    ----------
    difference : [R] what the chosen scenario brings more than its rival, in each replicate
    assumed : [R, P] the assumptions of each replicate
    names : [P] of the assumptions

    Returns
    -------
    pandas.DataFrame
        One row an assumption that varies: ``low``, ``high``, the central 95 % of the values drawn;
        ``at_low``, ``at_high``, the expected difference there; ``switch`` with ``switch_low`` and
        ``switch_high``, not a number where no value between turns the choice; ``beyond``, the
        share of drawn values on the side on which the rival is better. Those that turn the choice
        most often come first.
    """
    known = ~np.isnan(difference)
    difference, assumed = difference[known], assumed[known]
    if len(difference) < FEWEST:
        return pd.DataFrame(columns=COLUMNS)
    rng = np.random.default_rng([seed, len(difference)])
    times = rng.multinomial(len(difference), np.full(len(difference), 1 / len(difference)),
                            RESAMPLES)  # fmt: skip
    rows = []
    for p, name in enumerate(names):
        values = assumed[:, p]
        low, high = np.percentile(values, [2.5, 97.5])
        if not high > low:
            continue
        scaled, grid = (values - low) / (high - low), np.linspace(0, 1, GRID)
        curve = _curve(scaled, difference, np.ones(len(values)), grid)
        row: dict[str, object] = {"assumption": name, "low": low, "high": high,
                                  "at_low": curve[0], "at_high": curve[-1]}  # fmt: skip
        place = _crossing(curve, grid)
        row |= dict.fromkeys(("switch", "switch_low", "switch_high"), float("nan"))
        row["beyond"] = 0.0
        if 0 <= place <= 1:
            places = [_crossing(_curve(scaled, difference, w, grid), grid) for w in times]
            ends = np.percentile(np.clip(places, 0, 1), [2.5, 97.5])
            to = [low + at * (high - low) for at in (place, *ends)]
            row |= {"switch": to[0], "switch_low": to[1], "switch_high": to[2]}
            worse = values < to[0] if curve[0] < 0 else values > to[0]
            row["beyond"] = float(worse.mean())
        rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("beyond", ascending=False, kind="stable", ignore_index=True)


def _curve(x: np.ndarray, y: np.ndarray, weights: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """A parabola through points that count so often, at the places of the grid."""
    columns, root = np.column_stack([np.ones(len(x)), x, x**2]), np.sqrt(weights)
    fitted, *_ = np.linalg.lstsq(columns * root[:, None], y * root, rcond=None)
    found: np.ndarray = np.column_stack([np.ones(len(grid)), grid, grid**2]) @ fitted
    return found


def _crossing(curve: np.ndarray, grid: np.ndarray) -> float:
    """Where the curve crosses zero first; -1 or 2 where it does not, by the end nearer to it."""
    signs = np.flatnonzero(np.diff(curve > 0))
    if not len(signs):
        return -1.0 if abs(curve[0]) < abs(curve[-1]) else 2.0
    n = signs[0]
    part = curve[n] / (curve[n] - curve[n + 1])
    return float(grid[n] + part * (grid[n + 1] - grid[n]))
