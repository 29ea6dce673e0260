"""The backtest on disk: ``backtest.json``, tables as CSV, and where they come from."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from sim.fit.backtest import Backtest
from sim.fit.rivals import RULE
from sim.fit.scores import calibration_curve, score
from sim.store import provenance, write_csv, write_json
from sim.world import AMENDMENT, KINDS

JSON = "backtest.json"
WORST = 25  # misses listed
VOTE_WORDS = {1: "yes", 0: "abstain", -1: "no"}


def write_backtest(result: Backtest, folder: Path, seed: int = 0) -> None:
    """Every table of the backtest, ``backtest.json`` and its provenance, into ``folder``."""
    free = result.free_run
    content: dict[str, object] = {"one_step": result.one_step, "rivals": result.rivals}
    summary: dict[str, object] = {
        "experiment": f"backtest of the {result.story.get('body', 'UN Human Rights Council')}",
        "replicates": free.replicates if free else 0,
        "seed": seed,
        **{key: result.story[key] for key in ("train_until", "test_from", "test_until",
                                              "roll_calls_scored")},
    }  # fmt: skip
    if free:
        content["free_run"] = {
            "coverage90": free.coverage90,
            "coverage50": free.coverage50,
            "adoption_accuracy": free.adoption_accuracy,
            "patterns": free.patterns.to_dict("records"),
        }
        summary |= {"texts": free.texts, "amendments": free.amendments}
        write_csv(free.patterns, folder / "patterns.csv")
        write_csv(free.ballots, folder / "tallies.csv")
    if result.patterns_one_step is not None:
        write_csv(result.patterns_one_step, folder / "patterns_one_step.csv")
    for name, table in tables_of(result).items():
        write_csv(table, folder / f"{name}.csv")
    write_json(summary, folder / "summary.json")
    write_json(provenance(sys.argv, seed, result.story), folder / "provenance.json")
    write_json(content, folder / JSON)


def free_scores(result: Backtest) -> dict[str, float]:
    """Coverage and adoption of the free-running simulation; empty where there is none."""
    free = result.free_run
    if free is None:
        return {}
    names = ("replicates", "texts", "coverage90", "coverage50", "adoption_accuracy")
    return {name: getattr(free, name) for name in names}


def tables_of(result: Backtest) -> dict[str, pd.DataFrame]:
    """Scores by part, log loss by year, calibration, and the worst misses."""
    scores, years, curves = [], [], []
    year_of = result.agenda.date.astype("datetime64[Y]").astype(int) + 1970
    for name, forecasts in result.forecasts.items():
        parts = result.one_step if name == RULE else result.rivals[name]
        scores += [{"model": name, "part": part, **row} for part, row in parts.items()]
        texts = forecasts.of(result.agenda.kind[forecasts.ballot] != AMENDMENT)
        curves += [{"model": name, **row} for row in calibration_curve(texts)]
        year = year_of[texts.ballot]
        years += [
            {"model": name, "year": int(y), **score(texts.of(year == y))} for y in np.unique(year)
        ]
    return {
        "scores": pd.DataFrame(scores),
        "by_year": pd.DataFrame(years),
        "calibration": pd.DataFrame(curves),
        "worst_misses": worst_misses(result),
    }


def worst_misses(result: Backtest, most: int = WORST) -> pd.DataFrame:
    """The votes on texts to which the rule gave least, by state, text and date."""
    agenda, states, forecasts = result.agenda, result.states, result.forecasts[RULE]
    texts = forecasts.of(agenda.kind[forecasts.ballot] != AMENDMENT)
    given = texts.given()
    rows = []
    for v in np.argsort(given, kind="stable")[:most]:
        b, i, vote = int(texts.ballot[v]), int(texts.state[v]), int(texts.votes[v])
        said = int(texts.chances[v].argmax()) - 1
        rows.append(
            {
                "iso3": states.iso3[i],
                "state": states.name[i],
                "symbol": agenda.symbol[b],
                "title": agenda.title[b],
                "date": str(agenda.date[b]),
                "kind": KINDS[agenda.kind[b]],
                "vote": VOTE_WORDS[vote],
                "given": float(given[v]),
                "expected": VOTE_WORDS[said],
                "expected_given": float(texts.chances[v].max()),
            }
        )
    return pd.DataFrame(rows)
