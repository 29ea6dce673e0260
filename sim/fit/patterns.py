"""The patterns a free-running model must show: the same measures on the record and on the runs.

Affiliates are here the signatories of the joint statement of 2014, whatever the model takes for
affiliates, and only texts on which four or more of them voted are counted. A pattern's recorded
value has a 95 % bootstrap interval over texts (they might have been others of their kind), its
simulated value the mean and the central 95 % over replicates. It holds where the simulated mean
lies within the recorded interval. Some have no such interval: an order holds where record and
simulation agree on it, a single text's margin where it lies within the simulated interval, its
fate where most replicates share it.

Sources: [inboden2023] n. 23, [hug_lukacs2014], [lmg_lists].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.council.line import NO_LINE, modal_vote
from sim.data.covariates import ORGANISATIONS
from sim.study.metrics import FEWEST_OF_THE_BLOC, RESAMPLES, resampled, tallies, votes_per_text
from sim.world import COUNTRY, GROUPS, KINDS, PALESTINE, THEMATIC, YES, Agenda, States, World

INSIDE, ORDER = "mean inside the recorded interval", "same order"
OUTCOME, MOST = "inside the runs", "most runs agree"
LOW, HIGH = 2.5, 97.5
XINJIANG = "xinjiang"


@dataclass(frozen=True)
class Share:
    """A pattern that is a sum over texts divided by another."""

    kind: int
    label: str
    part: str  # columns of ``per_text``
    of: str
    from_the_bloc: bool  # only texts with enough signatories voting


SHARES = (
    *(
        Share(kind, f"signatories {word}", part, "signatories", True)
        for kind in (COUNTRY, THEMATIC, PALESTINE)
        for word, part in (("vote yes", "yes"), ("abstain", "abstain"), ("vote no", "no"))
    ),
    *(
        Share(kind, "signatories depart from their modal vote", "departs", "signatories", True)
        for kind in (COUNTRY, THEMATIC)
    ),
    *(
        Share(kind, f"against the organisers' line: {word}", word, "with_line", True)
        for kind in (COUNTRY, THEMATIC)
        for word in ("soft", "hard")
    ),
    *(
        Share(kind, f"mean vote of {word}", part, of, False)
        for kind in (COUNTRY, THEMATIC, PALESTINE)
        for word, part, of in (
            ("EU members", "eu_sum", "eu_votes"),
            ("all others", "rest_sum", "rest_votes"),
        )
    ),
    Share(THEMATIC, "African Group's share of the yes votes", "african_yes", "all_yes", False),
)


def per_text(votes: np.ndarray, states: States, signatory: np.ndarray) -> dict[str, np.ndarray]:
    """What ``SHARES`` add up, each [B], from votes [B, S] and who signed [S] bool."""
    cast = votes <= YES
    valued = np.where(cast, votes, 0).astype(int)
    yes, abstain, no, departs = votes_per_text(votes, signatory).T
    union = states.organisations[:, ORGANISATIONS.index("eu")]
    african = states.group == GROUPS.index("African")
    line = np.array([modal_vote(*counts) for counts in tallies(votes[:, states.organiser])])
    follows = (
        cast & (signatory & (~states.organiser | states.bloc.together)) & (line != NO_LINE)[:, None]
    )
    pointed = follows & (line != 0)[:, None]
    return {
        "yes": yes,
        "abstain": abstain,
        "no": no,
        "departs": departs,
        "signatories": yes + abstain + no,
        "soft": (pointed & (votes == 0)).sum(1),
        "hard": (pointed & (votes == -line[:, None])).sum(1),
        "with_line": follows.sum(1),
        "eu_sum": valued[:, union].sum(1),
        "eu_votes": cast[:, union].sum(1),
        "rest_sum": valued[:, ~union].sum(1),
        "rest_votes": cast[:, ~union].sum(1),
        "african_yes": (votes == YES)[:, african].sum(1),
        "all_yes": (votes == YES).sum(1),
    }


def patterns(
    world: World, signatory: np.ndarray, simulated: np.ndarray, seed: int = 0
) -> pd.DataFrame:
    """One row a pattern, of simulated votes [replicates, B, S] and the record of ``world``."""
    agenda, states = world.agenda, world.states
    real = per_text(agenda.recorded, states, signatory)
    runs = [per_text(votes, states, signatory) for votes in simulated]
    rng = np.random.default_rng(seed)
    rows = []
    for share in SHARES:
        at = _texts(real, agenda, share)
        if not at.any() or not real[share.of][at].sum():
            continue
        drawn = resampled(np.column_stack([real[share.part], real[share.of]])[at], rng)
        value = float(real[share.part][at].sum() / real[share.of][at].sum())
        low, high = np.percentile(drawn[:, 0] / np.maximum(drawn[:, 1], 1), [LOW, HIGH])
        low, high = _opened(float(low), float(high), value, int(real[share.of][at].sum()))
        values = [_ratio(run, _texts(run, agenda, share), share) for run in runs]
        rows.append(_row(share.kind, share.label, int(at.sum()), value, (low, high), values))
    for kind in (COUNTRY, THEMATIC):
        rows += _preferences(world, signatory, simulated, kind, rng)
    rows += _xinjiang(agenda, simulated)
    return pd.DataFrame(rows)


def _texts(counts: dict[str, np.ndarray], agenda: Agenda, share: Share) -> np.ndarray:
    enough = counts["signatories"] >= FEWEST_OF_THE_BLOC
    return (agenda.kind == share.kind) & (enough if share.from_the_bloc else True)


def _ratio(counts: dict[str, np.ndarray], at: np.ndarray, share: Share) -> float:
    total = counts[share.of][at].sum()
    return float(counts[share.part][at].sum() / total) if total else float("nan")


def _opened(low: float, high: float, value: float, votes: int) -> tuple[float, float]:
    """The bootstrap interval, opened where all votes are alike and it has no width.

    It then reaches to the share that would show nothing in so many votes once in forty times.
    """
    reach = 1 - 0.025 ** (1 / votes)
    if low == high == 0:
        return 0.0, reach
    if low == high == 1:
        return 1 - reach, 1.0
    return low, high


def _row(
    kind: int, label: str, texts: int, real: float, interval: tuple[float, float],
    values: list[float], holds_if: str = INSIDE,
) -> dict[str, object]:  # fmt: skip
    known = np.array(values, float)
    mean = float(np.nanmean(known))
    low, high = (float(bound) for bound in np.nanpercentile(known, [LOW, HIGH]))
    holds = {
        INSIDE: interval[0] <= mean <= interval[1],
        ORDER: (real > 0) == (mean > 0),
        OUTCOME: low <= real <= high,
        MOST: (real > 0.5) == (mean > 0.5),
    }[holds_if]
    return {
        "kind": KINDS[kind],
        "pattern": label,
        "texts": texts,
        "real": real,
        "real_low": interval[0],
        "real_high": interval[1],
        "simulated": mean,
        "simulated_low": low,
        "simulated_high": high,
        "holds_if": holds_if,
        "holds": bool(holds),
    }


def _xinjiang(agenda: Agenda, simulated: np.ndarray) -> list[dict[str, object]]:
    """The draft decision of October 2022: yes less no, and whether it falls."""
    rows = []
    for b, series in enumerate(agenda.series):
        if series == XINJIANG and agenda.kind[b] == COUNTRY:
            yes, _, no = tallies(agenda.recorded[[b]])[0]
            margin = [float(y - n) for y, _, n in tallies(simulated[:, b])]
            nothing = (float("nan"), float("nan"))
            label = "draft decision on Xinjiang: yes less no"
            rows.append(_row(COUNTRY, label, 1, float(yes - no), nothing, margin, OUTCOME))
            falls = [float(m <= 0) for m in margin]
            label = "draft decision on Xinjiang: rejected"
            rows.append(_row(COUNTRY, label, 1, float(yes <= no), nothing, falls, MOST))
    return rows


def _preferences(
    world: World, signatory: np.ndarray, simulated: np.ndarray, kind: int, rng: np.random.Generator
) -> list[dict[str, object]]:
    """What past votes explain beyond group membership, less what membership explains beyond them.

    Least squares within texts. A state's preference is its remembered record on the strand when
    the simulation begins; membership is its regional group, the EU, the OIC and the signatories.
    """
    agenda, states = world.agenda, world.states
    at = np.flatnonzero(agenda.kind == kind)
    if len(at) < 10:
        return []
    oic = [ORGANISATIONS.index(name) for name in ("eu", "oic")]
    groups = states.group[:, None] == np.arange(1, len(GROUPS))
    member = np.column_stack([groups, states.organisations[:, oic], signatory]).astype(float)

    def moments(votes: np.ndarray) -> np.ndarray:
        found = []
        for b in at:
            cast = votes[b] <= YES
            preference = world.memory.record[cast, agenda.slots[b, 2]]
            columns = np.column_stack([preference, member[cast], votes[b, cast]])
            columns = columns - columns.mean(0)
            found.append(columns.T @ columns)
        return np.array(found)

    real = moments(agenda.recorded)
    width = real.shape[1]
    drawn = resampled(real.reshape(len(at), -1), rng)[: RESAMPLES // 10]
    spread = [_beyond(total.reshape(width, width)) for total in drawn]
    low, high = np.percentile(spread, [LOW, HIGH])
    values = [_beyond(moments(votes).sum(0)) for votes in simulated]
    label = "variance explained by preferences alone less by membership alone"
    return [_row(kind, label, len(at), _beyond(real.sum(0)), (low, high), values, ORDER)]


def _beyond(moments: np.ndarray) -> float:
    """Own share of variance of the first column less that of the others; the last is explained."""
    last = len(moments) - 1

    def explained(columns: list[int]) -> float:
        inner, outer = moments[np.ix_(columns, columns)], moments[columns, last]
        return float(outer @ np.linalg.lstsq(inner, outer, rcond=None)[0] / moments[last, last])

    both = list(range(last))
    return (explained(both) - explained(both[1:])) - (explained(both) - explained(both[:1]))
