"""From a file of recorded votes to a stored fit: weights, their spread, and what is remembered.

A fit is a folder of plain text: ``fit.json`` says where the numbers come from, the CSV files
hold them. ``sim.data.fitted`` reads it back, and ``sim.data.habits`` who tables what, and when.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from sim import __version__
from sim.data.fit_story import is_day
from sim.data.fit_tables import agreement_table, echo_table, memory_table
from sim.data.fitted import Fit
from sim.data.public_votes import ReadingReport
from sim.data.shared_weights import VECTORS
from sim.data.training import training_votes
from sim.errors import InputError
from sim.files.moving import said
from sim.files.tables import write_table
from sim.fit.estimate import Estimate, Penalty, estimate
from sim.fit.habits import habits_table
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, replay
from sim.fit.warm_start import warm_start
from sim.world import (
    ABSENT,
    LMG,
    NO_SEAT,
    STRANDS,
    SURPRISES,
    Agenda,
    Memory,
    States,
)

FEWEST = 50  # roll calls that a fit needs
FIRST_YEAR_SCORED = 2007  # the first year only fills the memory
HALF_LIFE_YEARS = 2.0  # a vote this much older counts half: the Council changes
# how far leanings and bands wander in a year: chosen so that intervals of tallies, running free
# over validation years, hold what they should
DRIFT_A_YEAR = {"council": 0.35, "state": 0.35, "band": 0.25}
ABSENCE_PRIOR_VOTES = 50.0

Progress = Callable[[str, int, int], None]


def calibrate(
    votes: Path | None,
    train_until: str,
    into: Path,
    progress: Progress | None = None,
    warm: Fit | None = None,
) -> tuple[Estimate, ReadingReport]:
    """Fit the rule to the recorded votes of folder ``votes`` up to a date; write it into ``into``.

    That should be a draft folder, such as ``sim.files.folders.kept_folder`` gives. Without a
    folder of votes it is fitted to the record in force. The climb begins at the weights of
    ``warm``, or at none.

    Raises
    ------
    InputError
        If the votes cannot be read, there are too few, or ``into`` cannot be written.
    """
    if not is_day(train_until):
        raise InputError(f"train_until={train_until!r} is no date such as 2019-12-31")
    agenda, states, report = training_votes(votes, train_until)
    if len(agenda) < FEWEST:
        raise InputError(
            f"{votes or 'the record in force'}: only {len(agenda)} roll calls up to {train_until}; "
            f"{FEWEST} are needed"
        )
    rates, penalty = Rates(), Penalty()
    sittings, memory = replay(agenda, states, rates, assembly=True)
    likelihood = Likelihood(agenda, states, sittings, importance(agenda))
    start = warm_start(warm, likelihood.layout, states) if warm else None
    found = estimate(likelihood, penalty, progress, start=start)
    story = {
        "command": f"lmgsim calibrate{' votes=PATH' if votes else ''} train_until={train_until}",
        "started_from": f"the fit to {warm.story['train_until']}" if warm else "nothing",
        "train_until": train_until,
        "first_roll_call": str(agenda.date[0]),
        "last_roll_call": str(agenda.date[-1]),
        "roll_calls": len(agenda),
        "votes_scored": found.votes,
        "log_likelihood": round(found.log_likelihood, 3),
        "converged": found.converged,
        "iterations": found.iterations,
        "lmgsim": __version__,
        "data_sha256": report.sha256(),
        "dropped": dict(sorted(report.reasons.items())),
        "repaired": dict(sorted(report.repairs.items())),
        "rates": asdict(rates),
        "half_life_years": HALF_LIFE_YEARS,
        "penalty": asdict(penalty),
        "surprise": found.surprise.round(4).tolist(),
        "drift": DRIFT_A_YEAR,
    }
    if states.bloc != LMG:
        of = states.bloc
        story["bloc"] = {"key": of.key, "title": of.title, "digest": of.digest}
    store_fit(into, story, found, agenda, states, memory)
    return found, report


def importance(agenda: Agenda, train: np.ndarray | None = None) -> np.ndarray:
    """How much each roll call counts in the fit, [B]: less the older it is, 1 for the newest.

    Where only the ballots ``train`` [B] bool are fitted, the others count nothing.
    """
    train = np.ones(len(agenda), bool) if train is None else train
    age_years = (agenda.date[train][-1] - agenda.date).astype(float) / 365.25
    scored = train & (agenda.date >= np.datetime64(f"{FIRST_YEAR_SCORED}-01-01"))
    return scored * 0.5 ** (np.maximum(age_years, 0.0) / HALF_LIFE_YEARS)


def weight_labels(found: Estimate) -> list[str]:
    """One label per shared weight, such as ``donors/usa`` or ``bloc``."""
    labels = []
    for name in found.layout.names:
        if name in ("stance", "band_state", *SURPRISES):
            continue
        labels += [f"{name}/{part}" for part in VECTORS[name]] if name in VECTORS else [name]
    return labels


def absence_rates(agenda: Agenda) -> np.ndarray:
    """Each state's chance of not voting, shrunk towards the mean of all; [S]."""
    seats = (agenda.recorded != NO_SEAT).sum(0)
    away = (agenda.recorded == ABSENT).sum(0)
    mean = away.sum() / seats.sum()
    return (away + ABSENCE_PRIOR_VOTES * mean) / (seats + ABSENCE_PRIOR_VOTES)


def store_fit(
    into: Path, story: dict[str, object], found: Estimate, agenda: Agenda, states: States,
    memory: Memory,
) -> None:  # fmt: skip
    """Write the files of a fit into a folder, which should be a draft (``sim.files.folders``).

    Raises
    ------
    InputError
        If it cannot be written.
    """
    mode, labels = found.mode, weight_labels(found)
    count = len(labels)
    sd = np.sqrt(np.diag(found.covariance))
    until = str(story.get("train_until", agenda.date[-1]))
    next_day = np.datetime64(until, "D") + np.timedelta64(1, "D")
    tables = {
        "weights.csv": pd.DataFrame({"weight": labels, "mode": mode[:count], "sd": sd}).round(6),
        "covariance.csv": pd.DataFrame(found.covariance, columns=labels).round(8),
        "states.csv": _state_table(found, agenda, states, memory).round(5),
        "memory.csv": memory_table(agenda, states, memory).round(4),
        "echoes.csv": echo_table(agenda, memory).round(4),
        "agreement.csv": agreement_table(agenda.recorded, states, next_day).round(3),
        "habits.csv": habits_table(agenda, states, until),
    }
    story = {**story, "rows": {name: len(table) for name, table in tables.items()}}
    with said(f"cannot write the fit to {into}"):
        into.mkdir(parents=True, exist_ok=True)
        (into / "fit.json").write_text(json.dumps(story, indent=1) + "\n", encoding="utf-8")
        for name, table in tables.items():
            write_table(table, into / name, floats=None)


def _state_table(found: Estimate, agenda: Agenda, states: States, memory: Memory) -> pd.DataFrame:
    stance = found.layout.get(found.mode, "stance")
    columns: dict[str, object] = {"iso3": states.iso3, "name": states.name}
    for c, strand in enumerate(STRANDS):
        columns[strand] = stance[:, c]
        columns[f"{strand}_sd"] = found.stance_sd[:, c]
    columns["band"] = found.layout.get(found.mode, "band_state")
    columns["band_sd"] = found.band_sd
    columns["absence"] = absence_rates(agenda)
    columns["affiliation"] = memory.affiliation
    return pd.DataFrame(columns)
