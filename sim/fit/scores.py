"""How good are probabilities of votes? Proper scores and calibration, by part of the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.world import AMENDMENT, COUNTRY, NO, PALESTINE, THEMATIC, YES, Agenda

PARTS = ("all", "country", "thematic", "palestine", "amendment", "lmg_country", "new", "close")
CLOSE = 10  # yes less no, either way, of a text that five states would turn by changing sides
BINS = 15
CLASSES = ("no", "abstain", "yes")


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of single votes and what came. V is the number of votes."""

    chances: np.ndarray  # [V, 3] of no, abstain, yes
    votes: np.ndarray  # [V] -1, 0, 1
    ballot: np.ndarray  # [V]
    state: np.ndarray  # [V]

    def of(self, keep: np.ndarray) -> Forecasts:
        """Those votes only."""
        return Forecasts(self.chances[keep], self.votes[keep], self.ballot[keep], self.state[keep])

    def given(self) -> np.ndarray:
        """The probability that was given to what came, [V]."""
        return self.chances[np.arange(len(self.votes)), self.votes + 1]


def score(forecasts: Forecasts) -> dict[str, float]:
    """Log loss, Brier score (0 to 2), accuracy, F1 of each class, expected calibration error.

    ``f1_macro`` is the mean of the three, in which an abstention that is missed weighs more. The
    calibration error is that of the most likely vote, in 15 bins of equal width.
    """
    n = len(forecasts.votes)
    if not n:
        return {"n": 0}
    chances, truth = forecasts.chances, forecasts.votes + 1
    picked = chances.argmax(1)
    right = picked == truth
    outcome = np.eye(3)[truth]
    result = {
        "n": n,
        "log_loss": float(-np.log(np.maximum(forecasts.given(), 1e-12)).mean()),
        "brier": float(((chances - outcome) ** 2).sum(1).mean()),
        "accuracy": float(right.mean()),
        "calibration_error": calibration_error(chances.max(1), right),
    }
    for k, name in enumerate(CLASSES):
        hit = float(((picked == k) & (truth == k)).sum())
        said, came = float((picked == k).sum()), float((truth == k).sum())
        result[f"f1_{name}"] = 2 * hit / (said + came) if said + came else float("nan")
    result["f1_macro"] = float(np.mean([result[f"f1_{name}"] for name in CLASSES]))
    return result


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean absolute gap between confidence and accuracy over bins, weighted by their size."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gap = 0.0
    for k in range(BINS):
        here = place == k
        if here.any():
            gap += float(here.sum()) * abs(float(confidence[here].mean() - right[here].mean()))
    return gap / len(confidence)


def calibration_curve(forecasts: Forecasts, bins: int = 10) -> list[dict[str, float]]:
    """What was said and what came: all three probabilities of every vote, in bins of equal width.

    Each row has the bin's bounds, how many probabilities fell in it, their mean, and the share of
    them whose vote came.
    """
    said = forecasts.chances.ravel()
    came = np.eye(3)[forecasts.votes + 1].ravel()
    place = np.minimum((said * bins).astype(int), bins - 1)
    rows = []
    for k in range(bins):
        here = place == k
        if here.any():
            rows.append(
                {
                    "low": k / bins,
                    "high": (k + 1) / bins,
                    "n": int(here.sum()),
                    "given": float(said[here].mean()),
                    "came": float(came[here].mean()),
                }
            )
    return rows


def close_votes(recorded: np.ndarray) -> np.ndarray:
    """Ballots on which yes and no came within ``CLOSE`` votes of one another, [B] bool."""
    yes, no = ((recorded == vote).sum(1) for vote in (YES, NO))
    near: np.ndarray = np.abs(yes - no) <= CLOSE
    return near


def score_parts(
    forecasts: Forecasts, agenda: Agenda, is_new: np.ndarray, lmg: np.ndarray
) -> dict[str, dict[str, float]]:
    """Scores of ``PARTS``. ``is_new`` is [B], ``lmg`` [S] bool.

    All, new, close and the LMG states' part leave amendments out.
    """
    k = agenda.kind[forecasts.ballot]
    text = k != AMENDMENT
    keep = {
        "all": text,
        "country": k == COUNTRY,
        "thematic": k == THEMATIC,
        "palestine": k == PALESTINE,
        "amendment": k == AMENDMENT,
        "lmg_country": (k == COUNTRY) & lmg[forecasts.state],
        "new": text & is_new[forecasts.ballot],
        "close": text & close_votes(agenda.recorded)[forecasts.ballot],
    }
    return {part: score(forecasts.of(keep[part])) for part in PARTS}
