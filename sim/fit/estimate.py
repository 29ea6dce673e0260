"""The penalised maximum-likelihood fit and the spread of its estimates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import OptimizeResult, minimize

from sim.data.shared_weights import PULLS, VECTORS
from sim.fit.likelihood import Likelihood, WeightLayout
from sim.fit.spread import spread
from sim.world import KINDS, SURPRISES

MOST_ROUNDS = 60  # of fitting and measuring surprises in turn
SETTLED = 0.01  # relative change of their spread at which that ends
SMALLEST_SURPRISE = 0.05
ROUGH, FINE = 1e-7, 1e-10  # relative change at which a climb ends
LAST = 2  # of SURPRISES: beside the others it would take for its own what is the weights'


@dataclass(frozen=True)
class Penalty:
    """Ridge penalties: the inverse variances of normal priors around zero."""

    shared: float = 0.5
    stance: float = 5.0
    band_state: float = 40.0
    pull: float = 50.0
    discipline: float = 0.2


@dataclass(frozen=True)
class Start:
    """Where a climb begins."""

    theta: np.ndarray  # [size]
    surprise: np.ndarray  # [3, kinds] spread of what is new about a text

    @staticmethod
    def blank(layout: WeightLayout) -> Start:
        """Nothing but a band."""
        theta = np.zeros(layout.size)
        theta[layout.slices["band"]] = 1.0
        return Start(theta, np.full((len(SURPRISES), len(KINDS)), 0.5))


@dataclass(frozen=True)
class Estimate:
    """A fit: the weights at the mode and how far they may be off."""

    layout: WeightLayout
    mode: np.ndarray  # [size]
    covariance: np.ndarray  # [main, main] of the shared weights
    stance_sd: np.ndarray  # [S, C] of a state's stance, the shared weights given
    band_sd: np.ndarray  # [S]
    surprise: np.ndarray  # [3, kinds] spread of what is new about a text: ``SURPRISES``
    log_likelihood: float
    votes: int
    iterations: int
    converged: bool
    message: str


def penalties(
    layout: WeightLayout, penalty: Penalty, kind: np.ndarray, surprise: np.ndarray
) -> np.ndarray:
    """One penalty per weight, [size]; ``surprise`` [3, kinds] are standard deviations."""
    weight = np.full(layout.size, penalty.shared)
    weight[layout.slices["stance"]] = penalty.stance
    weight[layout.slices["band_state"]] = penalty.band_state
    for name in PULLS:
        weight[layout.slices[name]] = penalty.discipline if name == "discipline" else penalty.pull
    for sd, name in zip(surprise, SURPRISES, strict=True):
        weight[layout.slices[name]] = 1 / sd[kind] ** 2
    return weight


def held_at_zero(layout: WeightLayout, without: tuple[str, ...]) -> np.ndarray:
    """Which weights are left out, [size] bool: blocks, or parts such as ``layers/region``."""
    held = np.zeros(layout.size, bool)
    for label in without:
        name, _, part = label.partition("/")
        block = layout.slices[name]
        held[block.start + VECTORS[name].index(part) if part else block] = True
    return held


def estimate(
    likelihood: Likelihood,
    penalty: Penalty | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    most_iterations: int = 3000,
    with_spread: bool = True,
    without: tuple[str, ...] = (),
    start: Start | None = None,
) -> Estimate:
    """Fit all weights; pulls are kept at zero or above, because nobody is pulled backwards.

    What is surprising about a text is a random effect: its spread by kind of text is estimated
    by alternating between the fit and the moments of the fitted surprises. How surprising a
    text's share of abstentions is, is measured last, with all weights held.

    The weights ``without`` (see ``held_at_zero``) stay at zero throughout, and so does the spread
    of a surprise among them. What is left is meant to be scored, not to be drawn from: with
    ``without``, leave ``with_spread`` out.

    The climb begins at nothing, or at ``start``: it ends at the same mode, to what a climb leaves
    open, and sooner the nearer it begins.
    """
    layout, kind = likelihood.layout, likelihood.agenda.kind
    penalty = penalty or Penalty()
    low, high = np.full(layout.size, -np.inf), np.full(layout.size, np.inf)
    for name in PULLS:
        low[layout.slices[name]] = 0.0
    late = layout.slices[SURPRISES[LAST]]
    low[late] = high[late] = 0.0
    held = held_at_zero(layout, without)
    low[held] = high[held] = 0.0
    start = start or Start.blank(layout)
    theta, surprise = start.theta.copy(), start.surprise.copy()
    theta[held] = 0.0
    steps = 0

    def step(_: np.ndarray) -> None:
        nonlocal steps
        steps += 1
        if progress:
            progress("fitting", steps, most_iterations)

    def climb(ftol: float) -> OptimizeResult:
        weight, free = penalties(layout, penalty, kind, surprise), low < high
        here = np.clip(theta, low, high)
        if not free.any():
            return OptimizeResult(x=here, success=True, nit=0, message="nothing was left to fit")

        def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
            here[free] = x
            value, gradient = likelihood.value_and_gradient(here)
            slope = weight * here - gradient
            return 0.5 * float(weight @ here**2) - value, slope[free]

        found = minimize(
            loss,
            here[free],
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(low[free].tolist(), high[free].tolist(), strict=True)),
            callback=step,
            options={"maxiter": most_iterations, "maxfun": 4 * most_iterations, "ftol": ftol},
        )
        here[free] = found.x
        found.x = here
        return found

    def settle(rows: slice) -> None:
        nonlocal theta
        for _ in range(MOST_ROUNDS):
            theta, before = climb(ROUGH).x, surprise[rows].copy()
            surprise[rows] = surprise_spread(likelihood, theta, surprise)[rows]
            if (np.abs(surprise[rows] / before - 1) < SETTLED).all():
                break

    settle(slice(LAST))
    fit = climb(FINE)
    theta = fit.x
    low, high = theta.copy(), theta.copy()  # from here on only what is measured last may move
    if SURPRISES[LAST] not in without:
        low[late], high[late] = -np.inf, np.inf
    settle(slice(LAST, LAST + 1))
    weight = penalties(layout, penalty, kind, surprise)

    def measure(done: int, of: int) -> None:
        if progress:
            progress("measuring the spread", done, of)

    surprise[[name in without for name in SURPRISES]] = 0.0
    covariance = stance_sd = band_sd = np.zeros(0)
    if with_spread:
        covariance, stance_sd, band_sd = spread(likelihood, theta, weight, measure)
    return Estimate(
        layout,
        theta,
        covariance,
        stance_sd,
        band_sd,
        surprise,
        likelihood.value_and_gradient(theta)[0],
        likelihood.count,
        steps,
        bool(fit.success),
        str(fit.message),
    )


def surprise_spread(likelihood: Likelihood, theta: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Standard deviations of the surprises by kind of text, [3, kinds].

    The mean of the squared fitted surprise plus its own variance (one step of EM), each text
    counted by its importance.
    """
    layout, agenda = likelihood.layout, likelihood.agenda
    information = np.zeros((len(SURPRISES), len(agenda)))
    for s, chance in zip(likelihood.sittings, likelihood.chances(theta), strict=True):
        dy, dn = chance.yes * (1 - chance.yes), chance.no * (1 - chance.no)
        either = dy * (1 - chance.yes) + dn * (1 - chance.no)
        between = 1 / np.maximum(chance.abstain, 1e-9)
        counts = chance.voted * likelihood.importance[s.ballots][:, None]
        leaning = (either + (dn - dy) ** 2 * between) * counts
        band = (either + (dn + dy) ** 2 * between) * counts
        information[0, s.ballots] = leaning.sum(1)
        information[1, s.ballots] = leaning @ likelihood.states.affiliation[s.room.present] ** 2
        information[2, s.ballots] = band.sum(1)
    after = before.copy()
    for row, name in enumerate(SURPRISES):
        for k in range(len(KINDS)):
            used = (likelihood.importance > 0) & (agenda.kind == k)
            if used.sum() < 5:
                continue
            value = theta[layout.slices[name]][used]
            variance = 1 / (information[row, used] + 1 / before[row, k] ** 2)
            mean = np.average(value**2 + variance, weights=likelihood.importance[used])
            after[row, k] = max(np.sqrt(mean), SMALLEST_SURPRISE)
    return after
