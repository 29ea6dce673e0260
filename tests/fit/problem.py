"""A fitting problem for the tests: recorded votes, weights as a vector, and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.data.fitted import Fit
from sim.data.shared_weights import VECTORS
from sim.fit.likelihood import Likelihood, WeightLayout
from sim.fit.replay import Rates, replay
from sim.world import SURPRISES, Weights, World


def without_agreement(world: World) -> World:
    """The world as a replay sees it that has no votes before it: nobody has agreed yet."""
    nobody, no_ties = np.zeros_like(world.agreement), np.zeros_like(world.pen_ties)
    return replace(world, agreement=nobody, peers=nobody, pen_ties=no_ties)


def likelihood_of(world: World, use: np.ndarray | None = None) -> Likelihood:
    """The likelihood of a world's recorded votes, with its memory as the start."""
    sittings, _ = replay(world.agenda, world.states, Rates(), world.memory)
    counted = np.ones(len(world.agenda)) if use is None else use
    return Likelihood(world.agenda, world.states, sittings, counted)


def as_vector(weights: Weights, layout: WeightLayout) -> np.ndarray:
    """The weights as the vector that the likelihood takes; no text holds a surprise."""
    theta = np.zeros(layout.size)
    for name in layout.names:
        if name not in SURPRISES:
            theta[layout.slices[name]] = np.ravel(getattr(weights, name))
    return theta


def shared_vector(fit: Fit, layout: WeightLayout) -> np.ndarray:
    """A fit's shared weights at the mode, in the layout's order."""
    theta = np.zeros(layout.size)
    for label, value in zip(fit.labels, fit.mode, strict=True):
        name, _, part = label.partition("/")
        at = layout.slices[name].start + (VECTORS[name].index(part) if part else 0)
        theta[at] = value
    return theta
