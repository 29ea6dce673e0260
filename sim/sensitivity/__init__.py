"""Which factor an outcome hangs on, from the table of a sweep and its design.

Sobol indices, Morris screening, and a split of the variance into what levers, assumptions, the
fit and chance contribute. docs/reference/designs.md says how to read them.
"""

from sim.sensitivity.answers import sensitivity_tables
from sim.sensitivity.morris import morris_screening
from sim.sensitivity.sobol import sobol_indices
from sim.sensitivity.split import variance_split

__all__ = ["morris_screening", "sensitivity_tables", "sobol_indices", "variance_split"]
