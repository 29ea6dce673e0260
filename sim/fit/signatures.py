"""Estimate who signs rival joint statements, from the published lists of signatories.

    python -m sim.fit.signatures FOLDER      FOLDER holds statements_and_lmg_long.csv

writes ``signing.json``, ``signing_covariance.csv`` and ``signing_states.csv`` into
``sim/data/fitted`` and prints the scores; some seconds.
A multinomial logit (shield, scrutiny, neither) by penalised maximum likelihood, with a term of each
state's own; where only one of two rival lists was published, the other two answers are not told
apart. Standard errors are those of the curvature at the mode. Sources: [statements].
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from sim.council.statements import FEATURES, SIDES, chances
from sim.data.packaged import PLACE
from sim.data.signing import CONSTANT, COVARIANCE, OWN, TABLE
from sim.data.states import load_states
from sim.errors import InputError
from sim.files.tables import table_text
from sim.files.whole import write_whole
from sim.fit.signature_lists import FILE, STATEMENTS, Record, read_record

COMMAND = "python -m sim.fit.signatures FOLDER"
NEITHER = len(SIDES)
# of a weight and of a state's own term, per squared logit; chosen where a statement that the fit
# has not seen is met best, which is flat from .25 to 1 and from .2 to .5
PENALTY, PENALTY_OWN, PENALTY_CONSTANT = 0.5, 0.3, 0.01


@dataclass(frozen=True)
class Estimate:
    """The fit: weights and own terms at the mode, and the curvature there."""

    weights: np.ndarray  # [F, 2]
    own: np.ndarray  # [S, 2]
    covariance: np.ndarray  # of (weights of shield, own of shield, those of scrutiny)

    def willing(self, record: Record) -> np.ndarray:
        """Willingness of each row, [N, 2] logits."""
        total: np.ndarray = record.known @ self.weights + self.own[record.state]
        return total

    def told(self, record: Record) -> np.ndarray:
        """The chance of what each row is known to be, [N]."""
        return among(record.may_be, shares(self.willing(record))).sum(1)


def shares(willing: np.ndarray) -> np.ndarray:
    """Chances of shield, scrutiny and neither, [N, 3]."""
    share = chances(willing)
    return np.column_stack([share, 1.0 - share.sum(1)])


def among(may_be: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The chances of the answers that are possible, 0 elsewhere, [N, 3]."""
    return np.where(may_be, share, 0.0)


def estimate(record: Record) -> Estimate:
    """Weights and own terms where the penalised likelihood is highest."""
    members = len(load_states())
    design = np.hstack([record.known, np.eye(members)[record.state]])
    size, many = design.shape[1], len(FEATURES)
    once = np.full(size, PENALTY_OWN)
    once[:many] = PENALTY
    once[0] = PENALTY_CONSTANT
    penalty = np.tile(once, len(SIDES))

    def look(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        share = shares(design @ values.reshape(len(SIDES), size).T)
        possible = among(record.may_be, share)
        total = possible.sum(1, keepdims=True)
        return share, possible / total, total

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        share, given, total = look(values)
        slope = design.T @ (share - given)[:, :NEITHER]
        value = -np.log(total).sum() + 0.5 * (penalty * values**2).sum()
        return float(value), slope.T.ravel() + penalty * values

    found = minimize(
        loss, np.zeros(size * len(SIDES)), jac=True, method="L-BFGS-B",
        options={"maxiter": 20_000, "maxfun": 40_000, "maxcor": 50, "ftol": 1e-15, "gtol": 1e-7},
    )  # fmt: skip
    mode = found.x.reshape(len(SIDES), size).T
    share, given, _ = look(found.x)
    blocks = [
        [design.T @ (_spread(share, given, a, b)[:, None] * design) for b in range(len(SIDES))]
        for a in range(len(SIDES))
    ]
    covariance = np.linalg.inv(np.block(blocks) + np.diag(penalty))
    return Estimate(mode[:many], mode[many:], covariance)


def _spread(share: np.ndarray, given: np.ndarray, a: int, b: int) -> np.ndarray:
    same = float(a == b)
    unknown: np.ndarray = given[:, a] * (same - given[:, b])
    return share[:, a] * (same - share[:, b]) - unknown


def deviations(record: Record, fitted: Estimate) -> np.ndarray:
    """By how much each list was longer or shorter than expected, [statements, 2] logits or nan."""
    found = np.full((len(STATEMENTS), len(SIDES)), np.nan)
    for n, statement in enumerate(STATEMENTS):
        here = record.of(record.statement == n)
        willing = fitted.willing(here)
        told = [side for side, names in enumerate((statement.shield, statement.scrutiny)) if names]

        def loss(more: np.ndarray, here=here, willing=willing, told=told) -> float:  # type: ignore[no-untyped-def]
            added = np.zeros(len(SIDES))
            added[told] = more
            return float(-np.log(among(here.may_be, shares(willing + added)).sum(1)).sum())

        found[n, told] = minimize(loss, np.zeros(len(told)), method="BFGS").x
    return found


def out_of_sample(record: Record) -> pd.DataFrame:
    """Log loss on each statement, fitted without it: of the rule, the base rate, the own record."""
    rows = []
    for n, statement in enumerate(STATEMENTS):
        train, test = record.of(record.statement != n), record.of(record.statement == n)
        rule = estimate(train).told(test)
        base = base_rate(train)
        own = own_record(train, base)[test.state]
        rows.append(
            {
                "statement": statement.name,
                "rows": len(rule),
                "rule": -np.log(rule).mean(),
                "base_rate": -np.log(among(test.may_be, base[None]).sum(1)).mean(),
                "own_record": -np.log(among(test.may_be, own).sum(1)).mean(),
            }
        )
    return pd.DataFrame(rows)


def base_rate(record: Record) -> np.ndarray:
    """The shares of shield, scrutiny and neither that make the record likeliest, [3]."""
    share = np.full(len(SIDES) + 1, 1.0 / (len(SIDES) + 1))
    for _ in range(200):  # by expectation and maximisation: some answers are not told apart
        possible = among(record.may_be, share[None])
        share = (possible / possible.sum(1, keepdims=True)).mean(0)
    return share


def own_record(record: Record, base: np.ndarray) -> np.ndarray:
    """Each state's own shares, with the base rate counted as one more statement, [S, 3]."""
    possible = among(record.may_be, base[None])
    total = np.tile(base, (len(load_states()), 1))
    np.add.at(total, record.state, possible / possible.sum(1, keepdims=True))
    return total / total.sum(1, keepdims=True)


def stored(file: Path, record: Record) -> tuple[dict[str, object], pd.DataFrame, pd.DataFrame]:
    """What is written down: the story with the weights, their covariance, the own terms."""
    fitted, scores = estimate(record), out_of_sample(record)
    many, members = len(FEATURES), len(fitted.own)
    at = np.r_[:many, many + members : 2 * many + members]  # weights of shield, then of scrutiny
    covariance = fitted.covariance[np.ix_(at, at)]
    errors = np.sqrt(np.diag(covariance)).reshape(len(SIDES), many)
    own_errors = np.sqrt(np.diag(fitted.covariance)).reshape(len(SIDES), many + members)[:, many:]
    mean = np.average(scores[["rule", "base_rate", "own_record"]], axis=0, weights=scores["rows"])
    story = {
        "command": COMMAND,
        "made_of": {file.name: hashlib.sha256(file.read_bytes()).hexdigest()},
        "rows": len(record.state),
        "penalties": {"weight": PENALTY, "own": PENALTY_OWN, CONSTANT: PENALTY_CONSTANT},
        "weights": {
            side: {
                name: {"mode": round(float(fitted.weights[f, s]), 4),
                       "standard_error": round(float(errors[s, f]), 4)}
                for f, name in enumerate(FEATURES)
            }
            for s, side in enumerate(SIDES)
        },
        "spread": dict(zip(SIDES, np.round(np.nanstd(deviations(record, fitted), 0, ddof=1), 4)
                           .tolist(), strict=True)),
        "log_loss_out_of_sample": {
            "all": dict(zip(("rule", "base_rate", "own_record"), np.round(mean, 4).tolist(),
                            strict=True)),
            **{row.statement: {"rule": round(row.rule, 4), "base_rate": round(row.base_rate, 4),
                               "own_record": round(row.own_record, 4)}
               for row in scores.itertuples()},
        },
    }  # fmt: skip
    own = pd.DataFrame({"iso3": load_states().iso3})
    for s, side in enumerate(SIDES):
        own[side] = np.round(fitted.own[:, s], 4)
        own[f"{side}_sd"] = np.round(own_errors[s], 4)
    labels = [f"{side}/{name}" for side in SIDES for name in FEATURES]
    return story, pd.DataFrame(np.round(covariance, 4), columns=labels), own


def main(words: list[str]) -> int:
    """The command: read, estimate, write, print the scores."""
    if len(words) != 1:
        print(f"usage: {COMMAND}", file=sys.stderr)
        return 2
    file = Path(words[0]) / FILE
    try:
        story, covariance, own = stored(file, read_record(file))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    place = Path(str(PLACE))
    try:
        for name, table in ((COVARIANCE, covariance), (OWN, own)):
            write_whole(place / name, table_text(table, floats=None))
        write_whole(place / TABLE, json.dumps(story, indent=1) + "\n")
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(story["log_loss_out_of_sample"], indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
