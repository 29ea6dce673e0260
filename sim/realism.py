"""Is the baseline like the real Council? The same measures on both, side by side.

The interval of a real value is a bootstrap over texts (they might have been others of their
kind); that of a simulated value is the central 95 % over replicates. A pattern holds where the
simulated mean lies within the interval of the real value.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.effects import HIGH, LOW
from sim.metrics import FEWEST_OF_THE_BLOC
from sim.study import bloc_of
from sim.world import COUNTRY, KINDS, YES, World

RESAMPLES = 2000


def _per_text(recorded: np.ndarray, bloc: np.ndarray) -> np.ndarray:
    """Yes, abstain, no and departures from the mode of the bloc on each text, [B, 4]."""
    votes = recorded[:, bloc]
    counts = np.stack([(votes == v).sum(1) for v in (1, 0, -1)], 1)
    return np.column_stack([counts, counts.sum(1) - counts.max(1)])


def patterns(world: World, runs: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """One row a pattern: real value and interval, simulated mean and interval, does it hold."""
    affiliate, organiser = bloc_of(world)
    per_text = _per_text(world.agenda.recorded, affiliate | organiser)
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
        draws = texts[rng.integers(len(texts), size=(RESAMPLES, len(texts)))].sum(1)
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
                    "holds": bool(low <= share.mean() <= high),
                }
            )
    return pd.DataFrame(rows)


def tally_coverage(world: World, ballot_runs: pd.DataFrame) -> dict[str, float]:
    """How well single tallies are met, amendments left out.

    ``coverage90`` is the share of recorded yes, abstain and no counts inside the simulated 90 %
    interval, ``adoption_accuracy`` that of texts whose fate most replicates get right.
    """
    recorded = world.agenda.recorded
    text = world.agenda.kind < KINDS.index("amendment")
    if not text.any():
        return {"coverage90": float("nan"), "adoption_accuracy": float("nan")}
    part = ballot_runs[ballot_runs.arm == "baseline"]
    by_ballot, ids = part.groupby("id"), list(world.agenda.id)
    inside = []
    for vote, value in (("yes", YES), ("abstain", 0), ("no", -1)):
        real = (recorded == value).sum(1)
        low, high = (by_ballot[vote].quantile(q).reindex(ids).to_numpy() for q in (0.05, 0.95))
        inside.append(((real >= low) & (real <= high))[text])
    passes = part.assign(a=part.yes > part.no).groupby("id").a.mean().reindex(ids).to_numpy()
    really = (recorded == YES).sum(1) > (recorded == -1).sum(1)
    return {
        "coverage90": float(np.mean(inside)),
        "adoption_accuracy": float(((passes > 0.5) == really)[text].mean()),
    }
