"""Designs of experiments: which points of the space of factors a sweep simulates.

``read_design`` reads a design from YAML or a dict and checks what can be known without a
configuration; the sweep checks that every name is a key of the configuration.
docs/reference/designs.md explains every method and field.
"""

from sim.designs.factors import Factor, Value
from sim.designs.points import DesignPoints
from sim.designs.reading import read_design

__all__ = ["DesignPoints", "Factor", "Value", "read_design"]
