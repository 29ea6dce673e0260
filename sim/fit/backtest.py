"""How well are votes met that the fit has not seen? One step ahead, and free running."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.council.statements import LISTED
from sim.data.fitted import load_fit
from sim.data.real_world import world_of
from sim.data.states import read_table
from sim.data.training import training_votes
from sim.errors import InputError
from sim.fit.bodies import BODIES, backtest_body
from sim.fit.calibrate import FEWEST, calibrate
from sim.fit.free_run import FreeRun, free_run
from sim.fit.one_step import forecast, without_predecessor
from sim.fit.patterns_one_step import patterns_one_step
from sim.fit.replay import Rates, replay
from sim.fit.rivals import RULE, all_rivals, beside
from sim.fit.scores import Forecasts, score_parts
from sim.world import LMG, YES, Agenda, States

Progress = Callable[[str, int, int], None]
RECORD = "the record in force"  # where no folder of votes is named
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Backtest:
    """Forecasts of the rule and its rivals, their scores, and the free-running simulation."""

    body: str
    agenda: Agenda
    states: States
    forecasts: dict[str, Forecasts]  # the rule's first
    one_step: Scores
    rivals: dict[str, Scores]
    free_run: FreeRun | None  # None for bodies other than the Council
    patterns_one_step: pd.DataFrame | None  # the same; one row a model and pattern
    story: dict[str, object]  # what was fitted on what


def signatories_of_2014(states: States) -> np.ndarray:
    """The states of the joint statement of 2014, the usual list of the group; [S] bool.

    Of another bloc that is asked about, those tied to it.
    """
    if states.bloc != LMG:
        tied: np.ndarray = states.affiliation >= LISTED
        return tied
    table = read_table("states.csv").set_index("iso3").lmg_2014
    return np.array([table[code] == "1" for code in states.iso3])


def day(text: str, name: str) -> np.datetime64:
    """A date such as 2019-12-31.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return np.datetime64(text, "D")
    except ValueError:
        raise InputError(f"{name}={text!r} is no date such as 2019-12-31") from None


def backtest(
    votes: Path | None,
    train_until: str,
    test_from: str | None = None,
    fit_into: Path | None = None,
    replicates: int = 200,
    seed: int = 0,
    threads: int = 2,
    progress: Progress | None = None,
) -> Backtest:
    """Fit to votes up to ``train_until``; score all later ones, or those from ``test_from`` on.

    Parameters
    ----------
    votes : folder of the Council's recorded votes; None: the record in force
    fit_into : where the fit is stored

    Raises
    ------
    InputError
        If there is nothing to fit or nothing to score.
    """
    if replicates < 2:
        raise InputError(f"replicates={replicates}: an interval needs at least 2")
    named = votes or RECORD
    agenda, states, report = training_votes(votes)
    if not len(agenda):
        raise InputError(f"{named}: no usable roll call; {'; '.join(report.lines())[:200]}")
    cut = day(train_until, "train_until")
    train = agenda.date <= cut
    use = agenda.date >= day(test_from, "test_from") if test_from else ~train
    if not use.any():
        raise InputError(
            f"no votes to score after {train_until}: {named} ends on {agenda.date[-1]}"
        )
    if train.sum() < FEWEST:
        raise InputError(
            f"{named}: only {train.sum()} roll calls up to {train_until}; {FEWEST} are needed"
        )
    if not (agenda.recorded[use] <= YES).any():
        raise InputError(f"{named}: nobody cast a vote on the roll calls to score")
    if (use & train).any():
        raise InputError(f"test_from={test_from} is not after train_until={train_until}")
    place = fit_into or Path("results") / "fit"
    found, _ = calibrate(votes, train_until, place, progress)
    fit = load_fit(place)
    sittings, _ = replay(agenda, states, Rates(), assembly=True)
    forecasts = beside(
        forecast(agenda, states, sittings, found, use, since=~train),
        all_rivals(agenda, states, sittings, train, use),
    )
    world = world_of(agenda, states, use, fit)
    signatory = signatories_of_2014(world.states)
    story = {
        "train_until": train_until,
        "test_from": str(agenda.date[use][0]),
        "test_until": str(agenda.date[use][-1]),
        "roll_calls_scored": int(use.sum()),
        "read": list(report.lines()),
        "fit": fit.story,
    }
    return _scored(
        "council", agenda, states, forecasts, story,
        free_run(world, fit, signatory, replicates, seed, threads, progress),
        patterns_one_step(forecasts, agenda, states, world, signatory, seed),
    )  # fmt: skip


def backtest_other(body: str, votes: Path, progress: Progress | None = None) -> Backtest:
    """The same, one step ahead only, for one of ``sim.fit.bodies.BODIES``; its cut is fixed there.

    Raises
    ------
    InputError
        For a body that is not known, or votes that cannot be read.
    """
    found = backtest_body(body, votes, progress)
    dates = found.agenda.date[found.scored]
    story = {
        "body": BODIES[body].name,
        "train_until": BODIES[body].train_until,
        "test_from": str(dates[0]),
        "test_until": str(dates[-1]),
        "roll_calls_fitted": found.fitted,
        "roll_calls_scored": len(dates),
        "converged": found.fit.converged,
        "surprise": found.fit.surprise.round(3).tolist(),
        "data_sha256": found.report.sha256(),
        "read": list(found.report.lines()),
    }
    forecasts = beside(found.rule, found.rivals)
    return _scored(body, found.agenda, found.states, forecasts, story, None, None)


def _scored(
    body: str, agenda: Agenda, states: States, forecasts: dict[str, Forecasts],
    story: dict[str, object], free: FreeRun | None, ahead: pd.DataFrame | None,
) -> Backtest:  # fmt: skip
    is_new, lmg = without_predecessor(agenda), signatories_of_2014(states)
    scores = {name: score_parts(given, agenda, is_new, lmg) for name, given in forecasts.items()}
    rivals = {name: parts for name, parts in scores.items() if name != RULE}
    if states.bloc != LMG:
        told = "members" if states.bloc.together else "organisers"
        story["bloc"] = f"{states.bloc.title}, {states.bloc.told}; its {told} make its line"
    return Backtest(body, agenda, states, forecasts, scores[RULE], rivals, free, ahead, story)
