"""How far a logit of leaning moves votes, measured in the model itself.

Regressions on recorded votes give a change of the mean vote. A lever gives a change of leaning, in
logits, and most states are far from the point where a logit would change their vote, so that it
moves them by much less than p (1 - p), the slope of a single coin. Half of the states outside the
West, drawn at random, are pushed towards scrutiny by a little. What that does to their votes on
texts about countries, less what it does to the others' (as a regression within texts sees it), is
the slope by which evidence is turned into logits of the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.levers import GROUP_LABELS, Outreach
from sim.study.experiment import Experiment
from sim.study.trial import Trial
from sim.world import ABSTAIN, KINDS, NO, YES

PUSH = 0.2  # logits
CONTACTS = 100.0
AT_MOST = CONTACTS / (CONTACTS + 10.0)  # what outreach at so many contacts wins of its gain
SCORES = np.full(256, np.nan)
SCORES[[YES, ABSTAIN, NO]] = 1.0, 0.5, 0.0


@dataclass(frozen=True)
class Steepness:
    """What was measured.

    Attributes
    ----------
    slope, error : change of the mean vote (yes 1, abstention one half, no 0) a logit of leaning
    level : the mean vote
    """

    slope: float
    error: float
    level: float

    @property
    def marginal(self) -> float:
        """Logits of the model in one logit of the mean vote's own odds."""
        return self.level * (1.0 - self.level) / self.slope


def steepness(experiment: Experiment, halves: int, replicates: int, seed: int) -> Steepness:
    """Push random halves of the states outside the West, in some replicates each."""
    world = experiment.setup.world
    asked = (world.agenda.kind == KINDS.index("country")) & (world.agenda.orientation > 0)
    outside = GROUP_LABELS["non_western"](world.states)
    codes = np.array(world.states.iso3)[outside]
    gain = PUSH / AT_MOST
    ranges = {"goodwill_gain": (gain, gain), "goodwill_kept": (0.0, 0.0)}
    rng = np.random.default_rng(seed)
    found, levels = [], []
    for half in range(halves):
        pushed = rng.permutation(len(codes)) < len(codes) // 2
        lever = Outreach.model_validate(
            {"contacts": CONTACTS, "targets": tuple(codes[pushed].tolist())}
        )
        for n in range(replicates):
            number = half * replicates + n
            run = experiment.replicate(Trial([[], [lever]], number, ranges=[{}, ranges]))
            score = SCORES[run.votes[asked][:, outside].astype(np.uint8)]
            moved = score[..., 1] - score[..., 0]
            found.append(np.nanmean(moved[:, pushed]) - np.nanmean(moved[:, ~pushed]))
            levels.append(np.nanmean(score[..., 0]))
    slopes = np.array(found) / PUSH
    error = float(slopes.std(ddof=1) / np.sqrt(len(slopes)))
    return Steepness(float(slopes.mean()), error, float(np.mean(levels)))
