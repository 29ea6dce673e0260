"""Where a refit begins: at the weights of an earlier fit, which more votes move a little."""

from __future__ import annotations

import numpy as np

from sim.data.fitted import Fit
from sim.data.shared_weights import VECTORS
from sim.fit.estimate import Start
from sim.fit.likelihood import WeightLayout
from sim.world import STRANDS, States


def warm_start(fit: Fit, layout: WeightLayout, states: States) -> Start:
    """The weights of ``fit`` at the mode, as the likelihood of these states lays them out.

    What was surprising about single texts is not stored with a fit, and begins at nothing; its
    spread by kind of text is, and begins where it was.

    Parameters
    ----------
    states : those of the layout, in its order
    """
    theta = np.zeros(layout.size)
    for label, value in zip(fit.labels, fit.mode, strict=True):
        name, _, part = label.partition("/")
        theta[layout.slices[name].start + (VECTORS[name].index(part) if part else 0)] = value
    own = fit.states.set_index("iso3").reindex(list(states.iso3))
    layout.get(theta, "stance")[:] = own[list(STRANDS)].to_numpy(float)
    theta[layout.slices["band_state"]] = own["band"].to_numpy(float)
    return Start(theta, np.array(fit.story["surprise"], float))
