"""The counts of a replicate, such as defections and texts adopted, of which measures are made."""

from __future__ import annotations

import numpy as np

from sim.council.majority import share_needed
from sim.council.tally import is_adopted
from sim.measures import Counts
from sim.study.experiment import Replicate, bloc_of
from sim.study.metrics import measure
from sim.world import KINDS


def adopted_of(run: Replicate) -> np.ndarray:
    """Which texts each arm adopts, by the adopting rule of the run: [B, L] bool."""
    yes, _, no = run.measures.tally.astype(int).transpose(1, 0, 2)
    share = share_needed(run.world.agenda.kind, run.conditions.procedures.adopting)
    found: np.ndarray = is_adopted(yes, no, share[:, None])
    return found


def counts_of(run: Replicate, texts: np.ndarray | None = None) -> Counts:
    """The counts of every arm of a replicate, [kinds, L]; the first arm is the baseline.

    Parameters
    ----------
    texts : [B] bool, of which to count, all as texts of the first kind; None: all of their own
    """
    found, kind, adopted = run.measures, run.world.agenda.kind, adopted_of(run)
    comes_up, arms = run.comes_up, run.votes.shape[-1]
    if texts is not None:
        kind, adopted, comes_up = np.zeros_like(kind[texts]), adopted[texts], comes_up[texts]
        votes = np.ascontiguousarray(run.votes[texts])
        found = measure(votes, kind, *bloc_of(run.world), run.affiliation)

    def by_kind(of_texts: np.ndarray) -> np.ndarray:
        return np.stack([of_texts[kind == k].sum(0) for k in range(len(KINDS))])

    ballots = by_kind(np.repeat(comes_up[:, None], arms, 1))
    margin = by_kind(found.tally[:, 0].astype(int) - found.tally[:, 2])
    return Counts(
        chances=found.chances.sum(1),
        soft=found.soft.sum(1),
        hard=found.hard.sum(1),
        bloc_yes=found.votes[:, 0],
        bloc_abstain=found.votes[:, 1],
        bloc_no=found.votes[:, 2],
        from_mode=found.from_mode,
        rice=found.rice,
        ballots=ballots,
        adopted=by_kind(adopted),
        margin=margin / np.maximum(ballots, 1),
        exits=found.exits.sum(0),
        line_votes=found.line_votes,
        line_followed=found.line_followed,
        pivotal=by_kind(adopted != adopted[:, :1]),
    )
