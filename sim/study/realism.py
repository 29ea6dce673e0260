"""Is the baseline like the real Council? The same measures on both, side by side.

The interval of a real value is a bootstrap over texts (they might have been others of their
kind); that of a simulated value is the central 95 % over replicates. A pattern holds where the
simulated mean lies within the interval of the real value.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.effects import HIGH, LOW, standard_error
from sim.council.tally import MAJORITY, is_adopted
from sim.study.experiment import bloc_of
from sim.study.metrics import (
    FEWEST_OF_THE_BLOC,
    VOTE_NAMES,
    adoption_accuracy,
    coverage,
    resampled,
    tallies,
    votes_per_text,
)
from sim.world import AMENDMENT, COUNTRY, KINDS, YES, World

PATTERN_COLUMNS = ["kind", "pattern", "texts", "real", "real_low", "real_high", "simulated",
                   "simulated_low", "simulated_high", "error", "holds"]  # fmt: skip


def patterns(world: World, runs: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """One row a pattern: real value and interval, simulated mean and interval, does it hold.

    ``error`` is the standard error of the simulated mean: with few replicates a pattern may hold,
    or not, by chance.
    """
    affiliate, organiser = bloc_of(world)
    per_text = votes_per_text(world.agenda.recorded, affiliate | organiser)
    enough = per_text[:, :3].sum(1) >= FEWEST_OF_THE_BLOC
    rng = np.random.default_rng(seed)
    baseline = runs[runs.arm == "baseline"]
    rows = []
    for kind in ("country", "thematic"):
        texts = per_text[(world.agenda.kind == KINDS.index(kind)) & enough]
        if not len(texts):
            continue
        simulated = baseline[baseline.kind == kind]
        votes = simulated.bloc_yes + simulated.bloc_abstain + simulated.bloc_no
        columns = {"departs from mode": (3, simulated.from_mode)}
        if kind == KINDS[COUNTRY]:
            columns = {
                "votes yes": (0, simulated.bloc_yes),
                "abstains": (1, simulated.bloc_abstain),
                "votes no": (2, simulated.bloc_no),
            } | columns
        draws = resampled(texts, rng)
        for label, (column, count) in columns.items():
            real = texts[:, column].sum() / texts[:, :3].sum()
            low, high = np.percentile(draws[:, column] / draws[:, :3].sum(1), [LOW, HIGH])
            share = (count / votes).to_numpy(float)
            rows.append(
                {
                    "kind": kind,
                    "pattern": label,
                    "texts": len(texts),
                    "real": real,
                    "real_low": low,
                    "real_high": high,
                    "simulated": share.mean(),
                    "simulated_low": np.percentile(share, LOW),
                    "simulated_high": np.percentile(share, HIGH),
                    "error": standard_error(share),
                    "holds": bool(low <= share.mean() <= high),
                }
            )
    return pd.DataFrame(rows, columns=PATTERN_COLUMNS)


def tally_coverage(world: World, ballot_runs: pd.DataFrame) -> dict[str, float | None]:
    """How well recorded tallies are reproduced, amendments and unrecorded votes left out.

    ``coverage90`` is the share of recorded yes, abstain and no counts inside the simulated 90 %
    interval, ``adoption_accuracy`` that of texts whose fate most replicates get right. Both are
    None where nothing was recorded. The record was adopted by a majority, what is simulated by the
    rule of its run.
    """
    text = (world.agenda.kind < AMENDMENT) & (world.agenda.recorded <= YES).any(1)
    real = tallies(world.agenda.recorded)[text]
    part = ballot_runs[ballot_runs.arm == "baseline"]
    wide = part.pivot(index="replicate", columns="id", values=[*VOTE_NAMES, "adopted"])
    ids = list(np.array(world.agenda.id)[text])
    counts = [wide[vote].reindex(columns=ids).to_numpy() for vote in VOTE_NAMES]
    simulated = np.stack(counts, -1)
    if not (world.agenda.recorded <= YES).any():
        return {"coverage90": None, "adoption_accuracy": None}
    return {
        "coverage90": coverage(simulated, real, 90),
        "adoption_accuracy": adoption_accuracy(
            wide["adopted"].reindex(columns=ids).to_numpy(bool),
            is_adopted(real[:, 0], real[:, 2], MAJORITY),
        ),
    }
