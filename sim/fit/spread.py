"""How far the estimates of a fit may be off: a Laplace approximation around the mode.

The curvature comes from differences of the gradient. Most weights act on few ballots: what is new
about a text on that text alone, and a state's stance on a strand on the texts of that strand. Many
of them can be moved at once, and what each does be read where only it acts; what a text's surprise
shares with a weight is read where that weight is moved. So hundreds of gradients do for thousands
of weights, and the surprises, which hang together within a ballot only, are eliminated first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.fit.likelihood import Likelihood, WeightLayout
from sim.world import STRANDS, SURPRISES

STEP = 1e-5
BY_STRAND = ("intercept", "by_freedom", "band", "band_by_affiliation")
EVERYWHERE = -1  # the strand of a weight that acts on all


def spread(
    likelihood: Likelihood,
    mode: np.ndarray,
    weight: np.ndarray,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Covariance of the shared weights, and standard deviations of stances [S, C] and bands [S].

    The covariance of the shared weights includes what the states' own weights and the surprises
    leave open; the states' own deviations are given the shared weights. A pull whose mode is zero
    is no better known than others: it has the spread of its curvature there, of which only the
    part above zero is drawn. Weights of states that never voted have the penalty's spread.

    Parameters
    ----------
    weight : [size] the penalties, inverse variances
    """
    layout = likelihood.layout
    count, own_end = layout.main().stop, layout.slices[SURPRISES[0]].start
    touched = likelihood.value_and_gradient(mode * 0.5 + 0.1)[1] != 0
    lasting = np.flatnonzero((touched | (np.arange(layout.size) < count))[:own_end])
    curvature, beside, within = _curvature(likelihood, mode, lasting, progress)
    precision = curvature + np.diag(weight[lasting])
    priors = np.stack([weight[layout.slices[name]] for name in SURPRISES], 1)
    within = within + priors[:, :, None] * np.eye(len(SURPRISES))
    # what is left of the precision when the surprises may be anything
    marginal = precision - np.einsum(
        "kbn,bnm,lbm->kl", beside, np.linalg.inv(within), beside, optimize=True
    )
    values, vectors = np.linalg.eigh((marginal + marginal.T) / 2)
    full = (vectors / np.maximum(values, weight.min())) @ vectors.T
    shared = lasting < count
    covariance = np.zeros((count, count))
    covariance[np.ix_(lasting[shared], lasting[shared])] = full[np.ix_(shared, shared)]

    sd = 1 / np.sqrt(weight)
    given_shared = np.linalg.inv(precision[np.ix_(~shared, ~shared)])
    sd[lasting[~shared]] = np.sqrt(np.maximum(np.diag(given_shared), 0))
    return covariance, layout.get(sd, "stance").copy(), sd[layout.slices["band_state"]].copy()


def _curvature(
    likelihood: Likelihood,
    mode: np.ndarray,
    lasting: np.ndarray,
    progress: Callable[[int, int], None] | None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Second derivatives, without penalties and with the sign of a precision.

    Returns
    -------
    [K, K] among the ``lasting`` weights; [K, B, 3] between them and the surprises of each ballot;
    [B, 3, 3] among the surprises of a ballot.
    """
    layout = likelihood.layout
    here = likelihood.value_and_gradient(mode)[1]
    strand = _strands(layout)[lasting]
    of_ballot = np.stack([np.arange(layout.size)[layout.slices[name]] for name in SURPRISES], 1)
    ballot_strand = likelihood.agenda.strand
    among = np.zeros((len(lasting), len(lasting)))
    beside = np.zeros((len(lasting), *of_ballot.shape))
    within = np.zeros((len(of_ballot), len(SURPRISES), len(SURPRISES)))

    def moved(at: np.ndarray) -> np.ndarray:
        there = mode.copy()
        there[at] += STEP
        difference: np.ndarray = (here - likelihood.value_and_gradient(there)[1]) / STEP
        return difference

    groups = list(_groups(layout, lasting))
    for n, group in enumerate(groups):
        change = moved(lasting[group])
        for k in group:
            mine = (strand == strand[k]) if strand[k] != EVERYWHERE else np.ones(len(strand), bool)
            among[k, mine] = change[lasting[mine]]
            texts = slice(None) if strand[k] == EVERYWHERE else ballot_strand == strand[k]
            beside[k, texts] = change[of_ballot[texts]]
        if progress:
            progress(n + 1, len(groups) + len(SURPRISES))
    # what a weight of one strand shares with one that acts everywhere is read from the latter
    alone = strand == EVERYWHERE
    among[np.ix_(~alone, alone)] = among[np.ix_(alone, ~alone)].T
    for n in range(len(SURPRISES)):
        within[:, n] = moved(of_ballot[:, n])[of_ballot]
        if progress:
            progress(len(groups) + n + 1, len(groups) + len(SURPRISES))
    return (among + among.T) / 2, beside, (within + within.transpose(0, 2, 1)) / 2


def _strands(layout: WeightLayout) -> np.ndarray:
    """The strand on whose texts each weight acts, [size] int; ``EVERYWHERE`` for all."""
    strand = np.full(layout.size, EVERYWHERE)
    for name in BY_STRAND:
        strand[layout.slices[name]] = np.arange(len(STRANDS))
    strand[layout.slices["stance"]] = np.tile(np.arange(len(STRANDS)), layout.states)
    return strand


def _groups(layout: WeightLayout, lasting: np.ndarray) -> Iterator[np.ndarray]:
    """Positions in ``lasting`` that can be moved at once: one weight, or one for each strand."""
    block = np.arange(layout.size)
    for name in BY_STRAND:
        block[layout.slices[name]] = layout.slices[name].start
    stance = layout.slices["stance"]
    block[stance] = stance.start + len(STRANDS) * (
        np.arange(stance.stop - stance.start) // len(STRANDS)
    )
    for name in np.unique(block[lasting]):
        yield np.flatnonzero(block[lasting] == name)
