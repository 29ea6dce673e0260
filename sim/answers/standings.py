"""What an answer rests on, and what it would be worth to know more, from its own replicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from sim.analysis.compare import levels_of_arms, value_of_knowing
from sim.analysis.standing import resting_on
from sim.answers.at_work import Resting
from sim.evidence.questions import QUESTIONS, STRENGTH, VOICE
from sim.study.design import Design
from sim.study.trial import Trial, conditions_of


def drawn_in(design: Design, numbers: Iterable[int], resting: Sequence[Resting]) -> np.ndarray:
    """The assumptions that were drawn in these replicates, [R, P]."""
    names = [one.name for one in resting]
    each = [conditions_of(Trial([], number), design).assumed for number in numbers]
    return np.array([[assumed[name] for name in names] for assumed in each]).reshape(
        len(each), len(names)
    )


def standings_table(
    effect: np.ndarray, design: Design, numbers: Sequence[int], resting: Sequence[Resting]
) -> pd.DataFrame:
    """How much of an effect [R] in these replicates rests on assumptions of each standing."""
    names = [one.name for one in resting]
    strengths = [
        name for name in names if name not in QUESTIONS or QUESTIONS[name].kind in (STRENGTH, VOICE)
    ]
    return resting_on(
        effect, drawn_in(design, numbers, resting), names, _standing(resting), strengths
    )


def knowing_table(
    runs: pd.DataFrame, measure: str, design: Design, resting: Sequence[Resting]
) -> pd.DataFrame:
    """What it would be worth to know the assumptions before one of the arms is chosen."""
    level = levels_of_arms(runs, measure)
    values = level.to_numpy(float)
    values = values - values[:, :1]
    assumed = drawn_in(design, level.index.tolist(), resting)
    table = value_of_knowing(values, assumed, [one.name for one in resting], _standing(resting))
    return table.assign(measure=measure)


def _standing(resting: Sequence[Resting]) -> dict[str, str]:
    return {one.name: one.standing for one in resting}
