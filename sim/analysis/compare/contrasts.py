"""Paired differences of scenarios: the interval of the mean, and that of single worlds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from sim.measures import BASELINE

CENTRAL = (2.5, 97.5)
LEVEL = 0.975  # of the upper end of a 95 % interval
KEYS = ("replicate", "arm")


def figures_of(values: np.ndarray) -> dict[str, float]:
    """Mean, intervals and signs of a difference over replicates [R]; NaN is left out.

    Returns
    -------
    dict
        ``replicates``; ``mean`` with ``error``, its standard error; ``mean_low`` and
        ``mean_high``, the 95 % interval of the mean (Student's t); ``low`` and ``high``, between
        which the central 95 % of replicates lie; ``above_zero`` and ``below_zero``, shares of
        replicates.
    """
    known = values[~np.isnan(values)]
    number = len(known)
    if not number:
        names = ("mean", "error", "mean_low", "mean_high", "low", "high",
                 "above_zero", "below_zero")  # fmt: skip
        return {"replicates": 0, **dict.fromkeys(names, float("nan"))}
    mean = float(known.mean())
    error = float(known.std(ddof=1) / np.sqrt(number)) if number > 1 else float("nan")
    reach = float(stdtrit(number - 1, LEVEL)) * error if number > 1 else float("nan")
    low, high = np.percentile(known, CENTRAL)
    return {
        "replicates": number,
        "mean": mean,
        "error": error,
        "mean_low": mean - reach,
        "mean_high": mean + reach,
        "low": float(low),
        "high": float(high),
        "above_zero": float((known > 0).mean()),
        "below_zero": float((known < 0).mean()),
    }


def contrasts(runs: pd.DataFrame) -> pd.DataFrame:
    """Every arm against the baseline, and every scenario against every other.

    Parameters
    ----------
    runs : one row a replicate and arm, the baseline's first; a column for each measure

    Returns
    -------
    pandas.DataFrame
        One row a contrast (``arm`` less ``against``) and measure, with the figures of
        ``figures_of`` and the mean level of either arm. Measures that are nowhere a number, such
        as rates of a kind of text that did not come up, are left out.
    """
    arms = list(runs.arm.unique())
    others = [arm for arm in arms if arm != BASELINE]
    pairs = [(arm, BASELINE) for arm in others]
    pairs += [(b, a) for a, b in combinations(others, 2)]
    rows = []
    for measure in runs.columns.difference(list(KEYS), sort=False):
        level = runs.pivot(index="replicate", columns="arm", values=measure)
        if level.isna().all(axis=None):
            continue
        for arm, against in pairs:
            row: dict[str, object] = {"arm": arm, "against": against, "measure": measure}
            row |= {"level": level[arm].mean(), "level_against": level[against].mean()}
            rows.append(row | figures_of((level[arm] - level[against]).to_numpy(float)))
    return pd.DataFrame(rows)


def course(sessions: pd.DataFrame) -> pd.DataFrame:
    """The difference from the baseline over time, by session and by year.

    Parameters
    ----------
    sessions : one row a replicate, arm and session: ``session``, ``year``, ``moves``

    Returns
    -------
    pandas.DataFrame
        One row an arm, ``unit`` (session or year) and ``when``, in the order of time.
    """
    parts = []
    for unit in ("session", "year"):
        total = sessions.groupby(["replicate", "arm", unit], sort=False).moves.sum()
        wide = total.unstack("arm")
        for arm in wide.columns.drop(BASELINE):
            change = (wide[arm] - wide[BASELINE]).unstack("replicate", sort=False)
            for when in sessions[unit].drop_duplicates():
                row = {"arm": arm, "unit": unit, "when": str(when)}
                parts.append(row | figures_of(change.loc[when].to_numpy(float)))
    order = {arm: n for n, arm in enumerate(sessions.arm.unique())}
    table = pd.DataFrame(parts)
    return table.sort_values(
        "arm", key=lambda arm: arm.map(order), kind="stable", ignore_index=True
    )


def states(state_runs: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Who moves: how often each affiliate leaves the line, by scenario, against the baseline.

    Parameters
    ----------
    state_runs : one row a replicate, arm and state: ``iso3``, ``chances``, ``moves``
    names : of states by code

    Returns
    -------
    pandas.DataFrame
        One row an arm and state: the rate with and without (shares of its ballots with a line),
        and the figures of the difference in departures a run. Those that move most come first.
    """
    table = state_runs[state_runs.groupby("iso3").chances.transform("max") > 0]
    rows = []
    arms = [arm for arm in table.arm.unique() if arm != BASELINE]
    for iso3, part in table.groupby("iso3", sort=False):
        moves = part.pivot(index="replicate", columns="arm", values="moves")
        chances = part.pivot(index="replicate", columns="arm", values="chances")
        rate = (moves / chances.where(chances > 0)).mean()
        for arm in arms:
            row = {"arm": arm, "iso3": iso3, "name": names[str(iso3)],
                   "rate_without": rate[BASELINE], "rate_with": rate[arm]}  # fmt: skip
            rows.append(row | figures_of((moves[arm] - moves[BASELINE]).to_numpy(float)))
    found = pd.DataFrame(rows)
    order = {arm: n for n, arm in enumerate(arms)}
    keyed = found.assign(place=found.arm.map(order))
    keyed = keyed.sort_values(["place", "mean", "iso3"], ascending=[True, False, True])
    return keyed.drop(columns="place").reset_index(drop=True)
