"""A stored fit for the tests of its figures: every weight there is, numbers by hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.data.shared_weights import PULLS
from sim.fit.calibrate import weight_labels
from sim.fit.likelihood import WeightLayout
from sim.world import STRANDS

LABELS = weight_labels(SimpleNamespace(layout=WeightLayout.of(1, 1)))  # all that a fit has today
STATES = 50


def is_pull(label: str) -> bool:
    """Whether a weight can never be below zero."""
    return label.split("/")[0] in PULLS


def small_fit(folder: Path, labels: list[str] = LABELS, converged: bool = True) -> Path:
    """The part of a fit's folder that its figures show.

    Weights are 0, 1 and 2 in turn and sure where they are 2; a pull of 0 is held there. The
    stance of the n-th state is n/100, for scrutiny and against it in turn; the last is sure.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mode = np.arange(len(labels)) % 3.0
    sd = np.where([is_pull(label) for label in labels] & (mode == 0), 0.0, 0.9)
    pd.DataFrame({"weight": labels, "mode": mode, "sd": sd}).to_csv(
        folder / "weights.csv", index=False
    )
    n = np.arange(STATES)
    own = {"iso3": [f"S{k:02d}" for k in n], "name": [f"State {k}" for k in n]}
    for strand in STRANDS:
        own |= {strand: n / 100 * (-1.0) ** n, f"{strand}_sd": np.where(n == STATES - 1, 0.1, 0.4)}
    own |= {"band": 0.1, "band_sd": 0.2}
    pd.DataFrame(own).to_csv(folder / "states.csv", index=False)
    story = {"train_until": "2020-12-31", "roll_calls": 621, "votes_scored": 28139,
             "converged": converged, "lmgsim": "0.1.0"}  # fmt: skip
    (folder / "fit.json").write_text(json.dumps(story), encoding="utf-8")
    return folder
