"""The same rule in other halls: the General Assembly, the Commission on Human Rights.

One step ahead only. Memory speeds and penalties are the Council's; weights, stances and the
sizes of surprises are fitted to the body's own votes before the cut. Nothing in the rule is
changed, and who belongs to the Like-Minded Group is what the Council's record says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.data.loaders.assembly_votes import read_assembly_votes
from sim.data.loaders.commission_votes import read_commission_votes
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.fit.calibrate import FEWEST, HALF_LIFE_YEARS
from sim.fit.estimate import Estimate, estimate
from sim.fit.likelihood import Likelihood
from sim.fit.one_step import forecast
from sim.fit.replay import Rates, replay
from sim.fit.rivals import all_rivals
from sim.fit.scores import Forecasts
from sim.world import YES, Agenda, States

Progress = Callable[[str, int, int], None]
FIRST_SESSION, LAST_SESSION = 36, 74  # of the Assembly: 1981 to 2020
SMALLEST_IMPORTANCE = 0.05  # roll calls that would count less fill the memory only


@dataclass(frozen=True)
class Body:
    """How a body's votes are read and parted: fitted up to one day, scored between two others."""

    name: str
    read: Callable[[Path], tuple[Agenda, States, ReadingReport]]
    train_until: str
    test_from: str
    test_until: str
    half_life_years: float  # a vote this much older counts half in the fit


def _assembly(path: Path) -> tuple[Agenda, States, ReadingReport]:
    return read_assembly_votes(path, since_session=FIRST_SESSION, until_session=LAST_SESSION)


def _commission(path: Path) -> tuple[Agenda, States, ReadingReport]:
    return read_commission_votes(path, since="1990-01-01")


BODIES = {
    # session 59 ended in September 2005, session 74 in September 2020
    "assembly": Body("General Assembly, human-rights votes", _assembly,
                     "2005-09-12", "2005-09-13", "2020-09-14", 10.0),
    "commission": Body("Commission on Human Rights", _commission,
                       "1997-12-31", "1998-01-01", "2005-12-31", 2.0),
}  # fmt: skip


@dataclass(frozen=True)
class OtherBody:
    """A body's agenda, the forecasts of the rule and of its rivals, and the fit behind them."""

    report: ReadingReport
    agenda: Agenda
    states: States
    scored: np.ndarray  # [B] bool
    fit: Estimate
    fitted: int  # roll calls that counted in the fit
    rule: Forecasts
    rivals: dict[str, Forecasts]


def backtest_body(name: str, path: Path, progress: Progress | None = None) -> OtherBody:
    """Fit the rule to a body's votes up to its cut, and forecast all later ones day by day.

    Raises
    ------
    InputError
        For a body that is not known, or votes that cannot be read.
    """
    if name not in BODIES:
        raise InputError(f"unknown body {name!r}: one of {', '.join(BODIES)}")
    body = BODIES[name]
    agenda, states, report = body.read(path)
    train = agenda.date <= np.datetime64(body.train_until)
    use = (agenda.date >= np.datetime64(body.test_from)) & (
        agenda.date <= np.datetime64(body.test_until)
    )
    if not train.any() or not use.any():
        raise InputError(f"{path}: no roll calls to fit or none to score for {body.name}")
    if not (agenda.recorded[use] <= YES).any():
        raise InputError(f"{path}: nobody cast a vote on the roll calls to score")
    if train.sum() < FEWEST:
        raise InputError(
            f"{path}: only {train.sum()} roll calls of {body.name} up to {body.train_until}; "
            f"{FEWEST} are needed"
        )
    examined = one_step_ahead(agenda, states, train, use, body.half_life_years, progress)
    return OtherBody(report, agenda, states, use, *examined)


def one_step_ahead(
    agenda: Agenda,
    states: States,
    train: np.ndarray,
    use: np.ndarray,
    half_life_years: float = HALF_LIFE_YEARS,
    progress: Progress | None = None,
) -> tuple[Estimate, int, Forecasts, dict[str, Forecasts]]:
    """Fit to the ballots ``train``, forecast the ballots ``use``, both [B] bool.

    Returns
    -------
    fit, fitted, rule, rivals
        ``fitted`` is the number of roll calls that counted in the fit.
    """
    weight = importance_until(agenda, train, half_life_years)
    sittings, _ = replay(agenda, states, Rates())
    found = estimate(
        Likelihood(agenda, states, sittings, weight), progress=progress, with_spread=False
    )
    return (
        found,
        int((weight > 0).sum()),
        forecast(agenda, states, sittings, found, use),
        all_rivals(agenda, states, sittings, train, use),
    )


def importance_until(
    agenda: Agenda, train: np.ndarray, half_life_years: float = HALF_LIFE_YEARS
) -> np.ndarray:
    """How much each roll call counts in the fit, [B]: 1 for the newest before the cut."""
    age_years = (agenda.date[train][-1] - agenda.date).astype(float) / 365.25
    weight = np.where(train, 0.5 ** (np.maximum(age_years, 0) / half_life_years), 0.0)
    weight[weight < SMALLEST_IMPORTANCE] = 0.0
    return weight
