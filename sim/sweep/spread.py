"""What replicates of a point say together: mean, spread, quantiles, by measure."""

from __future__ import annotations

import numpy as np

QUANTILES = {"low": 0.025, "q25": 0.25, "median": 0.5, "q75": 0.75, "high": 0.975}
FIGURES = ("replicates", "mean", "sd", "error", *QUANTILES, "above_zero")
AT_ONCE = 1 << 13  # rows whose figures are made at a time: their copies then take little memory


def spread(values: np.ndarray) -> dict[str, np.ndarray]:
    """Figures of ``FIGURES``, each [P, M], over the replicates of values [P, R, M].

    What is not a number is left out; ``replicates`` says how many are left. ``above_zero`` is the
    share of them above zero: of a difference, how probable it is that the levers add anything.
    """
    points = max(1, AT_ONCE // max(values.shape[1], 1))
    parts = [_spread(values[n : n + points]) for n in range(0, max(len(values), 1), points)]
    return {name: np.concatenate([part[name] for part in parts]) for name in FIGURES}


def _spread(values: np.ndarray) -> dict[str, np.ndarray]:
    known = ~np.isnan(values)
    number = known.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, values, 0.0).sum(1) / number
        away = np.where(known, values - mean[:, None], 0.0)
        sd = np.sqrt((away**2).sum(1) / (number - 1))
        found = {
            "replicates": number,
            "mean": mean,
            "sd": np.where(number > 1, sd, np.nan),
            "error": np.where(number > 1, sd / np.sqrt(number), np.nan),
        }
        above = (values > 0).sum(1) / number
    ordered = np.sort(values, axis=1)  # what is not a number comes last
    found |= dict(zip(QUANTILES, _quantiles(ordered, number), strict=True))
    return found | {"above_zero": above}


def _quantiles(ordered: np.ndarray, number: np.ndarray) -> np.ndarray:
    """``QUANTILES`` of the first ``number`` [P, M] of sorted values [P, R, M], linear between."""
    last = np.maximum(number - 1, 0)
    place = last * np.array([*QUANTILES.values()])[:, None, None]
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, last)
    points, measures = np.ogrid[: number.shape[0], : number.shape[1]]
    low, high = ordered[points, below, measures], ordered[points, above, measures]
    between = place - below
    return np.where(number > 0, low * (1 - between) + high * between, np.nan)
