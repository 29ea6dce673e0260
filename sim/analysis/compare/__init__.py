"""What a comparison of scenarios says, from tables of single replicates.

Every scenario is run in the same replicates, so every contrast is taken replicate by replicate.
Two intervals are told apart everywhere. That of the *mean* says how well the expected difference
is known; it shrinks as replicates are added. The *central* one says between which values 95 % of
single worlds lie; it does not shrink.
"""

from sim.analysis.compare.best import levels_of_arms, probability_of_best
from sim.analysis.compare.contrasts import contrasts, course, figures_of, states
from sim.analysis.compare.cost import cost_per_unit
from sim.analysis.compare.knowing import value_of_knowing
from sim.analysis.compare.needed import batch_sizes, replicates_needed
from sim.analysis.compare.pulls import pulls
from sim.analysis.compare.shares import SOURCES, variance_shares
from sim.analysis.compare.switching import switching

__all__ = [
    "SOURCES",
    "batch_sizes",
    "contrasts",
    "cost_per_unit",
    "course",
    "figures_of",
    "levels_of_arms",
    "probability_of_best",
    "pulls",
    "replicates_needed",
    "states",
    "switching",
    "value_of_knowing",
    "variance_shares",
]
