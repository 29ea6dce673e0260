"""The counts of a replicate, such as defections and texts adopted, of which measures are made."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from sim.council.majority import share_needed
from sim.council.tally import is_adopted
from sim.measures import Counts
from sim.study.replicate import Replicate, Together
from sim.world import KINDS


def adopted_of(run: Replicate) -> np.ndarray:
    """Which texts each arm adopts, by the adopting rule of the run: [B, L] bool."""
    return run.own(run.together.once(_adopted))


def counts_of(run: Replicate, texts: np.ndarray | None = None) -> Counts:
    """The counts of every arm of a replicate, [kinds, L]; the first arm is the baseline.

    Parameters
    ----------
    texts : [B] bool, of which to count, all as texts of the first kind; None: all of their own
    """
    found = run.together.once(_counts, texts)
    return Counts(**{part.name: run.own(getattr(found, part.name)) for part in fields(Counts)})


def _adopted(runs: Together) -> np.ndarray:
    """Which texts are adopted in all that were run together, [B, R, L] bool."""
    yes, _, no = runs.measures.tally.astype(int).swapaxes(0, 1)
    share = share_needed(runs.world.agenda.kind, runs.adopting)
    found: np.ndarray = is_adopted(yes, no, share[:, None, None])
    return found


def _counts(runs: Together, texts: np.ndarray | None) -> Counts:
    """The counts of all that were run together, [kinds, R, L]."""
    kind, adopted, comes_up = runs.world.agenda.kind, runs.once(_adopted), runs.comes_up
    if texts is None:
        found = runs.measures
    else:
        kind, adopted, comes_up = np.zeros_like(kind[texts]), adopted[texts], comes_up[texts]
        found = runs.measured(runs.votes[texts], kind)

    def by_kind(of_texts: np.ndarray) -> np.ndarray:
        return np.stack([of_texts[kind == k].sum(0) for k in range(len(KINDS))])

    ballots = by_kind(np.broadcast_to(comes_up[:, None, None], adopted.shape))
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
        pivotal=by_kind(adopted != adopted[..., :1]),
    )
