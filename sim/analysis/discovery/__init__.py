"""Scenario discovery: in which regions of the uncertain assumptions an intervention fails."""

from sim.analysis.discovery.box import Box, Limits
from sim.analysis.discovery.prim import PrimSettings, find_boxes, trajectory
from sim.analysis.discovery.sentences import sentence

__all__ = ["Box", "Limits", "PrimSettings", "find_boxes", "sentence", "trajectory"]
