"""The tables of a run that people read: both arms, their paired difference, who moves.

Every interval is the central 95 % over replicates. A replicate is one possible world (weights,
assumptions and chance drawn anew), so an interval says where the outcome of such a world lies,
not only how well the mean is known; ``error`` is the standard error of the mean itself.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.levels import Levels
from sim.measures import BASELINE, BY_NAME, INTERVENTION, MEASURES

DIFFERENCE = "difference"
WHOLE_RUN = "all"  # where a kind of text would stand, for a measure of the whole run
LOW, HIGH = 2.5, 97.5
TYPES = ("soft", "hard", "either")
FIGURES = ("mean", "low", "high")
OFTEN = 0.5  # share of replicates from which on a state's rate says enough to lead a table


def summarise(values: np.ndarray) -> dict[str, float]:
    """Mean, central 95 % interval and standard error of the mean over replicates [R]."""
    values = values[~np.isnan(values)]
    if not len(values):
        return dict.fromkeys(("mean", "low", "high", "error"), float("nan"))
    low, high = np.percentile(values, [LOW, HIGH])
    return {"mean": values.mean(), "low": low, "high": high, "error": standard_error(values)}


def standard_error(values: np.ndarray) -> float:
    """The standard error of the mean of values [R]; of one value it is not known."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def _paired(table: pd.DataFrame, value: pd.Series, keys: list[str]) -> pd.DataFrame:
    """One row a key x arm (and the paired difference) from one value a replicate."""
    frame = table[["replicate", "arm", *keys]].assign(value=value)
    wide = frame.pivot(index=["replicate", *keys], columns="arm", values="value")
    arms = {BASELINE: wide[BASELINE]}
    if INTERVENTION in wide:
        arms[INTERVENTION] = wide[INTERVENTION]
        arms[DIFFERENCE] = wide[INTERVENTION] - wide[BASELINE]
    rows = []
    for arm, series in arms.items():
        for key, part in series.groupby(level=keys, sort=False):
            labels = key if isinstance(key, tuple) else (key,)
            row = dict(zip(keys, labels, strict=True)) | {"arm": arm}
            row |= summarise(part.to_numpy(float))
            if arm == DIFFERENCE:
                known = part.dropna()
                row["probability_above_zero"] = float((known > 0).mean()) if len(known) else np.nan
            rows.append(row)
    return pd.DataFrame(rows)


def defection(runs: pd.DataFrame) -> pd.DataFrame:
    """Soft, hard and either defection rates by kind of text: one row a kind x type x arm."""
    levels = Levels(runs)
    parts = [_paired(runs, levels.of(BY_NAME[name]), ["kind"]).assign(type=name) for name in TYPES]
    table = pd.concat(parts, ignore_index=True)
    columns = ["kind", "type", "arm", "mean", "low", "high", "error", "probability_above_zero"]
    return table[[name for name in columns if name in table]]


def measured(runs: pd.DataFrame) -> pd.DataFrame:
    """Every measure that is compared: one row a measure x kind x arm.

    The kind of a measure of the whole run is ``all``. What could not be counted in any replicate
    has no row.
    """
    levels, once = Levels(runs), runs.kind == runs.kind.iloc[0]
    parts = []
    for one in MEASURES:
        if one.compared:
            rows = runs if one.of_kind else runs[once].assign(kind=WHOLE_RUN)
            parts.append(_paired(rows, levels.of(one), ["kind"]).assign(measure=one.name))
    table = pd.concat(parts, ignore_index=True).dropna(subset="mean")
    return table[["measure", *[c for c in table.columns if c != "measure"]]]


def extra_defections(runs: pd.DataFrame) -> dict[str, float]:
    """Defections (soft or hard, all kinds of text) that the intervention adds to a run."""
    return summarise(extra_by_replicate(runs))


def extra_by_replicate(runs: pd.DataFrame) -> np.ndarray:
    """The same in every replicate, [R], by the number of the replicate."""
    once = runs[runs.kind == runs.kind.iloc[0]]
    total = once.assign(value=Levels(runs).of(BY_NAME["defections"]))
    wide = total.pivot(index="replicate", columns="arm", values="value").sort_index()
    if INTERVENTION not in wide:
        return np.zeros(len(wide))
    more: np.ndarray = (wide[INTERVENTION] - wide[BASELINE]).to_numpy(float)
    return more


def exits(runs: pd.DataFrame) -> pd.DataFrame:
    """Affiliates that leave the group and stay out by the end: one row an arm."""
    once = runs[runs.kind == runs.kind.iloc[0]].assign(all="all")
    return _paired(once, Levels(runs).of(BY_NAME["exits"]), ["all"]).drop(columns="all")


def signatories(signatures: pd.DataFrame) -> pd.DataFrame:
    """How many sign rival joint statements: one row a session x side x arm."""
    table = _paired(signatures, signatures.signatories, ["session", "side"])
    return table[["arm", *[name for name in table if name != "arm"]]]


def on_a_list(signatures: pd.DataFrame) -> pd.DataFrame:
    """Signatories of one statement, mean over sessions: one row a side x arm."""
    keys = ["replicate", "arm", "side"]
    mean = signatures.groupby(keys, sort=False, as_index=False).signatories.mean()
    return _paired(mean, mean.signatories, ["side"])


def signers(shares: pd.DataFrame) -> pd.DataFrame:
    """How often each member signs on either side, with and without: who changes sides.

    One row a state, those that the intervention moves furthest towards scrutiny first.
    ``usual`` is what a state does most often: sign one of the two, or neither.
    """
    wide = shares.pivot(index=["iso3", "name"], columns=["arm", "side"], values="share")
    table = wide.index.to_frame(index=False)
    arms = [arm for arm in (BASELINE, INTERVENTION) if arm in wide]
    for arm in arms:
        here = wide[arm]
        answers = here.assign(neither=1.0 - here.sum(axis=1))
        for side in here:
            table[f"{arm}_{side}"] = here[side].to_numpy()
        table[f"{arm}_usual"] = answers.idxmax(axis=1).to_numpy()
    if len(arms) == 2:
        net = [wide[arm]["scrutiny"] - wide[arm]["shield"] for arm in arms]
        table["towards_scrutiny"] = (net[1] - net[0]).to_numpy()
        table["changes_sides"] = table[f"{BASELINE}_usual"] != table[f"{INTERVENTION}_usual"]
        table = table.sort_values(["towards_scrutiny", "iso3"], ascending=[False, True])
    return table.reset_index(drop=True)


def cohesion(runs: pd.DataFrame) -> pd.DataFrame:
    """Rice index, departures from the bloc's own mode, adoption and margin by kind and arm."""
    votes, levels = runs.bloc_yes + runs.bloc_abstain + runs.bloc_no, Levels(runs)
    values = {
        "rice": levels.of(BY_NAME["rice"]),
        "from_mode": runs.from_mode / votes.where(votes > 0),
        "adopted_share": levels.of(BY_NAME["adopted"]),
        "margin": levels.of(BY_NAME["margin"]),
    }
    parts = [_paired(runs, v, ["kind"]).assign(measure=name) for name, v in values.items()]
    table = pd.concat(parts, ignore_index=True).dropna(subset="mean")
    return table[["measure", *[c for c in table.columns if c != "measure"]]]


def movers(state_runs: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """How often each affiliate leaves the line, amendments included, with and without.

    One row a state, those the intervention moves most first; those that sit in both arms in less
    than half of the replicates come last, because they are few runs' luck (``often`` says which).
    ``replicates`` are those in which it sits in both, and rates are of these alone. ``extra``
    counts the departures that the intervention adds to a run; ``probability_above_zero`` is the
    share of replicates in which it adds any.
    """
    table = state_runs.assign(moves=state_runs.soft + state_runs.hard)
    per_run = table.groupby(["replicate", "arm", "iso3"], as_index=False).agg(
        chances=("chances", "sum"), moves=("moves", "sum"), hard=("hard", "sum")
    )
    per_run = per_run[per_run.groupby("iso3").chances.transform("max") > 0]
    rate = per_run.moves / per_run.chances.where(per_run.chances > 0)
    both = rate.groupby([per_run.replicate, per_run.iso3]).transform("count")
    rate = rate.where(both == per_run.arm.nunique())
    sits = per_run[rate.notna() & (per_run.arm == BASELINE)].groupby("iso3").size()
    rates = _paired(per_run, rate, ["iso3"])
    extra = _paired(per_run, per_run.moves, ["iso3"])
    rows = []
    for iso3, part in rates.groupby("iso3", sort=False):
        row: dict[str, object] = {"iso3": iso3, "name": names[iso3]}
        for arm in (BASELINE, INTERVENTION, DIFFERENCE):
            line = part[part.arm == arm]
            for column in FIGURES:
                row[f"{arm}_{column}"] = float(line[column].iloc[0]) if len(line) else np.nan
        more = extra[(extra.iso3 == iso3) & (extra.arm == DIFFERENCE)]
        row["extra"] = float(more["mean"].iloc[0]) if len(more) else 0.0
        row["probability_above_zero"] = (
            float(more.probability_above_zero.iloc[0]) if len(more) else np.nan
        )
        row["replicates"] = int(sits.get(iso3, 0))
        row["ballots"] = float(per_run[per_run.iso3 == iso3].chances.mean())
        rows.append(row)
    columns = [f"{arm}_{c}" for arm in (BASELINE, INTERVENTION, DIFFERENCE) for c in FIGURES]
    table = pd.DataFrame(
        rows,
        columns=["iso3", "name", *columns, "extra", "probability_above_zero", "replicates",
                 "ballots"],
    )  # fmt: skip
    table["often"] = table.replicates >= OFTEN * state_runs.replicate.nunique()
    order = ["often", "difference_mean", "iso3"]
    return table.sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def ballots(ballot_runs: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Simulated tallies beside the recorded one: one row a ballot, over the runs that held it.

    ``facts`` has the columns id, symbol, date, kind, title and the recorded yes, abstain, no.
    """
    table = facts.set_index("id")
    for arm, part in ballot_runs.groupby("arm", sort=False):
        part = part[(part.yes + part.abstain + part.no) > 0]
        by_ballot = part.groupby("id")
        for vote in ("yes", "abstain", "no"):
            spread = by_ballot[vote].quantile([LOW / 100, HIGH / 100]).unstack()
            table[f"{arm}_{vote}"] = by_ballot[vote].mean()
            table[f"{arm}_{vote}_low"], table[f"{arm}_{vote}_high"] = (
                spread[LOW / 100],
                spread[HIGH / 100],
            )
        table[f"{arm}_adopted"] = by_ballot.adopted.mean()
    return table.reset_index()
