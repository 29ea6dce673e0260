"""Does each mechanism earn its place? The rule is fitted without it and scored on later votes.

A mechanism that is estimated should make votes more likely that the fit has not seen. For each
fold the rule is fitted in full, and once more for every mechanism with that mechanism's weights
held at zero; all of these forecast the fold's votes one step ahead, and the log losses are
compared. What does not help may still be true, but it is then assumed and not estimated.

Every fit starts afresh and runs alike. Begun at the full fit, those without a mechanism would
have their surprises estimated over more rounds, and that changes the log loss by more than most
mechanisms do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.data.public_votes import read_public_votes
from sim.errors import InputError
from sim.fit.backtest import signatories_of_2014
from sim.fit.calibrate import importance
from sim.fit.estimate import estimate
from sim.fit.likelihood import Likelihood
from sim.fit.one_step import forecast, without_predecessor
from sim.fit.replay import Rates, replay
from sim.fit.scores import score_parts
from sim.store import provenance, write_csv, write_json
from sim.world import LAYERS, Agenda, States

FEWEST_FITTED = 50  # roll calls
PARTS = ("all", "country", "thematic", "amendment", "lmg_country")
DECIDING = ("all", "country", "amendment")  # a mechanism must help on one of these in every fold
LEAST_GAIN = 0.00025  # how far the log loss of a fit moves when it is only begun elsewhere
BOTH = "both"
# what is left out together; parts of a block are written block/part
MECHANISMS = {
    "own memory of the series": ("series", "series_last", "series_of_amendment"),
    "own votes in the Assembly": ("assembly",),
    "memory of the target": ("target", "target_of_country"),
    "memory of the kind of text": ("strand", "strand_when_new"),
    "the Council's last word": ("council", "council_when_new"),
    "the group's last word": ("group_on_series", "group_on_strand"),
    "anti-imperial sentiment": ("sentiment",),
    "regime": ("by_freedom",),
    "own stance": ("stance",),
    "own record at stake": ("own_record_at_stake",),
    "neighbour's record at stake": ("neighbour_at_stake",),
    "friend's record at stake": ("friend_at_stake",),
    "special sessions": ("special_session",),
    "whose text it is": ("own_text", "group_text"),
    "agreement with who tables it": ("pen_agreement",),
    "habit of abstaining": (
        "band_series",
        "band_target",
        "band_strand",
        "band_strand_of_country",
    ),
    "group's habit of abstaining": ("band_group",),
    "abstaining by tie to bloc": ("band_by_affiliation",),
    "own readiness to abstain": ("band_state",),
    "the bloc's line": ("bloc",),
    "discipline": ("discipline",),
    "outreach of the democracies": ("outreach",),
    "donors": ("donors",),
    "peers": ("layers",),
    **{f"peers by {layer}": (f"layers/{layer}",) for layer in LAYERS},
    "what is new, to all": ("surprise",),
    "what is new, to the bloc": ("surprise_to_bloc",),
    "what is new, to abstaining": ("surprise_to_band",),
}


@dataclass(frozen=True)
class Fold:
    """Votes up to one day are fitted, those after it up to another are scored."""

    name: str
    train_until: str
    test_until: str

    def train(self, agenda: Agenda) -> np.ndarray:
        """The ballots that are fitted, [B] bool."""
        return agenda.date <= np.datetime64(self.train_until)

    def use(self, agenda: Agenda) -> np.ndarray:
        """The ballots that are scored, [B] bool."""
        return ~self.train(agenda) & (agenda.date <= np.datetime64(self.test_until))


FOLDS = (
    Fold("2014-2016", "2013-12-31", "2016-12-31"),
    Fold("2017-2019", "2016-12-31", "2019-12-31"),
)


@dataclass(frozen=True)
class Ablation:
    """What leaving out each mechanism costs, and where that comes from."""

    table: pd.DataFrame  # a row a mechanism, fold and part: ``ablation``
    unfinished: tuple[str, ...]  # fits that did not converge
    story: dict[str, object]


def ablate(votes: Path, progress: Callable[[int, int], None] | None = None) -> Ablation:
    """Leave out each of ``MECHANISMS`` in each of ``FOLDS`` of the Council's recorded votes.

    Raises
    ------
    InputError
        If the votes cannot be read, or there is nothing to fit or to score in a fold.
    """
    agenda, states, report = read_public_votes(votes)
    for fold in FOLDS:
        fitted, scored = int(fold.train(agenda).sum()), int(fold.use(agenda).sum())
        if fitted < FEWEST_FITTED:
            raise InputError(
                f"{votes}: only {fitted} roll calls up to {fold.train_until}; "
                f"{FEWEST_FITTED} are needed"
            )
        if not scored:
            raise InputError(f"{votes}: no roll calls of {fold.name} to score")
    table, unfinished = ablation(agenda, states, FOLDS, MECHANISMS, progress)
    story: dict[str, object] = {
        "folds": [asdict(fold) for fold in FOLDS],
        "data_sha256": report.sha256(),
        "read": list(report.lines()),
        "did not converge": unfinished,
    }
    return Ablation(table, unfinished, story)


def ablation(
    agenda: Agenda,
    states: States,
    folds: tuple[Fold, ...],
    mechanisms: Mapping[str, tuple[str, ...]],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Log loss one step ahead with and without each mechanism.

    Returns
    -------
    table, unfinished
        The table has a row for each mechanism, fold and part of ``PARTS``; the fold ``both`` is
        the mean of all folds. ``gain`` is the log loss that the mechanism saves. ``earns`` is true
        of a mechanism that saves more than ``LEAST_GAIN`` on one of ``DECIDING`` in every fold.
        ``unfinished`` names the fits that did not converge.
    """
    # what was seen depends on no later vote
    sittings, _ = replay(agenda, states, Rates(), assembly=True)
    is_new, lmg = without_predecessor(agenda), signatories_of_2014(states)
    rows: list[dict[str, object]] = []
    unfinished: list[str] = []
    done, of = 0, len(folds) * (1 + len(mechanisms))

    for fold in folds:
        use = fold.use(agenda)
        likelihood = Likelihood(agenda, states, sittings, importance(agenda, fold.train(agenda)))
        full: dict[str, float] = {}
        for name, blocks in {"the full rule": (), **mechanisms}.items():
            found = estimate(likelihood, with_spread=False, without=blocks)
            if not found.converged:
                unfinished.append(f"{name}, {fold.name}")
            forecasts = forecast(agenda, states, sittings, found, use)
            scores = score_parts(forecasts, agenda, is_new, lmg)
            loss = {part: scores[part].get("log_loss", np.nan) for part in PARTS}
            full = full or loss
            if blocks:
                at = {"mechanism": name, "weights": " ".join(blocks), "fold": fold.name}
                rows += [{**at, "part": part, "log_loss_with": full[part],
                          "log_loss_without": loss[part]} for part in PARTS]  # fmt: skip
            done += 1
            if progress:
                progress(done, of)
    return _judged(pd.DataFrame(rows), list(mechanisms)), tuple(unfinished)


def _judged(table: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """The table with the mean of its folds, what each mechanism gains, and whether it earns."""
    losses = ["log_loss_with", "log_loss_without"]
    mean = table.groupby(["mechanism", "weights", "part"], sort=False)[losses].mean().reset_index()
    whole = pd.concat([table, mean.assign(fold=BOTH)], ignore_index=True)
    whole["gain"] = whole.log_loss_without - whole.log_loss_with
    single = whole[(whole.fold != BOTH) & whole.part.isin(DECIDING)]
    least = single.groupby(["mechanism", "part"]).gain.min().unstack()
    earning = least.index[(least > LEAST_GAIN).any(axis=1)]
    whole["earns"] = whole.mechanism.isin(earning)
    place = {name: n for n, name in enumerate(order)}
    return whole.sort_values("mechanism", key=lambda names: names.map(place), kind="stable")


def write_ablation(result: Ablation, path: Path) -> None:
    """The table as CSV to ``path``, and beside it where it comes from."""
    write_csv(result.table, path)
    write_json(provenance(sys.argv, 0, result.story), path.with_name("provenance.json"))
