"""How often forecasts of single texts were right, on votes that their fit had not seen.

    python -m sim.forecast.track [FIT]

writes the table ``forecast_record.csv`` anew: forecasts of all votes on record after the end of a
fit (the package's own, unless one is named), each knowing the days before it, by kind of text.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.tally import MAJORITY, is_adopted
from sim.data.fitted import Fit, load_fit
from sim.files.tables import table_text
from sim.files.whole import write_whole
from sim.fit.one_step import without_predecessor
from sim.fit.scores import Forecasts, score
from sim.forecast.before import Before, before_each_vote
from sim.forecast.chances import drawn_votes, exact_chances
from sim.forecast.sources import votes_on_record
from sim.world import AMENDMENT, KINDS, NO, YES, Agenda, States

DRAWS, SEED = 1_000, 0
TALLIES = {"yes": YES, "no": NO}


@dataclass(frozen=True)
class Tested:
    """Forecasts of recorded votes beside what came. B is the number of ballots."""

    before: Before
    forecasts: Forecasts
    adopted: np.ndarray  # [B] chance of adoption
    passed: np.ndarray  # [B] bool
    held: dict[tuple[str, int], np.ndarray]  # tally and interval in per cent: [B] bool
    is_new: np.ndarray  # [B] bool


def forecasts_of(before: Before) -> Forecasts:
    """The exact chances of every recorded vote, one row a vote."""
    rows = [
        (c.chances[m], before.agenda.recorded[n, i], n, i)
        for n, c in enumerate(exact_chances(before))
        for m, i in enumerate(c.members)
        if before.agenda.recorded[n, i] <= YES
    ]
    chances, votes, ballot, state = zip(*rows, strict=True)
    return Forecasts(np.array(chances), np.array(votes, int), np.array(ballot), np.array(state))


def tested_on(record: Agenda, states: States, fit: Fit, until: np.datetime64) -> Tested:
    """Forecast all votes on record after the fit's end, up to a day (inclusive)."""
    before = before_each_vote(record, states, fit, until)
    agenda, drawn = before.agenda, drawn_votes(before, DRAWS, SEED)
    tally = {name: (drawn == vote).sum(2) for name, vote in TALLIES.items()}
    real = {name: (agenda.recorded == vote).sum(1) for name, vote in TALLIES.items()}
    held = {}
    for name, counts in tally.items():
        for wide in (50, 90):
            low, high = np.quantile(counts, [0.5 - wide / 200, 0.5 + wide / 200], axis=0,
                                    method="nearest")  # fmt: skip
            held[name, wide] = (real[name] >= low) & (real[name] <= high)
    is_new = without_predecessor(record)[np.isin(np.array(record.id), agenda.id)]
    return Tested(
        before, forecasts_of(before),
        is_adopted(tally["yes"], tally["no"], MAJORITY).mean(0),
        is_adopted(real["yes"], real["no"], MAJORITY), held, is_new,
    )  # fmt: skip


def table_of(tested: Tested) -> pd.DataFrame:
    """One row a part of the record: scores of single votes, adoption, intervals."""
    agenda = tested.before.agenda
    text = agenda.kind != AMENDMENT
    parts = {"all": text} | {name: agenda.kind == k for k, name in enumerate(KINDS)}
    parts["new"] = text & tested.is_new
    rows = []
    for part, keep in parts.items():
        found = score(tested.forecasts.of(keep[tested.forecasts.ballot]))
        right = (tested.adopted >= 0.5) == tested.passed
        row = {"part": part, "since": str(agenda.date[keep].min()),
               "until": str(agenda.date[keep].max()), "texts": int(keep.sum()),
               "votes": found["n"], "accuracy": found["accuracy"], "log_loss": found["log_loss"],
               "calibration_error": found["calibration_error"],
               "adopted_right": float(right[keep].mean())}  # fmt: skip
        for wide in (50, 90):
            both = np.concatenate([tested.held[name, wide][keep] for name in TALLIES])
            row[f"held_{wide}"] = float(both.mean())
        rows.append(row)
    return pd.DataFrame(rows)


if __name__ == "__main__":
    used = load_fit(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    record = votes_on_record(None)
    made = table_of(tested_on(record.agenda, record.states, used, record.agenda.date[-1]))
    place = Path(__file__).parents[1] / "data" / "tables" / "forecast_record.csv"
    write_whole(place, table_text(made, floats="%.4f"))
