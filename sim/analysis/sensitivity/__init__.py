"""Which factor an outcome hangs on, from the table of a sweep and its design.

Sobol indices, Morris screening, and a split of the variance into what levers, assumptions, the
fit and chance contribute. docs/reference/designs.md says how to read them.
"""

from sim.analysis.sensitivity.answers import sensitivity_tables
from sim.analysis.sensitivity.morris import morris_screening
from sim.analysis.sensitivity.sobol import sobol_indices
from sim.analysis.sensitivity.split import variance_split

__all__ = ["morris_screening", "sensitivity_tables", "sobol_indices", "variance_split"]
