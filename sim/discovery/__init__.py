"""Scenario discovery: in which regions of the uncertain assumptions an intervention fails."""

from sim.discovery.box import Box, Limits
from sim.discovery.prim import Settings, find_boxes, trajectory
from sim.discovery.sentences import sentence

__all__ = ["Box", "Limits", "Settings", "find_boxes", "sentence", "trajectory"]
